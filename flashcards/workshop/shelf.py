"""The pictures of a deck in the making: where each will lie, and what is in it."""

from collections.abc import Mapping

from flashcards.pictures import file_name

MOST = 256_000_000
"""In bytes, all pictures together."""


class Shelf:
    """Takes pictures; ``folder`` is named as the deck will name it, empty where there is none."""

    def __init__(self, folder: str = "") -> None:
        self._folder = folder
        self._held: dict[str, bytes] = {}
        self._size = 0

    def put(self, data: bytes | None) -> str | None:
        """The path of a picture from the folder of the deck; None where it cannot be kept."""
        name = file_name(data) if data and self._folder else None
        if data is None or name is None:
            return None
        path = f"{self._folder}/{name}"
        if path not in self._held:
            if self._size + len(data) > MOST:
                return None
            self._held[path] = data
            self._size += len(data)
        return path

    def used_in(self, text: str) -> Mapping[str, bytes]:
        """The pictures that a deck shows, by their paths."""
        return {path: data for path, data in self._held.items() if path.split("/")[-1] in text}
