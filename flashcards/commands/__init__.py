"""One verb a file: one function works, one prints."""
