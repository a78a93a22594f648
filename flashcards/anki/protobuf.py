"""Reads the wire format of protocol buffers: the fields of a message, one after the other."""

from collections.abc import Iterator

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_MOST_BITS = 64


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message: number and value, which is bytes for text, bytes and messages.

    Raises ``ValueError`` where it breaks off, or holds what no message does.
    """
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if kind == _BYTES:
            size, at = _varint(message, at)
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            size = 8 if kind == _EIGHT_BYTES else 4
        else:
            raise ValueError("a field of no known kind")
        if at + size > len(message):
            raise ValueError("the message breaks off")
        yield number, message[at : at + size]
        at += size


def text(message: bytes, number: int) -> str:
    """The text of one field; empty where the message has none."""
    found = dict(fields(message)).get(number, b"")
    return found.decode(errors="replace") if isinstance(found, bytes) else ""


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place, shift in enumerate(range(0, _MOST_BITS, 7), start=at):
        if place >= len(message):
            raise ValueError("the message breaks off")
        value |= (message[place] & 0x7F) << shift
        if message[place] < 0x80:  # noqa: PLR2004 - the eighth bit says that more follows
            return value, place + 1
    raise ValueError("a number without an end")
