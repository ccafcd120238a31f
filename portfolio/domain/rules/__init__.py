"""The rule book: each file is one tuple of small checks that read like the text of a regulation."""
