"""A formula within a line: LaTeX as one line of Unicode, or its source where that is unclear."""

import re
import unicodedata
from collections.abc import Callable

from flashcards.terminal.atoms import Atom, denominator, is_word, joined, numerator, radicand
from flashcards.terminal.symbols import (
    ACCENTS,
    ALPHABETS,
    CHARACTERS,
    COMMANDS,
    SPACES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    Kind,
)

LONGEST = 2_000
"""Characters of a formula that we try to understand."""

_PIECE = re.compile(r"\\(?:[A-Za-z]+|.)|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
_WORDS = re.compile(r"[^\\{}$^_%#&~]*")
_DELIMITERS = {Kind.OPEN, Kind.CLOSE, Kind.BAR}
_BASES = {Kind.ORDINARY, Kind.NAME, Kind.LARGE, Kind.CLOSE, Kind.BAR}
_SCRIPTS = {"_": SUBSCRIPTS, "^": SUPERSCRIPTS}
_ROOTS = {"": "√", "3": "∛", "4": "∜"}


class _Unclear(LookupError):
    """The formula holds something that we do not know for certain."""


def inline(source: str) -> str:
    r"""Write a formula as one line, ``\frac{a+b}{c}`` as ``(a + b)/c``.

    Whatever is not understood down to its last sign comes back unchanged: better LaTeX than
    another meaning.
    """
    return one_line(source) or source


def one_line(source: str) -> str:
    """The formula as one line, or nothing where its meaning is not certain."""
    if len(source) > LONGEST:
        return ""
    try:
        return joined(_Reader(source).atoms(""))
    except (LookupError, RecursionError):
        return ""


class _Reader:
    """Reads the pieces of one formula from left to right."""

    def __init__(self, source: str) -> None:
        self._pieces = _PIECE.findall(source.strip())[::-1]

    def atoms(self, end: str) -> list[Atom]:
        """Everything up to the piece ``end``, which is taken too."""
        atoms: list[Atom] = []
        while (piece := self._take()) != end:
            if piece in SPACES:
                atoms[-1:] = [a._replace(sign=a.sign + SPACES[piece]) for a in atoms[-1:]]
            else:
                atoms.append(self._scripted(self._atom(piece)))
        return atoms

    def _take(self) -> str:
        while self._pieces and self._pieces[-1].isspace():
            self._pieces.pop()
        return self._pieces.pop() if self._pieces else ""

    def _next_is(self, *pieces: str) -> bool:
        piece = self._take()
        self._pieces.append(piece)
        return piece in pieces

    def _atom(self, piece: str) -> Atom:
        name = piece.removeprefix("\\")
        if piece == "{":
            return self._group()
        if piece[:1] != "\\":
            return _sign(piece)
        if name in ACCENTS:
            return self._accented(ACCENTS[name])
        if name in ALPHABETS:
            return self._styled(ALPHABETS[name])
        read = _READERS.get(name)
        return read(self) if read else Atom(*COMMANDS[name])

    def _argument(self) -> list[Atom]:
        """What a command or a script applies to: a group, or the next sign alone."""
        piece = self._take()
        if piece == "{":
            return self.atoms("}")
        if piece.isdecimal() and len(piece) > 1:  # \frac12 is one half, x^10 is not x to the ten
            raise _Unclear(piece)
        return [self._atom(piece)]

    def _group(self) -> Atom:
        match self.atoms("}"):
            case [Atom(Kind.COMMA, sign)]:  # 1{,}000: a comma without its space
                return Atom(Kind.ORDINARY, sign)
            case [atom]:
                return atom
        raise _Unclear

    def _scripted(self, base: Atom) -> Atom:
        scripts: dict[str, str] = {}
        while self._next_is("^", "_"):
            mark = self._take()
            if mark in scripts or base.kind not in _BASES:
                raise _Unclear(mark)
            scripts[mark] = _script(mark, self._argument())
        # A script that keeps its mark comes last, so that it cannot swallow the other one.
        written = sorted((text for _, text in sorted(scripts.items())[::-1]), key=_keeps_mark)
        is_apart = bool(written) and _keeps_mark(written[-1]) and written[-1][-1] != ")"
        return Atom(base.kind, base.sign + "".join(written), apart=is_apart)

    def fraction(self) -> Atom:
        r"""What follows a \frac."""
        above, below = self._argument(), self._argument()
        return Atom(Kind.FRACTION, f"{numerator(above)}/{denominator(below)}")

    def root(self) -> Atom:
        r"""What follows a \sqrt."""
        degree = ""
        if self._next_is("["):
            self._take()
            degree = joined(self.atoms("]"))
        return Atom(Kind.ROOT, _ROOTS[degree] + radicand(self._argument()))

    def words(self) -> Atom:
        r"""What follows a \text or an \operatorname."""
        if self._next_is("*"):  # \operatorname*
            self._take()
        if self._take() != "{" or "}" not in self._pieces:
            raise _Unclear
        words = ""
        while (piece := self._pieces.pop()) != "}":
            words += piece
        if not _WORDS.fullmatch(words) or not words.strip():
            raise _Unclear(words)
        sign = " ".join(words.split())
        if words != words.strip():
            return Atom(Kind.LARGE, sign)
        is_name = sign[0].isalnum() and len(sign) > 1  # not the d of dx, not the -means of k
        return Atom(Kind.NAME if is_name else Kind.ORDINARY, sign, apart=len(sign) > 1)

    def delimiter(self) -> Atom:
        r"""What follows a \left, a \right or a \big."""
        atom = self._atom(self._take())
        if atom.kind not in _DELIMITERS:
            raise _Unclear(atom.sign)
        return atom

    def _styled(self, alphabet: str) -> Atom:
        letters = "".join(atom.sign for atom in self._argument())
        return Atom(Kind.ORDINARY, "".join(_letter(alphabet, letter) for letter in letters))

    def _accented(self, accent: str) -> Atom:
        letter = "".join(atom.sign for atom in self._argument())
        if len(letter) != 1:
            raise _Unclear(letter)
        return Atom(Kind.ORDINARY, unicodedata.normalize("NFC", letter + accent))


_READERS: dict[str, Callable[[_Reader], Atom]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac"), _Reader.fraction),
    "sqrt": _Reader.root,
    **dict.fromkeys(("text", "textrm", "mathrm", "operatorname"), _Reader.words),
    **dict.fromkeys(("left", "right", "middle"), _Reader.delimiter),
    **dict.fromkeys(
        (f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")),
        _Reader.delimiter,
    ),
}


def _sign(piece: str) -> Atom:
    if piece[:1].isdecimal() or piece.isalpha():
        return Atom(Kind.ORDINARY, piece)
    return Atom(*CHARACTERS[piece])


def _letter(alphabet: str, letter: str) -> str:
    """The letter in another alphabet, by its name: MATHEMATICAL BOLD SMALL X."""
    short = unicodedata.name(letter, "").removeprefix("LATIN ").removeprefix("GREEK ")
    short = short.replace("LETTER ", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL {alphabet} {short}")
    except KeyError:  # some are older than their alphabet: SCRIPT CAPITAL L
        return unicodedata.lookup(f"{alphabet} {short}")


def _script(mark: str, atoms: list[Atom]) -> str:
    text = joined(atoms, tight=True)
    signs = _SCRIPTS[mark]
    is_name = len(text) > 1 and all(atom.kind is Kind.NAME for atom in atoms)
    if not text:
        raise _Unclear(mark)
    if not is_name and set(text) <= signs.keys():
        return "".join(signs[sign] for sign in text)
    return mark + (text if is_word(text) else f"({text})")


def _keeps_mark(script: str) -> bool:
    return script[0] in _SCRIPTS
