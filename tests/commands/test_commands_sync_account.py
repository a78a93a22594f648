"""``sync`` and an account that is not only ours: what is its user's stays as it is."""

import json
from typing import Any

import pytest

from flashcards.mirror.client import Client
from tests.account import Account, Device, account, now, phone, server
from tests.conftest import Folder, Run
from tests.oneness import expect_one

__all__ = ["account", "phone", "server"]

AGAIN, GOOD = 1, 3
OWN = "French"
NOTHING = {"new": 0, "changed": 0, "answers": 0, "cards": 0}


@pytest.fixture
def own(phone: Device) -> Device:
    """A phone with cards of its user's, answered and scheduled, in an account that has them."""
    deck = phone.col.decks.id(OWN)
    for word in ("chat", "chien", "cheval"):
        note = phone.col.new_note(phone.col.models.by_name("Basic"))
        note["Front"], note["Back"], note.tags = word, f"un {word}", ["animals"]
        phone.col.add_note(note, deck)
    phone.answer([GOOD, AGAIN], OWN)
    assert phone.sync(upload=True) == "FULL_UPLOAD"
    return phone


def everything(phone: Device) -> list[Any]:
    """The rows of all that is its user's."""
    chosen = json.dumps(list(phone.col.find_cards(f"deck:{OWN}")))
    notes = "SELECT nid FROM cards WHERE id IN (SELECT value FROM json_each(?))"
    db = phone.col.db
    return [
        db.all(f"SELECT * FROM notes WHERE id IN ({notes})", chosen),  # noqa: S608 - as above
        db.all("SELECT * FROM cards WHERE id IN (SELECT value FROM json_each(?))", chosen),
        db.all("SELECT * FROM revlog WHERE cid IN (SELECT value FROM json_each(?))", chosen),
        phone.col.decks.by_name(OWN),
        phone.col.decks.get_config(1),
        phone.col.models.by_name("Basic"),
        phone.col.get_config("fsrs"),
    ]


def test_cards_of_its_user_stay_untouched(account: Account, own: Device, run: Run) -> None:
    before = everything(own)
    account.here("answer", "craft/clarifying", "good")
    said = account()
    assert said.lines[1] == "Sent     1 answer · 7 notes new"
    assert said.stderr == (
        "FSRS is off in Anki: switch it on there, in the options of any Anki deck.\n"
    )
    assert own.sync() == "NO_CHANGES", "no side had to be replaced"
    account.here("answer", "models/canary", "good")
    account()
    own.sync()
    assert everything(own) == before
    expect_one(run.collection, own)


@pytest.mark.slow
def test_a_new_mirror_takes_what_the_account_has(account: Account, own: Device, run: Run) -> None:
    """As on a second computer of the learner's, whose collection is empty."""
    account.here("answer", "craft/clarifying", "good")
    account()
    other = Run(run.collection.with_name("other.db"), run.patch)
    second = Account(account.server, other)
    second.here("compile")
    assert second.json()["came"]["answers"] == 1
    second.here("answer", "models/canary", "again")
    second()
    assert account.json()["came"]["answers"] == 1
    own.sync()
    expect_one(run.collection, own)
    expect_one(other.collection, own)


@pytest.mark.slow
def test_the_preset_that_a_user_gave_a_deck_of_ours_stays(
    account: Account, phone: Device, deck: Folder
) -> None:
    """Until other parameters come from here, which make another preset."""
    account()
    phone.sync()
    name = "AI interview::Terms::Models"
    ours = phone.col.decks.by_name(name)
    first = ours["conf"]
    ours["conf"] = 1
    phone.col.decks.save(ours)
    phone.sync()
    deck("---\ndeck: Models\n---\n### Recall\n\nThe share found.\n")
    account.here("compile", "decks")
    assert account.json()["went"]["new"] == 1
    phone.sync()
    assert phone.col.decks.by_name(name)["conf"] == 1
    account.here("config", "retention.term", "0.95")
    account()
    phone.sync()
    preset = phone.col.decks.config_dict_for_deck_id(ours["id"])
    assert preset["id"] not in (1, first)
    assert preset["desiredRetention"] == pytest.approx(0.95)


