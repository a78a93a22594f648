"""Carries cards to Ankis of several ages, in the zone of this process, and tells what is wrong."""

import json
import sqlite3
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from flashcards.anki.days import DAY_SECONDS, Era
from flashcards.anki.note import ExportNote, Logged
from flashcards.anki.package import write_package
from flashcards.anki.presets import Preset
from flashcards.kinds import Kind, Rating, ReviewType, State
from flashcards.memory import Learned, OnDay, Review
from flashcards.study.curve import DEFAULT_WEIGHTS
from tests.anki_package.samples import BORN, note, term
from tests.phone import Phone

DAY = 20_778
FIRST_DUE = DAY - 50
PRESET = Preset(Kind.TERM, DEFAULT_WEIGHTS, 0.9, (600,), (600,), leech=8)
KNOWN = Learned(State.REVIEW, 0, 12.34567, 5.4321, DAY - 5, OnDay(DAY), reps=1, lapses=0)


def learned(number: int) -> ExportNote:
    """A note whose card is due on a day of its own."""
    exported = note(number, term(f"Term {number}"), preset=PRESET)
    (card,) = exported.cards
    at, rating = BORN + number, Rating.GOOD
    review = Review(at, card.id, ReviewType.LEARN, rating, DAY - 5, State.REVIEW, 12)
    memory = KNOWN._replace(due=OnDay(FIRST_DUE + number))
    return replace(exported, cards=(replace(card, memory=memory, log=(Logged(at, review, 5.4),)),))


def aged(folder: Path, days: int) -> Phone:
    """An Anki whose collection was made so many days ago."""
    folder.mkdir()
    Phone(folder).col.close()
    database = sqlite3.connect(folder / "collection.anki2")
    with database:
        database.execute("UPDATE col SET crt = crt - ?", (days * DAY_SECONDS,))
    database.close()
    return Phone(folder)


def wrong(phone: Phone, cards: int) -> list[Any]:
    """What did not arrive as it was sent."""
    era = Era(phone.col.crt, phone.col.get_config("creationOffset"), 4)
    found = [
        (card.due - era.number(0), round(card.memory_state.stability, 4), card.reps)
        for card in phone.cards()
    ]
    sent = [(FIRST_DUE + number, 12.3457, 1) for number in range(cards)]
    rows = phone.col.db.scalar("SELECT count(*) FROM revlog")
    lost = [] if rows == cards else [f"{rows} rows"]
    return lost + [pair for pair in zip(found, sent, strict=True) if pair[0] != pair[1]]


def main(folder: Path, cards: int, west: int, ages: list[int]) -> None:
    """Carry so many cards from collections of all ages to phones of all ages."""
    found: list[Any] = []
    offsets: set[int] = set()
    exported = [learned(number) for number in range(cards)]
    for ours, theirs in product(ages, ages):
        era = Era((DAY - ours) * DAY_SECONDS + 4 * 3600 + 60 * west, west, 4)
        package = folder / f"{ours}-{theirs}.apkg"
        write_package(package, exported, era)
        phone = aged(folder / f"{ours}-{theirs}", theirs)
        phone.open(package, progress=True)
        found += wrong(phone, cards)
        offsets.add(phone.col.get_config("creationOffset"))
        phone.col.close()
    (offset,) = offsets
    told = {"wrong": found, "west": offset, "collections": len(ages) ** 2}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), [*map(int, sys.argv[4].split(","))])
