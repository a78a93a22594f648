"""The bytes a keyboard sends, one key after another, as the names of keys."""

from collections.abc import Callable

_NAMES = {
    b"\r": "enter",
    b"\n": "enter",
    b" ": "space",
    b"\t": "tab",
    b"\x08": "backspace",
    b"\x7f": "backspace",
    b"\x04": "eof",
}
_SEQUENCES = {
    b"A": "up",
    b"B": "down",
    b"C": "right",
    b"D": "left",
    b"H": "home",
    b"F": "end",
}
_PASTE, _PASTE_END = b"200~", b"\x1b[201~"
_STRINGS = set(b"]PX^_")  # ESC and one of these begin what a terminal reports, up to BEL or ST
_STRING_ENDS = (b"\x07", b"\x1b\\")
_CSI = b"\x9b"  # ESC [ in one byte, which begins no character of UTF-8
_MOUSE = b"M"  # in the oldest report three bytes follow: the button and the place
_SOON, _LATER = 0.05, 1.0  # seconds within which the rest of a key, and of a paste, arrives
_UNKNOWN = "unknown"


class Decoder:
    """Names keys; ``soon`` gives the byte that follows within some seconds, or nothing.

    A sequence is one key, known or not: nothing of it is ever taken for a key of its own.
    """

    def __init__(self, soon: Callable[[float], bytes]) -> None:
        self._soon = soon
        self.kept = b""
        """A byte that turned out to begin the next key."""

    def take_kept(self) -> bytes:
        """Give the kept byte away."""
        kept, self.kept = self.kept, b""
        return kept

    def name(self, first: bytes) -> str:
        """The name of the key whose first byte has arrived."""
        if first == b"\x1b":
            return self._escape()
        if first == _CSI:
            return self._sequence()
        if first in _NAMES:
            return _NAMES[first]
        return f"ctrl-{chr(first[0] | 0x60)}" if first < b" " else self._character(first)

    def _character(self, first: bytes) -> str:
        character = first
        for _ in range(_more_bytes(first)):
            byte = self._soon(_SOON)
            if not b"\x80" <= byte <= b"\xbf":
                self.kept = byte
                break
            character += byte
        text = character.decode("utf-8", "replace")
        return text if len(text) == 1 and text.isprintable() and text != "\ufffd" else _UNKNOWN

    def _escape(self) -> str:
        after = self._soon(_SOON)
        if after in (b"[", b"O"):
            return self._sequence()
        if after and after[0] in _STRINGS:
            return self._skip(_STRING_ENDS)
        self.kept = after
        return "escape"

    def _sequence(self) -> str:
        sequence = b""
        while byte := self._soon(_SOON):
            if not b" " <= byte <= b"~":
                self.kept = byte
                return _UNKNOWN
            sequence += byte
            if byte >= b"@" and sequence != b"[":  # the Linux console has F1 as ESC [[A
                break
        if sequence == _MOUSE:
            for _ in range(3):
                self._soon(_SOON)
        if sequence == _PASTE:
            return self._skip((_PASTE_END,), "paste")
        return _SEQUENCES.get(sequence, _UNKNOWN)

    def _skip(self, ends: tuple[bytes, ...], name: str = _UNKNOWN) -> str:
        """Pass over everything up to one of the ``ends``."""
        tail = b""
        while not tail.endswith(ends) and (byte := self._soon(_LATER)):
            tail = tail[1 - len(_PASTE_END) :] + byte
        return name


def _more_bytes(first: bytes) -> int:
    """How many bytes of UTF-8 follow this one."""
    return sum(first >= limit for limit in (b"\xc2", b"\xe0", b"\xf0"))
