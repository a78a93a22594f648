"""Tables by columns, or as ``header: cell`` lines where columns would not fit or not be heard."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from flashcards.terminal.style import Look
from flashcards.terminal.width import pad, width, wrap
from flashcards.text import Alignment

_GAP = "  "
_NARROWEST = 8


def tabulate(
    alignments: Sequence[Alignment], cells: Sequence[Sequence[str]], look: Look, columns: int
) -> list[str]:
    """Lay out rendered cells, the header first, in at most ``columns``."""
    header, *rows = cells
    widths = _widths(cells, columns)
    if look.plain or not widths:
        return list(_records(header, rows, look, columns))
    layout = list(zip(widths, alignments, strict=True))
    laid = [_row(row, layout) for row in ([look.bold(cell) for cell in header], *rows)]
    is_airy = any(len(lines) > 1 for lines in laid[1:])  # rows of several lines stand apart
    lines = [*laid[0], _GAP.join("-" * column for column in widths)]
    for number, row in enumerate(laid[1:]):
        lines += ["", *row] if is_airy and number else row
    return lines


def _widths(cells: Sequence[Sequence[str]], columns: int) -> list[int]:
    """The width of each column; none when one of them would be too narrow to read."""
    room = columns - len(_GAP) * (len(cells[0]) - 1)
    natural = [max(map(_natural, column)) for column in zip(*cells, strict=True)]
    widths = [min(wish, max(room, 0)) for wish in natural]
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths if sum(widths) <= room else []


def _natural(cell: str) -> int:
    return max(map(width, cell.split("\n")))


def _row(cells: Sequence[str], layout: Sequence[tuple[int, Alignment]]) -> list[str]:
    wrapped = [wrap(cell, size) for cell, (size, _) in zip(cells, layout, strict=True)]
    return [
        _GAP.join(
            _aligned(line, size, alignment)
            for line, (size, alignment) in zip(lines, layout, strict=True)
        ).rstrip()
        for lines in zip_longest(*wrapped, fillvalue="")
    ]


def _aligned(text: str, columns: int, alignment: Alignment) -> str:
    free = columns - width(text)
    before = {"right": free, "center": free // 2}.get(alignment, 0)
    return pad(" " * before + text, columns)


def _records(
    header: Sequence[str], rows: Sequence[Sequence[str]], look: Look, columns: int
) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, cell in zip(header, row, strict=True):
            if cell:
                label = f"{look.bold(name)}: " if name else ""
                yield from wrap(label + cell, columns, rest=_GAP)
