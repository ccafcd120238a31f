"""Pictures of a grant or programme in plain characters: data and a width in, lines out."""
