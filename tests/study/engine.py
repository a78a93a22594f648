"""Anki as a second FSRS-6 engine: its Rust code computes memories from a log of its own form."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Answers = Mapping[int, Sequence[tuple[int, int]]]
"""The answers of each card: instants (UTC ms) and ratings, in their order."""

LEARN, REVIEW = 0, 1


def anki_memories(
    folder: Path, answers: Answers, weights: Iterable[float], rollover_hour: int
) -> dict[int, tuple[float, float]]:
    """Stability and difficulty of each card after its answers, as Anki computes them."""
    from anki.collection import Collection  # noqa: PLC0415 -- its wheel exists for few machines

    col: Any = Collection(str(folder / "collection.anki2"))
    try:
        col.set_config("fsrs", True)
        col.set_config("rollover", rollover_hour)
        preset = col.decks.config_dict_for_deck_id(1)
        preset["fsrsParams6"] = list(weights)
        col.decks.update_config(preset)
        cards = {name: _add_card(col, name) for name in answers}
        _write_log(col, {cards[name]: rows for name, rows in answers.items()})
        states = {name: col.compute_memory_state(card) for name, card in cards.items()}
        return {name: (state.stability, state.difficulty) for name, state in states.items()}
    finally:
        col.close()


def _add_card(col: Any, name: int) -> int:
    note = col.new_note(col.models.by_name("Basic"))
    note["Front"] = str(name)
    col.add_note(note, 1)
    card: int = note.cards()[0].id
    return card


def _write_log(col: Any, answers: Answers) -> None:
    rows, taken = [], set[int]()
    for card, given in answers.items():
        for number, (instant, rating) in enumerate(given):
            # An id is an instant, and no two rows may share one.
            id_ = next(ms for ms in range(instant, instant + 1000) if ms not in taken)
            taken.add(id_)
            # A history that does not begin with a learning row would count as cut off.
            rows.append((id_, card, -1, rating, 1, 1, 0, 0, REVIEW if number else LEARN))
    col.db.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    col.db.execute("UPDATE cards SET type = 2, queue = 2, ivl = 1, due = 1, reps = 1")
