"""The command line: global options, commands loaded when called, exit codes, and the clock."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, NoReturn

import click

from flashcards import __version__
from flashcards.app import App
from flashcards.errors import BadText, CannotWrite, FlashcardsError
from flashcards.terminal.clean import clean
from flashcards.terminal.style import detect

INTERRUPTED = 130
READER_GONE = 141
"""What a shell reports for a writer whose reader went away: 128 and the number of SIGPIPE."""

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Daily": {
        "status": "What is for today, and what to type next.",
        "review": "Answer today's cards.",
        "undo": "Take the last answer back.",
    },
    "Cards": {
        "show": "Show a note, its cards and their history.",
        "bury": "Do not ask a card again today.",
        "suspend": "Do not ask a card until it is unsuspended.",
        "unsuspend": "Ask a suspended card again.",
    },
    "Text": {
        "check": "Find faults in decks; nothing is changed.",
        "compile": "Turn study text into cards; reviews are kept.",
        "decks": "List the decks, and add or remove them.",
        "roles": "What each role learns.",
    },
    "Elsewhere": {
        "export": "Write cards for Anki (.apkg).",
    },
    "For programs": {
        "due": "Count what is left today.",
        "next": "The card to ask now.",
        "answer": "Answer one card.",
    },
    "Care": {
        "doctor": "Examine the collection.",
    },
}
"""The commands and their short helps, so that --help loads none of them."""


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Give a closed pipe an exit code of its own; click would end with 1, as for a fault."""
    try:
        yield
    except BrokenPipeError as error:
        raise click.exceptions.Exit(READER_GONE) from error


class LazyGroup(click.Group):
    """A group whose commands are modules, imported only when they are called."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the command line; a help may be printed meanwhile."""
        with _reader_may_leave():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out the command."""
        with _reader_may_leave():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the sections."""
        return [name for section in SECTIONS.values() for name in section]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Load one command."""
        if name not in self.list_commands(ctx):
            return None
        module = import_module(f"flashcards.commands.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections of the help without loading a command."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; ``help NAME`` is its --help."""
        if args[0] == "help":
            args = [*args[1:], "--help"]
            if len(args) == 1:
                click.echo(ctx.get_help())
                ctx.exit()
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.option(
    "--collection",
    type=click.Path(dir_okay=False),
    envvar="FLASHCARDS_COLLECTION",
    help="The collection to use.  [env: FLASHCARDS_COLLECTION]",
)
@click.option("--now", metavar="ISO", help="Act as if it were this time.")
@click.option("--plain", is_flag=True, help="Plain sentences: for screen readers and pipes.")
@click.option("--no-color", is_flag=True, help="No colours (also: NO_COLOR).")
@click.option("-q", "--quiet", is_flag=True, help="Only say what was asked for.")
@click.version_option(__version__, prog_name="flashcards")
@click.pass_context
def cli(
    ctx: click.Context,
    collection: str | None,
    now: str | None,
    plain: bool,
    no_color: bool,
    quiet: bool,
) -> None:
    """Spaced repetition for people preparing for AI case-study interviews."""
    look = detect(sys.stdout, os.environ, plain=plain, no_color=no_color)
    ctx.color = look.colour
    ctx.obj = App(
        collection=collection,
        clock=_frozen(now) if now else _clock,
        ticking=_running(now) if now else _clock,
        look=look,
        quiet=quiet,
    )
    if ctx.invoked_subcommand is None:
        status = cli.get_command(ctx, "status")
        assert status is not None
        ctx.invoke(status)


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
    return lambda: start


def _running(now: str) -> Callable[[], datetime]:
    """A clock that starts at a time the user names."""
    start, began = _frozen(now)(), time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - began)


def main() -> NoReturn:
    """Run the program; every fault that is not ours ends in one sentence and its exit code."""
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except FlashcardsError as error:
        _complain(error)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except OSError as error:
        sys.exit(_output_failed(error))
    sys.exit(code if isinstance(code, int) else 0)


def _complain(error: FlashcardsError) -> None:
    if isinstance(error, BadText):
        for problem in error.problems:
            click.echo(clean(str(problem)), err=True)
    click.echo(clean(str(error)), err=True)


def _output_failed(error: OSError) -> int:
    """A reader that went away ends us quietly; a full disk is said."""
    # Python would try to flush once more at exit, and complain.
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - left open to the end
    if error.errno == errno.EPIPE:
        return READER_GONE
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        click.echo("The disk is full; the output could not be written.", err=True)
        return CannotWrite.exit_code
    raise error
