"""Sorts the rows of a phone's log: those that are here, those that are new, those of no use."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from flashcards.anki.days import Era
from flashcards.collection.phones import Place
from flashcards.days import MINUTE_MS, local_time, study_day
from flashcards.exchange.phone import CardName, Unused, entry, moved
from flashcards.journal import Entry
from flashcards.packed import PackedAnswer, PackedCard

_QUARTER_MS = 15 * MINUTE_MS
"""Days turn, and clocks change, at whole quarters of an hour in every zone."""


class PhoneCard(NamedTuple):
    """A card of Anki, its place here, and what to call it."""

    packed: PackedCard
    place: Place | None
    name: CardName


class Days:
    """The study days of a phone's instants, in the zone of this computer, and of its due dates."""

    def __init__(self, rollover_hour: int, era: Era | None) -> None:
        self._hour, self._era = rollover_hour, era
        self._of_quarter = lru_cache(maxsize=None)(self._look_up)

    def of(self, instant: int) -> int:
        """The study day of an instant (UTC ms)."""
        return self._of_quarter(instant // _QUARTER_MS)

    def due(self, card: PackedCard) -> int | None:
        """The study day on which a card is due; None where it is not in review."""
        return self._era.day(card.due) if self._era and card.due is not None else None

    def _look_up(self, quarter: int) -> int:
        return study_day(local_time(quarter * _QUARTER_MS), self._hour)


class PhoneLog:
    """The log of some cards of a phone; ``here`` are the rows that this collection has.

    ``known`` counts those, and ``unused`` those that are no rows here, by the reason. ``now`` is
    in UTC ms.
    """

    def __init__(
        self,
        cards: Mapping[int, PhoneCard],
        here: frozenset[tuple[int, int]],
        days: Days,
        now: int,
    ) -> None:
        self.known = 0
        self.unused: Counter[Unused] = Counter()
        self._cards, self._here, self._days, self._now = cards, here, days, now
        self._entries: list[Entry] = []
        self._last: dict[int, int] = {}
        self._moved: dict[int, PackedAnswer] = {}

    def read(self, answers: Iterable[PackedAnswer]) -> None:
        """Take in rows of the log, in any order."""
        for answer in answers:
            card = self._cards.get(answer.card)
            if card and self._is_said(answer, card):
                self._last[answer.card] = max(answer.id, self._last.get(answer.card, 0))

    def entries(self) -> Iterator[Entry]:
        """The rows that are new, as a journal tells them.

        Of the rows that gave a card another due date only the last one of all its rows counts, and
        by what the card itself says: the row does not tell the date.
        """
        yield from self._entries
        for card, answer in self._moved.items():
            row = self._moved_to(self._cards[card], answer)
            if answer.id > self._last.get(card, 0) and isinstance(row, Entry):
                self.unused[Unused.MOVED] -= 1
                yield row

    def _moved_to(self, card: PhoneCard, answer: PackedAnswer) -> Entry | Unused:
        due = self._days.due(card.packed)
        if due is None:
            return Unused.MOVED
        return moved(answer, card.name, self._days.of(answer.id), due)

    def _is_said(self, answer: PackedAnswer, card: PhoneCard) -> bool:
        """Take in one row; whether it says something on its own."""
        if card.place and (card.place.card, answer.id) in self._here:
            self.known += 1
            return True
        row = entry(answer, card.name, self._days.of(answer.id), self._now)
        if not isinstance(row, Unused):
            self._entries.append(row)
            return True
        self.unused[row] += 1
        if row is Unused.MOVED:
            last = self._moved.setdefault(answer.card, answer)
            self._moved[answer.card] = max(answer, last)
        return False
