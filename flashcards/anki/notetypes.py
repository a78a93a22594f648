"""The note types as Anki knows them: names, ids and places, fixed for ever; only looks may change.

Anki matches note types, fields and templates by their ids, and a changed one makes a second note
type on every phone. So a new need takes a spare field, a new kind of card a new note type.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.asper import INSTRUCTIONS
from flashcards.face import FIXED_ORDS, SEQUENCE_ORDS
from flashcards.kinds import STEPS, Step

VERSION = "Version"
"""The field that tells which version of its text a note has."""
COMPUTED = ("Breadcrumb", "Roles", VERSION)
"""The fields in which nobody has written anything."""
RENDERING_CHANGED_AT = 1_795_222_800
"""Unix seconds; moved forward whenever a template, the style or our HTML changes."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name and its id."""

    name: str
    id: int


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of card, shown where the field ``shown_by`` is filled.

    ``front`` and ``back`` are files in ``templates/``; ``words`` go into their ``$`` places.
    """

    name: str
    id: int
    shown_by: str
    front: str
    back: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: fields, the first of which sorts, and templates, whose places are ords."""

    name: str
    id: int
    fields: tuple[Field, ...]
    templates: tuple[Template, ...]


def slot_question(ord_: int) -> str:
    """The field for what the card at ``ord_`` of a sequence asks."""
    return f"After {ord_} question"


def slot_answer(ord_: int) -> str:
    """The field for what the card at ``ord_`` of a sequence answers."""
    return f"After {ord_} answer"


def step_field(step: Step) -> str:
    """The field for the checklist of a step card."""
    return step.word


def _fields(first_id: int, *names: str) -> tuple[Field, ...]:
    return tuple(Field(name, id_) for id_, name in enumerate(names, start=first_id))


def _common_fields(first_id: int) -> tuple[Field, ...]:
    spares = (f"Spare {number}" for number in range(1, 5))
    return _fields(first_id, "Breadcrumb", "Roles", "Source", VERSION, *spares)


def _whole(name: str) -> Template:
    return Template(name, 1, "Question", "question.html", "answer.html", {})


def _slot(ord_: int) -> Template:
    words = {"answer": slot_answer(ord_)}
    shown_by = slot_question(ord_)
    return Template(f"After {ord_}", ord_ + 1, shown_by, "question.html", "short.html", words)


def _step(step: Step) -> Template:
    name, id_ = step_field(step), FIXED_ORDS[step] + 1
    words = {"instruction": INSTRUCTIONS[step]}
    return Template(name, id_, name, "step_front.html", "step_back.html", words)


REVERSE = Template(
    "Reverse",
    2,
    shown_by="Reverse question",
    front="reverse.html",
    back="short.html",
    words={"answer": "Reverse answer"},
)
CASE = Template("Case", 1, "Title", "case_front.html", "case_back.html", {})

TERM = NoteType(
    "Flashcards term",
    1_487_360_921,
    fields=(
        *_fields(101, "Front", "Question", "Answer", "Reverse question", "Reverse answer"),
        *_common_fields(151),
    ),
    templates=(_whole("Answer"), REVERSE),
)

SEQUENCE = NoteType(
    "Flashcards sequence",
    1_487_360_922,
    fields=(
        *_fields(201, "Front", "Question", "Answer"),
        *_fields(
            211, *(name(ord_) for ord_ in SEQUENCE_ORDS for name in (slot_question, slot_answer))
        ),
        *_common_fields(251),
    ),
    templates=(_whole("Whole"), *map(_slot, SEQUENCE_ORDS)),
)

SCENARIO = NoteType(
    "Flashcards scenario",
    1_487_360_923,
    fields=(
        *_fields(301, "Front", "Title", "Minutes", "Prompt", "Steps", "Checklist"),
        *_fields(311, "Hint", "Reaction", "Follow-ups", "Model answer"),
        *_fields(321, *map(step_field, STEPS)),
        *_common_fields(351),
    ),
    templates=(CASE, *map(_step, STEPS)),
)

NOTE_TYPES = (TERM, SEQUENCE, SCENARIO)


def is_ours(id_: int) -> bool:
    """Whether a note type of Anki is one of these, by its id."""
    return any(kind.id == id_ for kind in NOTE_TYPES)
