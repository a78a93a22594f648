"""What stands raised or lowered, written on one line: as signs of Unicode, or with a mark."""

_RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", strict=True))


def raised(words: str) -> str:
    """Words as an exponent.

    >>> raised("2"), raised("k"), raised("a+b")
    ('²', '^k', '^(a+b)')
    """
    return _written(words, _RAISED, "^")


def lowered(words: str) -> str:
    """Words as an index.

    >>> lowered("0"), lowered("ij")
    ('₀', '_(ij)')
    """
    return _written(words, _LOWERED, "_")


def _written(words: str, signs: dict[str, str], mark: str) -> str:
    words = words.strip()
    if all(sign in signs for sign in words):
        return "".join(signs[sign] for sign in words)
    return f"{mark}{words}" if len(words) == 1 else f"{mark}({words})"
