"""The presets of Anki decks: how a kind of card is scheduled there, as it is here."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flashcards.kinds import Kind

LARGE_ID = 1 << 48
"""Ids of ours begin here, where neither Anki's own nor instants are."""
_NAMES = {Kind.TERM: "Flashcards terms", Kind.SCENARIO: "Flashcards scenarios"}
_LONGEST_SECONDS = {Kind.TERM: 60, Kind.SCENARIO: 3600}
"""What Anki counts of the time for one answer: a whole case takes more than its usual minute."""
_NEW_PER_DAY = {Kind.TERM: 10, Kind.SCENARIO: 3}
"""New cards a day, as here: of scenarios a case, and the two weakest steps of another."""
_ONLY_TAGGED = 1
"""What becomes of a leech in Anki, which would otherwise be suspended."""
_NO_LIMIT = 9999


@dataclass(frozen=True, slots=True)
class Preset:
    """How cards of a kind are scheduled: the weights of FSRS-6 and the desired retention.

    Steps are in seconds; after so many lapses as ``leech`` says Anki tags a card.
    """

    kind: Kind
    weights: tuple[float, ...]
    retention: float
    learning: tuple[int, ...]
    relearning: tuple[int, ...]
    leech: int

    @property
    def decay(self) -> float:
        """The last weight: how steeply memories fade."""
        return self.weights[-1]


def preset_id(preset: Preset) -> int:
    """The id of a preset: Anki never changes one that it has, so other parameters are another."""
    return stable_id(json.dumps(_told(preset), sort_keys=True))


def stable_id(text: str) -> int:
    """A number that a text always has, and hardly any other text."""
    return LARGE_ID | int.from_bytes(hashlib.sha256(text.encode()).digest()[:5])


def preset_json(preset: Preset, usual: Mapping[str, Any]) -> dict[str, Any]:
    """A preset as Anki keeps it; what we do not say is as ``usual``."""
    told = _told(preset)
    groups = {name: usual[name] | told[name] for name in ("new", "lapse", "rev")}
    return {**usual, **told, **groups, "id": preset_id(preset)}


def _told(preset: Preset) -> dict[str, Any]:
    return {
        "name": _NAMES[preset.kind],
        "maxTaken": _LONGEST_SECONDS[preset.kind],
        "fsrsParams6": list(preset.weights),
        "desiredRetention": preset.retention,
        "new": {"delays": _minutes(preset.learning), "perDay": _NEW_PER_DAY[preset.kind]},
        "lapse": {
            "delays": _minutes(preset.relearning),
            "leechAction": _ONLY_TAGGED,
            "leechFails": preset.leech,
        },
        "rev": {"perDay": _NO_LIMIT},
    }


def _minutes(seconds: tuple[int, ...]) -> list[float]:
    return [step / 60 for step in seconds]
