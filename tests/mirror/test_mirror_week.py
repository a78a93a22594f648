"""A week of reviews on a phone and at the terminal, through a server, under a clock of its own."""

import subprocess
import sys
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path

import pytest

from flashcards.app import Moment
from flashcards.collection.connection import open_collection
from flashcards.collection.filters import Filter
from flashcards.days import milliseconds, study_day
from flashcards.kinds import CASE, Rating, Step
from flashcards.mirror.credentials import PASSWORD, USER
from flashcards.session.answering import Keeper
from flashcards.session.dealing import Dealer
from flashcards.study.pool import Limits
from tests import history
from tests.account import ME, SECRET, serve
from tests.conftest import Folder, Run
from tests.mirror.clock import Clock
from tests.oneness import expect_anki_reckons_the_same, expect_one
from tests.phone import Phone

DAYS, ALONE = 7, 4
"""On one day nobody syncs."""
RATINGS = (Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY)
CARDS = 30
ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_week_on_both_sides_ends_as_one(
    run: Run, deck: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cards are answered on both sides before either hears of it; on one day nobody syncs."""
    monkeypatch.setenv(USER, ME)
    monkeypatch.setenv(PASSWORD, SECRET)
    week = Week(run, Clock(tmp_path), tmp_path, monkeypatch)
    deck(history.deck_text(CARDS, 3))
    for day in range(DAYS):
        week.live(day)
    with open_collection(run.collection) as collection:
        given = collection.rows(
            "SELECT origin, count(*) FROM review WHERE rating NOT NULL GROUP BY 1"
        )
    assert min(dict(map(tuple, given)).values()) >= 12 * DAYS
    phone = Phone(tmp_path / "phone")
    expect_one(run.collection, phone)
    assert expect_anki_reckons_the_same(run.collection, phone) > CARDS // 2
    phone.col.close()


class Week:
    """What happens on each day, at the terminal and on the phone."""

    def __init__(self, run: Run, clock: Clock, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._run, self._clock, self._folder, self._patch = run, clock, folder, patch
        (folder / "phone").mkdir()

    def live(self, day: int) -> None:
        """Live through a day: the last one ends in a sync of both."""
        self._clock.turn_to(day)
        for name, value in self._clock.environ.items():
            self._patch.setenv(name, value)
        if day == 0:
            self._run.ok("compile", "decks", now=self._clock.now())
        server, process = serve(self._folder / "server")
        try:
            self._answer(12)
            if day == 0:
                self._sync(server)
                self._phone(server, "sync")
            self._phone(server, "14")
            self._answer(12)
            if day != ALONE:
                self._phone(server, "sync")
                self._sync(server)
                self._phone(server, "sync", "10", "sync")
            if day == DAYS - 1:
                self._sync(server)
                self._phone(server, "sync")
        finally:
            process.terminate()
            process.wait()

    def _sync(self, server: str) -> None:
        self._run.ok("sync", "--server", server, now=self._clock.now())

    def _phone(self, server: str, *acts: str) -> None:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.mirror.phone_day",
                self._folder / "phone",
                server,
                *acts,
            ],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def _answer(self, number: int) -> None:
        """Answer what the terminal asks; steps of a case that went badly are lined up."""
        with open_collection(self._run.collection) as collection:
            keeper = Keeper(collection)
            for rating in islice(cycle(RATINGS), number):
                now = self._now()
                waiting = Dealer(collection).queue(now, Filter(), Limits()).ready(now.ms)
                if waiting is None:
                    return
                offer = keeper.offer(waiting.card, now)
                is_weak = offer.card.face == CASE and rating <= Rating.HARD
                keeper.answer(offer, rating, now, 4000, drill=(Step.ASK,) if is_weak else ())

    def _now(self) -> Moment:
        local = datetime.fromisoformat(self._clock.now()).astimezone()
        return Moment(milliseconds(local), study_day(local), local)
