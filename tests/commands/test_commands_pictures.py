"""Pictures from the deck to the phone: what is checked, what travels, and what a change does."""

import json
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from flashcards.collection.connection import Collection
from flashcards.compiler import illustrating
from tests.conftest import Folder, Run
from tests.phone import Phone
from tests.pictures import SVG, png

DECK = """
    ### Loss

    What training lowers.

    ### Recall {.reverse}

    The share found: ![a curve](figures/roc.png)

    ### Precision

    ![a curve](figures/roc.png) ![a map](figures/map.svg)
    """
NEXT_DAY = "2026-11-22T09:00"


@pytest.fixture
def figures(deck: Folder) -> Path:
    """The folder with the pictures of the deck, beside it."""
    deck(DECK)
    folder = deck.path / "figures"
    folder.mkdir()
    (folder / "roc.png").write_bytes(png())
    (folder / "map.svg").write_bytes(SVG)
    return folder


def redraw(path: Path, data: bytes) -> None:
    """Write a picture anew, at a time that the disk tells apart."""
    path.write_bytes(data)
    os.utime(path, (1_790_000_000, 1_790_000_000))


def export(run: Run, file: Path, now: str | None = None) -> Path:
    run.ok("export", file, "--deck", "deck", now=now)
    return file


def shown(phone: Phone, front: str) -> str:
    return next(" ".join(n.fields) for n in phone.notes() if n["Front"] == front)


def media(package: Path) -> dict[str, str]:
    with ZipFile(package) as archive:
        return dict(json.loads(archive.read("media")))


def test_check_and_compile_name_a_picture_that_is_not_there(run: Run, figures: Path) -> None:
    (figures / "map.svg").unlink()
    fault = "decks/deck.md:11: the image 'figures/map.svg' is not there"
    outcome = run("check", "decks")
    assert (outcome.code, fault in outcome.stdout) == (1, True)
    outcome = run("compile", "decks")
    assert (outcome.code, fault in outcome.stdout + outcome.stderr) == (1, True)
    assert run("show", "deck/loss").code == 1


@pytest.mark.usefixtures("figures")
def test_an_unsaved_deck_finds_the_pictures_beside_its_file(run: Run) -> None:
    text = "### A\n\n![b](figures/roc.png) ![c](figures/rock.png)\n"
    told = run("check", "--stdin-filename", "decks/new.md", "-", stdin=text).stdout
    assert "decks/new.md:3: the image 'figures/rock.png' is not there\n" in told
    assert "roc.png'" not in told


@pytest.mark.usefixtures("figures")
def test_a_phone_shows_the_pictures_each_once(run: Run, phone: Phone, tmp_path: Path) -> None:
    run.ok("compile", "decks")
    package = export(run, tmp_path / "out.apkg")
    names = sorted(media(package).values())
    assert sorted(name.rpartition(".")[2] for name in names) == ["png", "svg"]
    log = phone.open(package)
    assert len(log.new) == 3
    assert all(phone.col.media.have(name) for name in names)
    (drawing,) = (name for name in names if name.endswith(".png"))
    assert f'<img src="{drawing}" alt="a curve">' in shown(phone, "Recall")
    folder = Path(phone.col.media.dir())
    assert (folder / drawing).read_bytes() == png()
    assert sorted(path.name for path in folder.iterdir()) == names
    assert not phone.col.media.check().missing
    assert not phone.col.media.check().unused


@pytest.mark.usefixtures("figures")
def test_a_second_import_adds_nothing(run: Run, phone: Phone, tmp_path: Path) -> None:
    run.ok("compile", "decks")
    phone.open(export(run, tmp_path / "one.apkg"))
    cards, folder = [card.id for card in phone.cards()], Path(phone.col.media.dir())
    before = sorted(folder.iterdir())
    log = phone.open(export(run, tmp_path / "two.apkg", NEXT_DAY))
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 0, 3)
    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()
    assert sorted(folder.iterdir()) == before
    assert [card.id for card in phone.cards()] == cards


def test_another_drawing_in_the_same_file_updates_the_notes_that_show_it(
    run: Run, figures: Path, phone: Phone, tmp_path: Path
) -> None:
    run.ok("compile", "decks")
    phone.open(export(run, tmp_path / "out.apkg"))
    cards, before = [card.id for card in phone.cards()], shown(phone, "Recall")
    redraw(figures / "roc.png", png(200))
    assert "1 file changed since compiled" in run.ok().stdout
    said = run.ok("compile", "--json", now=NEXT_DAY).json
    assert (said["changed"], said["unchanged"] > 0) == (2, True)
    log = phone.open(export(run, tmp_path / "out.apkg", NEXT_DAY))
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 2, 1)
    after = shown(phone, "Recall")
    assert after != before
    assert (Path(phone.col.media.dir()) / after.split('"')[1]).read_bytes() == png(200)
    assert [card.id for card in phone.cards()] == cards


