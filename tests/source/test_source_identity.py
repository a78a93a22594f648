"""Which note of the text is which note of the collection: rules 1 and 2, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.card import Note, Scenario, Sequence, Term
from flashcards.change import Change, Found, Known, Prints, Verdict
from flashcards.source.identity import LEAST_WORDS, match
from flashcards.source.sheets import sheet
from flashcards.text import Paragraph, Strong, Words

from .conftest import read

GRID = "a small grid of weights that slides over the image"
CHANNEL = "one channel of the output that one filter gives"
PRECISION = "the share of the predicted positives that are positive"
RECALL = "the share of the positives that are predicted positive"


def _found(key: str, body: str, path: str = "deck.md", root: str = "mine") -> Found:
    """A term named like its key; a body with ``/`` in it is a sequence."""
    name = (Words(key.capitalize()),)
    answer = (Paragraph((Words(body),)),)
    items = tuple((Words(item),) for item in body.split("/"))
    content = Sequence(name, answer, items) if "/" in body else Term(name, answer)
    note = Note(key, content, path, 1)
    return Found(root, sheet(note))


def _known(id_: int, found: Found, *, retired: bool = False) -> Known:
    note = found.note
    where = (found.root, note.path, note.line)
    return Known(id_, note.key, note.front, *where, found.prints, retired=retired, reviews=0)


def _told(changes: Iterable[Change]) -> list[str]:
    """Each change in a word or two: ``renamed kernel < filter``."""
    return [
        f"{c.verdict} {c.found.note.key if c.found else '-'} < {c.known.key if c.known else '-'}"
        for c in changes
    ]


# The verdict that each edit must have --------------------------------------------------


@pytest.mark.parametrize(
    ("before", "retired", "after", "told"),
    [
        pytest.param("f:G", "", "f:G", "unchanged f < f", id="nothing"),
        pytest.param("f:G", "", "f:C", "changed f < f", id="another answer"),
        pytest.param("f:G", "", "f:G@b.md", "moved f < f", id="another file"),
        pytest.param("f:G", "", "k:G", "renamed k < f", id="another name"),
        pytest.param("f:G", "", "k:G@b.md", "renamed k < f", id="another name and file"),
        pytest.param("f:G", "", "k:C", "new k < -, retired - < f", id="another name and answer"),
        pytest.param("f:G", "", "", "retired - < f", id="deleted"),
        pytest.param("", "", "f:G", "new f < -", id="new"),
        pytest.param("", "f:G", "f:G", "restored f < f", id="back"),
        pytest.param("", "f:G", "f:C", "restored f < f", id="back with another answer"),
        pytest.param("", "f:G", "k:G", "restored k < f", id="back with another name"),
        pytest.param("", "f:G", "", "", id="still away"),
        pytest.param("f:G", "", "f:G k:G", "unchanged f < f, new k < -", id="copied"),
        pytest.param(
            "f:G", "", "k:G m:G", "new k < -, new m < -, retired - < f", id="renamed and copied"
        ),
        pytest.param(
            "f:G k:G", "", "m:G", "new m < -, retired - < f, retired - < k", id="two become one"
        ),
        pytest.param(
            "f:G", "k:G", "m:G", "new m < -, retired - < f", id="renamed, and its copy is retired"
        ),
        pytest.param("f:G", "f:C", "f:G", "unchanged f < f", id="a live note before a retired one"),
        pytest.param(
            "p:P r:R", "", "p:R r:P", "changed p < p, changed r < r", id="swapped answers"
        ),
        pytest.param(
            "p:P r:R", "", "x:R y:P", "renamed x < r, renamed y < p", id="renamed and reordered"
        ),
        pytest.param("f:G", "", "k:G f:C", "new k < -, changed f < f", id="the key goes first"),
        pytest.param("f:yes", "", "k:yes", "new k < -, retired - < f", id="too short to be known"),
        pytest.param("f:1/2/3", "", "f:123", "new f < -, retired - < f", id="another form"),
        pytest.param("f:G", "", "k:G/G", "new k < -, retired - < f", id="another form and name"),
    ],
)
def test_verdicts(before: str, retired: str, after: str, told: str) -> None:
    """``f:G`` is a note with the key f and the answer G; then come the notes of the text."""
    known = [_known(i, f) for i, f in enumerate(_notes(before))]
    known += [_known(i, f, retired=True) for i, f in enumerate(_notes(retired), start=100)]
    assert ", ".join(_told(match(_notes(after), known))) == told


def _notes(words: str) -> list[Found]:
    bodies = {"G": GRID, "C": CHANNEL, "P": PRECISION, "R": RECALL, "G/G": f"{GRID}/{CHANNEL}"}
    pairs = (word.split(":") for word in words.split())
    split = ((key, *body.split("@")) for key, body in pairs)
    return [_found(key, bodies.get(body, body), *path) for key, body, *path in split]


@pytest.mark.parametrize(("words", "verdicts"), [(4, ["new", "retired"]), (5, ["renamed"])])
def test_a_note_is_known_by_five_words(words: int, verdicts: list[str]) -> None:
    body = " ".join("abcdefgh"[:words])
    changes = match([_found("new", body)], [_known(1, _found("old", body))])
    assert LEAST_WORDS == 5
    assert [change.verdict for change in changes] == verdicts


@pytest.mark.parametrize(
    "body",
    [
        "A small   grid of weights that slides\nover the image.",
        "A small **grid** of weights that [slides](#slides) over the `image`.",
        "A SMALL GRID OF WEIGHTS THAT SLIDES OVER THE IMAGE.",
    ],
)
def test_a_body_is_the_same_whatever_its_mark_up(body: str) -> None:
    (old,) = read("a.md", "### A\n\nA small grid of weights that slides over the image.\n")[0].notes
    (new,) = read("a.md", f"### A\n\n{body}\n### Slides\n\nx\n")[0].notes[:1]
    assert new.prints.body == old.prints.body
    assert new.prints.words == 10


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("TP / (TP + FP) of all that we said", "TP / (TP + FN) of all that we said"),
        ("keeps the k most likely of all the tokens", "keeps the p most likely of all the tokens"),
        ("the rate is $x^2$ of the first one", "the rate is $x_2$ of the first one"),
        ("it is never more than one of five", "it is ever more than one of five"),
    ],
)
def test_a_sign_makes_another_body(one: str, other: str) -> None:
    """Contrast cards differ in a sign; by likeness they would be one."""
    notes = [read("a.md", f"### X\n\n{text}\n")[0].notes[0] for text in (one, other)]
    assert notes[0].prints.body != notes[1].prints.body


def test_a_term_and_a_sequence_of_the_same_words_are_two_notes() -> None:
    text = "1. first the forward pass\n2. then the loss\n"
    (old,) = read("a.md", f"### A {{.sequence}}\n\n{text}")[0].notes
    (new,) = read("a.md", f"### B\n\n{text}")[0].notes
    assert new.prints.body == old.prints.body
    found, known = (Found("mine", note) for note in (new, old))
    assert _told(match([found], [_known(1, known)])) == ["new a/b < -", "retired - < a/a"]


@pytest.mark.parametrize(
    "other",
    [
        {"section": "Elsewhere"},
        {"source": "A book"},
        {"areas": ("modeling",)},
        {"roles": ("mle",)},
        {"draft": True},
        {"content": Term((Words("F"),), (), reverse=True)},
        {"content": Term((Strong((Words("F"),)),), ())},
        {"content": Scenario((Words("F"),), (), 20, ())},
    ],
)
def test_what_a_learner_sees_makes_another_digest(other: dict[str, object]) -> None:
    note = Note("deck/f", Term((Words("F"),), ()), "deck.md", 1)
    changed = note.replaced(**other)
    assert sheet(changed).prints.digest != sheet(note).prints.digest


def test_where_a_note_stands_makes_no_other_digest() -> None:
    note = Note("deck/f", Term((Words("F"),), ()), "deck.md", 1)
    assert sheet(note.replaced(key="x", path="b.md", line=9)).prints == sheet(note).prints


# Any edits -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Card:
    """A note that the oracle follows by its number, whatever the author does to it."""

    number: int
    key: str
    body: str
    alive: bool = True


DECK = tuple(
    Card(number, key, body)
    for number, (key, body) in enumerate(
        [
            ("precision", PRECISION),
            ("recall", RECALL),
            ("filter", GRID),
            ("map", CHANNEL),
            ("top-k", "sample among the k most likely tokens"),
            ("top-p", "sample among the tokens of the p most likely"),
            ("relu", "cuts off"),
            ("loop", "first the forward pass/then the loss/then the backward pass"),
        ]
    )
)
ACTS = ("keep", "keep", "rename", "reword", "both", "delete", "back", "copy", "swap", "take")
_rounds = st.lists(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(ACTS)), max_size=4), max_size=6
)


@settings(max_examples=300, deadline=None)
@given(_rounds)
def test_any_edits(rounds: list[list[tuple[int, str]]]) -> None:
    """A history follows its key; without it, its own text alone; else it waits for its key.

    The two rules are spelled out once more, over whole texts instead of fingerprints.
    """
    cards = list(DECK)
    known: dict[int, Known] = {}
    owner: dict[int, Card] = {}
    for number, acts in enumerate([[], *rounds]):
        for time, (place, act) in enumerate(acts):
            _act(cards, place % len(cards), act, f"{number}-{time}")
        text = [card for card in cards if card.alive]
        found = [_found(card.key, card.body) for card in text]
        changes = match(found, known.values())
        _check_complete(changes, found, known)
        joined = [c.known.id if c.known else None for c in changes[: len(text)]]
        assert joined == _by_the_rules(text, known, owner)
        for card, id_ in zip(text, joined, strict=True):
            if id_ is not None and card.key != owner[id_].key:
                assert (card.number, card.body) == (owner[id_].number, owner[id_].body)
        _keep(changes, text, known, owner)


def _act(cards: list[Card], place: int, act: str, fresh: str) -> None:
    """One edit. No two cards ever have one text, so a text alone says which card it is."""
    card, other = cards[place], cards[place - 1]
    edits: dict[str, dict[str, object]] = {
        "rename": {"key": f"key-{fresh}"},
        "reword": {"body": f"{card.body} {fresh}"},
        "both": {"key": f"key-{fresh}", "body": f"{card.body} {fresh}"},
        "delete": {"alive": False},
    }
    taken = {each.key for each in cards if each.alive}
    if act in edits:
        cards[place] = replace(card, **edits[act])  # type: ignore[arg-type]
    elif act == "swap":
        cards[place], cards[place - 1] = other, card
    elif act == "copy":
        cards.append(Card(len(cards), f"key-{fresh}", f"{card.body} copy {fresh}"))
    elif act == "back" and card.key not in taken:
        cards[place] = replace(card, alive=True)
    elif act == "take" and other.key not in taken:
        cards[place] = replace(card, key=other.key, body=f"{card.body} {fresh}")


def _check_complete(
    changes: tuple[Change, ...], found: list[Found], known: dict[int, Known]
) -> None:
    """Every note found has one change, in order; every live one that is gone has one too."""
    assert [c.found for c in changes[: len(found)]] == found
    joined = [c.known.id for c in changes[: len(found)] if c.known]
    assert len(set(joined)) == len(joined)
    gone = [c.known.id for c in changes[len(found) :] if c.known]
    assert sorted(gone) == sorted(
        k.id for k in known.values() if not k.retired and k.id not in joined
    )
    assert all(c.verdict is Verdict.RETIRED for c in changes[len(found) :])


def _by_the_rules(
    text: list[Card], known: dict[int, Known], owner: dict[int, Card]
) -> list[int | None]:
    def form(card: Card) -> bool:
        return "/" in card.body

    first: list[int | None] = []
    for card in text:
        same = [i for i, k in known.items() if k.key == card.key and form(owner[i]) == form(card)]
        live = [i for i in same if not known[i].retired]
        first.append(max(live or same, default=None))
    left = [i for i in known if i not in first]
    joined: list[int | None] = []
    for card, hit in zip(text, first, strict=True):
        alike = [i for i in left if owner[i].body == card.body]
        alone = len(alike) == 1 and [c.body for c in text].count(card.body) == 1
        is_known = hit is None and alone and len(card.body.replace("/", " ").split()) >= LEAST_WORDS
        joined.append(alike[0] if is_known else hit)
    return joined


def _keep(
    changes: tuple[Change, ...],
    text: list[Card],
    known: dict[int, Known],
    owner: dict[int, Card],
) -> None:
    """Remember the text as a collection does."""
    for number, change in enumerate(changes):
        if change.found is None:
            assert change.known
            known[change.known.id] = change.known._replace(retired=True)
        else:
            id_ = change.known.id if change.known else len(known)
            known[id_] = _known(id_, change.found)
            owner[id_] = text[number]


def test_prints_name_the_form() -> None:
    assert [_found("x", body).prints.form for body in ("a", "a/b")] == ["term", "sequence"]
    assert isinstance(_found("x", "a").prints, Prints)
