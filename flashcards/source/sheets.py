"""Notes made ready for filing: a tree becomes JSON, and what a compile asks of it is read off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from flashcards.card import Note, Scenario, Sequence, Term
from flashcards.change import FiledPoint, Prints, Sheet
from flashcards.face import faces
from flashcards.source.deck import Draft
from flashcards.source.report import Report
from flashcards.source.written import Followed, WrittenLink, filled, holes
from flashcards.text import plain, plain_text
from flashcards.tree import encode


@dataclass(frozen=True, slots=True)
class Sheaf:
    """A deck as a draft has it, but for its trees: these take ten times the room."""

    report: Report
    path: str
    id: str
    title: str
    notes: tuple[Sheet, ...]
    links: tuple[WrittenLink, ...]
    anchors: Mapping[str, str]
    is_whole: bool


def sheaf(draft: Draft) -> Sheaf:
    """The notes of a draft, ready for filing."""
    notes = tuple(sheet(manuscript.note) for manuscript in draft.manuscripts)
    about = (draft.report, draft.path, draft.id, draft.title)
    return Sheaf(*about, notes, draft.links, draft.anchors, draft.is_whole)


def sheet(note: Note) -> Sheet:
    """A note ready for filing; where it has links, their targets are to be ``linked`` yet."""
    case = note.content if isinstance(note.content, Scenario) else None
    made = Sheet(
        *(note.key, note.path, note.line, note.section, note.areas, note.roles, note.source),
        *(note.draft, note.front),
        minutes=case.minutes if case else 0,
        faces=faces(note.content),
        points=_points(case) if case else (),
        content=encode(note.content),
        linked=frozenset(),
        prints=_prints(note),
        anki=note.anki,
    )
    return made if holes(made.content) else _digested(made)


def linked(sheet: Sheet, follow: Callable[[int], Followed]) -> Sheet:
    """The sheet with its links followed: ``follow`` says where a link of its file leads."""
    leading = {number: follow(number) for number in holes(sheet.content)}
    if not leading:
        return sheet
    content = filled(sheet.content, leading)
    targets = frozenset(there.target for there in leading.values())
    return _digested(sheet._replace(content=content, linked=targets))


def _points(case: Scenario) -> tuple[FiledPoint, ...]:
    return tuple(
        FiledPoint(part.step, plain(point.line), point.must)
        for part in case.parts
        for point in part.points
    )


def _prints(note: Note) -> Prints:
    words = _body(note).casefold().split()
    form = type(note.content).__name__.lower()
    return Prints(form, b"", _digest(" ".join(words)), len(words))


def _digested(sheet: Sheet) -> Sheet:
    """The sheet with the fingerprint of all that a learner sees of it."""
    seen = (sheet.content, sheet.section, sheet.source, *sheet.areas, "", *sheet.roles)
    digest = _digest("\n".join((*seen, str(sheet.draft))))
    return sheet._replace(prints=sheet.prints._replace(digest=digest))


def _body(note: Note) -> str:
    match note.content:
        case Term(answer=answer) | Sequence(answer=answer):
            return plain_text(answer)
        case Scenario(prompt=prompt) as scenario:
            points = (plain(point.line) for point in scenario.points)
            return "\n".join((plain_text(prompt), *points))


def _digest(words: str) -> bytes:
    return blake2b(words.encode(), digest_size=16).digest()
