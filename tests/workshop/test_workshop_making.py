"""Decks in the making: several files, too many notes, and the pictures that notes show."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from flashcards.anki.archive import Archive
from flashcards.convert import deck
from flashcards.errors import BadRequest
from flashcards.source.files import SourceFile, digest
from flashcards.source.library import read_library
from flashcards.vocabulary import EMPTY, Area, Vocabulary
from flashcards.workshop.making import Made, Order, make
from flashcards.workshop.reading import CAPTION
from tests.anki_package import foreign
from tests.anki_package.foreign import basic

PNG = b"\x89PNG\r\n\x1a\n and so on"
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'
WORDS = "- **Filter**: a grid.\n- **Stride**: a step.\n- **Pool**: the largest.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(*files: Path, out: Path | None = None) -> Made:
    """Make decks of files."""
    return made_of(Order(files, out))


def made_of(order: Order, vocabulary: Vocabulary = EMPTY) -> Made:
    """Make decks; whatever they are, our reader finds nothing wrong in any of them."""
    found = make(order, vocabulary)
    for name, text in found.decks.items():
        data = text.encode()
        file = SourceFile(name, name, data, digest(data))
        assert read_library((file,), vocabulary)[1] == ()
        assert len(data) < 1_000_000
    return found


def reasons(found: Made) -> list[str]:
    return [each.reason for source in found.sources for each in source.left_out]


def text_of(found: Made) -> str:
    (text,) = found.decks.values()
    return text


# The cover -----------------------------------------------------------------------------


def test_a_file_gives_its_title_and_its_name(folder: Path) -> None:
    file = folder / "my notes.md"
    file.write_text(f"# Layers: the *basics*\n\n{WORDS}", encoding="utf-8")
    assert text_of(made(file)).startswith(
        '---\ndeck: "Layers: the basics"\nsource: my notes.md\n---\n\n# Layers: the basics\n\n### F'
    )


def test_a_title_and_areas_may_be_given(folder: Path) -> None:
    file = folder / "notes.md"
    file.write_text(WORDS, encoding="utf-8")
    known = Vocabulary({"tea": Area("tea", "Tea"), "milk": Area("milk", "Milk")})
    order = Order((file,), title="{#1} $5 - $6", areas="tea milk")
    assert text_of(made_of(order, known)).startswith(
        '---\ndeck: "{#1} $5 - $6"\narea: tea milk\nsource: notes.md\n---\n\n'
        "# \\{#1\\} \\$5 - \\$6\n\n### F"
    )


@pytest.mark.parametrize(("areas", "roles"), [("tee", ""), ("", "tee")])
def test_an_unknown_name_is_refused(folder: Path, areas: str, roles: str) -> None:
    file = folder / "notes.md"
    file.write_text(WORDS, encoding="utf-8")
    known = Vocabulary({"tea": Area("tea", "Tea")})
    with pytest.raises(BadRequest, match=r"^Unknown (area|role) 'tee'.*\.$"):
        made_of(Order((file,), areas=areas, roles=roles), known)


def test_several_files_are_sections_of_one_deck(folder: Path) -> None:
    first, second = folder / "layers.md", folder / "other.csv"
    first.write_text(f"# Layers\n\n{WORDS}", encoding="utf-8")
    second.write_text("term,definition\nFilter,for coffee\n", encoding="utf-8")
    assert text_of(made(first, second, out=folder / "all.md")) == (
        "---\ndeck: all\nsource: layers.md, other.csv\n---\n\n# all\n\n## Layers\n\n"
        '### Filter {source="layers.md:3"}\n\na grid.\n\n'
        '### Stride {source="layers.md:4"}\n\na step.\n\n'
        '### Pool {source="layers.md:5"}\n\nthe largest.\n\n## other\n\n'
        '### Filter {#filter-2 source="other.csv:2"}\n\nfor coffee\n'
    )


def test_files_of_one_name_are_told_apart_by_their_folders(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / name).mkdir()
        (folder / name / "notes.md").write_text(WORDS, encoding="utf-8")
    found = made(folder / "a" / "notes.md", folder / "b" / "notes.md", out=folder / "all.md")
    assert '### Pool {#pool-2 source="b/notes.md:3"}' in text_of(found)
    assert [source.terms for source in found.sources] == [3, 3]
    with pytest.raises(BadRequest, match=r"^Two of the files are a/notes\.md;"):
        made(folder / "a" / "notes.md", folder / "a" / ".." / "a" / "notes.md")


def test_names_that_mean_nothing_to_our_reader(folder: Path) -> None:
    """A name of signs gives the deck an id; quotation marks and the like do not break a heading."""
    file = folder / 'a "b" {c}\n.md'
    file.write_text(WORDS, encoding="utf-8")
    text = text_of(made(file, out=folder / "+.md"))
    assert "\nid: cards-1\n" in text
    assert "### Filter {source=\"a 'b' {c} .md:1\"}" in text


# Too many notes ------------------------------------------------------------------------


def table(path: Path, count: int, words: str) -> Path:
    rows = (f"Term {n},{words} {n}\n" for n in range(count))
    path.write_text("term,definition\n" + "".join(rows), encoding="utf-8")
    return path


@pytest.mark.slow
def test_notes_that_are_too_many_for_a_deck_fill_several(folder: Path) -> None:
    file = table(folder / "words.csv", 2500, "word " * 120)
    found = made(file, out=folder / "words.md")
    assert list(found.decks) == ["words.md", "words-2.md"]
    first, second = found.decks.values()
    assert len(first.encode()) > 900_000
    assert second.startswith("---\ndeck: words (2)\n")
    assert found.terms == 2500


def test_volumes_hold_the_sections_that_go_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deck.volumes, "__defaults__", (120,))
    file = folder / "notes.md"
    file.write_text(f"# N\n\n## Layers\n\n{WORDS}", encoding="utf-8")
    assert [text.count("\n## Layers\n") for text in made(file).decks.values()] == [1, 1]


def test_a_file_of_nothing_but_such_an_answer_says_why(folder: Path) -> None:
    file = folder / "words.csv"
    file.write_text(f"term,definition\nC,{'word ' * 20_000}\n", encoding="utf-8")
    (source,) = made(file).sources
    assert source.nothing == "no deck can hold a note: a paragraph holds at most 64 kB"


def test_an_answer_that_no_deck_has_room_for_is_left_out(folder: Path) -> None:
    file = folder / "words.csv"
    file.write_text(f"term,definition\nA,b\nC,{'word ' * 20_000}\n", encoding="utf-8")
    found = made(file)
    assert (found.terms, reasons(found)) == (1, ["a note: a paragraph holds at most 64 kB"])


# Pictures ------------------------------------------------------------------------------


def package(folder: Path, backs: Sequence[str], media: dict[str, bytes]) -> Path:
    notes = [basic(n, f"Term {n}", back) for n, back in enumerate(backs)]
    return foreign.package(folder / "cards.apkg", foreign.database(notes), media, new=True)


def test_pictures_of_a_package_lie_beside_the_deck_under_names_of_ours(folder: Path) -> None:
    """Only those that are shown, the same one once, and nothing that is no picture."""
    media = {"../../a b.png": PNG, "c.svg": SVG, "evil.png": b"#!/bin/sh", "unused.png": PNG + b"2"}
    backs = ['<img src="../../a b.png"><img src="c.svg">', "<img src='../../a%20b.png' alt=A>"]
    file = package(folder, [*backs, "<img src=evil.png>x"], media)
    found = made(file, out=folder / "deck of cards.md")
    png, svg = found.pictures
    assert [png.rpartition(".")[2], svg.rpartition(".")[2]] == ["png", "svg"]
    assert all(path.startswith("deck of cards-media/") for path in found.pictures)
    assert set(found.pictures.values()) == {PNG, SVG}
    assert text_of(found).count(png.replace(" ", "%20")) == 2
    assert reasons(found) == ["a picture that is not there"]


def test_a_picture_that_many_notes_show_is_unpacked_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpacked: list[str] = []

    def medium(_archive: Archive, place: str) -> bytes | None:
        unpacked.append(place)
        return PNG

    monkeypatch.setattr(Archive, "medium", medium)
    file = package(folder, ["<img src=a.png><img src=a.png>"] * 20, {"a.png": PNG})
    assert list(made(file, out=folder / "deck.md").pictures.values()) == [PNG]
    assert len(unpacked) == 1


def test_without_a_place_pictures_are_left_out(folder: Path) -> None:
    file = package(folder, ["<img src=a.png>words"], {"a.png": PNG})
    found = made(file)
    assert (found.pictures, reasons(found)) == ({}, ["a picture that is not there"])


def markdown(folder: Path, *pictures: str) -> Path:
    """A file whose terms show pictures, one of which lies beside it."""
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "a b.png").write_bytes(PNG)
    file = folder / "notes.md"
    terms = (f"Term {n}\n: See ![P {n}]({path}).\n\n" for n, path in enumerate(pictures))
    file.write_text("".join(terms), encoding="utf-8")
    return file


def test_pictures_beside_a_file_are_copied(folder: Path) -> None:
    file = markdown(folder / "in", "img/a%20b.png", "img/none.png", "https://e.org/x.png")
    found = made(file, out=folder / "deck.md")
    (picture,) = found.pictures
    assert f"See ![P 0]({picture})." in text_of(found)
    assert "See P 1.\n" in text_of(found)
    assert "See [P 2](https://e.org/x.png)." in text_of(found)
    assert reasons(found) == [CAPTION]


def test_pictures_stay_where_they_are_in_the_folder_of_the_deck(folder: Path) -> None:
    found = made(markdown(folder / "in", "img/a%20b.png"), out=folder / "in" / "deck.md")
    assert (found.pictures, reasons(found)) == ({}, [])
    assert "![P 0](img/a%20b.png)" in text_of(found)


def test_no_file_leads_us_out_of_its_folder(folder: Path) -> None:
    (folder / "secret.png").write_bytes(PNG)
    file = markdown(folder / "in", "../secret.png", "img/link.png", str(folder / "secret.png"))
    (folder / "in" / "img" / "link.png").symlink_to(folder / "secret.png")
    found = made(file, out=folder / "deck.md")
    assert (found.pictures, reasons(found)) == ({}, [CAPTION] * 3)
