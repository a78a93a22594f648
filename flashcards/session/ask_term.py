"""Asking one term: the question, the answer, the rating."""

from flashcards.face import back, front
from flashcards.kinds import Rating
from flashcards.session.answering import Offer
from flashcards.session.keeping import keep
from flashcards.session.sitting import (
    Act,
    Progress,
    Result,
    Sitting,
    breadcrumb,
    buttons,
    facts,
    illustrated,
    keys,
    linked,
    open_links,
    spoken_buttons,
)
from flashcards.terminal.clean import clean
from flashcards.terminal.render import render
from flashcards.terminal.width import spread
from flashcards.text import plain

_LEAVING = {"b": Act.BURIED, "s": Act.SUSPENDED, "u": Act.UNDO, "e": Act.EDIT, "q": Act.QUIT}
_ALWAYS = (("?", "keys"), ("q", "quit"))
_RATING_HELP = {
    2: (
        "Space shows the answer; then it means Good, as does 2.",
        "For what you did not know, press 1.",
    ),
    4: (
        "Space shows the answer; then it means Good. 1 Again, 2 Hard, 3 Good, 4 Easy.",
        "Hard is for what you knew with effort; for what you did not know, press 1.",
    ),
}
_HELP = (
    "b not today, s never again until unsuspended, u takes the last answer back,",
    "o opens links and says where a picture lies, e edits the text, q stops.",
)


def ask_term(sitting: Sitting, offer: Offer, progress: Progress) -> Result:
    """Ask a term and keep the answer."""
    began = sitting.desk.spent()
    _show_front(sitting, offer, progress)
    sitting.desk.on_return(lambda: _show_front(sitting, offer, progress))
    act = _wait_for_reveal(sitting)
    if act is not None:
        return _leave(sitting, offer, act)
    _show_back(sitting, offer)
    sitting.desk.on_return(lambda: _show_all(sitting, offer, progress))
    return _rate(sitting, offer, began)


def _show_front(sitting: Sitting, offer: Offer, progress: Progress) -> None:
    screen, look = sitting.screen, sitting.look
    screen.line()
    screen.header(breadcrumb(offer.note, look), facts(offer, progress, look))
    screen.line()
    screen.lines(render(front(offer.note.content, offer.card.face), look))
    screen.line()


def _show_back(sitting: Sitting, offer: Offer) -> None:
    screen, look = sitting.screen, sitting.look
    screen.lines(render(back(offer.note.content, offer.card.face), look))
    see = ", ".join(plain(link.children) for link in linked(offer.note))
    left, right = clean(f"See {see} (o)" if see else ""), clean(offer.note.source)
    if left or right:
        screen.say("", *(spread(left, right, look.edge - 2) if left else [right]))
    screen.line()


def _show_all(sitting: Sitting, offer: Offer, progress: Progress) -> None:
    _show_front(sitting, offer, progress)
    _show_back(sitting, offer)


def _wait_for_reveal(sitting: Sitting) -> Act | None:
    hint = keys(
        sitting.look,
        ("Space", "show"),
        ("b", "not today"),
        ("u", "undo"),
        ("e", "edit"),
        *_ALWAYS,
    )
    while (key := sitting.desk.ask(("space", *_LEAVING, "?"), hint, "Enter to show")) == "?":
        sitting.screen.say(*_RATING_HELP[len(sitting.ratings)], *_HELP, "")
    return _LEAVING.get(key)


def _rate(sitting: Sitting, offer: Offer, began: int) -> Result:
    opening = [("o", "open")] if linked(offer.note) or illustrated(offer.note) else []
    more = (*opening, ("b", "not today"), ("u", "undo"), ("e", "edit"), *_ALWAYS)
    offered = sitting.ratings
    hint = buttons(offer, sitting.look, offered)
    hint += "\n" + keys(sitting.look, ("Space", "Good"), *more)
    wanted = ("space", *offered, *(key for key, _ in opening), *_LEAVING, "?")
    while True:
        key = sitting.desk.ask(wanted, hint, spoken_buttons(offer, offered), guarded=True)
        if key == "?":
            sitting.screen.say(*_RATING_HELP[len(sitting.ratings)], *_HELP, "")
        elif key == "o":
            open_links(sitting, offer.note)
        elif key in _LEAVING:
            return _leave(sitting, offer, _LEAVING[key])
        else:
            rating = offered.get(key, Rating.GOOD)
            return keep(sitting, offer, rating, sitting.desk.spent() - began)


def _leave(sitting: Sitting, offer: Offer, act: Act) -> Result:
    if act is Act.BURIED:
        return sitting.bury(offer.card.id)
    if act is Act.EDIT:
        return sitting.edit(offer.note)
    return sitting.suspend(offer.card.id) if act is Act.SUSPENDED else Result(act)
