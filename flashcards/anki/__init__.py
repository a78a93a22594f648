"""Anki packages: note types, cards' HTML, and the file."""
