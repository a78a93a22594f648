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
    b"200~": "paste",
}
_PASTE_END = b"\x1b[201~"
_UNKNOWN = "unknown"


class Decoder:
    """Names keys; ``soon`` gives the next byte, or nothing when none follows at once."""

    def __init__(self, soon: Callable[[], bytes]) -> None:
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
        if first in _NAMES:
            return _NAMES[first]
        return f"ctrl-{chr(first[0] | 0x60)}" if first < b" " else self._character(first)

    def _character(self, first: bytes) -> str:
        character = first
        for _ in range(_more_bytes(first)):
            byte = self._soon()
            if not b"\x80" <= byte <= b"\xbf":
                self.kept = byte
                break
            character += byte
        text = character.decode("utf-8", "replace")
        return text if len(text) == 1 and text.isprintable() and text != "\ufffd" else _UNKNOWN

    def _escape(self) -> str:
        after = self._soon()
        if after == b"O":
            return _SEQUENCES.get(self._soon(), _UNKNOWN)
        if after == b"[":
            return self._sequence()
        self.kept = after
        return "escape"

    def _sequence(self) -> str:
        sequence = b""
        while byte := self._soon():
            sequence += byte
            if b"@" <= byte <= b"~" and sequence != b"[":  # the Linux console has F1 as ESC [[A
                break
        name = _SEQUENCES.get(sequence, _UNKNOWN)
        if name == "paste":
            self._skip_paste()
        return name

    def _skip_paste(self) -> None:
        pasted = b""
        while not pasted.endswith(_PASTE_END) and (byte := self._soon()):
            pasted += byte


def _more_bytes(first: bytes) -> int:
    """How many bytes of UTF-8 follow this one."""
    return sum(first >= limit for limit in (b"\xc2", b"\xe0", b"\xf0"))
