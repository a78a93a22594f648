"""Which notes a command is about: by role, deck, area and kind, as a condition of SQL."""

from typing import NamedTuple

from flashcards.collection.connection import Collection
from flashcards.errors import BadRequest
from flashcards.kinds import Kind


class Filter(NamedTuple):
    """The notes that are in any of the roles, decks and areas, and of the kind; empty = all.

    ``decks`` are deck ids or titles.
    """

    roles: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    kind: Kind | None = None

    def condition(self) -> tuple[str, tuple[str, ...]]:
        """The condition on the tables ``note`` and ``deck``, and its values."""
        parts = [
            _any("instr(note.roles, ' ' || ? || ' ')", self.roles),
            _any("? IN (deck.name, deck.title)", self.decks),
            _any("instr(note.areas, ' ' || ? || ' ')", self.areas),
            _any("note.kind = ?", (self.kind.value,) if self.kind else ()),
        ]
        values = (*self.roles, *self.decks, *self.areas)
        return " AND ".join(parts), (*values, self.kind.value) if self.kind else values


def check_decks(collection: Collection, names: tuple[str, ...]) -> None:
    """Refuse a deck that does not exist. Raises ``BadRequest``."""
    sql = "SELECT 1 FROM deck WHERE digest IS NOT NULL AND ? IN (name, title)"
    for name in names:
        if not collection.row(sql, name):
            raise BadRequest(f"There is no deck '{name}'.")


def _any(condition: str, values: tuple[str, ...]) -> str:
    return "(" + " OR ".join([condition] * len(values)) + ")" if values else "TRUE"
