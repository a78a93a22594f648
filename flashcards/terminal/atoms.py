"""The pieces of a formula, and how they stand side by side on one line without changing sense."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from flashcards.terminal.symbols import SUBSCRIPTS, SUPERSCRIPTS, Kind

_RAISED = frozenset(SUPERSCRIPTS.values())
_LOWERED = frozenset(SUBSCRIPTS.values())
_INFIXES = {Kind.RELATION, Kind.BINARY, Kind.INFIX}
_OPERANDS = {Kind.ORDINARY, Kind.NAME, Kind.CLOSE, Kind.BAR}
_LEFT_OPERANDS = {*_OPERANDS, Kind.FRACTION, Kind.ROOT}
_FACTORS = {Kind.ORDINARY, Kind.NAME, Kind.LARGE, Kind.SIGN}
_PRODUCT = {Kind.ORDINARY, Kind.OPEN, Kind.CLOSE, Kind.ROOT}
_WEAK = {Kind.EDGE, Kind.RELATION, Kind.BINARY, Kind.COMMA}  # these bind less than a fraction
_WEAK_BEFORE = {*_WEAK, Kind.OPEN, Kind.SIGN}
_WEAK_AFTER = {*_WEAK, Kind.CLOSE}


class Atom(NamedTuple):
    """One piece: ``apart`` when a factor after it would seem to belong to its script."""

    kind: Kind
    sign: str
    apart: bool = False


_EDGE = Atom(Kind.EDGE, "")


def joined(atoms: Iterable[Atom], *, tight: bool = False) -> str:
    """Write atoms on one line; ``tight`` leaves out the spaces round signs, as in a script."""
    row = [*_bracketed(list(_signed(atoms))), _EDGE]
    return "".join(
        left.sign + " " * _are_apart(left, right, tight=tight) for left, right in pairwise(row)
    ).rstrip()


def is_word(sign: str) -> bool:
    """Whether this can be a script without brackets: letters and digits of one height."""
    return sign.isalnum() and not (_RAISED | _LOWERED) & set(sign)


def numerator(atoms: Sequence[Atom]) -> str:
    """What is divided: in brackets unless it is a plain product."""
    is_product = {atom.kind for atom in _outer(atoms)} <= _PRODUCT
    return _in_brackets(atoms, unless=is_product or _is_single(atoms))


def denominator(atoms: Sequence[Atom]) -> str:
    """What divides: in brackets unless it is one thing."""
    return _in_brackets(atoms, unless=_is_single(atoms))


def radicand(atoms: Sequence[Atom]) -> str:
    """What stands under a root: in brackets unless it is one word or number, perhaps indexed."""
    is_single = len(atoms) == 1 and atoms[0].sign.isalnum()
    return _in_brackets(atoms, unless=is_single and not _RAISED & set(atoms[0].sign))


def _in_brackets(atoms: Sequence[Atom], *, unless: bool) -> str:
    text = joined(atoms)
    return text if unless else f"({text})"


def _is_single(atoms: Sequence[Atom]) -> bool:
    match atoms:
        case [Atom(Kind.ORDINARY | Kind.NAME | Kind.ROOT, sign)]:
            return " " not in sign
        case [Atom(sign="∂"), Atom(Kind.ORDINARY)]:
            return True
    return False


def _outer(atoms: Iterable[Atom]) -> Iterator[Atom]:
    """The atoms that stand in no brackets, and the outer brackets themselves."""
    depth = 0
    for atom in atoms:
        depth -= atom.kind is Kind.CLOSE
        if depth == 0:
            yield atom
        depth += atom.kind is Kind.OPEN


def _signed(atoms: Iterable[Atom]) -> Iterator[Atom]:
    """Tell the minus of ``-x`` from the minus of ``x - y``."""
    before = _EDGE
    for atom in atoms:
        is_sign = atom.kind is Kind.BINARY and before.kind not in _LEFT_OPERANDS
        before = atom._replace(kind=Kind.SIGN) if is_sign else atom
        yield before


def _bracketed(row: Sequence[Atom]) -> Iterator[Atom]:
    """Put brackets round the fractions and roots that a neighbour could be read into."""
    for left, atom, right in zip((_EDGE, *row), row, (*row[1:], _EDGE), strict=False):
        if atom.kind not in {Kind.FRACTION, Kind.ROOT}:
            yield atom
            continue
        is_safe_before = left.kind in _WEAK_BEFORE or atom.kind is Kind.ROOT
        is_safe = is_safe_before and right.kind in _WEAK_AFTER
        yield Atom(Kind.ORDINARY, atom.sign if is_safe else f"({atom.sign.rstrip()})")


def _are_apart(left: Atom, right: Atom, *, tight: bool) -> bool:
    if left.sign.endswith(" "):
        return False
    if not tight and (left.kind is Kind.COMMA or {left.kind, right.kind} & _INFIXES):
        return True
    if left.kind is Kind.LARGE:
        return right.kind not in {Kind.CLOSE, Kind.COMMA}
    if right.kind in {Kind.NAME, Kind.LARGE} and left.kind in _OPERANDS:
        return True
    return (left.apart or left.kind is Kind.NAME) and right.kind in _FACTORS
