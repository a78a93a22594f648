"""Examining a collection: what is wrong with it, and what of that can be mended without loss."""

from typing import NamedTuple

from flashcards.app import Moment
from flashcards.care import clock, memories
from flashcards.care.memories import Doubt
from flashcards.collection import blueprint
from flashcards.collection.audit import damage
from flashcards.collection.cards import bump
from flashcards.collection.clockwork import Stamped
from flashcards.collection.connection import Collection
from flashcards.counting import count
from flashcards.session.answering import Keeper


class Findings(NamedTuple):
    """What is wrong: of the file, a sentence each; of the log's stamps; of the memories."""

    damage: list[str]
    stamped: list[Stamped]
    doubts: list[Doubt]

    def sentences(self, now: Moment) -> list[str]:
        """All of it, a sentence each; none for a collection that is sound."""
        stamped = [clock.sentence(self.stamped, now)] if self.stamped else []
        return [*self.damage, *stamped, *memories.sentences(self.doubts)]


def examine(collection: Collection, now: Moment, *, full: bool) -> Findings:
    """Look at the file and the clock; ``full``: at every index, reference and answer too."""
    with collection.snapshot():
        return Findings(
            list(damage(collection, full=full)),
            clock.from_the_future(collection, now),
            memories.doubts(collection) if full else [],
        )


def mend(collection: Collection, now: Moment) -> list[str]:
    """Mend all that can be mended without loss, in one transaction; a sentence for each."""
    with collection.write():
        indexes = blueprint.add_missing_indexes(collection)
        collection.run("REINDEX")
        stamped = len(clock.from_the_future(collection, now))
        moved = clock.put_right(collection, now)
        cards = {*moved, *(doubt.card for doubt in memories.doubts(collection))}
        keeper = Keeper(collection)
        for card in cards:
            bump(collection, card)
            keeper.restore(card, now)
    return [
        *(f"The index {name} is made again." for name in indexes),
        *([_moved(stamped)] if stamped else []),
        *([f"{count(len(cards), 'memory')} computed again."] if cards else []),
    ]


def _moved(entries: int) -> str:
    """What was done, and what must not be done twice: two answers would come of one."""
    was, it = ("was", "it belongs") if entries == 1 else ("were", "they belong")
    return (
        f"{count(entries, 'entry')} {was} moved to where {it}."
        " On another computer that has the same, import this log, and do not repair there."
    )
