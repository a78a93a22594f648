"""``roles``: what each role learns."""

from dataclasses import dataclass

import click

from flashcards.app import App, pass_app
from flashcards.collection.connection import Collection
from flashcards.collection.filters import Filter
from flashcards.collection.shelves import Count, count, shared_terms
from flashcards.commands.options import emit, json_option
from flashcards.compiler.fresh import ready
from flashcards.compiler.vocabularies import vocabulary
from flashcards.counting import count as counted
from flashcards.kinds import INTERVIEW
from flashcards.terminal.clean import clean_line
from flashcards.vocabulary import Role, Vocabulary

_ID, _NAME, _AREA, _NUMBER = 6, 28, 6, 6


@dataclass(frozen=True, slots=True)
class Row:
    """One role, and how many notes and cards its deck holds."""

    role: Role
    count: Count


def rows(collection: Collection, known: Vocabulary) -> list[Row]:
    """All roles, in the order of the files that name them."""
    return [Row(r, count(collection, Filter(roles=(r.id,)))) for r in known.roles.values()]


@click.command(short_help="What each role learns.")
@json_option
@pass_app
def command(app: App, as_json: bool) -> None:
    """Show the roles, their areas, and how many notes the deck of each one holds."""
    with ready(app) as collection:
        known = vocabulary(collection)
        found = rows(collection, known)
        shared = shared_terms(collection, tuple(known.roles))
    if as_json:
        emit({"roles": [_as_json(row) for row in found]})
    else:
        for row in _table(found, known):
            click.echo(clean_line(row))
        click.echo(f"\n  {counted(shared, 'term')} are for every role, counted above.")


def _table(found: list[Row], known: Vocabulary) -> list[str]:
    areas = [area for area in known.areas.values() if area.id != INTERVIEW]
    heads = "".join(f"{area.short:<{_AREA}}" for area in areas)
    lines = [f"  {'Role':<{_ID + _NAME + 1}}{heads}{'Terms':>{_NUMBER}}{'Scen.':>{_NUMBER}}"]
    for row in found:
        marks = "".join(f"{'x' if a.id in row.role.areas else '':<{_AREA}}" for a in areas)
        numbers = f"{row.count.terms:>{_NUMBER}}{row.count.scenarios:>{_NUMBER}}"
        lines.append(f"  {row.role.id:<{_ID}} {row.role.name:<{_NAME}}{marks}{numbers}")
    return lines


def _as_json(row: Row) -> dict[str, object]:
    return {
        "role": row.role.id,
        "name": row.role.name,
        "areas": list(row.role.areas),
        "terms": row.count.terms,
        "scenarios": row.count.scenarios,
        "cards": row.count.cards,
    }
