"""What a real Anki makes of a package, the first time and every other time."""

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from flashcards.anki import package
from flashcards.anki.note import ExportNote
from flashcards.anki.notetypes import RENDERING_CHANGED_AT
from flashcards.anki.package import write_package
from flashcards.kinds import Step
from tests.anki_package.samples import ERA, LATER, note, scenario, sequence, term
from tests.phone import Phone

TERM = note(1, term(reverse=True), section="Convolution", source="Guide", role_names=("Engineer",))
SEQUENCE = note(2, sequence("Collect", "Train", "Ship"))
SCENARIO = note(3, scenario())
EVERYTHING = (TERM, SEQUENCE, SCENARIO)


def write(path: Path, notes: tuple[ExportNote, ...] = EVERYTHING) -> bytes:
    write_package(path, notes, ERA)
    return path.read_bytes()


def introduced(exported: ExportNote, step: Step, changed_at: int = LATER) -> ExportNote:
    cards = tuple(replace(c, active=c.active or c.face == step) for c in exported.cards)
    return replace(exported, cards=cards, changed_at=changed_at)


def test_a_package_holds_exactly_the_given_notes(phone: Phone) -> None:
    phone.take(EVERYTHING)
    found = [(n.id, n.guid, n.mod, n.note_type()["name"], n.tags) for n in phone.notes()]
    tags = ["area::modeling", "kind::term", "role::mle"]
    assert found == [
        (TERM.id, "fc-1", RENDERING_CHANGED_AT, "Flashcards term", tags),
        (SEQUENCE.id, "fc-2", RENDERING_CHANGED_AT, "Flashcards sequence", tags),
        (
            *(SCENARIO.id, "fc-3", RENDERING_CHANGED_AT, "Flashcards scenario"),
            ["area::modeling", "kind::scenario", "role::mle"],
        ),
    ]


def test_a_package_holds_exactly_the_active_cards(phone: Phone) -> None:
    phone.take(EVERYTHING)
    found = [(c.id, c.nid, c.ord, c.due, c.type) for c in phone.cards()]
    given = [(c.id, n.id, c.ord, c.position, 0) for n in EVERYTHING for c in n.active_cards]
    assert found == given
    assert {c.ord for c in phone.cards() if c.nid == SCENARIO.id} == {0}


def test_many_notes_are_made_beside_their_cards_and_come_to_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    few = write(tmp_path / "few.apkg")
    monkeypatch.setattr(package, "MANY", 1)
    assert write(tmp_path / "many.apkg") == few


def test_cards_lie_in_their_anki_decks(phone: Phone) -> None:
    phone.take(EVERYTHING)
    decks = {c.nid: phone.col.decks.name(c.did) for c in phone.cards()}
    assert decks == {
        TERM.id: "AI interview::Terms::Modeling",
        SEQUENCE.id: "AI interview::Terms::Modeling",
        SCENARIO.id: "AI interview::Scenarios::Modeling",
    }


def test_anki_finds_nothing_to_repair_and_no_empty_cards(phone: Phone) -> None:
    phone.take(EVERYTHING)
    phone.take([introduced(SCENARIO, Step.ASK)])
    assert phone.col.fix_integrity() == ("Database rebuilt and optimized.", True)
    assert not phone.col.get_empty_cards().notes


def test_an_unchanged_package_changes_nothing(phone: Phone) -> None:
    phone.take(EVERYTHING)
    log = phone.take(EVERYTHING)
    assert (len(log.duplicate), len(log.new), len(log.updated)) == (3, 0, 0)


def test_an_edited_note_is_updated_alone_and_progress_and_foreign_tags_stay(phone: Phone) -> None:
    phone.take(EVERYTHING)
    marked = phone.col.get_note(SEQUENCE.id)
    marked.add_tag("marked")
    phone.col.update_note(marked)
    answered = phone.col.get_card(TERM.cards[0].id)
    answered.type, answered.queue, answered.due, answered.ivl, answered.reps = 2, 2, 321, 17, 4
    phone.col.update_card(answered)

    edited = replace(TERM, content=term(answer="New words.", reverse=True), changed_at=LATER)
    log = phone.take([edited, SEQUENCE, SCENARIO])

    assert (len(log.updated), len(log.duplicate), len(log.new)) == (1, 2, 0)
    assert phone.col.get_note(TERM.id)["Answer"] == "<p>New words.</p>"
    assert "marked" in phone.col.get_note(SEQUENCE.id).tags
    card = phone.col.get_card(answered.id)
    assert (card.due, card.ivl, card.reps) == (321, 17, 4)
    assert len(phone.cards()) == 7


def test_an_introduced_step_card_appears_with_its_checklist(phone: Phone) -> None:
    phone.take(EVERYTHING)
    phone.take([TERM, SEQUENCE, introduced(SCENARIO, Step.ASK)])
    case, ask = (c for c in phone.cards() if c.nid == SCENARIO.id)
    assert (case.ord, ask.ord) == (0, 1)
    assert "Say the questions you would ask" in ask.question()
    assert "must 0" in ask.answer()
    assert "Names the tools" not in ask.answer()


def test_a_sequence_keeps_the_slot_of_an_item_when_another_is_gone(phone: Phone) -> None:
    phone.take([SEQUENCE])
    whole, first, _, last = SEQUENCE.cards
    cards = (whole, first, replace(last, face="after:collect"))
    phone.take(
        [replace(SEQUENCE, content=sequence("Collect", "Ship"), cards=cards, changed_at=LATER)]
    )
    assert "what comes after <strong>Collect</strong>" in phone.col.get_card(last.id).question()
    [report] = phone.col.get_empty_cards().notes
    assert list(report.card_ids) == [SEQUENCE.cards[2].id]


def test_a_retired_note_travels_as_a_tag(phone: Phone) -> None:
    phone.take(EVERYTHING)
    log = phone.take([replace(TERM, retired=True, changed_at=LATER)])
    assert len(log.updated) == 1
    assert list(phone.col.find_notes("tag:flashcards::retired")) == [TERM.id]
    assert len(phone.cards()) == 7


def test_the_first_field_sorts_and_the_version_repeats_the_time_of_change(phone: Phone) -> None:
    phone.take([replace(TERM, changed_at=LATER)])
    [found] = phone.notes()
    assert (found["Front"], found["Version"]) == ("Filter", str(found.mod))
    assert found.mod == LATER // 1000


def test_equal_notes_make_equal_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "a.apkg") == write(tmp_path / "b.apkg")


def test_a_package_is_small_and_has_two_members(tmp_path: Path) -> None:
    many = tuple(note(n, term(f"Term {n}")) for n in range(1000))
    assert len(write(tmp_path / "a.apkg", many)) < 100_000
    with ZipFile(tmp_path / "a.apkg") as archive:
        assert archive.namelist() == ["collection.anki2", "media"]


def test_an_empty_export_is_a_package_too(phone: Phone) -> None:
    assert phone.take([]).found_notes == 0


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    old = write(tmp_path / "a.apkg", ())

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(broken, fail)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "a.apkg")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [old]


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write(tmp_path / "nowhere" / "a.apkg")


def test_a_folder_in_the_place_of_the_file_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "a.apkg").mkdir()
    with pytest.raises(IsADirectoryError):
        write(tmp_path / "a.apkg")
    assert [p.name for p in tmp_path.iterdir()] == ["a.apkg"]


def test_an_interrupted_export_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "a.apkg")
    assert not list(tmp_path.iterdir())
