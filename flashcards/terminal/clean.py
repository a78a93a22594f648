"""What card text may do to a terminal: nothing; its controls are shown, never obeyed."""

from unicodedata import category

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, invisible formats, lone surrogates, odd ends
_BLANK = set("\u115f\u1160\u17b4\u17b5\u3164\uffa0")  # letters and marks that show nothing
_KEPT = set("\n\u200c")  # the newline, and the non-joiner that Persian is spelt with
_TAB = 4


def clean(text: str) -> str:
    r"""Show what could act on the terminal or deceive the eye as an escape: ``\x1b``, ``\u202e``.

    Newlines stay, tabs become spaces up to the next multiple of four.
    """
    return text.expandtabs(_TAB).translate(_TABLE)


def clean_line(text: str) -> str:
    """The same for what has to stay one line: a newline becomes a space."""
    return clean(text).replace("\n", " ")


class _Table(dict[int, str]):
    """The translation table, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        is_hidden = char in _BLANK or (category(char) in _HIDDEN and char not in _KEPT)
        self[code] = char.encode("unicode_escape").decode("ascii") if is_hidden else char
        return self[code]


_TABLE = _Table()
