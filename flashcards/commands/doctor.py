"""``doctor``: whether the collection is whole, mending it, and trying out the disk."""

import click

from flashcards.app import App, Moment, pass_app
from flashcards.care.examination import Findings, examine, mend
from flashcards.care.trial import Check, try_out
from flashcards.collection.backup import back_up
from flashcards.collection.connection import Collection
from flashcards.commands.options import confirm, emit, json_option, yes_option
from flashcards.commands.restore import offer
from flashcards.days import milliseconds, study_day
from flashcards.errors import Damaged
from flashcards.opening import moment, opened, place_of_collection
from flashcards.terminal.clean import clean
from flashcards.terminal.words import on_date

UNSOUND = 12
"""The exit code when something was found, as for a file that is damaged."""


@click.command(short_help="Examine the collection, and mend it.")
@click.option("--full", is_flag=True, help="Every page, reference and answer: takes longer.")
@click.option("--repair", is_flag=True, help="Mend what can be mended without loss.")
@click.option("--self-test", is_flag=True, help="Try out this disk, with a collection of its own.")
@yes_option
@json_option
@pass_app
def command(app: App, full: bool, repair: bool, self_test: bool, as_json: bool) -> int:
    """Examine the collection: the file, its tables, and the clock. --full replays every answer.

    Nothing is changed without --repair, which makes a backup first. The exit code is 12 when
    something is wrong.

    \b
    Examples:
      flashcards doctor --full
      flashcards doctor --repair
    """
    if self_test:
        return _self_test(app, as_json=as_json)
    try:
        with opened(app) as collection:
            now = _now(app, collection)
            found = examine(collection, now, full=full or repair)
            if repair and found.sentences(now):
                found = _repaired(app, collection, now, found)
    except Damaged as error:
        return _report(app, [str(error)], as_json=as_json)
    if not (as_json or repair) and found.mendable:
        app.say(f"To mend it: {app.program} doctor --repair")
    return _report(app, found.sentences(now), as_json=as_json)


def _now(app: App, collection: Collection) -> Moment:
    """What time it is; by the usual rollover hour where none can be read, which is a finding."""
    try:
        return moment(app, collection)
    except Damaged:
        local = app.clock()
        return Moment(milliseconds(local), study_day(local), local)


def _repaired(app: App, collection: Collection, now: Moment, found: Findings) -> Findings:
    try:
        found = _repair(app, collection, now, found)
    except Damaged as error:  # no backup can be made of it
        app.say(f"Nothing was mended: {error}")
    if found.sentences(now):
        app.say(f"The rest cannot be mended; a backup may be whole: {app.program} restore")
    return found


def _repair(app: App, collection: Collection, now: Moment, found: Findings) -> Findings:
    """Mend what was found, after a backup; gives what is left."""
    if found.stamped:
        _ask_about_clock(app, found, now)
    collection.require_writable()
    backup = back_up(collection, now.day, now.local)
    for line in [f"Backup from before: {backup}", *mend(collection, now)]:
        app.say(line)
    return examine(collection, now, full=True)


def _ask_about_clock(app: App, found: Findings, now: Moment) -> None:
    """Only a person can say which clock was wrong: the one of then, or the one of now."""
    day = on_date(now.local.date(), now.local.date())
    question = f"Is it {day} {now.local.year}, {now.local:%H:%M}, now?"
    confirm(
        *(app, "\n".join([*found.sentences(now), question])),
        "Answers are stamped later than today: if this clock is right, it needs --yes.",
    )


def _report(app: App, found: list[str], *, as_json: bool) -> int:
    if as_json:
        emit({"ok": not found, "findings": found})
    else:
        sound = f"{place_of_collection(app)}: all is well."
        click.echo(clean("\n".join(found) if found else sound))
    if found and (help_ := offer(app)):
        app.say(help_)
    return UNSOUND if found else 0


def _self_test(app: App, *, as_json: bool) -> int:
    checks = []
    for check in try_out(app):
        checks.append(check)
        if not as_json:
            click.echo(f"{'ok' if check.ok else 'FAILED':<8}{check.sentence}")
    ok = all(check.ok for check in checks)
    if as_json:
        emit({"ok": ok, "findings": [check.sentence for check in checks if not check.ok]})
    else:
        click.echo(_verdict(checks))
    return 0 if ok else UNSOUND


def _verdict(checks: list[Check]) -> str:
    failed = sum(not check.ok for check in checks)
    if failed:
        return f"{failed} of {len(checks)} checks failed: do not trust this disk with answers."
    return "This disk keeps what it is given."
