"""The preferences file: its keys, reading it, and changing one line of it."""
