"""``status``: what is for today, where one stands, what to type."""

import sys
from dataclasses import dataclass

import click

from flashcards.collection import today
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.shelves import Count, count
from flashcards.commands.app import App, Moment, emit, pass_app
from flashcards.commands.dealing import Dealer
from flashcards.commands.due import numbers
from flashcards.commands.fresh import ready
from flashcards.commands.options import json_option
from flashcards.commands.places import changed_user_files
from flashcards.commands.words import count as counted
from flashcards.commands.words import day_title
from flashcards.study.queue import Limits
from flashcards.terminal.screen import Screen
from flashcards.terminal.width import spread

LABEL = 12
"""The width of the column of labels."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the status says."""

    counts: dict[str, int]
    answered: int
    minutes: int
    tomorrow: int
    seen: Count
    changed: list[str]
    clock_behind: bool


def stand(collection: Collection, now: Moment) -> Standing:
    """Look at today, at what was seen so far, and at the files."""
    answers = today.answered(collection, now.day)
    newest = today.newest_review(collection)
    tomorrow = today.due(collection, now.day + 1, Filter())
    due = today.due(collection, now.day, Filter())
    return Standing(
        counts=numbers(Dealer(collection).queue(now, Filter(), Limits())),
        answered=len({answer.card for answer in answers}),
        minutes=round(sum(answer.duration_ms for answer in answers) / 60_000),
        tomorrow=len(tomorrow) - len(due),
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
        now = app.moment(collection)
        standing = stand(collection, now)
    if as_json:
        seen = standing.seen
        emit(
            standing.counts
            | {"answered": standing.answered, "terms": seen.terms, "terms_seen": seen.terms_seen}
            | {"scenarios": seen.scenarios, "scenarios_seen": seen.scenarios_seen}
        )
        return
    Screen(sys.stdout, app.look).lines(_lines(app, standing, now))


def _lines(app: App, standing: Standing, now: Moment) -> list[str]:
    rows = [
        ("Today", *_today(app, standing)),
        ("Tomorrow", counted(standing.tomorrow, "review") if standing.tomorrow else "", ""),
        ("Seen", _seen(app, standing.seen), ""),
        ("Decks", _changed(standing.changed), ""),
        ("Clock", "set before the newest answer" if standing.clock_behind else "", ""),
    ]
    shown = [line for label, left, right in rows if left for line in _row(app, label, left, right)]
    done = not standing.counts["due"]
    commands = ["compile"] * bool(standing.changed) + ([] if done else ["review"])
    texts = [app.look.bold(f"{app.program} {name}") for name in commands] or ["nothing until 04:00"]
    following = [f"  {'Next' if i == 0 else '':<{LABEL}}{text}" for i, text in enumerate(texts)]
    return ["", f"  {app.look.bold(day_title(now.day))}", "", *shown, "", *following, ""]


def _row(app: App, label: str, left: str, right: str) -> list[str]:
    room = app.look.edge - 2
    return [f"  {line}" for line in spread(f"{label:<{LABEL}}{left}", right, room)]


def _today(app: App, standing: Standing) -> tuple[str, str]:
    counts = standing.counts
    if not counts["due"]:
        done = f"done {app.look.dot} {counted(standing.answered, 'card')}"
        return (done if standing.answered else "nothing is due"), f"{standing.minutes} min"
    parts = (("learning", "learning"), ("review", "review"), ("new", "new"))
    named = [_count_of(counts[key], key, word) for key, word in parts if counts[key]]
    return f" {app.look.dot} ".join(named), f"about {counts['minutes']} min"


def _count_of(number: int, key: str, word: str) -> str:
    return counted(number, word) if key == "review" else f"{number} {word}"


def _seen(app: App, seen: Count) -> str:
    return (
        f"{seen.terms_seen} of {counted(seen.terms, 'term')} {app.look.dot}"
        f" {seen.scenarios_seen} of {counted(seen.scenarios, 'scenario')}"
    )


def _changed(files: list[str]) -> str:
    return f"{counted(len(files), 'file')} changed since compiled" if files else ""
