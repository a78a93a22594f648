"""Terms: a heading and its answer, or a numbered answer that is asked item after item."""

from flashcards.card import Sequence, Term
from flashcards.face import SEQUENCE_ORDS, slug
from flashcards.source.attributes import Attributes
from flashcards.source.outline import Entry
from flashcards.source.report import Report
from flashcards.source.written import Piece
from flashcards.text import Items, Line, plain

MIN_ITEMS, MAX_ITEMS = 2, len(SEQUENCE_ORDS)


def read_term(report: Report, entry: Entry, attributes: Attributes) -> Term | Sequence:
    """The content of a term; what is at fault in it is left out."""
    if not entry.pieces:
        if ".draft" not in attributes:
            report.fault(entry.line, "no-answer", f"term '{entry.words}' has no answer")
    elif ".sequence" in attributes:
        if ".reverse" in attributes:
            message = "a sequence is not asked in reverse"
            report.fault(entry.line, "misplaced-attribute", message)
        return Sequence(entry.name, entry.body, _items(report, entry))
    return Term(entry.name, entry.body, ".reverse" in attributes)


def _items(report: Report, entry: Entry) -> tuple[Line, ...]:
    lists = [piece for piece in entry.pieces if _is_numbered(piece)]
    if len(lists) != 1:
        line = lists[1].line if lists else entry.line
        report.fault(line, "sequence-list", "a sequence holds exactly one numbered list")
        return ()
    count = len(lists[0].item_lines)
    if not MIN_ITEMS <= count <= MAX_ITEMS:
        message = f"a sequence has {MIN_ITEMS} to {MAX_ITEMS} items, not {count}"
        report.fault(lists[0].line, "sequence-length", message)
    return _different(report, lists[0])


def _is_numbered(piece: Piece) -> bool:
    return isinstance(piece.block, Items) and piece.block.start is not None


def _different(report: Report, numbered: Piece) -> tuple[Line, ...]:
    """The items: single lines whose slugs, by which their cards are named, all differ."""
    found: dict[str, Line] = {}
    for number, line in numbered.items():
        name = slug(plain(line or ()))
        if line is None:
            report.fault(number, "sequence-item", "an item of a sequence is one paragraph")
        elif not name:
            report.fault(number, "sequence-item", "an item of a sequence needs letters or digits")
        elif name in found:
            message = f"the item '{plain(line)}' stands twice in the sequence"
            report.fault(number, "sequence-item", message)
        else:
            found[name] = line
    return tuple(found.values())
