"""Asking one scenario, or one step of it: aloud, step by step, point by point."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from flashcards.app import Moment
from flashcards.asper import INSTRUCTIONS
from flashcards.card import Part
from flashcards.collection.points import StoredPoint
from flashcards.days import utc_time
from flashcards.errors import FlashcardsError
from flashcards.kinds import Step
from flashcards.session.answering import Offer
from flashcards.session.casebook import Casebook
from flashcards.session.grading import Checklist
from flashcards.session.scenario_screen import (
    ASKED,
    MISSED,
    SAID,
    point_lines,
    prompt_lines,
    reply_lines,
    step_title,
)
from flashcards.session.sitting import Act, Result, Sitting, breadcrumb, keys, state_word
from flashcards.session.verdict import judge
from flashcards.terminal.clean import clean
from flashcards.terminal.render import render
from flashcards.terminal.words import on_date

_LEAVING = {"b": Act.BURIED, "s": Act.SUSPENDED, "u": Act.UNDO, "e": Act.EDIT, "q": Act.QUIT}
_HELP = (
    "Say your answer aloud; then Space shows the points of the step, one at a time:",
    "y if you said it, n if you did not, Backspace goes back. Every tick is saved at once.",
    "h hint, p the prompt again, w write your answer, b not today, u undo the last answer,",
    "e edit its text, s never again until unsuspended, q stop: it goes on here next time.",
)


def ask_scenario(sitting: Sitting, offer: Offer) -> Result:
    """Ask a scenario from its open step on, then judge it; what was ticked stays ticked."""
    checklist = Checklist.of(sitting.collection, offer)
    spent, now = sitting.desk.spent, sitting.now().ms
    book = Casebook(
        *(sitting.collection, offer.card.id, checklist, spent, now),
        timed=sitting.app.preferences.clock,
        practice=offer.is_practice,
    )
    _show_prompt(sitting, offer, book)
    shown = {point.step for point in checklist.points if point.id in book.case.ticks}
    while True:
        with _kept(book):
            act = _ask_steps(sitting, book, shown)
        if act is not None:
            return _leave(sitting, offer, book, act)
        result = judge(sitting, offer, book)
        if result is not None:
            return result
        book.untick()


@contextmanager
def _kept(book: Casebook) -> Iterator[None]:
    """Save how far the answer has come, whatever ends it: Ctrl-C and a hang-up leave, too.

    But not after an error, which has just said what is kept.
    """
    try:
        yield
    except FlashcardsError:
        raise
    except BaseException:
        book.save()
        raise
    book.save()


def _ask_steps(sitting: Sitting, book: Casebook, shown: set[Step]) -> Act | None:
    """Ask until every point is judged; what makes the learner leave, if anything does.

    ``shown`` are the steps whose points have been seen already: they are not asked aloud again.
    """
    while (step := book.open_step()) is not None:
        part = next(part for part, _ in book.checklist.parts if part.step is step)
        book.begin(step)
        sitting.desk.on_return(partial(_show_step, sitting, book, part))
        act = None if step in shown else _wait_for_points(sitting, book, part)
        shown.add(step)
        act = act or _tick(sitting, book, part)
        if act is not None:
            return act
        if not book.open_points(step):
            sitting.screen.lines(reply_lines(part, sitting.look))
    return None


def _wait_for_points(sitting: Sitting, book: Casebook, part: Part) -> Act | None:
    """Let the learner answer a step aloud, until the points are wanted."""
    screen, look = sitting.screen, sitting.look
    scenario = book.checklist.scenario
    _show_step(sitting, book, part)
    hinted = [("h", "hint")] if scenario.hint else []
    # At the first step the prompt is in sight; later nobody puts the case off any more.
    other = ("p", "prompt") if book.case.ticks else ("b", "not today")
    pairs = (("Space", "show points"), ("w", "write"), *hinted, other, ("?", "keys"))
    hint = keys(look, *pairs, ("q", "stop"))
    wanted = ("space", "w", "p", "?", *(key for key, _ in hinted), *_LEAVING)
    while (key := sitting.desk.ask(wanted, hint, "Enter to show the points")) != "space":
        if key in _LEAVING:
            return _LEAVING[key]
        if key == "p":
            screen.lines(prompt_lines(scenario, look))
        elif key == "h":
            book.take_hint()
            screen.lines([*render(scenario.hint, look), ""])
        elif key == "w":
            _write(sitting, book)
        else:
            screen.say(*_HELP, "")
    return None


def _tick(sitting: Sitting, book: Casebook, part: Part) -> Act | None:
    """Judge the points of a step, one at a time; a step back ends it, too."""
    while waiting := book.open_points(part.step):
        point = waiting[0]
        key = _ask_point(sitting, book, point)
        if key == "q":
            return Act.QUIT
        if key == "backspace":
            book.untick()
            return None
        book.tick(point, hit=key == "y")
        word = SAID if key == "y" else MISSED
        sitting.screen.lines(point_lines(point, word, sitting.look))
    return None


def _ask_point(sitting: Sitting, book: Casebook, point: StoredPoint) -> str:
    look = sitting.look
    shown = [line.removeprefix("  ") for line in point_lines(point, ASKED, look)]
    pairs = (("y", SAID), ("n", MISSED), ("Backspace", "back"), ("p", "prompt"), ("q", "stop"))
    hint = "\n".join((*shown, keys(look, *pairs)))
    prompt = f"{'Must. ' if point.must else ''}{clean(point.text)}. Said? y or n"
    wanted = ("y", "n", "backspace", "p", "q")
    while (key := sitting.desk.ask(wanted, hint, prompt)) == "p":
        sitting.screen.lines(prompt_lines(book.checklist.scenario, look))
    return key


def _show_prompt(sitting: Sitting, offer: Offer, book: Casebook) -> None:
    screen, look = sitting.screen, sitting.look
    right = f"{state_word(offer)} {look.dot} {book.checklist.minutes} min"
    screen.line()
    screen.header(breadcrumb(offer.note, look), right)
    screen.line()
    screen.lines(prompt_lines(book.checklist.scenario, look))
    if book.resumed:
        screen.say(f"Going on where you stopped{_since(book.case.started, sitting.now())}.", "")


def _since(started: int, now: Moment) -> str:
    """On which date an answer was begun (at an instant, UTC ms), unless that is this one."""
    began = utc_time(started).astimezone(now.local.tzinfo).date()
    today = now.local.date()
    return "" if began == today else f"; you began on {on_date(began, today)}"


def _show_step(sitting: Sitting, book: Casebook, part: Part) -> None:
    sitting.screen.header(*step_title(book, part, sitting.look))
    sitting.screen.say(INSTRUCTIONS[part.step], "")


def _write(sitting: Sitting, book: Casebook) -> None:
    """Let the learner write the answer in the editor; it is kept with the ticks."""
    # Only here: what starts a program costs as much as the rest of the way to the first card.
    from flashcards.terminal.editor import edit_text  # noqa: PLC0415 - see above

    try:
        with sitting.desk.lent():
            written = edit_text(sitting.app.preferences.editor, book.case.answer or "")
    except FlashcardsError as error:
        sitting.screen.say(clean(str(error)))
        return
    if written is not None:
        book.write(written)
        sitting.screen.say("Kept with this answer.", "")


def _leave(sitting: Sitting, offer: Offer, book: Casebook, act: Act) -> Result:
    if act is Act.BURIED:
        return sitting.bury(offer.card.id)
    if act is Act.SUSPENDED:
        return sitting.suspend(offer.card.id)
    if act is Act.EDIT:
        return sitting.edit(offer.note)
    if book.case.ticks and not offer.is_practice:
        sitting.screen.say("Kept: it goes on here next time.")
    return Result(act)
