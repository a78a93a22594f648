"""A real Anki to import into."""

from tests.phone import phone

__all__ = ["phone"]
