"""Photographs cards in Anki itself; ``in_anki.py`` starts it with a Python that has aqt.

Standard input is JSON: a package, whether by night, and the pictures to take. Each names a card by
its id and says whether its back is shown, in a window of which size, with how many points ticked,
scrolled by how many pixels, and the file to write. Nothing else of this project is imported.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aqt
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from aqt.profiles import ProfileManager, VideoDriver
from aqt.theme import Theme

STARTING, SHOWING, LONGEST = 2.5, 1.2, 5.0
"""Seconds: until the window takes orders, until a page is drawn, until waiting has failed."""
ATTEMPTS = 6
READY = "document.getElementById('qa')?.innerText.length > 0 && document.fonts.status == 'loaded'"
SCRIPT = """
document.querySelectorAll('input[type=checkbox]').forEach((box, at) => { box.checked = at < %d; });
window.scrollTo(0, %d);
document.activeElement.blur();
true
"""
"""Ticks the first points, and scrolls."""


def main() -> None:
    """Take the pictures that standard input asks for."""
    job = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as base:
        make_profile(Path(base), job)
        app = aqt._run(["anki", "-b", base, "-p", "User 1"], exec=False)  # noqa: SLF001 - as its own tests do
        window = aqt.mw
        wait_for(app, lambda: window.col is not None)
        pump(app, STARTING)
        request = ImportAnkiPackageRequest(
            package_path=job["package"], options=ImportAnkiPackageOptions()
        )
        window.col.import_anki_package(request)
        for picture in job["pictures"]:
            take(app, window, picture)
        window.col.close()
    os._exit(0)  # Qt would wait for windows that nobody closes


def make_profile(base: Path, job: dict[str, Any]) -> None:
    """A user who has answered all first questions, and is told of no update."""
    manager = ProfileManager(base)
    manager.setupMeta()
    manager.meta |= {"firstRun": False, "defaultLang": "en_US"}
    manager.create("User 1")
    manager.openProfile("User 1")
    manager.set_update_check(False)
    manager.set_check_for_addon_updates(False)
    manager.set_theme(Theme.DARK if job["night"] else Theme.LIGHT)
    manager.set_video_driver(VideoDriver.Software)
    manager.setUiScale(float(os.environ.get("QT_SCALE_FACTOR", "1")))
    manager.profile["autoSync"] = False
    manager.save()


def take(app: Any, window: Any, picture: dict[str, Any]) -> None:
    """Show a card as the only one of its deck, and write what is on the window."""
    window.resize(*picture["size"])
    deck = window.col.decks.id(f"Card {picture['card']}")
    window.col.set_deck([picture["card"]], deck)
    window.col.decks.select(deck)
    review(app, window)
    if picture["back"]:
        window.reviewer._showAnswer()  # noqa: SLF001 - what the space bar does
        wait_for(app, lambda: asked(app, window, READY))
        pump(app, SHOWING)
    asked(app, window, SCRIPT % (picture["ticked"], picture["scroll"]))
    pump(app, SHOWING)
    window.grab().save(picture["target"])


def review(app: Any, window: Any) -> None:
    """Let Anki ask the card of the deck; once more where its page was not ready for that."""
    for _ in range(ATTEMPTS):
        window.moveToState("overview")
        pump(app, SHOWING)
        window.moveToState("review")
        pump(app, SHOWING)
        if wait_for(app, lambda: asked(app, window, READY)):
            return
    raise SystemExit("Anki does not show the card.")


def asked(app: Any, window: Any, script: str) -> Any:
    """What a script says of the page; None where the page does not answer."""
    answers: list[Any] = []
    window.web.evalWithCallback(script, answers.append)
    wait_for(app, lambda: bool(answers))
    return answers[0] if answers else None


def wait_for(app: Any, is_so: Callable[[], Any]) -> bool:
    """Let Anki work until something is so, and whether it is after a while."""
    end = time.monotonic() + LONGEST
    while not is_so():
        if time.monotonic() > end:
            return False
        pump(app, 0.05)
    return True


def pump(app: Any, seconds: float) -> None:
    """Let Anki work for some time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
