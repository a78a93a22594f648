"""Draw cards as Anki shows them, from the very templates of the export.

Needs Chromium or Chrome on the PATH. Without options it draws the pictures in docs/pictures: notes
of the shipped decks. Formulas, which Anki typesets, show their source.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from flashcards import face
from flashcards.anki import looks
from flashcards.anki.fields import field_values, note_type
from flashcards.anki.note import ExportCard, ExportNote
from flashcards.card import Content, Part, Point, Scenario, Sequence, Term
from flashcards.compiler.places import shipped_decks
from flashcards.kinds import AFTER, Kind, Step
from flashcards.source.files import find
from flashcards.source.library import read_library
from flashcards.text import CodeBlock, Items, Link, Paragraph, Strong, Text, Words
from flashcards.vocabulary import EMPTY

BROWSERS = ("chromium", "google-chrome", "chromium-browser", "chrome")
FLAGS = (
    *("--headless", "--disable-gpu", "--disable-quic", "--hide-scrollbars"),
    *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--force-device-scale-factor=1.5"),
    *(["--no-sandbox"] if os.geteuid() == 0 else []),  # for root it has no other way to start
)
PHONE = (412, 732)
WHOLE_PAGES = {"phone": (360, 2600), "desktop": (1100, 2000)}


@dataclass(frozen=True, slots=True)
class Picture:
    """One side of a card on one screen, with the first points ticked, scrolled by some pixels.

    ``note`` is the key of a shipped note, or the name of a sample.
    """

    note: str
    ord: int = 0
    back: bool = False
    night: bool = False
    size: tuple[int, int] = PHONE
    ticked: int = 3
    scroll: int = 0


SHOWN = {
    "term": Picture("modeling/feature-map", back=True),
    "term-night": Picture("data-engineering/target-leakage", back=True, night=True),
    "scenario-front": Picture("modeling/place-names"),
    "scenario-back": Picture("modeling/place-names", back=True, ticked=2, scroll=668),
    "scenario-night": Picture(
        "modeling/place-names", back=True, night=True, ticked=10, scroll=1600
    ),
}


def main() -> int:
    """Draw the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", action="store_true", help="every card, side, screen and light")
    parser.add_argument("--note", metavar="KEY", help="both sides of a shipped note, day and night")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "docs/pictures")
    options = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("Chromium is missing: apt-get install chromium, or install Chrome.", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures(options.note, every=options.every).items():
        shoot(browser, picture, options.out / f"{name}.png")
        print(options.out / f"{name}.png")
    return 0


def pictures(key: str | None, *, every: bool) -> dict[str, Picture]:
    """The pictures that are asked for, by the names of their files."""
    if key is None:
        return every_picture() if every else SHOWN
    name = key.replace("/", "-")
    return {
        f"{name}-{side}-{light}": Picture(key, 0, back, night, ticked=0)
        for side, back in (("front", False), ("back", True))
        for light, night in (("day", False), ("night", True))
    }


def every_picture() -> dict[str, Picture]:
    """Both sides of every sample card in full length, by day and by night, on both screens."""
    cards = [(key, card.ord) for key, note in SAMPLES.items() for card in note.cards]
    sides, lights = (("front", False), ("back", True)), (("day", False), ("night", True))
    return {
        f"{note}-{ord_}-{side}-{screen}-{light}": Picture(note, ord_, back, night, size)
        for (note, ord_), (side, back), (light, night), (screen, size) in product(
            cards, sides, lights, WHOLE_PAGES.items()
        )
    }


def shoot(browser: str, picture: Picture, target: Path) -> None:
    """Let the browser draw the page of a card."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "card.html")
        page.write_text(page_html(picture), "utf-8")
        width, height = picture.size
        command = [browser, *FLAGS, f"--user-data-dir={folder}/profile"]
        command += [f"--window-size={width},{height}", f"--screenshot={target}"]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True)


def page_html(picture: Picture) -> str:
    """The page around a card, with the classes that Anki gives it."""
    note = SAMPLES.get(picture.note) or shipped(picture.note)
    kind = note_type(note.content)
    template = kind.templates[picture.ord]
    names = (field.name for field in kind.fields)
    values = dict(zip(names, field_values(note), strict=True))
    html = filled(looks.front(template), values)
    if picture.back:
        html = filled(looks.back(template), values | {"FrontSide": html})
        html = html.replace("<input", "<input checked", picture.ticked)
    night = " nightMode night_mode" * picture.night
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<style>{looks.style()}</style><body class="card card{picture.ord + 1}{night}">'
        f'<div id="qa" style="margin-top: -{picture.scroll}px">{html}</div>'
    )


def filled(template: str, values: Mapping[str, str]) -> str:
    """The part of Anki's template language that our templates use."""

    def section(match: re.Match[str]) -> str:
        return filled(match[2], values) if values[match[1]] else ""

    html = re.sub(r"\{\{#(.+?)\}\}(.*?)\{\{/\1\}\}", section, template, flags=re.DOTALL)
    return re.sub(r"\{\{(.+?)\}\}", lambda match: values[match[1]], html)


def shipped(key: str) -> ExportNote:
    """A note of the shipped decks, with its first card alone."""
    library, _ = read_library(find(shipped_decks(), Path.cwd())[0], EMPTY)
    for deck in library.decks:
        for sheet in (note for note in deck.notes if note.key == key):
            shelf = "Scenarios" if sheet.kind is Kind.SCENARIO else "Terms"
            return ExportNote(
                id=0,
                guid="",
                content=sheet.note().content,
                anki_deck=f"AI interview::{shelf}::{deck.title}",
                changed_at=0,
                cards=(ExportCard(1, 0, sheet.faces[0], 0),),
                section=sheet.section,
                source=sheet.source,
            )
    raise SystemExit(f"The shipped decks have no note {key}.")


def words(text: str) -> Text:
    """A paragraph of plain words."""
    return (Paragraph((Words(text),)),)


def bullets(*items: str, start: int | None = None) -> Text:
    """A list of plain words."""
    return (Items(tuple(map(words, items)), start),)


def part(step: Step, musts: list[str], others: list[str], reply: str = "") -> Part:
    """One step of a scenario."""
    lines = [(text, True) for text in musts] + [(text, False) for text in others]
    points = tuple(Point((Words(text),), must) for text, must in lines)
    return Part(step, points, words(reply) if reply else ())


def sample(content: Content, deck: str, section: str, faces: Mapping[int, str]) -> ExportNote:
    """A note whose cards have the given faces by their ords."""
    cards = tuple(ExportCard(ord_ + 1, ord_, name, 0) for ord_, name in faces.items())
    return ExportNote(
        id=0,
        guid="",
        content=content,
        anki_deck=deck,
        changed_at=0,
        cards=cards,
        section=section,
        source="Deep learning guide, margin notes",
        role_names=("Deep learning engineer", "Machine learning engineer"),
    )


TERM = Term(
    (Words("Feature map"),),
    (
        Paragraph(
            (
                Words("One channel of a convolution layer's "),
                Strong((Words("output"),)),
                Words(": what one "),
                Link((Words("filter"),), "deep-learning/filter"),
                Words(" gives when it is slid over the whole input."),
            )
        ),
        *bullets("as many feature maps as the layer has filters", "deeper layers: larger patterns"),
        CodeBlock("map = relu(conv(image, filter))"),
    ),
    reverse=True,
)

STEPS = ("Ask", "Suppose", "Plan", "Execute", "Recap")
SEQUENCE = Sequence(
    (Words("Which steps does the ASPER framework take?"),),
    bullets(*STEPS, start=1),
    tuple((Words(name),) for name in STEPS),
)

SCENARIO = Scenario(
    name=(Words("Place names in science fiction"),),
    prompt=words(
        "A publisher wants every place name in 40,000 science-fiction novels marked, so that "
        "readers can search by place. How would you build it?"
    ),
    minutes=20,
    parts=(
        part(
            Step.ASK,
            [
                "Asks which error costs more, and which metric follows",
                "Asks how much labelled text exists, and from which books",
            ],
            ["Asks what time and compute there are for experiments"],
            "2,000 labelled sentences, all from news. Readers forgive a wrong mark more than a "
            "missing one. New books come every week.",
        ),
        part(
            Step.SUPPOSE,
            [],
            ["Assumes that novels differ from news, and says how", "Assumes one language"],
        ),
        part(
            Step.PLAN,
            ["Splits by book, so that invented names in the test are new"],
            ["Names a simple baseline first", "Plans to label a sample of novels"],
        ),
        part(
            Step.EXECUTE,
            [],
            ["Fine-tunes a pretrained encoder", "Reads the errors by kind", "Weighs recall up"],
        ),
        part(Step.RECAP, [], ["Says what would be built next, and with which tools"]),
    ),
    hint=words("What does a name look like that no newspaper has ever printed?"),
    reaction=bullets("Thinks of parts of words, and of the sentence around the name"),
    follow_ups=bullets("How would you notice that a new author breaks it?"),
    model_answer=words(
        "I would first ask what a missed place costs. Then I would label 500 sentences from 50 "
        "novels, split by book, and compare a gazetteer with a fine-tuned encoder."
    ),
)

SAMPLES = {
    "term": sample(
        TERM, "AI interview::Terms::Modeling", "Convolution", {0: "answer", 1: "reverse"}
    ),
    "sequence": sample(
        SEQUENCE,
        "AI interview::Terms::Interview",
        "Framework",
        {0: "whole", 1: AFTER, 3: face.after_face(SEQUENCE.items, 2)},
    ),
    "scenario": sample(
        SCENARIO, "AI interview::Scenarios::Modeling", "", {0: "case", 1: "ask", 5: "recap"}
    ),
}


if __name__ == "__main__":
    sys.exit(main())
