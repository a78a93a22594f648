"""``due``: what is left of today, in numbers."""

from typing import Any

import click

from flashcards.collection.filters import Filter
from flashcards.commands.app import App, emit, pass_app
from flashcards.commands.dealing import Dealer
from flashcards.commands.options import (
    choose,
    filter_options,
    json_option,
    limit_option,
    minutes_option,
)
from flashcards.plan import day
from flashcards.study.queue import Limits, Queue


def numbers(queue: Queue) -> dict[str, int]:
    """The counts of a queue as programs read them."""
    learning, new = len(queue.learning), len(queue.new) + _unseen(queue)
    review = len(queue.cards) - learning - new
    return {
        "due": learning + review + new,
        "learning": learning,
        "review": review,
        "new": new,
        "backlog": queue.backlog,
        "minutes": day.minutes(waiting.seconds for waiting in queue.cards),
    }


@click.command(short_help="Count what is left today.")
@filter_options
@limit_option
@minutes_option
@json_option
@pass_app
def command(
    app: App, /, limit: int | None, minutes: float | None, as_json: bool, **filters: Any
) -> None:
    r"""Count what is left today, after today's limits.

    \b
    Example:
      flashcards due --role mle --json
    """
    with app.open() as collection:
        chosen: Filter = choose(collection, **filters)
        limits = Limits(cards=limit, minutes=minutes)
        counts = numbers(Dealer(collection).queue(app.moment(collection), chosen, limits))
    if as_json:
        emit(counts)
    else:
        click.echo(sentence(counts, app.look.dot))


def sentence(counts: dict[str, int], dot: str) -> str:
    """The counts as a person reads them."""
    if not counts["due"]:
        return "Nothing is due."
    named = (("learning", "learning"), ("review", "reviews"), ("new", "new"))
    parts = [f"{counts[name]} {word}" for name, word in named if counts[name]]
    backlog = [f"{counts['backlog']} put off"] if counts["backlog"] else []
    return f" {dot} ".join([*parts, *backlog, f"about {counts['minutes']} min"])


def _unseen(queue: Queue) -> int:
    return sum(waiting.is_unseen for waiting in queue.cases)
