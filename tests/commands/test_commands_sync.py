"""``sync``: a collection and a real Anki become one, through a real sync server."""

from collections.abc import Iterator

import pytest

from tests.account import A_MINUTE, Account, Device, account, now, phone, server
from tests.conftest import Folder, Run
from tests.docs.documents import DOCS, json_examples, shape
from tests.history import deck_text
from tests.oneness import expect_one
from tests.pictures import png

__all__ = ["account", "phone", "server"]

NOTHING = {"new": 0, "changed": 0, "answers": 0, "cards": 0}
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
TERMS = "AI interview::Terms"


@pytest.fixture
def joined(account: Account, phone: Device, run: Run) -> Iterator[Account]:
    """The small decks are here and on the phone; whatever a test does, both end as one."""
    account.here("answer", "craft/clarifying", "good")
    account()
    assert phone.sync() == "FULL_DOWNLOAD"
    yield account
    account()
    phone.sync()
    again = account.json()
    assert (again["came"]["answers"], again["went"]) == (0, NOTHING), "it has come to rest"
    expect_one(run.collection, phone)


def test_an_empty_account_holds_what_is_here_and_its_phone_goes_on(
    account: Account, phone: Device, run: Run
) -> None:
    account.here("answer", "craft/clarifying", "good")
    said = account()
    assert said.lines[0] == f"No new answers from {account.server}"
    assert said.lines[1] == "Sent     1 answer · 7 notes new"
    assert "The account was empty." in said.stderr
    assert phone.sync() == "FULL_DOWNLOAD"
    assert phone.col.get_config("fsrs") is True
    expect_one(run.collection, phone)
    again = account()
    assert again.lines[1] == "Sent     nothing new"
    assert again.stderr == ""


def test_answers_of_both_sides_are_one_history(joined: Account, phone: Device) -> None:
    phone.answer([GOOD, AGAIN, EASY], TERMS)
    (card,) = phone.col.find_cards('"A new model serves"')
    phone.col.sched.suspend_cards([card])
    phone.sync()
    joined.here("answer", "models/canary", "good")
    done = joined.json()
    assert done["came"]["answers"] == 3
    assert done["went"]["answers"] == 1
    documented = json_examples(DOCS / "commands.md")["sync --json"]
    assert shape(done) == shape(documented)


@pytest.mark.slow
def test_one_card_is_answered_on_both_sides_before_they_meet(
    joined: Account, phone: Device
) -> None:
    for first in ("phone", "here"):
        if first == "here":
            joined.here("answer", "models/canary", "again")
        answer(phone, "A new model serves", GOOD)
        if first == "phone":
            joined.here("answer", "models/canary", "good")
        phone.sync()
        joined()
        phone.sync()


def answer(phone: Device, words: str, rating: int) -> None:
    """Answer one card of the phone's, due or not."""
    phone.col._backend.grade_now(card_ids=phone.col.find_cards(f'"{words}"'), rating=rating - 1)


@pytest.mark.slow
def test_new_cards_of_today_count_on_both_sides(
    account: Account, phone: Device, run: Run, deck: Folder
) -> None:
    """Of ten a day, four here leave six on the phone, and then none is left here."""
    deck(deck_text(30, 0))
    account.here("compile", "decks")
    for number in (1, 2, 3):
        account.here("answer", f"deck/term-{number}", "easy")
    account()
    phone.sync()
    account.here("answer", "deck/term-4", "easy")
    assert account.json()["went"] == NOTHING | {"answers": 1, "cards": 1}
    assert account.json()["went"] == NOTHING
    phone.sync()
    assert len(phone.answer([EASY] * 30, f"{TERMS}::deck")) == 6
    phone.sync()
    assert account.json()["came"]["answers"] == 6
    assert run.ok("due", "--json", now=now()).json["new"] == 0


@pytest.mark.slow
def test_steps_of_a_case_that_went_badly_are_cards_of_the_phone(
    joined: Account, phone: Device
) -> None:
    joined.here("answer", "models/novels", "hard", "--missed", "1,3")
    joined()
    phone.sync()
    assert {card.ord for card in phone.cards() if "novels" in card.question()} == {0, 1, 3}


