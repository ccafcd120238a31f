"""The open standards in which grants are published: 360Giving and IATI."""
