"""Glossaries and definition lists in reStructuredText."""
