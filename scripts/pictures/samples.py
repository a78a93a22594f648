"""The notes that are drawn: of the shipped decks, and samples that have cards of every kind."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flashcards import face
from flashcards.anki.note import ExportCard, ExportNote
from flashcards.card import Content, Part, Point, Scenario, Sequence, Term
from flashcards.compiler.places import shipped_decks
from flashcards.kinds import AFTER, Kind, Step
from flashcards.source.files import find
from flashcards.source.library import Library, read_library
from flashcards.text import CodeBlock, Items, Link, Paragraph, Strong, Text, Words
from flashcards.vocabulary import EMPTY


def note_of(name: str) -> ExportNote:
    """A sample by its name, or a shipped note by its key."""
    return SAMPLES.get(name) or shipped(name)


def shipped(key: str) -> ExportNote:
    """A note of the shipped decks, with its first card alone."""
    for deck in shipped_library().decks:
        for sheet in (note for note in deck.notes if note.key == key):
            shelf = "Scenarios" if sheet.kind is Kind.SCENARIO else "Terms"
            return ExportNote(
                id=0,
                guid="",
                content=sheet.note().content,
                anki_deck=f"AI interview::{shelf}::{deck.title}",
                changed_at=0,
                cards=(ExportCard(1, 0, sheet.faces[0], 0),),
                section=sheet.section,
                source=sheet.source,
            )
    raise SystemExit(f"The shipped decks have no note {key}.")


@cache
def shipped_library() -> Library:
    """The shipped decks."""
    return read_library(find(shipped_decks(), Path.cwd())[0], EMPTY)[0]


def words(text: str) -> Text:
    """A paragraph of plain words."""
    return (Paragraph((Words(text),)),)


def bullets(*items: str, start: int | None = None) -> Text:
    """A list of plain words."""
    return (Items(tuple(map(words, items)), start),)


def part(step: Step, musts: list[str], others: list[str], reply: str = "") -> Part:
    """One step of a scenario."""
    lines = [(text, True) for text in musts] + [(text, False) for text in others]
    points = tuple(Point((Words(text),), must) for text, must in lines)
    return Part(step, points, words(reply) if reply else ())


def sample(content: Content, deck: str, section: str, faces: Mapping[int, str]) -> ExportNote:
    """A note whose cards have the given faces by their ords."""
    cards = tuple(ExportCard(ord_ + 1, ord_, name, 0) for ord_, name in faces.items())
    return ExportNote(
        id=0,
        guid="",
        content=content,
        anki_deck=deck,
        changed_at=0,
        cards=cards,
        section=section,
        source="Deep learning guide, margin notes",
        role_names=("Deep learning engineer", "Machine learning engineer"),
    )


TERM = Term(
    (Words("Feature map"),),
    (
        Paragraph(
            (
                Words("One channel of a convolution layer's "),
                Strong((Words("output"),)),
                Words(": what one "),
                Link((Words("filter"),), "deep-learning/filter"),
                Words(" gives when it is slid over the whole input."),
            )
        ),
        *bullets("as many feature maps as the layer has filters", "deeper layers: larger patterns"),
        CodeBlock("map = relu(conv(image, filter))"),
    ),
    reverse=True,
)

STEPS = ("Ask", "Suppose", "Plan", "Execute", "Recap")
SEQUENCE = Sequence(
    (Words("Which steps does the ASPER framework take?"),),
    bullets(*STEPS, start=1),
    tuple((Words(name),) for name in STEPS),
)

SCENARIO = Scenario(
    name=(Words("Place names in science fiction"),),
    prompt=words(
        "A publisher wants every place name in 40,000 science-fiction novels marked, so that "
        "readers can search by place. How would you build it?"
    ),
    minutes=20,
    parts=(
        part(
            Step.ASK,
            [
                "Asks which error costs more, and which metric follows",
                "Asks how much labelled text exists, and from which books",
            ],
            ["Asks what time and compute there are for experiments"],
            "2,000 labelled sentences, all from news. Readers forgive a wrong mark more than a "
            "missing one. New books come every week.",
        ),
        part(
            Step.SUPPOSE,
            [],
            ["Assumes that novels differ from news, and says how", "Assumes one language"],
        ),
        part(
            Step.PLAN,
            ["Splits by book, so that invented names in the test are new"],
            ["Names a simple baseline first", "Plans to label a sample of novels"],
        ),
        part(
            Step.EXECUTE,
            [],
            ["Fine-tunes a pretrained encoder", "Reads the errors by kind", "Weighs recall up"],
        ),
        part(Step.RECAP, [], ["Says what would be built next, and with which tools"]),
    ),
    hint=words("What does a name look like that no newspaper has ever printed?"),
    reaction=bullets("Thinks of parts of words, and of the sentence around the name"),
    follow_ups=bullets("How would you notice that a new author breaks it?"),
    model_answer=words(
        "I would first ask what a missed place costs. Then I would label 500 sentences from 50 "
        "novels, split by book, and compare a gazetteer with a fine-tuned encoder."
    ),
)

SAMPLES = {
    "term": sample(
        TERM, "AI interview::Terms::Modeling", "Convolution", {0: "answer", 1: "reverse"}
    ),
    "sequence": sample(
        SEQUENCE,
        "AI interview::Terms::Interview",
        "Framework",
        {0: "whole", 1: AFTER, 3: face.after_face(SEQUENCE.items, 2)},
    ),
    "scenario": sample(
        SCENARIO, "AI interview::Scenarios::Modeling", "", {0: "case", 1: "ask", 5: "recap"}
    ),
}