@pytest.mark.slow
def test_a_step_is_lined_up_and_then_its_note_is_edited_there(
    joined: Account, phone: Device
) -> None:
    """Anki keeps its text, which is newer, and has the card."""
    words = ("answer", "models/novels", "hard", "--missed", "1")
    joined.run.ok(*words, now=now(A_MINUTE // 2))
    note = phone.col.get_note(phone.col.find_notes('"publisher wants"')[0])
    note["Prompt"] += "<p>Soon.</p>"
    phone.col.update_note(note)
    phone.sync()
    joined()
    phone.sync()
    assert "Soon." in phone.col.get_note(note.id)["Prompt"]
    assert {card.ord for card in note.cards()} >= {0, 1}


@pytest.mark.slow
def test_an_answer_that_is_taken_back_after_it_was_sent(account: Account, phone: Device) -> None:
    """Anki's log keeps it, for nothing is deleted there; its card is as it was before."""
    account.here("answer", "models/canary", "good")
    account()
    phone.sync()
    account.here("undo")
    assert account.json()["went"]["cards"] == 1
    phone.sync()
    assert [card.type for card in phone.cards()] == [0] * 11
    assert phone.col.db.scalar("SELECT count() FROM revlog") == 1
    assert account.json()["went"] == NOTHING


@pytest.mark.slow
def test_a_card_is_suspended_there_and_let_go_here(joined: Account, phone: Device) -> None:
    (card,) = phone.col.find_cards('"A new model serves"')
    phone.col.sched.suspend_cards([card])
    phone.sync()
    assert joined.json()["came"]["suspended"] == ["models/canary#answer"]
    joined.here("unsuspend", "models/canary")
    assert joined.json()["went"]["cards"] == 1
    phone.sync()
    assert phone.col.get_card(card).queue == 0


@pytest.mark.slow
def test_a_card_is_suspended_here_and_let_go_there(joined: Account, phone: Device) -> None:
    (card,) = phone.col.find_cards('"A new model serves"')
    joined.here("suspend", "models/canary")
    joined()
    phone.sync()
    assert phone.col.get_card(card).queue == -1
    phone.col.sched.unsuspend_cards([card])
    phone.sync()
    assert joined.json()["came"]["unsuspended"] == ["models/canary#answer"]


@pytest.mark.slow
def test_a_card_is_forgotten_moved_and_moved_there(joined: Account, phone: Device) -> None:
    for words in (
        ("answer", "models/canary", "good"),
        ("answer", "models/map", "good"),
        ("reschedule", "models/map", "9"),
        ("forget", "craft/clarifying"),
    ):
        joined.here(*words)
    joined()
    phone.sync()
    (card,) = phone.col.find_cards('"A new model serves"')
    phone.col.sched.set_due_date([card], "30")
    phone.sync()
    joined()


@pytest.mark.slow
def test_a_text_that_was_edited_here_and_a_new_note(
    joined: Account, phone: Device, deck: Folder
) -> None:
    deck("### Recall\n\nThe share found.\n")
    joined.run.ok("compile", "decks", now=now(A_MINUTE))
    assert joined.json()["went"]["new"] == 1
    deck("### Recall\n\nOf all there are, the share found.\n")
    joined.here("compile")
    assert joined.json()["went"]["changed"] == 1
    phone.sync()
    assert phone.col.find_notes('"Of all there are"')


@pytest.mark.slow
def test_a_note_that_was_deleted_there_comes_back(joined: Account, phone: Device) -> None:
    phone.col.remove_notes(phone.col.find_notes('"A question whose answer"'))
    phone.sync()
    assert joined.json()["went"]["new"] == 1
    phone.sync()
    (card,) = phone.col.find_cards('"A question whose answer"')
    assert phone.col.get_card(card).reps == 1


@pytest.mark.slow
def test_pictures_go_along_once(joined: Account, phone: Device, deck: Folder) -> None:
    deck("### ROC\n\n![a curve](roc.png)\n")
    (deck.path / "roc.png").write_bytes(png())
    joined.here("compile", "decks")
    joined()
    phone.sync()
    (picture,) = phone.sync_pictures()
    assert picture in phone.col.get_note(phone.col.find_notes("ROC")[0])["Answer"]
    assert not list(joined.run.collection.parent.glob("sync/*/pictures-wait"))


@pytest.mark.slow
def test_a_text_that_was_edited_there_is_shown(joined: Account, phone: Device) -> None:
    (id_,) = phone.col.find_notes('"A new model serves"')
    note = phone.col.get_note(id_)
    note["Answer"] += "<p>Slowly.</p>"
    phone.col.update_note(note)
    phone.sync()
    said = joined()
    assert "Edited   1 note: flashcards sync --show-edits" in said.lines
    assert "+Slowly." in joined("--show-edits").lines
    phone.sync()
    assert "Slowly." in phone.col.get_note(id_)["Answer"]