@pytest.mark.slow
def test_a_card_in_a_filtered_deck_waits_until_it_is_back(
    account: Account, phone: Device, run: Run
) -> None:
    account()
    phone.sync()
    filtered = phone.col.sched.get_or_create_filtered_deck(0)
    filtered.config.search_terms[0].search = '"A new model serves"'
    phone.col.sched.add_or_update_filtered_deck(filtered)
    (card,) = phone.col.find_cards('"A new model serves"')
    assert phone.col.get_card(card).odid
    phone.sync()
    account.here("answer", "models/canary", "good")
    assert account.json()["went"] == {"new": 0, "changed": 0, "answers": 1, "cards": 0}
    phone.sync()
    phone.col.sched.empty_filtered_deck(phone.col.get_card(card).did)
    phone.sync()
    account()
    phone.sync()
    expect_one(run.collection, phone)


@pytest.mark.slow
def test_a_note_that_was_converted_from_there_is_left_alone(
    account: Account, own: Device, deck: Folder
) -> None:
    guid = own.col.get_note(own.col.find_notes("chat")[0]).guid
    own.col.sched.suspend_cards(own.col.find_cards("chat"))
    own.sync()
    before = everything(own)
    deck(f'### Chat {{anki="{guid}"}}\n\nA cat.\n')
    account.here("compile", "decks")
    account.here("answer", "deck/chat", "good")
    said = account()
    assert "Left     1 note as it is there: converted from Anki, of another type" in said.lines
    assert "suspended" not in said.stdout
    own.sync()
    assert everything(own) == before


@pytest.mark.slow
def test_an_empty_account_and_nothing_to_send(account: Account, run: Run) -> None:
    words = ("--server", account.server, "--deck", "craft", "--kind", "scenario")
    said = run("sync", *words, now=now())
    assert said.code == 1
    assert said.stderr == "The account is empty, and no card here fits this choice.\n"
    assert "The account was empty." in account().stderr


@pytest.mark.slow
def test_the_phone_syncs_at_the_same_time(
    account: Account, phone: Device, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes while something goes is taken in at once."""
    account()
    phone.sync()
    send = Client.send

    def meanwhile(client: Client, *, first: bool) -> bool:
        monkeypatch.setattr(Client, "send", send)
        phone.answer([GOOD], "AI interview::Terms")
        phone.sync()
        return send(client, first=first)

    monkeypatch.setattr(Client, "send", meanwhile)
    account.here("answer", "models/canary", "good")
    done = account.json()
    assert (done["came"]["answers"], done["went"]["answers"]) == (1, 1)
    phone.sync()
    expect_one(run.collection, phone)


@pytest.mark.slow
def test_it_does_not_go_on_for_ever(
    account: Account, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Client, "send", lambda *_, **__: False)
    said = run("sync", "--server", account.server, now=now())
    assert said.code == 1
    assert said.stderr == "The account is changed by others all the time: sync again later.\n"


@pytest.mark.slow
def test_the_account_was_replaced_meanwhile(account: Account, own: Device, run: Run) -> None:
    """Another field for a note type of the user's makes Anki send everything anew."""
    account()
    own.sync()
    account.here("answer", "models/canary", "good")
    basic = own.col.models.by_name("Basic")
    own.col.models.add_field(basic, own.col.models.new_field("Example"))
    own.col.models.update_dict(basic)
    own.answer([GOOD], "AI interview::Terms")
    assert own.sync(upload=True) == "FULL_SYNC"
    done = account.json()
    assert (done["came"]["answers"], done["went"]["answers"]) == (1, 1)
    own.sync()
    expect_one(run.collection, own)
