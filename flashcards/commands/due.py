"""``due``: what is left of today, in numbers."""

from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.collection.filters import Filter
from flashcards.commands.options import (
    choose_or_default,
    emit,
    filter_options,
    json_option,
    limit_option,
    minutes_option,
    roles_in_words,
)
from flashcards.opening import moment, opened
from flashcards.session.dealing import Dealer
from flashcards.session.limits import limits
from flashcards.session.workload import about, in_words, numbers


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
        chosen: Filter = choose_or_default(app, collection, **filters)
        held = limits(app.preferences, limit, minutes)
        queue = Dealer(collection).queue(moment(app, collection), chosen, held)
    if as_json:
        emit({**numbers(queue), "roles": list(chosen.roles)})
        return
    dot = app.look.dot
    left = in_words(queue, dot)
    facts = (roles_in_words(chosen.roles), left or "nothing is due", about(queue) if left else "")
    line = f" {dot} ".join(filter(None, facts))
    click.echo(line if left or chosen.roles else "Nothing is due.")
