"""Examining a collection: what is wrong with it, and what of that can be mended without loss."""

from functools import partial
from typing import NamedTuple

from flashcards.app import Moment
from flashcards.care import clock, memories
from flashcards.care.memories import Compared
from flashcards.collection import blueprint
from flashcards.collection.audit import damage, schema_damage
from flashcards.collection.cards import bump
from flashcards.collection.clockwork import Stamped
from flashcards.collection.connection import Collection
from flashcards.collection.mending import attempted, forget_texts
from flashcards.counting import count
from flashcards.session.answering import Keeper

NOTHING = Compared([], [])
"""What comes of comparing no card."""


class Findings(NamedTuple):
    """What is wrong: of the file, a sentence each; of the log's stamps; of the memories."""

    damage: list[str]
    stamped: list[Stamped]
    memories: Compared

    @property
    def mendable(self) -> bool:
        """Whether there is anything that ``mend`` is made for."""
        return bool(self.stamped or self.memories.doubts)

    def sentences(self, now: Moment) -> list[str]:
        """All of it, a sentence each; none for a collection that is sound."""
        stamped = [clock.sentence(self.stamped, now)] if self.stamped else []
        told = [*self.damage, *stamped, *memories.sentences(self.memories)]
        return list(dict.fromkeys(told))


def examine(collection: Collection, now: Moment, *, full: bool) -> Findings:
    """Look at the file and the clock; ``full``: at every index, reference and answer too."""
    with collection.snapshot():
        if not blueprint.is_readable(collection):
            return Findings(list(schema_damage(collection)), [], NOTHING)
        return Findings(
            list(damage(collection, full=full)),
            clock.from_the_future(collection, now),
            memories.compare(collection) if full else NOTHING,
        )


def mend(collection: Collection, now: Moment) -> list[str]:
    """Mend all that can be mended without loss, in one transaction; a sentence for each."""
    if not blueprint.is_readable(collection):
        return []
    told: list[str] = []
    with collection.write():
        indexes = blueprint.add_missing_indexes(collection)
        attempted(collection, lambda: collection.run("REINDEX"))
        texts = forget_texts(collection)
        attempted(collection, lambda: told.extend(_mend_memories(collection, now)))
    return [
        *(f"The index {name} is made again." for name in indexes),
        *([f"{count(texts, 'text')} will be written again by: compile"] if texts else []),
        *told,
    ]


def _mend_memories(collection: Collection, now: Moment) -> list[str]:
    """Move what is stamped wrongly, and replay the logs of the cards in doubt."""
    keeper, stamped = Keeper(collection), len(clock.from_the_future(collection, now))
    moved = clock.put_right(collection, now)
    doubts = memories.compare(collection).doubts
    cards = {doubt.card for doubt in doubts} | set(moved)
    mended = sum(attempted(collection, partial(_replay, keeper, card, now)) for card in cards)
    return [
        *([_moved(stamped)] if stamped else []),
        *([f"{count(mended, 'memory')} computed again."] if mended else []),
    ]


def _replay(keeper: Keeper, card: int, now: Moment) -> None:
    bump(keeper.collection, card)
    keeper.recompute(card, now)


def _moved(entries: int) -> str:
    """What was done, and what must not be done twice: two answers would come of one."""
    was, it = ("was", "it belongs") if entries == 1 else ("were", "they belong")
    return (
        f"{count(entries, 'entry')} {was} moved to where {it}."
        " On another computer that has the same, import this log, and do not repair there."
    )
