"""What is drawn: sides of cards, on screens of several sizes, by day and by night."""

from dataclasses import dataclass
from itertools import product

from pictures.samples import SAMPLES

PHONE = (412, 732)
WHOLE_PAGES = {"phone": (360, 2600), "desktop": (1100, 2000)}


@dataclass(frozen=True, slots=True)
class Picture:
    """One side of a card on one screen, with the first points ticked, scrolled by some pixels.

    ``note`` is the key of a shipped note, or the name of a sample.
    """

    note: str
    ord: int = 0
    back: bool = False
    night: bool = False
    size: tuple[int, int] = PHONE
    ticked: int = 3
    scroll: int = 0


SHOWN = {
    "term": Picture("modeling/feature-map", back=True),
    "term-night": Picture("data-engineering/target-leakage", back=True, night=True),
    "scenario-front": Picture("modeling/place-names"),
    "scenario-back": Picture("modeling/place-names", back=True, ticked=2, scroll=668),
    "scenario-night": Picture(
        "modeling/place-names", back=True, night=True, ticked=10, scroll=2600
    ),
}
"""The pictures in docs/pictures."""


def pictures(key: str | None, *, every: bool) -> dict[str, Picture]:
    """The pictures that are asked for, by the names of their files."""
    if key is None:
        return every_picture() if every else SHOWN
    name = key.replace("/", "-")
    return {
        f"{name}-{side}-{light}": Picture(key, 0, back, night, ticked=0)
        for side, back in (("front", False), ("back", True))
        for light, night in (("day", False), ("night", True))
    }


def every_picture() -> dict[str, Picture]:
    """Both sides of every sample card in full length, by day and by night, on both screens."""
    cards = [(key, card.ord) for key, note in SAMPLES.items() for card in note.cards]
    sides, lights = (("front", False), ("back", True)), (("day", False), ("night", True))
    return {
        f"{note}-{ord_}-{side}-{screen}-{light}": Picture(note, ord_, back, night, size)
        for (note, ord_), (side, back), (light, night), (screen, size) in product(
            cards, sides, lights, WHOLE_PAGES.items()
        )
    }
