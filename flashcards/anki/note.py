"""What an export says about a note, its cards, and what is remembered of them."""

from dataclasses import dataclass
from typing import NamedTuple

from flashcards.anki.presets import Preset
from flashcards.card import Content, Scenario
from flashcards.kinds import Kind
from flashcards.memory import Memory, New, Review

_NEW = New()


class Logged(NamedTuple):
    """A row of a card's log; its ``id`` (UTC ms) is one that no other row of the log has.

    ``difficulty`` is the card's after the row, 1 to 10; None while the card is new.
    """

    id: int
    review: Review
    difficulty: float | None


@dataclass(frozen=True, slots=True)
class ExportCard:
    """A card: its place ``ord`` in the note for ever, and its ``position`` among the new cards.

    The face of an active card is one that the note's content shows. The ``log`` holds the rows
    that count, in the order in which they are replayed.
    """

    id: int
    ord: int
    face: str
    position: int
    active: bool = True
    suspended: bool = False
    memory: Memory = _NEW
    log: tuple[Logged, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportNote:
    """A note as it travels to Anki.

    ``anki_deck`` is the full name, with ``::``. ``changed_at`` is the instant (ms) of the last
    change of anything that travels: the text, the roles and areas, which cards are active, and
    whether the note is retired. Anki takes no change that does not move it forward, and with it
    replaces all tags, so those of its own (``phone_tags``) travel along. Without a ``preset`` there
    is no progress either: its cards travel as new ones.
    """

    id: int
    guid: str
    content: Content
    anki_deck: str
    changed_at: int
    cards: tuple[ExportCard, ...]
    section: str = ""
    source: str = ""
    areas: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    role_names: tuple[str, ...] = ()
    phone_tags: tuple[str, ...] = ()
    retired: bool = False
    preset: Preset | None = None

    @property
    def active_cards(self) -> tuple[ExportCard, ...]:
        """The cards that Anki shall have."""
        return tuple([card for card in self.cards if card.active])

    @property
    def kind(self) -> Kind:
        """What the note is."""
        return Kind.SCENARIO if isinstance(self.content, Scenario) else Kind.TERM

    @property
    def breadcrumb(self) -> str:
        """Where the note belongs, for a person: the deck's own name, then the section."""
        deck = self.anki_deck.rpartition("::")[2]
        return " › ".join(part for part in (deck, self.section) if part)
