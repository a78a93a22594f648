"""A deck read by our own reader before it is written: what it refuses is mended, or left out."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashcards.convert import deck
from flashcards.convert.converted import Converted, LeftOut
from flashcards.convert.deck import Cover, Page
from flashcards.convert.links import Written, relinked
from flashcards.errors import BadRequest, Problem
from flashcards.face import slug
from flashcards.source.files import SourceFile, digest
from flashcards.source.library import draft_of, read_library
from flashcards.source.links import Links
from flashcards.source.report import Problems
from flashcards.source.sheets import sheaf
from flashcards.vocabulary import Vocabulary

LINK = "a link that leads nowhere from here, of which only the words are kept"

_ABOUT_KEYS = frozenset(["duplicate-key", "needs-key"])
_ABOUT_LINKS = frozenset(["dangling-link", "ambiguous-link", "bad-link", "bad-image"])

Dead = Mapping[int, set[tuple[str, bool]]]
"""The links that lead nowhere: their targets, and whether they are by name, by the note's place."""


def prove(
    name: str, cover: Cover, notes: Sequence[Converted], vocabulary: Vocabulary
) -> tuple[Page, list[LeftOut]]:
    """The deck of this name that has no fault, and what had to be left out for that.

    Raises ``BadRequest`` for what no note is to blame for, such as an unknown area.
    """
    lost: list[LeftOut] = []
    while True:
        page = deck.write(cover, notes)
        file = _file(name, page)
        problems = read_library((file,), vocabulary)[1]
        if not problems:
            return page, lost
        is_about_links = any(problem.code in _ABOUT_LINKS for problem in problems)
        dead = _dead(file, page, vocabulary) if is_about_links else {}
        notes = _Proof(page, _by_note(page, problems), dead).mended(lost)


class _Proof:
    """What is wrong with a page, note by note."""

    def __init__(self, page: Page, faults: Mapping[int, list[Problem]], dead: Dead) -> None:
        self._page = page
        self._faults = faults
        self._dead = dead
        self._keys = {note.key or slug(note.words) for note in page.notes}

    def mended(self, lost: list[LeftOut]) -> list[Converted]:
        """The notes without these faults; each time there are fewer notes, links or equal keys."""
        kept: list[Converted] = []
        for number, note in enumerate(self._page.notes):
            faults = self._faults.get(number, [])
            codes = {fault.code for fault in faults}
            relinked_ = self._without_links(note, number)
            if not faults:
                kept.append(note)
            elif codes <= _ABOUT_KEYS:
                kept.append(self._with_key(note))
            elif codes & _ABOUT_LINKS and relinked_ != note:
                kept.append(relinked_)
                lost.append(LeftOut(note.path, note.line, LINK))
            else:
                lost.append(LeftOut(note.path, note.line, f"a note: {faults[0].message}"))
        return kept

    def _with_key(self, note: Converted) -> Converted:
        key = deck.free_key(note, self._keys)
        self._keys.add(key)
        return replace(note, key=key)

    def _without_links(self, note: Converted, number: int) -> Converted:
        dead = self._dead.get(number, set())

        def change(link: Written) -> str | None:
            return link.words if (link.target, link.by_name) in dead else None

        return replace(note, answer=relinked(note.answer, change)) if dead else note


def _file(name: str, page: Page) -> SourceFile:
    data = page.text.encode()
    return SourceFile(name, name, data, digest(data))


def _by_note(page: Page, problems: Problems) -> dict[int, list[Problem]]:
    """The problems by the place of the note they stand in."""
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        number = _number(page, problem.line)
        if number < 0:
            words = problem.message
            raise BadRequest(f"{words[:1].upper()}{words[1:]}.")
        found.setdefault(number, []).append(problem)
    return found


def _dead(file: SourceFile, page: Page, vocabulary: Vocabulary) -> Dead:
    """The links that lead nowhere."""
    deck = sheaf(draft_of(file, vocabulary))
    known = Links((deck,))
    dead: dict[int, set[tuple[str, bool]]] = {}
    for link in deck.links:
        if not known.target(deck, link):
            dead.setdefault(_number(page, link.line), set()).add((link.target, link.by_name))
    return dead


def _number(page: Page, line: int) -> int:
    """The place of the note that a line stands in; less than 0 for a line above all notes."""
    return bisect_right(page.lines, line) - 1
