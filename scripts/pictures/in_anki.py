"""Cards photographed in Anki itself, which another Python runs: ours need not have it."""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from flashcards.anki.days import Era
from flashcards.anki.note import ExportNote
from flashcards.anki.package import write_package
from pictures.picture import Picture
from pictures.samples import note_of

SCREEN = Path(__file__).with_name("screen.py")
ERA = Era(created=1_770_000_000, minutes_west=0, rollover_hour=4)
FIRST_ID = 1_780_000_000_000
SCALE = 1.5
QT = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_SCALE_FACTOR": str(SCALE),
    "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-gpu --disable-background-networking",
    "QTWEBENGINE_DISABLE_SANDBOX": str(int(os.geteuid() == 0)),  # root cannot start it otherwise
}


def draw(python: str, wanted: Mapping[Path, Picture]) -> None:
    """Draw each picture into its file, with the Anki that ``python`` has (``aqt``)."""
    notes = _notes(picture.note for picture in wanted.values())
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "cards.apkg")
        write_package(package, list(notes.values()), ERA)
        for night in {picture.night for picture in wanted.values()}:
            pictures = [
                asdict(picture)
                | {"card": notes[picture.note].id + 1 + picture.ord, "target": str(path.resolve())}
                for path, picture in wanted.items()
                if picture.night == night
            ]
            job = {"package": str(package), "night": night, "pictures": pictures}
            _run(python, job)


def _run(python: str, job: Mapping[str, object]) -> None:
    done = subprocess.run(
        [python, str(SCREEN)],
        input=json.dumps(job),
        env=os.environ | QT,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Anki could not be photographed:\n{done.stderr[-2000:]}")


def _notes(names: Iterable[str]) -> dict[str, ExportNote]:
    """The notes by their names, each with ids of its own."""
    return {name: _told_apart(note_of(name), at) for at, name in enumerate(dict.fromkeys(names))}


def _told_apart(note: ExportNote, number: int) -> ExportNote:
    id_ = FIRST_ID + 1000 * number
    cards = tuple(replace(card, id=id_ + 1 + card.ord) for card in note.cards)
    return replace(note, id=id_, guid=f"picture-{number}", cards=cards)
