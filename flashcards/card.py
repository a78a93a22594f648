"""The nouns of study text: a note, and what it holds."""

from collections.abc import Iterator
from typing import TypeAlias

from flashcards import text
from flashcards.kinds import Kind, Step
from flashcards.text import Image, Line, Paragraph, Text
from flashcards.tree import Node, decoder


class Term(Node):
    """A definition or a short fact; asked the other way round too when ``reverse``."""

    name: Line
    answer: Text
    reverse: bool = False


class Sequence(Node):
    """A numbered answer of 2 to 12 ``items``, asked as a whole and item after item."""

    name: Line
    answer: Text
    items: tuple[Line, ...]


class Point(Node):
    """One observable thing a good answer says; a must may not be missed."""

    line: Line
    must: bool = False


class Part(Node):
    """One step of a scenario: its checklist, and what the interviewer answers to it."""

    step: Step
    points: tuple[Point, ...]
    reply: Text = ()


class Scenario(Node):
    """An open case, answered aloud step by step and graded against its points."""

    name: Line
    prompt: Text
    minutes: int
    parts: tuple[Part, ...]
    hint: Text = ()
    reaction: Text = ()
    follow_ups: Text = ()
    model_answer: Text = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in the order they are ticked."""
        return tuple(point for part in self.parts for point in part.points)


Content: TypeAlias = Term | Sequence | Scenario

decode_content = decoder((*text.NODES, Term, Sequence, Step, Point, Part, Scenario))
"""Read the content of a note back from the JSON of ``tree.encode``."""


def texts(content: Content) -> tuple[Text, ...]:
    """Every text of a note but its heading, in reading order."""
    match content:
        case Term(answer=answer) | Sequence(answer=answer):
            return (answer,)
        case Scenario() as case:
            checklist = (
                text
                for part in case.parts
                for text in (tuple(Paragraph(p.line) for p in part.points), part.reply)
            )
            after = (case.hint, case.reaction, case.follow_ups, case.model_answer)
            return (case.prompt, *checklist, *after)


def pictures(content: Content) -> Iterator[Image]:
    """Every picture of a note, in reading order."""
    yield from text.line_images(content.name)
    for part in texts(content):
        yield from text.images(part)


def is_question(name: Line) -> bool:
    """Whether a heading is asked as it stands; any other is asked as a definition."""
    return text.plain(name).rstrip().endswith("?")


class Note(Node):
    """One term or scenario as its author wrote it.

    ``areas[0]`` decides the deck and the role; ``roles`` are the roles whose deck holds the
    note; ``path`` is relative to its root, with ``/``; ``line`` counts from 1. ``anki`` is the
    guid that a new note asks for, empty for one of our own making.
    """

    key: str
    content: Content
    path: str
    line: int
    section: str = ""
    areas: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    source: str = ""
    draft: bool = False
    anki: str = ""

    @property
    def kind(self) -> Kind:
        """Term or scenario; a sequence is a term."""
        return Kind.SCENARIO if isinstance(self.content, Scenario) else Kind.TERM

    @property
    def front(self) -> str:
        """The heading in plain words."""
        return text.plain(self.content.name)
