"""Reads the wire format of protocol buffers: the fields of a message, one after the other."""

from collections.abc import Iterator

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_MOST_BITS = 64
_MORE = 0x80
"""The bit of a byte that says that the number goes on."""


class Reader:
    """Reads messages, as long as they have no more than ``most`` fields together."""

    def __init__(self, most: int) -> None:
        self._left = most

    def fields(self, message: bytes) -> Iterator[tuple[int, int | bytes]]:
        """The fields of a message: number and value, which is bytes for text, bytes and messages.

        Raises ``ValueError`` where it breaks off, holds what no message does, or is endless.
        """
        at = 0
        while at < len(message):
            self._left -= 1
            if self._left < 0:
                raise ValueError("more fields than any message has")
            tag, at = _varint(message, at)
            number, kind = tag >> 3, tag & 7
            if kind == _VARINT:
                value, at = _varint(message, at)
                yield number, value
                continue
            size, at = _size(message, at, kind)
            if at + size > len(message):
                raise ValueError("the message breaks off")
            yield number, message[at : at + size]
            at += size

    def text(self, message: bytes, number: int) -> str:
        """The text of one field; empty where the message has none."""
        found = dict(self.fields(message)).get(number, b"")
        return found.decode(errors="replace") if isinstance(found, bytes) else ""


def _size(message: bytes, at: int, kind: int) -> tuple[int, int]:
    """How long a value is, and where it begins."""
    if kind == _BYTES:
        return _varint(message, at)
    if kind in (_EIGHT_BYTES, _FOUR_BYTES):
        return (8 if kind == _EIGHT_BYTES else 4), at
    raise ValueError("a field of no known kind")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    if at < len(message) and message[at] < _MORE:
        return message[at], at + 1
    value = 0
    for place, shift in enumerate(range(0, _MOST_BITS, 7), start=at):
        if place >= len(message):
            raise ValueError("the message breaks off")
        value |= (message[place] & 0x7F) << shift
        if message[place] < _MORE:
            return value, place + 1
    raise ValueError("a number without an end")
