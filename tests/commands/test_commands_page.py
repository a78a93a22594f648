"""``export cards.html``: a deck in the browser, for its author and whoever it is given to."""

import re
from pathlib import Path

import pytest

from flashcards.collection.connection import Collection
from tests.conftest import Folder, Run
from tests.pictures import png


def titles(page: Path) -> list[tuple[str, str]]:
    """The cards of a page: the heading of the note, and the kind of card."""
    return re.findall(r"<h3>(.*?) <small>(.*?)</small></h3>", page.read_text(encoding="utf-8"))


def test_a_page_shows_every_card_that_the_text_makes(run: Run) -> None:
    """Also the steps of a scenario, which come up only once the case was graded."""
    said = run.ok("export", "cards.html", "--deck", "Models")
    assert said.stdout == "cards.html: 4 terms, 1 scenario, 11 cards\n"
    assert titles(Path("cards.html")) == [
        *(("Filter", "Answer"), ("Filter", "Reverse"), ("Feature map", "Answer")),
        *(("Training loop", kind) for kind in ("Whole", "After 1", "After 2", "After 3")),
        ("Canary release", "Answer"),
        *(("Place names in novels", kind) for kind in ("Case", "Ask", "Plan")),
    ]


@pytest.mark.parametrize(
    ("options", "cards"),
    [((), 13), (("--kind", "scenario"), 3), (("--role", "ds"), 12), (("--area", "deployment"), 1)],
)
def test_its_cards_can_be_chosen(run: Run, options: tuple[str, ...], cards: int) -> None:
    told = run.ok("export", "cards.HTML", *options, "--json").json
    assert told["cards"] == len(titles(Path("cards.HTML"))) == cards
    assert told["path"] == "cards.HTML"


def test_nothing_of_the_learner_is_on_it_and_no_export_is_remembered(
    run: Run, collection: Collection
) -> None:
    run.ok("export", "before.html")
    run.ok("answer", "models/filter", "good")
    run.ok("answer", "models/novels", "hard", "--missed", "2")
    run.ok("export", "after.html")
    assert Path("before.html").read_bytes() == Path("after.html").read_bytes()
    assert collection.value("SELECT count(*) FROM export") == 0
    assert "since" not in run.ok("export", "out.apkg").stderr


def test_drafts_and_retired_notes_are_not_on_it(run: Run, deck: Folder) -> None:
    deck("### Loss\n\nWhat training lowers.\n\n### Recall\n\nThe share found.\n")
    run.ok("compile", "decks")
    run.ok("export", "out.apkg")
    deck("### Loss\n\nWhat training lowers.\n\n### Stride {.draft}\n")
    run.ok("compile")
    run.ok("export", "cards.html", "--deck", "deck")
    assert titles(Path("cards.html")) == [("Loss", "Answer")]


def test_pictures_and_formulas_are_in_it(run: Run, deck: Folder) -> None:
    deck("### ROC\n\n![a curve](roc.png) of $x_i^2$:\n\n$$\n\\frac{a}{b}\n$$\n")
    (deck.path / "roc.png").write_bytes(png())
    run.ok("compile", "decks")
    run.ok("export", "cards.html", "--deck", "deck")
    page = Path("cards.html").read_text(encoding="utf-8")
    assert '<img src="data:image/png;base64,' in page
    assert '<span class="maths">xᵢ²</span>' in page
    assert '<pre class="maths"> a\n╶─╴\n b</pre>' in page
