"""Fills the fields of a note: what each holds, and which stay empty so that no card is made."""

from functools import cache

from flashcards import face, kinds
from flashcards.anki.checklist import case_html, step_html, steps_html
from flashcards.anki.escape import words
from flashcards.anki.html import flow_html, line_html, text_html
from flashcards.anki.note import ExportNote
from flashcards.anki.notetypes import (
    NOTE_TYPES,
    RENDERING_CHANGED_AT,
    SCENARIO,
    SEQUENCE,
    TERM,
    VERSION,
    NoteType,
    slot_answer,
    slot_question,
    step_field,
)
from flashcards.card import Content, Scenario, Sequence, Term
from flashcards.text import plain

_EMPTY = {kind.id: dict.fromkeys((field.name for field in kind.fields), "") for kind in NOTE_TYPES}
"""The fields of each note type in their order, before they are filled."""


def note_type(content: Content) -> NoteType:
    """The note type that holds such content."""
    match content:
        case Term():
            return TERM
        case Sequence():
            return SEQUENCE
        case Scenario():
            return SCENARIO


def modified_at(note: ExportNote) -> int:
    """Unix seconds of the last change of the note or of the way it is shown."""
    return max(note.changed_at // 1000, RENDERING_CHANGED_AT)


def field_values(note: ExportNote) -> tuple[str, ...]:
    """The fields of a note in the order of its note type; those without a value are empty."""
    values = _EMPTY[note_type(note.content).id] | _common(note) | _own(note)
    return tuple(values.values())


def _common(note: ExportNote) -> dict[str, str]:
    """``VERSION`` repeats the time of change: it tells a later reader what a phone has edited."""
    return {
        "Front": words(plain(note.content.name)),
        "Breadcrumb": _shared(note.breadcrumb),
        "Roles": _shared(", ".join(note.role_names)),
        "Source": _shared(note.source),
        VERSION: str(modified_at(note)),
    }


@cache
def _shared(text: str) -> str:
    """Words that many notes have in common, as those of a section do."""
    return words(text)


def _own(note: ExportNote) -> dict[str, str]:
    match note.content:
        case Term() as term:
            return _term(term, note)
        case Sequence() as sequence:
            return _sequence(sequence, note)
        case Scenario() as scenario:
            return _scenario(scenario, note)


def _term(term: Term, note: ExportNote) -> dict[str, str]:
    values = _whole(term, kinds.ANSWER)
    if any(card.face == kinds.REVERSE for card in note.active_cards):
        values["Reverse question"] = text_html(face.front(term, kinds.REVERSE))
        values["Reverse answer"] = flow_html(face.back(term, kinds.REVERSE))
    return values


def _sequence(sequence: Sequence, note: ExportNote) -> dict[str, str]:
    values = _whole(sequence, kinds.WHOLE)
    for card in note.active_cards:
        if card.face.startswith(kinds.AFTER):
            values[slot_question(card.ord)] = flow_html(face.front(sequence, card.face))
            values[slot_answer(card.ord)] = flow_html(face.back(sequence, card.face))
    return values


def _whole(content: Term | Sequence, name: str) -> dict[str, str]:
    """The card that every such note has; its question goes into a heading."""
    return {
        "Question": flow_html(face.front(content, name)),
        "Answer": text_html(face.back(content, name)),
    }


def _scenario(scenario: Scenario, note: ExportNote) -> dict[str, str]:
    shown = {card.face for card in note.active_cards}
    return {
        "Title": line_html(scenario.name),
        "Minutes": str(scenario.minutes),
        "Prompt": text_html(scenario.prompt),
        "Steps": steps_html(scenario),
        "Checklist": case_html(scenario),
        "Hint": text_html(scenario.hint),
        "Reaction": text_html(scenario.reaction),
        "Follow-ups": text_html(scenario.follow_ups),
        "Model answer": text_html(scenario.model_answer),
    } | {step_field(part.step): step_html(part) for part in scenario.parts if part.step in shown}
