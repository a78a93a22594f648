"""Tables: what divides them, which column is what, and that no sign in them is lost."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.convert import formats
from flashcards.convert.tables import NO_NAMES, NO_TERM, TAGS, TOO_MANY

from .conftest import answer, converted, deck_of, left_out, pairs, read
from .test_convert_writing import WORDS

CELLS = st.one_of(
    WORDS,
    st.lists(WORDS, max_size=3).map("\n".join),
    st.lists(WORDS, max_size=3).map("\n\n".join),
)


def table(rows: list[tuple[str, ...]], divider: str = ",") -> str:
    target = io.StringIO()
    csv.writer(target, delimiter=divider).writerows(rows)
    return target.getvalue()


# The law -------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(",\t;|"))
def test_any_table_comes_back_word_for_word(rows: list[tuple[str, str]], divider: str) -> None:
    """Whatever the cells hold, our reader finds these terms and answers, and no problem."""
    text = table([("term", "definition"), *rows], divider)
    kept = [(front, back) for front, back in rows if front.split()]
    if kept:
        notes = read(deck_of(converted("words.csv", text)))
        assert [note.front.split() for note in notes] == [front.split() for front, _ in kept]
        assert [answer(note).split() for note in notes] == [back.split() for _, back in kept]
        assert [note.draft for note in notes] == [not back.split() for _, back in kept]


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4))
def test_the_same_table_gives_the_same_bytes(rows: list[tuple[str, str]]) -> None:
    text = table([("term", "definition"), *rows])
    assert deck_of(converted("a.csv", text)) == deck_of(converted("a.csv", text))


# Columns and dividers ------------------------------------------------------------------


@pytest.mark.parametrize("front", ["Term", "FRONT", "question", " Q ", "Key term", "Word"])
@pytest.mark.parametrize("back", ["definition", "Back", "Answer", "A", "Meaning"])
def test_columns_are_known_by_their_names(front: str, back: str) -> None:
    text = table([("Id", back, front), ("1", "A grid.", "Filter")])
    assert pairs("a.csv", text) == {"Filter": "A grid."}


def test_without_names_two_columns_of_words_are_terms_and_definitions() -> None:
    assert pairs("a.csv", "Filter,A grid.\nEpoch,One pass.\n") == {
        "Filter": "A grid.",
        "Epoch": "One pass.",
    }


NO_GLOSSARY = {
    "three columns without names": "a,b,c\nd,e,f\n",
    "numbers": "2026-01-01,12.5\n2026-01-02,13.1\n",
    "links": "Flink,https://flink.apache.org\nBeam,https://beam.apache.org\n",
    "nothing": "",
    "one column": "Filter\nEpoch\n",
}


@pytest.mark.parametrize("text", NO_GLOSSARY.values(), ids=NO_GLOSSARY)
def test_a_table_that_is_no_glossary(text: str) -> None:
    found = converted("a.csv", text)
    assert (found.notes, found.nothing) == ((), NO_NAMES)


DIVIDED = {
    "commas": "Term,Definition\nRatio,a share: 1;2\n",
    "semicolons": "Term;Definition\nRatio;a share: 1,2\n",
    "tabs": "Term\tDefinition\nRatio\ta share: 1,2;3\n",
    "pipes": "Term|Definition\nRatio|a share: 1,2;3\n",
    "a divider in the last cell": "Term,Definition\nRatio,a share, of the whole\n",
    "a quotation mark that is none": 'Term\tDefinition\nRatio\t"a" share of the whole\n',
    "one that never ends": 'Term\tDefinition\nRatio\t"a share\n',
}


@pytest.mark.parametrize("text", DIVIDED.values(), ids=DIVIDED)
def test_what_divides_a_row_is_found_out(text: str) -> None:
    (back,) = pairs("a.csv", text).values()
    assert back == text.split("\n")[1][len("Ratio") + 1 :]


def test_lines_of_a_cell_stay_lines() -> None:
    """In quotation marks, or as Quizlet writes them: a row without a tab goes on with the cell."""
    quoted = deck_of(converted("a.csv", 'term,definition\nSoftmax,"weights;\nsum 1\n\nthe end"\n'))
    assert "weights;\\\nsum 1\n\nthe end" in quoted
    quizlet = deck_of(converted("a.txt", "Softmax\tweights;\nsum 1\nLogit\ta score\nBias\tx\nB\ty"))
    assert "weights;\\\nsum 1" in quizlet


def test_sections_and_sources() -> None:
    text = table(
        [
            ("Term", "Definition", "Tags", "Source"),
            ("Filter", "A grid.", "cnn", "Guide, p. 3"),
            ("Join", "Two tables.", "sql", ""),
            ("Map", "A channel.", "cnn", ""),
        ]
    )
    notes = read(deck_of(converted("a.csv", text)))
    assert [(n.front, n.section, n.source) for n in notes] == [
        ("Filter", "cnn", "Guide, p. 3"),
        ("Map", "cnn", "a.csv:4"),
        ("Join", "sql", "a.csv:3"),
    ]


def test_a_row_with_several_tags_belongs_to_no_section() -> None:
    text = table([("term", "definition", "tags"), ("Filter", "A grid.", "cnn, image")])
    assert read(deck_of(converted("a.csv", text)))[0].section == ""
    assert left_out("a.csv", text) == [(2, TAGS)]


def test_what_no_note_holds_is_told() -> None:
    text = "definition,term,hint,more\nA grid.,Filter,f,\nlost,,,\n"
    assert left_out("a.csv", text) == [(1, "the column 'hint'"), (3, NO_TERM)]
    wide = "definition,term\nA grid.,Filter\nb,c,d\n"
    assert left_out("a.csv", wide) == [(3, TOO_MANY)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_excel_writes_is_read(encoding: str) -> None:
    text = formats.text_of("a.csv", "term;definition\r\nÉpoque;Eine.\r\n".encode(encoding))
    assert pairs("a.csv", text) == {"Époque": "Eine."}


# Keys ----------------------------------------------------------------------------------


def keys(*fronts: str) -> list[str]:
    text = table(
        [("term", "definition"), *((front, f"Number {n}.") for n, front in enumerate(fronts))]
    )
    return [note.key.removeprefix("deck/") for note in read(deck_of(converted("a.csv", text)))]


@pytest.mark.parametrize(
    ("fronts", "expected"),
    [
        (("Filter", "Filter", "filter!"), ["filter", "filter-2", "filter-3"]),
        (("Filter", "Filter 2", "Filter"), ["filter", "filter-2", "filter-3"]),
        (("∇", "∑", "∇", "u2207"), ["u2207-2", "u2211", "u2207-3", "u2207"]),
        (("हिन्दी", "हिन्दी"), ["हिन्दी", "हनद-2"]),
        (("Ünder", "U\u0308nder"), ["ünder", "ünder-2"]),
    ],
)
def test_every_note_has_a_key_of_its_own(fronts: tuple[str, ...], expected: list[str]) -> None:
    """Those that the heading gives come first; a combining mark cannot be part of a pinned one."""
    assert [unicodedata.normalize("NFC", key) for key in keys(*fronts)] == expected
