"""For every format a few lines of it, and the deck that ``convert`` makes of them."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from flashcards.packed import PackedNote
from flashcards.vocabulary import EMPTY
from flashcards.workshop.making import Order, make
from tests.anki_package import foreign
from tests.anki_package.foreign import CLOZE, DECK, REVERSED, basic

TEXTS = {
    "definition list": (
        "layers.md",
        """\
# Layers

Filter
: A small grid of weights.

Kernel
: Another word for *filter*.
: In an SVM: a function of two points.
""",
    ),
    "reStructuredText": (
        "serving.rst",
        """\
.. glossary::

   canary release
      A *small share* of the traffic goes first, see
      :term:`shadow deployment` and ``canary.yaml``.

batch size : number
    How many requests are answered at once.
""",
    ),
    "questions": (
        "interview.md",
        """\
## 1) What is overfitting? ⭐

Low training error, high validation error.

### Remedies

More data, regularization.

## 2) [Easy] Why does dropout help? [[src](https://jmlr.org/dropout)]

## 3) Explain early stopping

**Answer:** training ends when the validation error rises.
""",
    ),
    "questions in bold": (
        "pipelines.md",
        """\
**Q1. What is idempotence?**

Twice is as good as once.

**Q2. Why is it wanted?** A step that failed can run again.
""",
    ),
    "dialogue": (
        "metrics.txt",
        """\
Q: What is precision?
A: The share of predicted positives
that are true.

Q: What is calibration?
""",
    ),
    "folding questions": (
        "attention.md",
        """\
<details>
<summary><b>What does attention compute?</b></summary>

A weighted mean of values.
</details>
""",
    ),
    "terms": (
        "mlops.md",
        """\
- **Data drift**: the inputs change.
- **Alert fatigue** - so many alerts that nobody reads them.
- **Canary:** a small share of the traffic goes first.
""",
    ),
    "printed terms": (
        "handbook.txt",
        """\
Precision: the share of predicted posi-
tives that are true.

Speci\ufb01city: the share of negatives that
are found.

Recall: the share of positives that are found.
""",
    ),
    "bare terms": (
        "words.txt",
        """\
Learning rate
How long the steps are.

What is momentum?
A running mean of the gradients.

Batch size
How many examples one step looks at.
""",
    ),
    "table": (
        "cards.csv",
        """\
Question,Answer,Category,Source
What is a window function?,"It keeps the rows.",SQL,"Guide, p. 3"
What is CAP?,,Systems,
""",
    ),
}
NOTES = (
    basic(0, "Filter", "A grid of <b>weights</b>, \\(k \\times k\\).", kind=REVERSED),
    basic(1, "A {{c1::batch}} is {{c2::some::how many?}} examples.", "", kind=CLOZE),
)


def conversions() -> Iterator[tuple[str, str]]:
    """The name of each format, with what is converted and what comes of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for format_, (file, text) in TEXTS.items():
            (folder / file).write_text(text, encoding="utf-8")
            yield format_, _shown(file, text, _deck(folder / file))
        fields = "\n".join(map(_fields, NOTES))
        cards = [(note.id, ord_, DECK) for note in NOTES for ord_ in (0, 1)]
        foreign.package(folder / "cards.apkg", foreign.database(NOTES, cards=cards))
        yield "Anki", _shown("cards.apkg", fields, _deck(folder / "cards.apkg"))


def _deck(file: Path) -> str:
    """A deck without its front matter and title."""
    (text,) = make(Order((file,)), EMPTY).decks.values()
    return text.split("\n# ", 1)[1].split("\n", 1)[1].strip("\n")


def _fields(note: PackedNote) -> str:
    kind = next(kind for kind in (REVERSED, CLOZE) if kind.id == note.type)
    pairs = zip(kind.fields, note.fields, strict=True)
    return f"{kind.name}, guid {note.guid}\n" + "".join(f"  {n}: {v}\n" for n, v in pairs if v)


def _shown(file: str, text: str, deck: str) -> str:
    return f"`{file}`:\n\n````text\n{text.rstrip()}\n````\n\nbecomes\n\n````markdown\n{deck}\n````"
