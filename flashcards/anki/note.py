"""What an export says about a note and its cards."""

from dataclasses import dataclass

from flashcards.card import Content


@dataclass(frozen=True, slots=True)
class ExportCard:
    """A card: its place ``ord`` in the note for ever, and its ``position`` among the new cards.

    The face of an active card is one that the note's content shows.
    """

    id: int
    ord: int
    face: str
    position: int
    active: bool = True


@dataclass(frozen=True, slots=True)
class ExportNote:
    """A note as it travels to Anki.

    ``anki_deck`` is the full name, with ``::``. ``changed_at`` is the instant (ms) of the last
    change of anything that travels: the text, the roles and areas, which cards are active, and
    whether the note is retired. Anki takes no change that does not move it forward.
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
    retired: bool = False

    @property
    def active_cards(self) -> tuple[ExportCard, ...]:
        """The cards that Anki shall have."""
        return tuple(card for card in self.cards if card.active)

    @property
    def breadcrumb(self) -> str:
        """Where the note belongs, for a person: the deck's own name, then the section."""
        deck = self.anki_deck.rpartition("::")[2]
        return " › ".join(part for part in (deck, self.section) if part)
