"""What all tests share: nobody's home is touched, small decks, and the command line in process."""

import json
import os
import pwd
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from textwrap import dedent
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from flashcards import cli, opening
from flashcards.collection.connection import Collection, open_collection
from flashcards.compiler import places

NOW = "2026-11-21T09:00"
"""When tests happen: a Saturday morning, in UTC."""
TODAY = 20778
"""The study day of ``NOW``."""

ROLES = """
    [areas.modeling]
    name = "Modeling"
    short = "Model"

    [areas.deployment]
    name = "Deployment"
    short = "Depl."

    [areas.interview]
    name = "Interview"
    short = "Interv."

    [roles.mle]
    name = "Machine learning engineer"
    family = "ml"
    areas = ["modeling", "deployment"]

    [roles.ds]
    name = "Data scientist"
    family = "ml"
    areas = ["modeling"]
    """
"""The roles.toml of the small shipped decks."""

CRAFT = """
    ---
    deck: Interview craft
    area: interview
    ---
    # Interview craft

    ### Which step follows *Ask*? {#second-step}

    **Suppose**: say what you take for granted, and why.

    ### Clarifying question {#clarifying}

    A question whose answer would change what you do next.
    """

MODELS = """
    ---
    deck: Models
    area: modeling
    ---
    # Models

    ## Vocabulary

    ### Filter {#filter .reverse}

    A small grid of weights that slides over the image.

    ### Feature map {#map}

    One channel of the output: what one [filter](#filter) gives.

    ### Training loop {#loop .sequence}

    1. Forward pass
    2. Loss
    3. Backward pass

    ### Canary release {#canary area=deployment}

    A new model serves a small share of the traffic first.

    ## Scenario: Place names in novels {#novels minutes=20}

    A publisher wants the place names in its novels found. What do you do?

    ### Ask

    - **Asks which error costs more**
    - Asks what time there is

    > A miss costs more; a week.

    ### Plan

    - **Starts with a pretrained tagger**
    - Measures recall by genre
    """

SHIPPED = {"roles.toml": ROLES, "craft.md": CRAFT, "models.md": MODELS}
"""The shipped decks of the tests: six terms and a scenario, eleven cards that can be asked."""


def pytest_configure() -> None:
    """Programs under test can be interrupted, also where a shell runs us in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)


@pytest.fixture(autouse=True, scope="session")
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Home is an empty folder, the zone is UTC, and no test uses the user's own collection."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        for name in ("FLASHCARDS_COLLECTION", "FLASHCARDS_PROGRAM", "NO_COLOR", "COLUMNS"):
            patch.delenv(name, raising=False)
        patch.setenv("TZ", "UTC")
        time.tzset()
        patch.setattr(opening, "data_folder", _refuse)
        yield
    time.tzset()
    assert not list(home.rglob("flashcards*")), "a test wrote into the user's home"


def _refuse() -> NoReturn:
    pytest.fail("a test must say which collection it means: see the fixture run")


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home folder, as programs in containers and services are."""

    def unknown(_uid: int) -> NoReturn:
        raise KeyError

    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", unknown)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one call of the program left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """The data that was printed."""
        return json.loads(self.stdout)

    @property
    def lines(self) -> list[str]:
        """What was printed, without the blank lines and the space around each line."""
        return [line.strip() for line in self.stdout.splitlines() if line.strip()]


@dataclass(slots=True)
class Run:
    """The command line in process: ``run("compile", folder, now="2026-12-01T09:00")``.

    Every call has ``--collection`` and ``--now``; what it is not given, it has from here.
    """

    collection: Path
    patch: pytest.MonkeyPatch
    now: str = NOW

    def __call__(self, *words: object, now: str | None = None, stdin: str = "") -> Outcome:
        """Call the program. A fault of ours comes as the exception that it is."""
        given = ("--collection", self.collection, "--now", now or self.now, *words)
        self.patch.setattr("sys.argv", ["flashcards", *map(str, given)])
        with CliRunner().isolation(input=stdin) as (out, err, _), pytest.raises(SystemExit) as end:
            cli.main()
        code = end.value.code
        return Outcome(code if isinstance(code, int) else 0, _text(out), _text(err))

    def ok(self, *words: object, now: str | None = None) -> Outcome:
        """Call the program where nothing can go wrong."""
        outcome = self(*words, now=now)
        assert outcome.code == 0, outcome.stderr
        return outcome


def _text(stream: Any) -> str:
    return bytes(stream.getvalue()).decode().replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of decks: ``folder(text)`` writes one, and gives the path of its file."""

    path: Path

    def __call__(self, text: str, name: str = "deck.md") -> Path:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        # Tests write faster than disks count: every version of a file gets a time of its own.
        stamp = next(_stamps)
        os.utime(file, (stamp, stamp))
        return file


_stamps = count(1_760_000_000)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """The shipped decks, few and small; write into the folder for an upgrade."""
    folder = Folder(tmp_path / "shipped")
    for name, text in SHIPPED.items():
        folder(text, name)
    monkeypatch.setattr(places, "shipped_decks", lambda: folder.path)
    return folder


@pytest.fixture
def run(tmp_path: Path, shipped: Folder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, with a collection that is not there yet, in a new current folder."""
    assert shipped.path.exists()
    (tmp_path / "work").mkdir(exist_ok=True)
    monkeypatch.chdir(tmp_path / "work")
    return Run(tmp_path / "data" / "collection.db", monkeypatch)


@pytest.fixture
def deck(tmp_path: Path) -> Folder:
    """A folder of the user's own decks, ``decks`` for ``run``: ``deck(text)`` gives the file."""
    return Folder(tmp_path / "work" / "decks")


@pytest.fixture
def collection(run: Run) -> Iterator[Collection]:
    """An open collection with the shipped decks compiled; ``run`` uses the same file."""
    run.ok("compile")
    with open_collection(run.collection) as opened:
        yield opened
