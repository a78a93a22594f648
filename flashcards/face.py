"""The faces of a note: which cards it makes, and what the front and back of each one say."""

import re
import unicodedata

from flashcards.card import Content, Scenario, Sequence, Term, is_question
from flashcards.kinds import AFTER, ANSWER, CASE, REVERSE, STEP_FACES, STEPS, WHOLE, Step
from flashcards.text import Emphasis, Line, Paragraph, Strong, Text, Words, plain

FIXED_ORDS = {ANSWER: 0, REVERSE: 1, WHOLE: 0, CASE: 0} | {
    face: number for number, face in enumerate(STEP_FACES, start=1)
}
"""Faces whose place among the note's cards is the same in every note, for ever."""

SEQUENCE_ORDS = range(1, 13)
"""Places for the items of a sequence; each is given to one item, once."""

_DEFINE, _NAME_IN_ORDER = Words("Define: "), Words("Name in order: ")
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")


def slug(words: str) -> str:
    """The words as a key holds them: folded; letters and digits of any script, the rest ``-``."""
    if words.isascii():
        return _OTHER_SIGNS.sub("-", words.lower()).strip("-")
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", words).casefold())
    kept = ""
    for sign in folded:
        # A vowel sign of Hindi or Thai is a mark on a letter, and tells words apart as letters do.
        is_mark = unicodedata.category(sign)[0] == "M" and kept[-1:].strip()
        kept += sign if is_mark or sign.isalnum() else " "
    return "-".join(kept.split())


def faces(content: Content) -> tuple[str, ...]:
    """The faces a note shows as cards, in the order they are learned."""
    match content:
        case Term(reverse=reverse):
            return (ANSWER, REVERSE) if reverse else (ANSWER,)
        case Sequence(items=items):
            return (WHOLE, *(after_face(items, i) for i in range(len(items))))
        case Scenario(parts=parts):
            return (CASE, *(part.step.value for part in parts))


def after_face(items: tuple[Line, ...], index: int) -> str:
    """The face that asks for item ``index``: named for the item before it, empty for the first."""
    return AFTER + (slug(plain(items[index - 1])) if index else "")


def front(content: Content, face: str) -> Text:
    """What a card asks. For a scenario: its prompt."""
    match content:
        case Term(answer=answer) if face == REVERSE:
            return (*answer, Paragraph((Words("Which term is this?"),)))
        case Sequence(name=name, items=items) if face.startswith(AFTER):
            return (_after_question(name, items, _index(items, face)),)
        case Scenario(prompt=prompt):
            return prompt
        case Sequence(name=name):
            return (Paragraph(_asked(_NAME_IN_ORDER, name)),)
        case Term(name=name):
            return (Paragraph(_asked(_DEFINE, name)),)


def back(content: Content, face: str) -> Text:
    """What a card answers. For a scenario: its model answer, which may be empty."""
    match content:
        case Term(name=name) if face == REVERSE:
            return (Paragraph(name),)
        case Sequence(items=items) if face.startswith(AFTER):
            return (Paragraph(items[_index(items, face)]),)
        case Scenario(model_answer=model_answer):
            return model_answer
        case Term(answer=answer) | Sequence(answer=answer):
            return answer


def step_of(face: str) -> Step | None:
    """The step a step card drills; None for any other face."""
    return Step(face) if face in STEPS else None


def _asked(order: Words, name: Line) -> Line:
    return name if is_question(name) else (order, *name)


def _after_question(name: Line, items: tuple[Line, ...], index: int) -> Paragraph:
    context = (Emphasis(name), Words(" What" if is_question(name) else ": what"))
    if index == 0:
        return Paragraph((*context, Words(" comes first?")))
    return Paragraph((*context, Words(" comes after "), Strong(items[index - 1]), Words("?")))


def _index(items: tuple[Line, ...], face: str) -> int:
    return next(i for i in range(len(items)) if after_face(items, i) == face)
