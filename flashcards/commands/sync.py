"""``sync``: this collection and an account of Anki become one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from flashcards.app import App, pass_app
from flashcards.collection.connection import Collection
from flashcards.commands.imported import answer_lines, diffs, listed, today_line
from flashcards.commands.options import ask, choose_or_default, emit, filter_options, json_option
from flashcards.commands.syncing import Synced, Syncing
from flashcards.compiler.fresh import ready
from flashcards.counting import count
from flashcards.mirror import credentials
from flashcards.mirror.client import require_anki, started
from flashcards.mirror.folder import folder_of
from flashcards.mirror.protocol import Applied
from flashcards.opening import moment
from flashcards.session.edits import edited_notes
from flashcards.terminal.clean import clean_line
from flashcards.terminal.progress import progress
from flashcards.workers import without_collector

FIRST = """The account was empty. Sync the phone now; where it asks, download, if it has
no cards of its own; else upload, and then sync here once more."""
NO_FSRS = "FSRS is off in Anki: switch it on there, in the options of any Anki deck."
ALONE = f"sync has to sign in to {{server}}: set {credentials.USER} and {credentials.PASSWORD}."
OPEN = "Your password and your cards can be read on the way to {server}: it is http, not https."


@click.command(short_help="Sync with Anki on the phone, through a server.")
@click.option(
    "--server",
    metavar="URL",
    help="Anki's sync server, where it is not AnkiWeb.  [preference: sync_server]",
)
@click.option(
    "--show-edits", is_flag=True, help="Only print what was edited in Anki, as changes to the text."
)
@filter_options
@json_option
@pass_app
def command(
    app: App, /, server: str | None, show_edits: bool, as_json: bool, **filters: Any
) -> None:
    """Make this collection and Anki on your phone one, through AnkiWeb or a server of your own.

    What was answered there comes here, what was answered here goes there, with new and changed
    notes; due dates, memory and suspended cards are the same on both sides afterwards. Nothing is
    ever deleted there, and no other note is touched.

    The user and the password come from FLASHCARDS_SYNC_USER and FLASHCARDS_SYNC_PASSWORD, from
    the keyring, or are asked.

    \b
    Examples:
      flashcards sync
      flashcards sync --server https://sync.example.org/
      flashcards sync --role mle
    """
    address = credentials.address(server or app.preferences.sync_server)
    with ready(app) as collection:
        collection.require_writable()
        chosen = choose_or_default(app, collection, **filters)
        with _signed_in(app, collection, address) as syncing:
            if show_edits:
                lines = list(diffs(syncing.edits()))
                for line in lines or ["No text was edited there."]:
                    click.echo(clean_line(line))
                return
            with without_collector():
                done = syncing.run(chosen)
        if as_json:
            emit(_as_json(done, address))
            return
        for line in (
            *_lines(app, done, address),
            today_line(app, collection, moment(app, collection)),
        ):
            click.echo(clean_line(line))
    for line in _advice(done):
        app.say(line)


@contextmanager
def _signed_in(app: App, collection: Collection, address: str | None) -> Iterator[Syncing]:
    """A mirror that is signed in to its account."""
    require_anki()
    name = address or credentials.ANKIWEB
    if credentials.is_open(address):
        app.say(OPEN.format(server=name))
    user = credentials.user(os.environ, app.preferences.sync_user)
    user = user or ask(f"User at {name}", ALONE.format(server=name))
    secret = credentials.password(os.environ, address, user)
    secret = secret or ask(f"Password of {user} at {name}", ALONE.format(server=name), hidden=True)
    folder = folder_of(collection.path, address, user)
    with (
        started(folder, address) as client,
        progress("Syncing", quiet=app.quiet) as told,
    ):
        client.told = told
        client.login(user, secret)
        yield Syncing(app, collection, client, folder)


def _as_json(done: Synced, address: str | None) -> dict[str, object]:
    came, adopted = done.came, done.came.adopted
    return {
        "server": address or credentials.ANKIWEB,
        "first": done.account.first,
        "fsrs": done.account.fsrs,
        "came": {
            "answers": len(came.answers),
            "unmatched": len(came.unmatched),
            "edited": list(edited_notes(came.edits)),
            "suspended": list(adopted.suspended),
            "unsuspended": list(adopted.unsuspended),
        },
        "went": done.went._asdict(),
        "foreign": done.foreign,
    }


def _lines(app: App, done: Synced, address: str | None) -> Iterator[str]:
    """What came, what went, and what was left alone."""
    name = address or credentials.ANKIWEB
    came, went, adopted = done.came, done.went, done.came.adopted
    if came.answers:
        yield from answer_lines(app, came.answers, name, with_times=True)
    else:
        yield f"No new answers from {name}"
    if came.edits:
        notes = count(len(edited_notes(came.edits)), "note")
        yield f"  Edited   {notes}: {app.program} sync --show-edits"
    for what, names in adopted._asdict().items():
        if names:
            yield f"  There    {len(names)} {what}, and now here: {listed(names)}"
    yield f"  Sent     {f' {app.look.dot} '.join(_sent(went)) or 'nothing new'}"
    if done.foreign:
        notes, they = count(done.foreign, "note"), "it is" if done.foreign == 1 else "they are"
        yield f"  Left     {notes} as {they} there: converted from Anki, of another type"


def _sent(went: Applied) -> Iterator[str]:
    if went.answers:
        yield count(went.answers, "answer")
    if went.new:
        yield f"{count(went.new, 'note')} new"
    if went.changed:
        yield f"{count(went.changed, 'note')} changed"
    if went.cards:
        yield f"{count(went.cards, 'card')} brought up to date"


def _advice(done: Synced) -> Iterator[str]:
    """What a person should know, and do elsewhere."""
    if done.account.said:
        yield done.account.said
    if done.account.first:
        yield FIRST
    elif not done.account.fsrs:
        yield NO_FSRS
