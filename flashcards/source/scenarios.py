"""Scenarios: a prompt, the steps with their checklists, and what helps after the answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from flashcards.card import Part, Point, Scenario
from flashcards.face import slug
from flashcards.kinds import STEPS, Step
from flashcards.source.attributes import PART, read_attributes
from flashcards.source.outline import Entry
from flashcards.source.report import Report
from flashcards.source.written import Piece
from flashcards.text import Block, Items, Line, Quote, Strong, Text, Words, plain

HINT, FOLLOW_UPS, MODEL_ANSWER = "hint", "follow-ups", "model-answer"

_TITLES = {step.value: step.word for step in STEPS} | {
    HINT: "Hint",
    FOLLOW_UPS: "Follow-ups",
    MODEL_ANSWER: "Model answer",
}
_RANKS = {step.value: rank for rank, step in enumerate(STEPS)}
_PREFIX = re.compile(r"scenario\s*:\s*", re.IGNORECASE)


def scenario_name(head: Entry) -> "Line | None":
    """What follows ``Scenario:`` in a heading; None for the heading of a section."""
    prefix = _PREFIX.match(head.words)
    if prefix is None:
        return None
    match head.name:
        case (Words(text), *rest) if _PREFIX.match(text):
            words = text[prefix.end() :]
            return (Words(words), *rest) if words else tuple(rest)
        case _:
            return (Words(head.words[prefix.end() :]),)


@dataclass(frozen=True, slots=True)
class ScenarioReader:
    """Reads the parts of one scenario; what a draft still lacks is no fault."""

    report: Report
    name: Line
    is_draft: bool

    def read(self, head: Entry, entries: Sequence[Entry], minutes: int) -> Scenario:
        """The content; what is at fault in it is left out."""
        parts = self._parts(entries)
        steps = tuple(self._step(step, parts[step]) for step in STEPS if step in parts)
        if not steps and len(parts) == len(entries):
            self._lacks(head, "no-step", f"scenario '{plain(self.name)}' has no step")
        hint, reaction = self._hint(parts.get(HINT))
        return Scenario(
            self.name,
            self._prompt(head),
            minutes,
            steps,
            hint,
            reaction,
            self._text(parts.get(FOLLOW_UPS)),
            self._text(parts.get(MODEL_ANSWER)),
        )

    def _prompt(self, head: Entry) -> Text:
        if not head.pieces:
            self._lacks(head, "no-prompt", f"scenario '{plain(self.name)}' has no prompt")
        for piece in head.pieces:
            if isinstance(piece.block, Items):
                self.report.fault(piece.line, "stray-list", "a list stands outside a step")
        return head.body

    def _parts(self, entries: Sequence[Entry]) -> Mapping[str, Entry]:
        """The parts by name, in the order of the file."""
        parts: dict[str, Entry] = {}
        for entry in entries:
            read_attributes(self.report, entry.line, entry.braces, PART)
            name = slug(entry.words)
            if name not in _TITLES:
                hint = self.report.hint(entry.words.capitalize(), _TITLES.values())
                message = f"unknown part '{entry.words}'{hint}"
                self.report.fault(entry.line, "unknown-part", message)
            elif name in parts:
                message = f"part '{_TITLES[name]}' stands twice"
                self.report.fault(entry.line, "duplicate-part", message)
            else:
                parts[name] = entry
        self._check_order(parts)
        return parts

    def _check_order(self, parts: Mapping[str, Entry]) -> None:
        for name, later in pairwise(parts):
            if _RANKS.get(name, len(STEPS)) > _RANKS.get(later, len(STEPS)):
                kind = "step" if name in _RANKS else "part"
                message = f"{kind} '{_TITLES[name]}' stands before '{_TITLES[later]}'"
                self.report.fault(parts[name].line, "step-order", message)

    def _step(self, step: Step, entry: Entry) -> Part:
        title = _TITLES[step]
        if not any(isinstance(block, Items) for block in entry.body):
            self._lacks(entry, "no-points", f"step '{title}' has no points")
        elif misfit := _misfit(entry.pieces, Items, Quote):
            message = f"step '{title}' holds one list, and at most one quotation after it"
            self.report.fault(misfit.line, "step-content", message)
        quotes = (block.text for block in entry.body if isinstance(block, Quote))
        return Part(step, tuple(self._points(entry)), next(quotes, ()))

    def _points(self, entry: Entry) -> Iterator[Point]:
        for piece in entry.pieces[:1]:
            for number, line in piece.items():
                match line:
                    case None:
                        message = "a point is one paragraph"
                        self.report.fault(number, "point-content", message)
                    case (Strong(children),):
                        yield Point(children, must=True)
                    case _:
                        yield Point(line)

    def _hint(self, entry: Entry | None) -> tuple[Text, Text]:
        """The hint, and the expected reaction to it."""
        if entry is None or not self._text(entry):
            return (), ()
        if misfit := _misfit(entry.pieces, Quote, Items):
            message = "a hint is one quotation, and at most one list after it"
            self.report.fault(misfit.line, "hint-content", message)
        match entry.body:
            case (Quote(text), *reaction):
                return text, tuple(reaction)
            case _:
                return (), ()

    def _text(self, entry: Entry | None) -> Text:
        if entry is None:
            return ()
        if not entry.pieces:
            self._lacks(entry, "empty-part", f"part '{entry.words}' is empty")
        return entry.body

    def _lacks(self, entry: Entry, code: str, message: str) -> None:
        if not self.is_draft:
            self.report.fault(entry.line, code, message)


def _misfit(pieces: Sequence[Piece], *shape: type[Block]) -> Piece | None:
    """The first piece that is not of the kind that belongs in its place."""
    for piece, kind in zip_longest(pieces, shape):
        if piece and not (kind and isinstance(piece.block, kind)):
            return piece
    return None
