"""Files that are hostile on purpose: each is refused in a sentence, soon, and leaves nothing."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings

from flashcards.anki.reading import open_package
from flashcards.errors import BadRequest
from tests.phone import Phone

from . import hostile_databases, hostile_media, hostile_rows, hostile_zips
from .damage import DAMAGE, Damage, exported, spoiled
from .hostile import Hostile

QUICK = 2.0
"""Seconds of the processor, of which other programs take none, for the worst of them."""
TABLES = {
    "file": hostile_zips.FILES,
    "zip": hostile_zips.ZIPS,
    "zstd": hostile_media.ZSTD,
    "media": hostile_media.MEDIA,
    "database": hostile_databases.FILES,
    "schema": hostile_databases.SCHEMAS,
    "list": hostile_rows.LISTS,
    "row": hostile_rows.ROWS,
    "many": hostile_rows.MANY,
}
ALL = {f"{kind}: {name}": case for kind, table in TABLES.items() for name, case in table.items()}
CASES = [
    pytest.param(case, id=name, marks=[pytest.mark.slow] if case.heavy else [])
    for name, case in ALL.items()
]


def read_all(path: Path) -> int:
    """Read whatever there is to read in a package; gives how many rows made no sense."""
    with open_package(path) as package:
        for rows in (package.notes(), package.cards(), package.answers()):
            for _ in rows:
                pass
        package.era(4)
        for name in ("a.png", *(f"{number}.png" for number in range(100))):
            package.medium(name)
        return package.senseless


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_package_is_refused_in_one_sentence_or_read_as_far_as_it_makes_sense(
    case: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, temporary = tmp_path / "cards.apkg", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    case.make(path)
    started = time.process_time()
    try:
        senseless, said = read_all(path), ""
    except BadRequest as error:
        senseless, said = 0, str(error)
    assert time.process_time() - started < QUICK
    assert said == (f"{path} {case.end}" if case.end else "")
    assert senseless == case.senseless
    assert not list(temporary.iterdir())


def test_whatever_happens_to_a_package_nothing_but_a_refusal_comes_of_it(
    phone: Phone, tmp_path: Path
) -> None:
    packages = exported(phone)
    path = tmp_path / "cards.apkg"

    @settings(max_examples=60, deadline=None)
    @given(DAMAGE)
    def check(damage: Damage) -> None:
        path.write_bytes(spoiled(packages, damage))
        started = time.process_time()
        try:
            read_all(path)
        except BadRequest as error:
            assert str(error).startswith(f"{path} ")  # noqa: PT017 - it may also be fine
        assert time.process_time() - started < QUICK

    check()
