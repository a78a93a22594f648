"""No text of a deck, of a file name or of a command line does anything to the terminal."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.group import SECTIONS
from flashcards.terminal.clean import clean, clean_line
from tests.account import Account, Device, account, phone, server
from tests.conftest import Folder, Outcome, Run
from tests.pictures import png
from tests.terminal.payloads import PAYLOADS, acting, deck_with, faults_with, in_sql, roles_with
from tests.terminal.program import NOW, code, shown, start

__all__ = ["account", "phone", "server"]

TOMORROW = "2026-11-22T09:00"
ALL = "~".join(PAYLOADS.values())
"""Every payload at once, the one without an end among them."""

TEXTS = [f"show hostile/{key}" for key in ("term", "other", "order", "case")]
CALLS = [
    *TEXTS, "status", "due", "next", "next -d hostile", "decks", "roles", "doctor", "compile -n",
    "compile", "check", "answer hostile/term again", "undo", "answer hostile/term easy",
    "suspend hostile/other", "unsuspend hostile/other", "bury hostile/other",
    "reschedule hostile/term 3", "search term", "search X", "config", "config role",
    "edit hostile/term", "edit hostile/other", "new new.md", "check new.md --format github",
    "export out.apkg --role mle", "export log.jsonl", "import log.jsonl", "forget hostile/term",
    "export cards.html",
    "convert hostile.csv -o converted.md", "convert hostile.csv -o converted.md --force",
    "backup", "backup --list", "doctor --full", "doctor --repair",
    "restore --yes", "import data.db --yes",
]  # fmt: skip
COMMANDS = [name for section in SECTIONS.values() for name in section]


def hold(run: Run, folder: Folder, payload: str) -> Path:
    """Compile a deck that carries a payload everywhere, its folder's name included; the folder."""
    own = Folder(folder.path / payload.replace("/", "")[:60])
    own(roles_with(payload), "roles.toml")
    own(deck_with(payload), "hostile.md")
    (own.path / "picture.png").write_bytes(png())
    run.ok("compile", own.path)
    return own.path


def said(outcome: Outcome) -> set[str]:
    """What acts on a terminal in all that a call has written."""
    return acting(outcome.stdout + outcome.stderr)


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_place_of_a_deck_lets_a_payload_through(run: Run, deck: Folder, payload: str) -> None:
    hold(run, deck, payload)
    for call in TEXTS:
        assert said(run.ok(*call.split())) == set(), call


@pytest.mark.parametrize("call", ["export out.apkg", "export out.html", "compile", "check"])
def test_a_picture_that_is_gone_lets_no_payload_through(run: Run, deck: Folder, call: str) -> None:
    (hold(run, deck, ALL) / "picture.png").unlink()
    outcome = run(*call.split())
    assert outcome.code == 1
    assert "picture.png" in outcome.stdout + outcome.stderr
    assert said(outcome) == set()


@pytest.mark.parametrize("look", [(), ("--plain",)])
def test_no_command_lets_a_payload_through(run: Run, deck: Folder, look: tuple[str, ...]) -> None:
    run.patch.setenv("EDITOR", "sed -i s/^Body/Matter/")
    other = Run(Path("data.db"), run.patch)
    hold(other, deck, ALL)
    other.ok("answer", "hostile/order", "good")
    hold(run, deck, ALL)
    Path("hostile.csv").write_text(f"term,definition,{ALL}\n{ALL},{ALL},{ALL}\n", encoding="utf-8")
    for call in CALLS:
        assert said(run.ok(*look, *call.split())) == set(), call
    out = f"{ALL.replace('/', '')[:60]}.apkg"
    assert said(run.ok(*look, "export", out)) == set()


def test_every_command_is_shown_the_deck() -> None:
    """And ``adopt``, ``review`` and ``sync``, further below."""
    assert {call.split()[0] for call in CALLS} == set(COMMANDS) - {"adopt", "review", "sync"}


@pytest.mark.slow
def test_no_account_lets_a_payload_through(account: Account, phone: Device, deck: Folder) -> None:
    hold(account.run, deck, ALL)
    assert said(account()) == set()
    phone.sync()
    phone.answer([1, 1, 1], "AI interview")
    for note in phone.notes():
        note.fields[2] += ALL
        phone.col.update_note(note)
    phone.col.sched.suspend_cards([card.id for card in phone.cards()])
    phone.sync()
    for words in ((), ("--show-edits",)):
        assert said(account(*words)) == set()
    outcome = account.run("sync", "--server", f"http://localhost{ALL}/")
    assert (outcome.code, said(outcome)) == (1, set())


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_notes_to_convert_let_a_payload_through(run: Run, deck: Folder, payload: str) -> None:
    name = f"n{payload}".replace("/", "")[:80]
    notes = deck(f"Spill{payload}\n: to disk{payload}\n\nSkew\n: not even\n", f"{name}.md")
    nothing = deck(payload, f"x{name}.md")
    assert said(run.ok("convert", notes, "-o", deck.path / f"{name}2.md")) == set()
    for words in (("--area", payload), ("-o", notes), ("-o", f"{payload}/x.md")):
        assert said(run("convert", notes, *words)) == set()
    outcome = run("convert", nothing, "-o", "out.md")
    assert (outcome.code, said(outcome)) == (1, set())


def test_a_note_that_is_gone_lets_no_payload_through(run: Run, deck: Folder) -> None:
    hold(run, deck, ALL)
    (own,) = deck.path.iterdir()
    assert said(run.ok("decks", "remove", own)) == set()
    assert said(run.ok("adopt", "craft/second-step", "hostile/term")) == set()


SCHEMAS = ["TABLE {} (a)", "INDEX {} ON card (face)", "VIEW {} AS SELECT 1"]


