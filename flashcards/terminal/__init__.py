"""Keys in, lines out, for a person at a terminal."""
