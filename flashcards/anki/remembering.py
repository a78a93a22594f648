"""What is remembered of the cards of a note, told to an Anki that has them already."""

import json
from collections.abc import Iterator

from flashcards.anki.days import Era
from flashcards.anki.note import ExportCard, ExportNote
from flashcards.anki.progress import columns
from flashcards.anki.revlog import log_rows
from flashcards.remembered import Remembered


def remembered(note: ExportNote, era: Era) -> Iterator[Remembered]:
    """The cards of a note that Anki shall have; days are study days, whatever Anki calls them."""
    since_1970 = era._replace(created=60 * era.minutes_west)
    for card in note.active_cards:
        told = columns(card, note.preset, since_1970)
        yield Remembered(
            *(note.guid, card.ord, card.suspended),
            *(told.type, told.due, told.ivl, told.factor, told.reps, told.lapses, told.left),
            json.loads(told.data or "{}"),
            _log(card),
        )


def _log(card: ExportCard) -> list[list[int]]:
    instants = {logged.id: logged.review.id for logged in card.log}
    return [[row.id, instants[row.id], *row[2:]] for row in log_rows(card)]
