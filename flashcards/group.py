"""The commands: their sections in the help, and their modules, each loaded when it is called."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from flashcards.errors import Damaged
from flashcards.terminal import streams

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Daily": {
        "status": "What is for today, and what to type next.",
        "review": "Answer today's cards.",
        "undo": "Take the last answer back.",
    },
    "Cards": {
        "show": "Show a note, its cards and their history.",
        "search": "Find notes by words.",
        "edit": "Change the text of a note, in your editor.",
        "bury": "Do not ask a card again today.",
        "suspend": "Do not ask a card until it is unsuspended.",
        "unsuspend": "Ask a suspended card again.",
        "forget": "Learn a card from the beginning.",
        "reschedule": "Make a card due on another day.",
    },
    "Text": {
        "new": "Write a small deck to begin with.",
        "convert": "Make a deck of notes you have already.",
        "check": "Find faults in decks, and give advice.",
        "compile": "Turn study text into cards; reviews are kept.",
        "adopt": "Give a new note the reviews of one that is gone.",
        "decks": "List the decks, and add or remove them.",
        "roles": "What each role learns.",
    },
    "Elsewhere": {
        "export": "Write cards for Anki or a browser, or the log.",
        "import": "Take in what was answered elsewhere.",
        "sync": "Sync with Anki on the phone, through a server.",
    },
    "For programs": {
        "due": "Count what is left today.",
        "next": "The card to ask now.",
        "answer": "Answer one card.",
    },
    "Care": {
        "backup": "Make a backup, or list those there are.",
        "restore": "Put a backup in the place of the collection.",
        "config": "Show and change preferences.",
        "doctor": "Examine the collection, and mend it.",
    },
}
"""The commands and their short helps, so that --help loads none of them."""


@contextmanager
def _reader_may_leave() -> Iterator[None]:
    """Give a closed pipe an exit code of its own; click would end with 1, as for a fault."""
    try:
        yield
    except BrokenPipeError as error:
        raise click.exceptions.Exit(streams.READER_GONE) from error


@contextmanager
def _backup_is_named(ctx: click.Context) -> Iterator[None]:
    """Let the sentence about a damaged collection end with what to type."""
    try:
        yield
    except Damaged as error:
        # Only here: no other start looks at the backups.
        from flashcards.commands.restore import offer  # noqa: PLC0415 - see above

        raise Damaged(f"{error} {offer(ctx.obj)}".rstrip()) from error


class LazyGroup(click.Group):
    """A group whose commands are modules, imported only when they are called."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the command line; a help may be printed meanwhile."""
        with _reader_may_leave():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out the command."""
        with _reader_may_leave(), _backup_is_named(ctx):
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of the sections."""
        return [name for section in SECTIONS.values() for name in section]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Load one command."""
        if name not in self.list_commands(ctx):
            return None
        # A module cannot be called by a word of the language, as import is.
        module = import_module(f"flashcards.commands.{name}{'_' * iskeyword(name)}")
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
