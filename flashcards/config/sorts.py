"""The sorts of values a preference takes: from a file, and as a word of the command line."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Sort(NamedTuple):
    """One sort of values, in words; ``read`` checks what a file holds, None where it is wrong.

    ``typed`` makes of a word what a file would hold; it raises ``ValueError`` where it cannot.
    """

    words: str
    read: Callable[[object], Any]
    typed: Callable[[str], object]


def whole(low: int, high: int) -> Sort:
    """A whole number within a range."""

    def read(value: object) -> int | None:
        return value if type(value) is int and low <= value <= high else None

    return Sort(f"a whole number from {low} to {high}", read, int)


def number(low: float, high: float, words: str) -> Sort:
    """A number above ``low``, not above ``high``."""

    def read(value: object) -> float | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return value if low < value <= high else None

    return Sort(words, read, lambda word: int(word) if word.isdecimal() else float(word))


def share(low: float, high: float) -> Sort:
    """A share within a range, both ends included."""

    def read(value: object) -> float | None:
        return value if isinstance(value, float) and low <= value <= high else None

    return Sort(f"a share from {low:.2f} to {high:.2f}", read, float)


def one_of(*words: str | int) -> Sort:
    """One of a few words or numbers."""
    known = {str(word): word for word in words}

    def read(value: object) -> str | int | None:
        is_known = not isinstance(value, bool) and value in words
        return known[str(value)] if is_known else None

    return Sort(" or ".join(known), read, lambda word: known.get(word.lower(), word))


def flag() -> Sort:
    """True or false."""
    known = {"true": True, "false": False}
    return Sort(
        "true or false",
        lambda value: value if isinstance(value, bool) else None,
        lambda word: known.get(word.lower(), word),
    )


def names() -> Sort:
    """A name, or a list of names."""

    def read(value: object) -> tuple[str, ...] | None:
        listed = value if isinstance(value, list) else [value]
        named = tuple(name for name in listed if isinstance(name, str) and name.strip())
        return named if len(named) == len(listed) else None

    def typed(words: str) -> str | list[str]:
        first, *others = words.replace(",", " ").split() or [""]
        return [first, *others] if others else first

    return Sort("a role or a list of roles", read, typed)


def text() -> Sort:
    """Words as they stand."""
    return Sort(
        "text, not empty",
        lambda value: value if isinstance(value, str) and value.strip() else None,
        str,
    )
