"""The command line: global options, exit codes, and the clock."""

import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import NoReturn

import click

from flashcards import __version__
from flashcards.app import App, started_as
from flashcards.errors import BadText, FlashcardsError
from flashcards.group import SECTIONS, LazyGroup
from flashcards.terminal import streams
from flashcards.terminal.clean import clean, clean_line
from flashcards.terminal.style import detect

INTERRUPTED = 130

_RESCUES = SECTIONS["Care"].keys() - {"config"}
"""The commands for a bad day: told of a wrong preference, they go on; config speaks for itself."""

_YEARS = range(1971, 9001)
"""The years --now may name: a century of intervals fits before the end of the calendar."""


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.option(
    "--collection",
    type=click.Path(dir_okay=False, readable=False),
    callback=lambda *given: _named(given[-1]),
    envvar="FLASHCARDS_COLLECTION",
    help="The collection to use.  [env: FLASHCARDS_COLLECTION]",
)
@click.option("--now", metavar="ISO", help="Act as if it were this time.")
@click.option("--plain", is_flag=True, help="Plain sentences: for screen readers and pipes.")
@click.option("--no-color", is_flag=True, help="No colours (also: NO_COLOR).")
@click.option("-q", "--quiet", is_flag=True, help="Only say what was asked for.")
@click.option("-y", "--yes", is_flag=True, help="Answer every question with yes.")
@click.version_option(__version__, prog_name="flashcards")
@click.pass_context
def cli(
    ctx: click.Context,
    collection: str | None,
    now: str | None,
    plain: bool,
    no_color: bool,
    quiet: bool,
    yes: bool,
) -> None:
    """Spaced repetition for people preparing for AI case-study interviews."""
    # Only here: --help needs no preferences, and no pathlib to find them.
    from flashcards.config.reading import read_preferences  # noqa: PLC0415 - see above

    held = read_preferences()
    plain = plain or held.preferences.plain
    no_color = no_color or held.preferences.colour == "never"
    look = detect(sys.stdout, os.environ, plain=plain, no_color=no_color)
    ctx.color = look.colour
    ctx.obj = App(
        collection=collection,
        clock=_frozen(now) if now else _clock,
        ticking=_running(now) if now else _clock,
        look=look,
        quiet=quiet,
        yes=yes,
        preferences=held.preferences,
        fault="" if ctx.invoked_subcommand in SECTIONS["Care"] else held.fault,
    )
    for sentence in held.advice + (held.faults if ctx.invoked_subcommand in _RESCUES else ()):
        ctx.obj.say(clean_line(sentence))
    if ctx.invoked_subcommand is None:
        status = cli.get_command(ctx, "status")
        assert status is not None
        ctx.invoke(status)


def _named(collection: str | None) -> str | None:
    """A path that may lead to a collection; an empty one is not the usual place."""
    if collection == "":
        raise click.BadParameter("An empty path leads nowhere; leave the option out.")
    return collection


def _clock() -> datetime:
    return datetime.now().astimezone()  # noqa: TID251 - the one place that reads the clock


def _frozen(now: str) -> Callable[[], datetime]:
    """A clock that stands at a time the user names; without a zone it is local."""
    try:
        start = datetime.fromisoformat(now).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise click.BadParameter(
            f"'{now}' is not a time such as 2026-11-21T09:00.", param_hint="--now"
        ) from error
    if start.year not in _YEARS:
        raise click.BadParameter(
            f"'{now}' is not in a year from {_YEARS[0]} to {_YEARS[-1]}.", param_hint="--now"
        )
    return lambda: start


def _running(now: str) -> Callable[[], datetime]:
    """A clock that starts at a time the user names."""
    start, began = _frozen(now)(), time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def main() -> NoReturn:
    """Run the program; every fault that is not ours ends in one sentence and its exit code."""
    streams.settle()
    try:
        code = _outcome()
        sys.stdout.flush()
    except OSError as error:
        code = streams.failed(error)
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def _outcome() -> int:
    try:
        code = cli.main(prog_name=started_as(), standalone_mode=False)
    except FlashcardsError as error:
        return _complain(error)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        return _misused(error)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _complain(error: FlashcardsError) -> int:
    problems = error.problems if isinstance(error, BadText) else ()
    for sentence in (*problems, error):
        streams.say(f"{clean_line(str(sentence))}\n")
    return error.exit_code


def _misused(error: click.ClickException) -> int:
    said = StringIO()
    error.show(said)
    streams.say(clean(said.getvalue()))  # it repeats what was typed
    return error.exit_code
