"""Which note of the text is which note of the collection: rules 1 and 2, and nothing else."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pytest

from flashcards.card import Note, Scenario, Sequence, Term
from flashcards.change import Change, Found, Known, Prints
from flashcards.source.identity import LEAST_WORDS, match
from flashcards.source.sheets import sheet
from flashcards.text import Paragraph, Strong, Words

from .conftest import read

GRID = "a small grid of weights that slides over the image"
CHANNEL = "one channel of the output that one filter gives"
PRECISION = "the share of the predicted positives that are positive"
RECALL = "the share of the positives that are predicted positive"


def _found(key: str, body: str, path: str = "deck.md", root: str = "mine", line: int = 1) -> Found:
    """A term named like its key; a body with ``/`` in it is a sequence."""
    name = (Words(key.capitalize()),)
    answer = (Paragraph((Words(body),)),)
    items = tuple((Words(item),) for item in body.split("/"))
    content = Sequence(name, answer, items) if "/" in body else Term(name, answer)
    note = Note(key, content, path, line)
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


class Collected:
    """What else the collection holds: bodies of other notes, and the texts of those in doubt."""

    def __init__(
        self,
        known: Iterable[Found] = (),
        retired: Iterable[Found] = (),
        others: Iterable[bytes] = (),
        former: Mapping[str, frozenset[int]] = MappingProxyType({}),
    ) -> None:
        self._texts = dict(enumerate(known)) | dict(enumerate(retired, start=100))
        self._former = dict(former)
        self._others = set(others)

    def bodies(self, wanted: frozenset[bytes], but: frozenset[int]) -> set[bytes]:
        assert but >= self._texts.keys() or not self._texts
        return self._others & wanted

    def contents(self, notes: frozenset[int]) -> dict[int, str]:
        return {note: self._texts[note].note.content for note in notes}

    def former_keys(self, notes: frozenset[int]) -> dict[str, frozenset[int]]:
        return {key: ids & notes for key, ids in self._former.items()}


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
            "f:G", "k:G", "m:G", "renamed m < f", id="renamed in place, and its copy is retired"
        ),
        pytest.param(
            *("f:G", "k:G", "m:G@b.md", "new m < -, retired - < f"),
            id="renamed and moved, and its copy is retired",
        ),
        pytest.param("f:G", "f:C", "f:G", "unchanged f < f", id="a live note before a retired one"),
        pytest.param(
            "p:P r:R", "", "p:R r:P", "changed p < p, changed r < r", id="swapped answers"
        ),
        pytest.param(
            "p:P r:R", "", "x:R y:P", "renamed x < r, renamed y < p", id="renamed and reordered"
        ),
        pytest.param("f:G", "", "k:G f:C", "renamed k < f, new f < -", id="renamed, and a new one"),
        pytest.param("f:G", "", "k:G f:G+", "new k < -, changed f < f", id="copied, and changed"),
        pytest.param(
            *("f:G", "", "k:G m:G f:C", "new k < -, new m < -, new f < -, retired - < f"),
            id="nobody knows which of two it follows",
        ),
        pytest.param("f:yes", "", "k:yes", "renamed k < f", id="renamed in place"),
        pytest.param(
            *("f:yes", "", "k:yes@b.md", "new k < -, retired - < f"), id="too short to be known"
        ),
        pytest.param(
            *(
                "f:yes p:P",
                "",
                "p:P f/yes:yes@b.md",
                "unchanged p < p, new f/yes < -, retired - < f",
            ),
            id="short, and under another heading",
        ),
        pytest.param(
            *("a:P f:G b:R", "", "a:P g:G+ b:R", "unchanged a < a, renamed g < f, unchanged b < b"),
            id="both changed a little in place",
        ),
        pytest.param(
            *(
                "a:P f:G b:R",
                "",
                "a:P b:R g:G+",
                "unchanged a < a, unchanged b < b, new g < -, retired - < f",
            ),
            id="both changed a little while moving",
        ),
        pytest.param(
            *(
                "a:P f:G b:R",
                "",
                "a:P f:C b:R g:G+@b.md",
                "unchanged a < a, changed f < f, unchanged b < b, new g < -",
            ),
            id="the key is taken, and the old text changed and moved",
        ),
        pytest.param(
            *(
                "a:P f:G c:C b:R",
                "",
                "a:P g:G+ d:C+ b:R",
                (
                    "unchanged a < a, new g < -, new d < -, unchanged b < b,"
                    " retired - < f, retired - < c"
                ),
            ),
            id="two neighbours, both changed",
        ),
        pytest.param(
            "f:C", "f:G f:C f:P", "", "retired - < f", id="deleted, as others were before"
        ),
        pytest.param(
            "", "f:C f:G f:P", "f:G", "restored f < f", id="back: the one whose text it is"
        ),
        pytest.param(
            *("k:G", "f:C", "f:G", "renamed f < k"),
            id="a name written again is no reason to bring back something else",
        ),
        pytest.param("f:G", "", "k:G/ f:C", "new k < -, changed f < f", id="no form follows"),
        pytest.param("f:1/2/3", "", "f:123", "new f < -, retired - < f", id="another form"),
        pytest.param("f:G", "", "k:G/G", "new k < -, retired - < f", id="another form and name"),
    ],
)
def test_verdicts(before: str, retired: str, after: str, told: str) -> None:
    """``f:G`` is a note with the key f and the answer G; then come the notes of the text."""
    known = [_known(i, f) for i, f in enumerate(_notes(before))]
    known += [_known(i, f, retired=True) for i, f in enumerate(_notes(retired), start=100)]
    assert (
        ", ".join(_told(match(_notes(after), known, Collected(_notes(before), _notes(retired)))))
        == told
    )


def test_of_several_that_rest_the_last_one_comes_back() -> None:
    known = [_known(i, _found("f", body), retired=True) for i, body in enumerate((GRID, CHANNEL))]
    known[0] = known[0]._replace(retired_at=2)
    known[1] = known[1]._replace(retired_at=1)
    (change,) = match([_found("f", PRECISION)], known, Collected())
    assert change.known == known[0]


def test_a_name_that_was_written_again_is_known() -> None:
    """As pinning does it; the two have one answer, which says nothing about which is which."""
    before = [_found("k", GRID, line=1), _found("m", GRID, line=2)]
    known = [_known(i, f) for i, f in enumerate(before)]
    former = {"f": frozenset({0}), "g": frozenset({1})}
    after = [_found("f", GRID, line=1), _found("g", GRID, line=2)]
    told = _told(match(after, known, Collected(before, former=former)))
    assert told == ["renamed f < k", "renamed g < m"]


def test_another_text_under_an_old_name_is_another_note() -> None:
    before = [_found("k", GRID)]
    changes = match(
        [_found("f", RECALL)],
        [_known(0, before[0])],
        Collected(before, former={"f": frozenset({0})}),
    )
    assert _told(changes) == ["new f < -", "retired - < k"]


def _notes(words: str) -> list[Found]:
    bodies = {"G": GRID, "C": CHANNEL, "P": PRECISION, "R": RECALL, "G/G": f"{GRID}/{CHANNEL}"}
    bodies |= {"G+": f"{GRID} or the sound", "C+": f"{CHANNEL} or kernel"}
    pairs = (word.split(":") for word in words.split())
    split = ((key, *body.split("@")) for key, body in pairs)
    return [
        _found(key, bodies.get(body, body), "".join(path) or "deck.md", line=line)
        for line, (key, body, *path) in enumerate(split, start=1)
    ]


@pytest.mark.parametrize(("words", "verdicts"), [(4, ["new", "retired"]), (5, ["renamed"])])
def test_a_note_is_known_by_five_words(words: int, verdicts: list[str]) -> None:
    body = " ".join("abcdefgh"[:words])
    changes = match([_found("new", body, "b.md")], [_known(1, _found("old", body))], Collected())
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
    assert _told(match([found], [_known(1, known)], Collected())) == [
        "new a/b < -",
        "retired - < a/a",
    ]


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


def test_prints_name_the_form() -> None:
    assert [_found("x", body).prints.form for body in ("a", "a/b")] == ["term", "sequence"]
    assert isinstance(_found("x", "a").prints, Prints)
