"""Options that several commands share, and what they choose."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from math import isnan
from typing import Any, TypeVar

import click

from flashcards.app import App
from flashcards.collection.connection import Collection
from flashcards.collection.decks import names
from flashcards.collection.filters import Filter, check_decks
from flashcards.errors import BadRequest, NeedsTerminal
from flashcards.kinds import INTERVIEW, Kind
from flashcards.terminal.clean import clean

EVERY_ROLE = "all"
"""The word that lifts the default role."""

_F = TypeVar("_F", bound=Callable[..., Any])

role_option = click.option(
    "-r", "--role", "roles", multiple=True, help="Only this role's deck; repeatable."
)
_FILTERS = (
    role_option,
    click.option("-d", "--deck", "decks", multiple=True, help="Only this deck, by id or title."),
    click.option("-a", "--area", "areas", multiple=True, help="Only this area; repeatable."),
    click.option(
        "-k",
        "--kind",
        type=click.Choice([kind.value for kind in Kind]),
        help="Only terms or only scenarios.",
    ),
)


def _answer_yes(ctx: click.Context, _option: click.Parameter, value: bool) -> None:
    app = ctx.find_object(App)
    if app and value:
        ctx.obj = app._replace(yes=True)


def _number(_ctx: click.Context, _option: click.Parameter, value: float | None) -> float | None:
    if value is not None and isnan(value):  # it is not below the least, nor above the most
        raise click.BadParameter("nan is not a number.")
    return value


yes_option = click.option(
    *("-y", "--yes"),
    is_flag=True,
    expose_value=False,  # the command sees it as ``app.yes``, wherever it was typed
    callback=_answer_yes,
    help="Do not ask.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
limit_option = click.option(
    "-n", "--limit", type=click.IntRange(min=1), help="Stop after so many cards."
)
minutes_option = click.option(
    "-m",
    "--minutes",
    type=click.FloatRange(min=0, max=1440, min_open=True),
    callback=_number,
    help="Only so much time.",
)


def emit(data: dict[str, Any]) -> None:
    """Print data for a program: one JSON object."""
    click.echo(json.dumps(data, indent=2))


def confirm(app: App, question: str, refusal: str) -> None:
    """Go on only if the person says yes; --yes has said so already.

    Raises ``NeedsTerminal`` with the sentence of refusal where nobody can be asked, and
    ``click.Abort`` where the answer is no.
    """
    if app.yes:
        return
    if not sys.stdin.isatty():
        raise NeedsTerminal(refusal)
    click.confirm(clean(question), abort=True, err=True)


def ask(question: str, refusal: str, *, hidden: bool = False) -> str:
    """What the person types; a password is ``hidden``.

    Raises ``NeedsTerminal`` with the sentence of refusal where nobody can be asked.
    """
    if not sys.stdin.isatty():
        raise NeedsTerminal(refusal)
    answer: str = click.prompt(clean(question), hide_input=hidden, err=True)
    return answer


def filter_options(command: _F) -> _F:
    """Add -r, -d, -a and -k to a command."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def choose(
    collection: Collection,
    roles: tuple[str, ...],
    decks: tuple[str, ...],
    areas: tuple[str, ...],
    kind: str | None,
) -> Filter:
    """The notes that the filter options name. Raises ``BadRequest`` for an unknown name."""
    if roles or areas:
        known_roles, known_areas = names(collection)
        check_roles(roles, known_roles)
        _check("area", areas, [*known_areas, INTERVIEW])
    check_decks(collection, decks)
    kept = () if EVERY_ROLE in roles else roles
    return Filter(kept, decks, areas, Kind(kind) if kind else None)


def choose_or_default(
    app: App,
    collection: Collection,
    roles: tuple[str, ...] = (),
    decks: tuple[str, ...] = (),
    areas: tuple[str, ...] = (),
    kind: str | None = None,
) -> Filter:
    """As ``choose``, but where no role is named, the preferred one; ``all`` lifts that.

    A preferred role that no deck names any more is told, and stands in nobody's way.
    """
    preferred = () if roles else app.preferences.role
    if preferred and EVERY_ROLE not in preferred:
        known, _ = names(collection)
        lost = [role for role in preferred if role not in known]
        for role in lost:
            app.say(f"No deck names the preferred role '{role}': these are all roles.")
        preferred = () if lost else preferred
    return choose(collection, roles or preferred, decks, areas, kind)


def roles_in_words(roles: Sequence[str]) -> str:
    """Roles as a header names them; empty for every role."""
    return clean(", ".join(role.upper() for role in roles))


def check_roles(roles: Iterable[str], known: Sequence[str]) -> None:
    """Refuse a role that no deck names. Raises ``BadRequest`` with the nearest one."""
    _check("role", [role for role in roles if role != EVERY_ROLE], known)


def _check(what: str, named: Iterable[str], known: Sequence[str]) -> None:
    for name in named:
        if name not in known:
            # Only here: a start without a fault need not wait for it.
            from difflib import get_close_matches  # noqa: PLC0415 - see above

            near = get_close_matches(name, known, n=1)
            there = f"; there are {', '.join(known)}" if known else f"; no deck names {what}s yet"
            raise BadRequest(f"Unknown {what} '{name}'" + _near(near, there) + ".")


def _near(near: Sequence[str], there: str) -> str:
    return f" (did you mean {near[0]}?)" if near else there
