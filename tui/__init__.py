"""The terminal UI: a face over the services. Holds no rule."""
