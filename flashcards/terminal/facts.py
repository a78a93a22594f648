"""Facts under a title: a column of labels, what is to be said, and a figure at the other end."""

from flashcards.terminal.style import Look
from flashcards.terminal.width import spread, width, wrap

LABEL = 12
"""The columns of the labels."""


def fact_lines(look: Look, label: str, text: str, figure: str = "") -> list[str]:
    """One fact; none where there is nothing to say. A plain look makes a sentence of it."""
    if not text:
        return []
    told = f"{text}, {figure}" if figure else text
    if look.plain:
        return [f"{label}. {told}." if label else f"{told}."]
    if look.narrow:
        return wrap(told, look.edge, f"  {label}: " if label else "    ", "    ")
    first, rest = f"  {label:<{LABEL}}", " " * (2 + LABEL)
    if figure and width(first + text) + width(figure) + 1 < look.edge:
        return spread(first + text, figure, look.edge)
    return [*wrap(text, look.edge, first, rest), *([rest + figure] if figure else [])]
