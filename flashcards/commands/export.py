"""``export``: cards for Anki or for a browser, or the log as text."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.commands.options import emit, filter_options, json_option
from flashcards.commands.packages import write_cards
from flashcards.commands.pages import write_page
from flashcards.counting import count
from flashcards.errors import BadRequest
from flashcards.journal import by_guid
from flashcards.opening import opened
from flashcards.session.elsewhere import write_journal
from flashcards.terminal.clean import clean_line

_WITHOUT = {".html": "a page holds no answers", ".jsonl": "the log is written whole"}
"""Why there is no schedule that could be left out."""


@click.command(short_help="Write cards for Anki or a browser, or the log.")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@filter_options
@click.option("--no-scheduling", is_flag=True, help="Leave answers, due dates and presets out.")
@json_option
@pass_app
def command(app: App, /, out: Path, no_scheduling: bool, as_json: bool, **filters: Any) -> None:
    """Write OUT: by its name cards for Anki (.apkg), a page of cards (.html), or the log (.jsonl).

    Cards take along what you remember of them; Anki accepts that with the first import of a card.
    Exporting again updates the texts that changed; what Anki knows of a card stays. The page shows
    both sides of each card as Anki does, by day and by night, in any browser. The log is plain
    text, a line for each answer, which import takes in on another computer.

    \b
    Examples:
      flashcards export mle.apkg --role mle
      flashcards export friend.apkg --no-scheduling
      flashcards export cards.html --deck modeling
      flashcards export reviews.jsonl
    """
    suffix = out.suffix.lower()
    if no_scheduling and suffix in (".html", ".jsonl"):
        raise BadRequest(f"--no-scheduling is for cards (.apkg); {_WITHOUT[suffix]}.")
    match suffix:
        case ".apkg":
            write_cards(app, out, filters, scheduling=not no_scheduling, as_json=as_json)
        case ".html":
            write_page(app, out, filters, as_json=as_json)
        case ".jsonl":
            _write_log(app, out, filters, as_json=as_json)
        case _:
            raise BadRequest(
                f"{out} should end in .apkg (cards for Anki), .html (a page of cards)"
                " or .jsonl (the log)."
            )


def _write_log(app: App, out: Path, filters: Mapping[str, Any], *, as_json: bool) -> None:
    if any(filters.values()):
        raise BadRequest("The log is written whole: leave the choice of cards out.")
    with opened(app) as collection:
        rows = write_journal(collection, out).entries
    notes, cards = len({row.guid for row in rows}), len({by_guid(row) for row in rows})
    if as_json:
        emit({"path": str(out), "notes": notes, "cards": cards, "reviews": len(rows)})
    else:
        click.echo(clean_line(f"{out}: {count(len(rows), 'row')} of {count(cards, 'card')}"))
