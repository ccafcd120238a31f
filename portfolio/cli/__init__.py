"""The command line: a face over the services. Holds no rule."""
