"""``export``: what is remembered here goes on in a real Anki, where its box is ticked."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from flashcards.anki.days import Era
from flashcards.app import Moment
from flashcards.collection.connection import Collection, open_collection
from flashcards.collection.exports import OutgoingCard, outgoing
from flashcards.collection.filters import Filter
from flashcards.kinds import CASE, STEP_FACES, Rating, ReviewType, State
from flashcards.memory import AtInstant, Learned, OnDay
from flashcards.session.answering import Keeper
from tests import history
from tests.conftest import TODAY, Folder, Run
from tests.phone import Phone

NEXT_DAY = "2026-11-22T09:00"
TYPES = {State.LEARNING: 1, State.REVIEW: 2, State.RELEARNING: 3}
ANSWERS = {ReviewType.LEARN: 0, ReviewType.REVIEW: 1, ReviewType.RELEARN: 2}


@pytest.fixture(params=[(42, 10), pytest.param((400, 60), marks=pytest.mark.slow)])
def learned(request: pytest.FixtureRequest, run: Run, deck: Folder) -> Iterator[Collection]:
    """Cards with a history of every sort: sixty, and five hundred."""
    terms, scenarios = request.param
    deck(history.deck_text(terms, scenarios))
    run.ok("compile", "decks")
    with open_collection(run.collection) as opened:
        history.live(opened)
        yield opened


def told(collection: Collection) -> Mapping[int, OutgoingCard]:
    notes = outgoing(collection, Filter())
    return {card.id: card for note in notes for card in note.cards if card.active}


def first_day(phone: Phone) -> int:
    """The study day that this phone calls 0."""
    west = phone.col.get_config("creationOffset")
    return Era(phone.col.crt, west, 4).day_of(phone.col.crt * 1000)


def expected(card: OutgoingCard, day_0: int) -> tuple[object, ...]:
    """Type, queue, due, reps, lapses, stability and difficulty."""
    queue = -1 if card.suspended else None
    match card.memory:
        case Learned(state=State.REVIEW, due=OnDay(day)) as known:
            place = (2, queue or 2, day - day_0)
        case Learned(due=AtInstant(ms)) as known:
            place = (TYPES[known.state], queue or 1, ms // 1000)
        case _:
            return (0, queue or 0, 0, 0, None)
    numbers = (known.reps, known.lapses)
    return (*place, *numbers, (round(known.stability, 4), round(known.difficulty, 3)))


def found(card: Any) -> tuple[object, ...]:
    if card.type == 0:
        return (0, card.queue, card.reps, card.lapses, card.memory_state)
    memory = (round(card.memory_state.stability, 4), round(card.memory_state.difficulty, 3))
    return (card.type, card.queue, card.due, card.reps, card.lapses, memory)


def factor(difficulty: float) -> int:
    return round((difficulty - 1) / 9 * 1000 + 100)


def package(path: Path) -> sqlite3.Connection:
    with ZipFile(path) as archive:
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    return database


def test_every_card_goes_on_where_it_was(
    learned: Collection, run: Run, phone: Phone, tmp_path: Path
) -> None:
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg", progress=True)
    cards, day_0 = told(learned), first_day(phone)
    assert {card.id: found(card) for card in phone.cards()} == {
        id_: expected(card, day_0) for id_, card in cards.items()
    }
    memories = [(card.memory, card.suspended) for card in cards.values()]
    states = {(getattr(memory, "state", None), suspended) for memory, suspended in memories}
    assert len(states) == 8, "the history has every state, suspended or not"
    assert phone.col.fix_integrity() == ("Database rebuilt and optimized.", True)


def test_every_answer_arrives_and_no_undone_one(
    learned: Collection, run: Run, phone: Phone, tmp_path: Path
) -> None:
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg", progress=True)
    given = learned.rows(
        "SELECT id, card, rating, interval, duration_ms, type FROM review"
        " WHERE rating IS NOT NULL AND id NOT IN (SELECT review FROM undo)"
        " AND card IN (SELECT id FROM card WHERE active) ORDER BY id"
    )
    arrived = phone.col.db.all(
        "SELECT id, cid, ease, ivl, time, type FROM revlog WHERE ease ORDER BY id"
    )
    answers = [tuple(row) for row in given if row["type"] != "practice"]
    assert [tuple(row[:5]) for row in arrived if row[5] != 3] == [row[:5] for row in answers]
    assert [row[5] for row in arrived if row[5] != 3] == [
        ANSWERS[ReviewType(row[5])] for row in answers
    ]
    practised = [row["id"] for row in given if row["type"] == "practice"]
    assert practised
    assert [row[0] for row in arrived if row[5] == 3] == practised
    assert phone.col.db.list("SELECT DISTINCT factor FROM revlog WHERE type = 3") == [0]


def test_what_is_no_answer_arrives_as_anki_would_write_it(
    learned: Collection, run: Run, phone: Phone, tmp_path: Path
) -> None:
    """A card made new, a card made due by hand; where it was new, Anki has nothing to write."""
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg", progress=True)
    forgotten, moved = (
        learned.rows(
            "SELECT id FROM review WHERE type = ? AND id IN"
            " (SELECT id FROM review AS r WHERE EXISTS (SELECT 1 FROM review AS before"
            "  WHERE before.card = r.card AND before.id < r.id AND before.rating))",
            type_,
        )
        for type_ in ("forget", "reschedule")
    )
    rows = phone.col.db.all("SELECT id, factor, type, ivl FROM revlog WHERE ease = 0 ORDER BY id")
    assert [row[0] for row in rows if row[1] == 0] == [row["id"] for row in forgotten]
    assert [row[0] for row in rows if row[1]] == [row["id"] for row in moved]
    assert {(row[2], row[3]) for row in rows if row[1]} == {(4, 9)}


def test_a_log_tells_difficulties_and_begins_with_learning(
    learned: Collection, run: Run, tmp_path: Path
) -> None:
    run.ok("export", tmp_path / "out.apkg")
    database = package(tmp_path / "out.apkg")
    firsts = database.execute("SELECT type, lastIvl, min(id) FROM revlog GROUP BY cid").fetchall()
    assert {row[:2] for row in firsts} == {(0, 0)}
    lasts = dict(
        database.execute("SELECT cid, factor FROM revlog WHERE ease AND type <> 3 ORDER BY id")
    )
    known = {id_: card.memory for id_, card in told(learned).items()}
    memories = {id_: memory for id_, memory in known.items() if isinstance(memory, Learned)}
    assert {id_: lasts[id_] for id_ in memories} == {
        id_: factor(memory.difficulty) for id_, memory in memories.items()
    }


def test_anki_computes_the_same_memories_from_what_it_was_given(
    learned: Collection, run: Run, phone: Phone, tmp_path: Path
) -> None:
    """It replays the log with the parameters of the preset: to switch FSRS on moves nothing."""
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg", progress=True)
    phone.col.set_config("fsrs", True)
    for id_, card in told(learned).items():
        computed = phone.col.compute_memory_state(id_)
        if isinstance(card.memory, Learned):
            assert computed.stability == pytest.approx(card.memory.stability, rel=1e-3)
            assert computed.difficulty == pytest.approx(card.memory.difficulty, abs=1e-3)
            of_scenario = card.face in (CASE, *STEP_FACES)
            assert computed.desired_retention == pytest.approx(0.8 if of_scenario else 0.9)


def test_where_the_box_is_not_ticked_every_card_is_new(
    learned: Collection, run: Run, phone: Phone, tmp_path: Path
) -> None:
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg")
    assert len(phone.cards()) == len(told(learned))
    assert {(card.type, card.queue, card.reps) for card in phone.cards()} == {(0, 0, 0)}
    assert phone.col.db.scalar("SELECT count(*) FROM revlog") == 0


@pytest.mark.usefixtures("learned")
def test_for_somebody_else_a_package_holds_no_more_than_places(run: Run, tmp_path: Path) -> None:
    said = run.ok("export", tmp_path / "out.apkg", "--no-scheduling")
    assert "answers" not in said.stdout
    assert "For somebody else" in said.stderr
    database = package(tmp_path / "out.apkg")
    assert database.execute("SELECT count(*) FROM revlog").fetchone() == (0,)
    columns = "SELECT type, queue, ivl, factor, reps, lapses, left, data FROM cards"
    assert set(database.execute(columns)) == {(0, 0, 0, 0, 0, 0, 0, "")}
    turns = [row[0] for row in database.execute("SELECT DISTINCT due FROM cards ORDER BY due")]
    assert turns == list(range(len(turns)))
    assert list(json.loads(*database.execute("SELECT dconf FROM col").fetchone())) == ["1"]
    assert run.ok("export", tmp_path / "out.apkg", "--no-scheduling", "--json").json["reviews"] == 0


def test_each_kind_has_a_preset_and_other_parameters_are_another(
    run: Run, phone: Phone, tmp_path: Path
) -> None:
    def presets() -> dict[str, dict[str, Any]]:
        run.ok("export", tmp_path / "out.apkg")
        phone.open(tmp_path / "out.apkg", progress=True)
        decks = {name: f"AI interview::{name}::Models" for name in ("Terms", "Scenarios")}
        manager = phone.col.decks
        return {n: manager.config_dict_for_deck_id(manager.id(d)) for n, d in decks.items()}

    first = presets()
    assert first["Terms"]["desiredRetention"] == pytest.approx(0.9)
    assert first["Terms"]["new"]["delays"] == first["Terms"]["lapse"]["delays"] == [10]
    assert first["Scenarios"]["desiredRetention"] == pytest.approx(0.8)
    assert first["Scenarios"]["new"]["delays"] == first["Scenarios"]["lapse"]["delays"] == []
    assert len(first["Terms"]["fsrsParams6"]) == 21
    run.ok("config", "retention.term", "0.95")
    second = presets()
    assert second["Terms"]["desiredRetention"] == pytest.approx(0.95)
    assert second["Terms"]["id"] != first["Terms"]["id"]
    assert second["Scenarios"]["id"] == first["Scenarios"]["id"]


def test_a_second_import_changes_the_edited_note_and_moves_no_card(
    run: Run, deck: Folder, phone: Phone, tmp_path: Path
) -> None:
    deck(history.deck_text(terms=21, scenarios=0))
    run.ok("compile", "decks")
    with open_collection(run.collection) as collection:
        history.live(collection)
    run.ok("export", tmp_path / "out.apkg")
    phone.open(tmp_path / "out.apkg", progress=True)
    cards = [(card.id, card.type, card.due, card.ivl, card.reps) for card in phone.cards()]
    texts = {note.id: note.fields for note in phone.notes()}
    deck(history.deck_text(terms=21, scenarios=0).replace("Answer 7", "Another answer"))
    run.ok("compile", now=NEXT_DAY)
    run.ok("answer", "deck/term-0", "good", now=NEXT_DAY)
    run.ok("export", tmp_path / "out.apkg", now=NEXT_DAY)
    log = phone.open(tmp_path / "out.apkg", progress=True)
    assert (len(log.updated), len(log.new), len(log.conflicting)) == (1, 0, 0)
    changed = [note for note in phone.notes() if note.fields != texts[note.id]]
    assert ["Another answer" in note["Answer"] for note in changed] == [True]
    assert [(c.id, c.type, c.due, c.ivl, c.reps) for c in phone.cards()] == cards


def test_a_deck_that_was_deleted_there_comes_back_with_all_that_is_known(
    run: Run, deck: Folder, phone: Phone, tmp_path: Path
) -> None:
    """The way to bring later answers to a phone."""
    deck("### Recall\n\nThe share found.\n")
    run.ok("compile", "decks")
    run.ok("export", tmp_path / "out.apkg", "--deck", "deck")
    phone.open(tmp_path / "out.apkg", progress=True)
    run.ok("answer", "deck/recall", "good")
    run.ok("export", tmp_path / "out.apkg", "--deck", "deck")
    phone.open(tmp_path / "out.apkg", progress=True)
    assert [card.type for card in phone.cards()] == [0]
    phone.col.decks.remove([phone.col.decks.id("AI interview")])
    phone.open(tmp_path / "out.apkg", progress=True)
    assert [(card.type, card.reps) for card in phone.cards()] == [(2, 1)]


def test_equal_collections_make_equal_bytes(learned: Collection, run: Run, tmp_path: Path) -> None:
    run.ok("export", tmp_path / "one.apkg")
    run.ok("export", tmp_path / "two.apkg", now=NEXT_DAY)
    assert learned.value("SELECT count(*) FROM export") == 2
    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()


def test_an_export_is_made_while_a_card_is_on_the_screen(run: Run, tmp_path: Path) -> None:
    run.ok("compile")
    with open_collection(run.collection) as reviewing:
        keeper = Keeper(reviewing)
        card = reviewing.value("SELECT id FROM card WHERE face = 'answer' LIMIT 1")
        now = Moment(1_795_250_000_000, TODAY, datetime(2026, 11, 21, 9, tzinfo=UTC))
        offer = keeper.offer(card, now)
        assert run.ok("export", tmp_path / "out.apkg", "--json").json["reviews"] == 0
        keeper.answer(offer, Rating.GOOD, now, 1_000)
    assert run.ok("export", tmp_path / "out.apkg", "--json").json["reviews"] == 1


def test_the_first_time_it_says_what_the_phone_has_to_tick(run: Run, tmp_path: Path) -> None:
    run.ok("compile")
    run.ok("answer", "craft/clarifying", "good")
    said = run.ok("export", tmp_path / "out.apkg")
    assert "6 terms, 1 scenario, with your 1 answer (" in said.stdout
    assert '"Import any learning progress"' in said.stderr
    assert "--no-scheduling" in said.stderr
    again = run.ok("export", tmp_path / "out.apkg")
    assert again.stderr == ""


def test_without_an_answer_nothing_is_said_of_giving_it_away(run: Run, tmp_path: Path) -> None:
    said = run.ok("export", tmp_path / "out.apkg")
    assert "with your" not in said.stdout
    assert "--no-scheduling" not in said.stderr


def test_it_speaks_of_no_other_cards_than_those_in_the_package(run: Run, tmp_path: Path) -> None:
    run.ok("export", tmp_path / "out.apkg")
    run.ok("answer", "models/canary", "good")
    assert run.ok("export", tmp_path / "craft.apkg", "--deck", "craft").stderr == ""


def test_later_it_says_what_changed_and_what_stays_due(
    run: Run, deck: Folder, tmp_path: Path
) -> None:
    """What went to somebody else counts as nothing."""
    deck("### Recall\n\nThe share found.\n\n### Loss\n\nThe lowered.\n")
    run.ok("compile", "decks")
    run.ok("answer", "deck/loss", "good")
    run.ok("export", tmp_path / "out.apkg")
    deck("### Recall\n\nOf all, the share found.\n\n### Loss\n\nThe lowered.\n")
    run.ok("compile", now=NEXT_DAY)
    run.ok("answer", "deck/recall", "good", now=NEXT_DAY)
    run.ok("export", tmp_path / "friend.apkg", "--no-scheduling", now=NEXT_DAY)
    said = run.ok("export", tmp_path / "out.apkg", now=NEXT_DAY).stderr
    assert "1 note changed since Sat 21 Nov; Anki updates it." in said
    assert "1 card answered here since Sat 21 Nov stays due on the phone" in said


def test_a_step_that_was_lined_up_since_is_not_on_the_phone_yet(run: Run, tmp_path: Path) -> None:
    run.ok("export", tmp_path / "out.apkg")
    run.ok("answer", "models/novels", "hard", "--missed", "2")
    run.ok("answer", "models/novels#ask", "good", now=NEXT_DAY)
    said = run.ok("export", tmp_path / "out.apkg", now=NEXT_DAY)
    assert "1 card answered here" in said.stderr
    assert "2 answers" in said.stdout
