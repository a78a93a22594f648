"""Near duplicates: notes that ask the same, or have the same answer, in whatever deck they stand.

Likeness by a score is no rule here: contrast cards, such as Top-k and Top-p, differ in a letter.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flashcards.card import Note, Scenario, Sequence, Term, is_question
from flashcards.kinds import Kind
from flashcards.source.codes import Finding
from flashcards.source.folding import folded, folded_text
from flashcards.text import Paragraph, Text, plain_text

LEAST_WORDS = 5
"""A shorter answer, such as "Yes.", may well stand twice."""

_OPENINGS = (("what", "is"), ("what", "are"))


class Placed(NamedTuple):
    """A note, and the file it stands in as messages name it."""

    label: str
    note: Note


def near_duplicates(
    chosen: Iterable[Placed], others: Iterable[Placed]
) -> Iterator[tuple[str, Finding]]:
    """Advice on each of the chosen notes that is like one of the others, or of those before it.

    Equal keys are no duplicates: there one text wins over another on purpose.
    """
    first: dict[tuple[Kind, str, str], Placed] = {}
    for placed in others:
        for _, key in _keys(placed.note):
            first.setdefault(key, placed)
    for label, note in chosen:
        alike = [
            (how, there)
            for how, key in _keys(note)
            if (there := first.setdefault(key, Placed(label, note))).note.key != note.key
        ]
        if alike:
            yield label, _finding(note, *alike[0])


def _finding(note: Note, how: str, there: Placed) -> Finding:
    place = f"'{there.note.front}' ({there.label}:{there.note.line})"
    message = f"'{note.front}' {how} {place}; keep one of them, or tell them apart"
    return Finding(note.line, "near-duplicate", message)


def _keys(note: Note) -> Iterator[tuple[str, tuple[Kind, str, str]]]:
    """How two notes of one kind can be alike, and what is equal then."""
    yield "asks the same as", (note.kind, "asks", _question(note))
    text = _answer(note)
    if len(plain_text(text).split()) >= LEAST_WORDS:
        yield "has the same answer as", (note.kind, "says", " ".join(folded_text(text)))


def _question(note: Note) -> str:
    words = folded(note.content.name)
    if is_question(note.content.name) and words[:2] in _OPENINGS:
        words = words[2:]  # asked as "Define: ..."
    return "".join(words) or note.front


def _answer(note: Note) -> Text:
    """What is compared of a note but its heading; of a scenario the prompt and the points."""
    match note.content:
        case Term(answer=answer) | Sequence(answer=answer):
            return answer
        case Scenario(prompt=prompt) as case:
            return (*prompt, *(Paragraph(point.line) for point in case.points))