@pytest.mark.parametrize("what", SCHEMAS, ids=lambda what: what.split()[0])
def test_no_schema_lets_a_payload_through(run: Run, what: str) -> None:
    """A file from anywhere may hold a table of any name."""
    run.ok("compile")
    run.ok("answer", "models/filter", "good", now="2100-01-01T09:00")
    with closing(sqlite3.connect(run.collection)) as other:
        other.execute(f"CREATE {what.format(in_sql(ALL))}")
    Path("copy.db").write_bytes(run.collection.read_bytes())
    for more in ("", "--full", "--repair", "--repair -y", "--json"):
        call = f"doctor {more}"
        outcome = run(*call.split())
        assert outcome.code in (12, 15), call
        assert said(outcome) == set(), call
    for call in ("status", "import copy.db", "restore copy.db -y", "backup out.db"):
        assert said(run(*call.split())) == set(), call


def test_the_question_before_a_repair_is_clean(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "models/filter", "good", now="2100-01-01T09:00")
    with closing(sqlite3.connect(run.collection)) as other:
        other.execute(f"CREATE TABLE {in_sql(ALL)} (a)")
    child = start(run.collection, "doctor", "--repair")
    child.expect("now?")
    child.sendline("n")
    assert code(child) == 130
    assert acting(child.before) == set()


def test_a_folder_of_such_a_name_that_is_empty_now(run: Run, deck: Folder) -> None:
    hold(run, deck, ALL)
    for file in deck.path.rglob("*.*"):
        file.unlink(missing_ok=True) if file.is_file() else None
    outcome = run.ok("compile")
    assert "holds no deck now" in outcome.stdout
    assert said(outcome) == set()


def test_json_is_ascii(run: Run, deck: Folder) -> None:
    hold(run, deck, ALL)
    for call in ("next", "decks", "roles", "show hostile/term", "check", "compile -n", "doctor"):
        shown = run.ok(*call.split(), "--json").stdout
        assert shown.isascii(), call
        assert not acting(shown), call
        assert json.loads(shown)
    assert "\x1b]0;owned" in run.ok("decks", "--json").json["decks"][0]["title"]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_fault_lets_a_payload_through(run: Run, deck: Folder, payload: str) -> None:
    name = f"f{payload}".replace("/", "")[:80]
    file = deck(faults_with(payload), f"{name}\n.md")
    for words in (("check", file), ("compile", file), ("check", f"{file}x"), ("decks", "add", "x")):
        outcome = run(*words)
        assert outcome.code == 1
        assert said(outcome) == set()
        assert "Traceback" not in outcome.stderr
    assert run("check", file, "--json").stdout.isascii()


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_repeats_a_payload_that_was_typed(
    run: Run, deck: Folder, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the arguments of a command are: what is wrong with them is said in clean text."""
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    hold(run, deck, ALL)
    for words in ([], [ALL], [ALL, ALL], [f"--{ALL}"], ["-r", ALL], ["-d", ALL], ["-k", ALL]):
        for more in ([], ["--json"]):
            outcome = run(name, *words, *more)
            assert said(outcome) == set(), words


def test_options_of_the_program_itself(run: Run) -> None:
    for words in ([ALL], [f"--{ALL}"], ["--now", ALL, "status"], ["help", ALL]):
        outcome = run(*words)
        assert outcome.code == 2
        assert said(outcome) == set()


def test_a_collection_with_such_a_name(run: Run) -> None:
    run.collection = run.collection.with_name(ALL.replace("/", "")[:60] + ".db")
    for words in (["due"], ["status"], ["doctor"]):
        assert said(run(*words)) == set()
    run.collection.write_bytes(b"")
    assert said(run("due")) == set()


# At a terminal -------------------------------------------------------------------------

TERMS = "?" + " ?o?3" * 12 + "q"
CASE = " h?wp pyn ymrftn?3q"


@pytest.fixture
def hostile(run: Run, deck: Folder) -> Run:
    """A collection in which only the hostile deck is asked, on its second study day."""
    hold(run, deck, ALL)
    run.ok("decks", "remove", "shipped")
    return run


def test_review_with_every_key(hostile: Run) -> None:
    terms = shown(hostile.collection, "review", keys=TERMS)
    assert "All saved." in terms
    assert r"\x1b]0;owned" in terms
    case = shown(hostile.collection, "review", "-k", "scenario", now=TOMORROW, keys=CASE)
    assert all(word in case for word in ("Prompt", "Hint", "Reply", "Model", "Follow", "Reaction"))
    assert acting(terms) == acting(case) == set()


def test_plain_review(hostile: Run) -> None:
    keys = {
        NOW: "?\n\n?\no\n3\n" * 12 + "q\n",
        TOMORROW: "\n?\nh\np\n\ny\np\nn\n\ny\nm\nf\nr\n3\nq\n",
    }
    for now, typed in keys.items():
        text = shown(hostile.collection, "--plain", "review", now=now, keys=typed)
        assert "All saved." in text
        assert acting(text) == set()


@pytest.mark.parametrize("call", ["status", "show hostile/term", "show hostile/case"])
def test_what_is_printed_at_a_terminal(hostile: Run, call: str) -> None:
    """Sixteen colours and no more; without colour no sequence at all."""
    text = shown(hostile.collection, *call.split())
    assert acting(text) == set()
    assert "\x1b[1m" in text
    assert "\x1b" not in shown(hostile.collection, *call.split(), NO_COLOR="1")


# The law -------------------------------------------------------------------------------


@given(st.text(st.characters()))
def test_cleaning_leaves_nothing_that_acts_and_is_done_once(text: str) -> None:
    shown = clean(text)
    assert acting(shown) <= {"\u200c"}
    assert clean(shown) == shown
    assert "\n" not in clean_line(text)
