"""Pictures of cards: what a browser is given to draw, and what Anki is told to show."""

import json
import os
import sqlite3
import sys
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"
BROWSER = """#!/bin/sh
for word; do
  case $word in
    --screenshot=*) target=${word#--screenshot=} ;;
    file://*) page=${word#file://} ;;
  esac
done
cp "$page" "$target"
"""
ANKI = """#!{python}
import json, shutil, sys
job = json.load(sys.stdin)
shutil.copy(job["package"], "cards.apkg")
with open("jobs", "a") as file:
    print(json.dumps(job), file=file)
"""


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, beside a browser that keeps the page and an Anki that keeps its orders."""
    for name, text in (("chromium", BROWSER), ("anki", ANKI.format(python=sys.executable))):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(SCRIPTS)
    return import_module("pictures.__main__")


def call(main: ModuleType, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr("sys.argv", ["card_pictures", *words])
    main.main()


def test_a_browser_is_given_the_side_of_a_card_by_day_and_by_night(
    main: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(main, monkeypatch, "--note", "modeling/feature-map", "--out", "out")
    pages = {path.stem: path.read_text() for path in Path("out").iterdir()}
    assert sorted(pages) == [
        f"modeling-feature-map-{side}-{light}"
        for side in ("back", "front")
        for light in ("day", "night")
    ]
    for name, page in pages.items():
        assert ('class="card card1 nightMode night_mode"' in page) == name.endswith("night")
        assert ("One channel of" in page) == ("back" in name)
        assert "Feature map" in page


def test_every_sample_card_has_a_page_with_the_first_points_ticked(
    main: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(main, monkeypatch, "--every", "--out", "out")
    pages = {path.stem: path.read_text() for path in Path("out").iterdir()}
    assert len(pages) == 8 * 2 * 2 * 2
    assert pages["scenario-0-back-phone-day"].count("<input checked") == 3


def test_anki_is_told_once_by_day_and_once_by_night(
    main: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(main, monkeypatch, "--anki", str(Path("anki").resolve()), "--out", "out")
    jobs = [json.loads(line) for line in Path("jobs").read_text().splitlines()]
    assert sorted(job["night"] for job in jobs) == [False, True]
    told = [picture for job in jobs for picture in job["pictures"]]
    docs = {path.name for path in (SCRIPTS.parent / "docs" / "pictures").iterdir()}
    assert {Path(picture["target"]).name for picture in told} == docs
    with ZipFile("cards.apkg") as archive:
        Path("cards.db").write_bytes(archive.read("collection.anki2"))
    with closing(sqlite3.connect("cards.db")) as db:
        cards = {id_ for (id_,) in db.execute("SELECT id FROM cards")}
    assert {picture["card"] for picture in told} == cards
