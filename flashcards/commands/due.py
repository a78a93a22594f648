"""``due``: what is left of today, in numbers."""

from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.collection.filters import Filter
from flashcards.commands.options import (
    choose,
    emit,
    filter_options,
    json_option,
    limit_option,
    minutes_option,
)
from flashcards.opening import moment, opened
from flashcards.session.dealing import Dealer
from flashcards.session.workload import about, in_words, numbers
from flashcards.study.pool import Limits


@click.command(short_help="Count what is left today.")
@filter_options
@limit_option
@minutes_option
@json_option
@pass_app
def command(
    app: App, /, limit: int | None, minutes: float | None, as_json: bool, **filters: Any
) -> None:
    """Count what is left today, after today's limits.

    \b
    Example:
      flashcards due --role mle --json
    """
    with opened(app) as collection:
        chosen: Filter = choose(collection, **filters)
        limits = Limits(cards=limit, minutes=minutes)
        queue = Dealer(collection).queue(moment(app, collection), chosen, limits)
    if as_json:
        emit(numbers(queue))
        return
    dot = app.look.dot
    left = in_words(queue, dot)
    click.echo(f"{left} {dot} {about(queue)}" if left else "Nothing is due.")
