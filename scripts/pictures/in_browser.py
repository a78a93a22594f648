"""Cards drawn by Chromium or Chrome; formulas, which Anki typesets, show their source."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from flashcards.anki import looks
from flashcards.anki.rendering import sides
from pictures.picture import Picture
from pictures.samples import note_of

BROWSERS = ("chromium", "google-chrome", "chromium-browser", "chrome")
FLAGS = (
    *("--headless", "--disable-gpu", "--disable-quic", "--hide-scrollbars"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--force-device-scale-factor=1.5"),
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # for root it has no other way to start
)


def draw(wanted: Mapping[Path, Picture]) -> None:
    """Draw each picture into its file."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("Chromium is missing: apt-get install chromium, or install Chrome.")
    for target, picture in wanted.items():
        _draw(browser, picture, target)


def _draw(browser: str, picture: Picture, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "card.html")
        page.write_text(_page(picture), "utf-8")
        width, height = picture.size
        command = [browser, *FLAGS, f"--user-data-dir={folder}/profile"]
        command += [f"--window-size={width},{height}", f"--screenshot={target}"]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True)


def _page(picture: Picture) -> str:
    """The page around a card, with the classes that Anki gives it."""
    shown = next(s for s in sides(note_of(picture.note)) if s.ord == picture.ord)
    html = shown.back if picture.back else shown.front
    html = html.replace("<input", "<input checked", picture.ticked if picture.back else 0)
    night = " nightMode night_mode" * picture.night
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<style>{looks.style()}</style><body class="card card{picture.ord + 1}{night}">'
        f'<div id="qa" style="margin-top: -{picture.scroll}px">{html}</div>'
    )
