"""Keys in, lines out: what a person at a terminal meets."""
