"""``status``: what is for today, where one stands, what to type."""

import sys
from dataclasses import dataclass

import click

from flashcards.app import App, Moment, pass_app
from flashcards.collection import today
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.shelves import Count, count
from flashcards.commands.options import emit, json_option
from flashcards.compiler.fresh import ready
from flashcards.compiler.places import changed_user_files
from flashcards.days import ROLLOVER_HOUR
from flashcards.opening import moment
from flashcards.session.dealing import Dealer
from flashcards.session.workload import about, in_words, numbers, tomorrow
from flashcards.study.pool import Limits
from flashcards.study.queue import Queue
from flashcards.terminal.screen import Screen
from flashcards.terminal.width import spread
from flashcards.terminal.words import count as counted
from flashcards.terminal.words import day_title

LABEL = 12
"""The width of the column of labels."""
MINUTE_MS = 60_000
LONGEST_MS = MINUTE_MS
"""A term counts at most a minute: people walk away."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the status says."""

    today: Queue
    tomorrow: Queue
    answered: int
    minutes: int
    seen: Count
    changed: list[str]
    clock_behind: bool


def stand(collection: Collection, now: Moment) -> Standing:
    """Look at today and tomorrow, at what was seen so far, and at the files."""
    answers = today.answered(collection, now.day)
    newest = today.newest_review(collection)
    dealer = Dealer(collection)
    spent = sum(a.duration_ms if a.is_scenario else min(a.duration_ms, LONGEST_MS) for a in answers)
    return Standing(
        today=dealer.queue(now, Filter(), Limits()),
        tomorrow=dealer.queue(tomorrow(now), Filter(), Limits()),
        answered=len({answer.card for answer in answers}),
        minutes=round(spent / MINUTE_MS),
        seen=count(collection, Filter()),
        changed=changed_user_files(collection),
        clock_behind=newest is not None and newest > now.ms,
    )


@click.command(short_help="What is for today, and what to type next.")
@json_option
@pass_app
def command(app: App, as_json: bool) -> None:
    """Show what is for today, how much has been seen, and what to type next."""
    with ready(app) as collection:
        now = moment(app, collection)
        standing = stand(collection, now)
    if as_json:
        emit(_as_json(standing))
    else:
        Screen(sys.stdout, app.look).lines(_lines(app, standing, now))


def _as_json(standing: Standing) -> dict[str, int]:
    seen = standing.seen
    return numbers(standing.today) | {
        "answered": standing.answered,
        "terms": seen.terms,
        "terms_seen": seen.terms_seen,
        "scenarios": seen.scenarios,
        "scenarios_seen": seen.scenarios_seen,
    }


def _lines(app: App, standing: Standing, now: Moment) -> list[str]:
    done = not standing.today.cards
    ahead = in_words(standing.tomorrow, app.look.dot) if done else ""
    rows = [
        ("Today", *_today(app, standing)),
        ("Tomorrow", ahead, about(standing.tomorrow)),
        ("Seen", _seen(app, standing.seen), ""),
        ("Decks", _changed(standing.changed), ""),
        ("Clock", "set before the newest answer" if standing.clock_behind else "", ""),
        *_next(app, standing, done=done),
    ]
    shown = [line for label, left, right in rows if left for line in _row(app, label, left, right)]
    title = app.look.bold(day_title(now.day))
    if app.look.plain:
        return [f"{title}.", *shown]
    last = next(i for i, line in enumerate(shown) if line.startswith("  Next"))
    return ["", f"  {title}", "", *shown[:last], "", *shown[last:], ""]


def _row(app: App, label: str, left: str, right: str) -> list[str]:
    if app.look.plain:
        words = f"{label}. {left}, {right}." if right else f"{label}. {left}."
        return [words.lstrip(". ")]
    room = app.look.edge - 2
    return [f"  {line}" for line in spread(f"{label:<{LABEL}}{left}", right, room)]


def _today(app: App, standing: Standing) -> tuple[str, str]:
    left = in_words(standing.today, app.look.dot)
    if left:
        return left, about(standing.today)
    if not standing.answered:
        return "nothing is due", ""
    return f"done {app.look.dot} {counted(standing.answered, 'card')}", f"{standing.minutes} min"


def _next(app: App, standing: Standing, *, done: bool) -> list[tuple[str, str, str]]:
    commands = ["compile"] * bool(standing.changed) + ([] if done else ["review"])
    texts = [app.look.bold(f"{app.program} {name}") for name in commands]
    texts = texts or [f"nothing until {ROLLOVER_HOUR:02}:00"]
    return [("" if i else "Next", text, "") for i, text in enumerate(texts)]


def _seen(app: App, seen: Count) -> str:
    return (
        f"{seen.terms_seen} of {counted(seen.terms, 'term')} {app.look.dot}"
        f" {seen.scenarios_seen} of {counted(seen.scenarios, 'scenario')}"
    )


def _changed(files: list[str]) -> str:
    return f"{counted(len(files), 'file')} changed since compiled" if files else ""