def test_a_compile_looks_at_pictures_again_only_when_they_changed(
    run: Run, figures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok("compile", "decks")
    with monkeypatch.context() as patch:
        patch.setattr("flashcards.source.pictures.read_picture", lambda *_: pytest.fail("is read"))
        assert run.ok("compile", "--json").json["changed"] == 0
    os.utime(figures / "roc.png", (1_790_000_000, 1_790_000_000))
    assert run.ok("compile", "--json").json["changed"] == 0


def test_a_picture_that_vanished_is_a_fault_of_the_unchanged_deck(run: Run, figures: Path) -> None:
    run.ok("compile", "decks")
    (figures / "roc.png").unlink()
    outcome = run("compile")
    assert outcome.code == 1
    told = outcome.stdout + outcome.stderr
    assert "decks/deck.md:7: the image 'figures/roc.png' is not there" in told
    assert "decks/deck.md:11: the image 'figures/roc.png' is not there" in told
    (figures / "roc.png").write_bytes(png())
    assert run.ok("compile", "--json").json["changed"] == 0


GONE = "decks/figures/roc.png, which deck/recall shows, is not there."
CHANGED = "decks/figures/roc.png, which deck/recall shows, has changed; compile its deck again."
OUTSIDE = "decks/figures/roc.png, which deck/recall shows, leads out of the folder of the decks."


@pytest.mark.parametrize("name", ["out.apkg", "out.html"])
@pytest.mark.parametrize("sentence", [GONE, CHANGED, OUTSIDE])
def test_an_export_without_its_pictures_is_refused_and_the_old_file_stays(
    run: Run, collection: Collection, figures: Path, tmp_path: Path, sentence: str, name: str
) -> None:
    run.ok("compile", "decks")
    file = export(run, tmp_path / name)
    before, exports = file.read_bytes(), collection.value("SELECT count(*) FROM export")
    (figures / "roc.png").unlink()
    if sentence == CHANGED:
        (figures / "roc.png").write_bytes(png(9))
    if sentence == OUTSIDE:
        (tmp_path / "elsewhere.png").write_bytes(png())
        (figures / "roc.png").symlink_to(tmp_path / "elsewhere.png")
    outcome = run("export", file, "--deck", "deck", now=NEXT_DAY)
    assert outcome.code == 1
    assert outcome.stderr.count("\n") == 1
    assert outcome.stderr.endswith(f"{sentence}\n")
    assert file.read_bytes() == before
    assert collection.value("SELECT count(*) FROM export") == exports
    run.ok("export", file, "--deck", "Models")


@pytest.mark.usefixtures("figures")
def test_too_many_pictures_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(illustrating, "MOST", 100)
    run.ok("compile", "decks")
    outcome = run("export", "out.apkg")
    assert (outcome.code, "choose fewer cards" in outcome.stderr) == (1, True)


def test_a_retired_note_travels_without_the_picture_that_went_with_it(
    run: Run, deck: Folder, figures: Path, phone: Phone, tmp_path: Path
) -> None:
    run.ok("compile", "decks")
    phone.open(export(run, tmp_path / "out.apkg"))
    before = shown(phone, "Recall")
    deck("### Loss\n\nWhat training lowers.\n")
    (figures / "roc.png").unlink()
    run.ok("compile", now=NEXT_DAY)
    package = export(run, tmp_path / "out.apkg", NEXT_DAY)
    assert [name.rpartition(".")[2] for name in media(package).values()] == ["svg"]
    phone.open(package)
    assert len(list(phone.col.find_notes("tag:flashcards::retired"))) == 2
    assert shown(phone, "Recall").split('"')[1] == before.split('"')[1]
    assert not phone.col.media.check().missing


def test_a_root_that_is_one_file_shows_the_pictures_beside_it(
    run: Run, figures: Path, tmp_path: Path
) -> None:
    run.ok("compile", "decks/deck.md")
    assert len(media(export(run, tmp_path / "out.apkg"))) == 2
    redraw(figures / "map.svg", SVG + b"\n")
    assert run.ok("compile", "--json", now=NEXT_DAY).json["changed"] == 1


@pytest.mark.usefixtures("figures")
def test_a_root_that_is_away_keeps_its_notes_and_cannot_be_exported(
    run: Run, deck: Folder, tmp_path: Path
) -> None:
    run.ok("compile", "decks")
    deck.path.rename(tmp_path / "away")
    assert run.ok("compile", "--json").json["retired"] == 0
    assert "is not there" in run("export", "out.apkg").stderr
    (tmp_path / "away").rename(deck.path)
    run.ok("export", "out.apkg")


def test_a_converted_deck_shows_its_pictures_in_anki(
    run: Run, phone: Phone, tmp_path: Path
) -> None:
    """Of the two pictures one is there; the other is left out, and said to be."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "roc.png").write_bytes(png())
    (folder / "notes.md").write_text(
        "- **Recall**: found ![a](roc.png)\n- **Loss**: b ![c](d.png)\n- **Stride**: how far\n"
    )
    for out in (folder / "deck.md", Path("far.md")):
        said = run.ok("convert", folder / "notes.md", "--out", out, "--force")
        assert "only the caption" in said.stderr
        run.ok("compile", out)
    package = tmp_path / "out.apkg"
    run.ok("export", package, "--deck", "far")
    assert len(media(package)) == 1
    phone.open(package)
    assert "<img" in shown(phone, "Recall")
    assert "<img" not in shown(phone, "Loss")
