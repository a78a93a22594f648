"""Notes to export, built of plain words."""

from flashcards import face
from flashcards.anki.days import Era
from flashcards.anki.note import ExportCard, ExportNote
from flashcards.card import Content, Part, Point, Scenario, Sequence, Term
from flashcards.kinds import Step
from flashcards.text import Items, Line, Paragraph, Text, Words

ERA = Era(created=1_770_000_000, minutes_west=-60, rollover_hour=4)
BORN = 1_780_000_000_000
LATER = 1_796_000_000_000


def line(text: str) -> Line:
    return (Words(text),)


def words(text: str) -> Text:
    return (Paragraph(line(text)),)


def term(name: str = "Filter", answer: str = "A set of weights.", *, reverse: bool = False) -> Term:
    return Term(line(name), words(answer), reverse)


def sequence(*items: str) -> Sequence:
    numbered = (Items(tuple(words(item) for item in items), 1),)
    return Sequence(line("Life cycle"), numbered, tuple(line(item) for item in items))


def points(musts: int, others: int) -> tuple[Point, ...]:
    made = [Point(line(f"must {n}"), must=True) for n in range(musts)]
    return (*made, *(Point(line(f"point {n}")) for n in range(others)))


def scenario(musts: int = 1, others: int = 1, **texts: Text) -> Scenario:
    ask = Part(Step.ASK, points(musts, others), words("2,000 labelled sentences."))
    recap = Part(Step.RECAP, (Point(line("Names the tools")),))
    return Scenario(line("Place names"), words("Mark every place."), 20, (ask, recap), **texts)


def cards(content: Content, note_id: int, first_position: int = 0) -> tuple[ExportCard, ...]:
    """A card for every face; step cards are not introduced yet."""
    names = face.faces(content)
    ords = [face.FIXED_ORDS.get(name, number) for number, name in enumerate(names)]
    positions = range(first_position, first_position + len(names))
    return tuple(
        ExportCard(note_id + 1 + ord_, ord_, name, position, active=not face.step_of(name))
        for name, ord_, position in zip(names, ords, positions, strict=True)
    )


def note(number: int, content: Content, **changes: object) -> ExportNote:
    note_id = BORN + 1000 * number
    kind = "Scenarios" if isinstance(content, Scenario) else "Terms"
    given: dict[str, object] = {
        "id": note_id,
        "guid": f"fc-{number}",
        "content": content,
        "anki_deck": f"AI interview::{kind}::Modeling",
        "changed_at": BORN,
        "cards": cards(content, note_id, 100 * number),
        "areas": ("modeling",),
        "roles": ("mle",),
    }
    return ExportNote(**(given | changes))  # type: ignore[arg-type]  # a test names what differs
