"""A root of several files: their order, their keys, their vocabulary."""

from flashcards.source.library import read_library
from flashcards.vocabulary import EMPTY, Vocabulary

from .conftest import VOCABULARY, library, source_file

ROLES = b'[areas.nlp]\nname = "Language"\n[roles.nlp]\nname = "Linguist"\nareas = ["nlp"]\n'


def test_decks_keep_the_order_and_digest_of_their_files() -> None:
    found, problems = library(b="### X\ny\n", a="# Title\n")
    assert problems == []
    assert [(deck.id, deck.title, len(deck.notes)) for deck in found.decks] == [
        ("b", "b", 1),
        ("a", "Title", 0),
    ]


def test_a_key_is_held_once_in_a_root() -> None:
    text = "---\nid: same\n---\n### X\ny\n"
    _, problems = library(a=text, b=text.replace("---\n#", "---\n\n#"), c="### Y {#same/x}\nz\n")
    assert problems == [
        "b.md:5: 'X' has the key 'same/x' of 'X' (a.md:4); give one of them a {#key}",
        "c.md:1: 'Y' has the key 'same/x' of 'X' (a.md:4); give one of them a {#key}",
    ]


def test_the_vocabulary_of_a_root_adds_to_the_inherited_one() -> None:
    files = [
        source_file("a.md", b"### X {area=nlp}\ny\n### Z {area=modeling}\ny\n"),
        source_file("roles.toml", ROLES),
    ]
    found, problems = read_library(files, VOCABULARY)
    assert problems == ()
    assert [note.roles for note in found.decks[0].notes] == [("nlp",), ("mle", "ds", "dle")]
    assert tuple(found.vocabulary.roles) == ("mle", "ds", "dle", "nlp")


def test_no_area_is_unknown_while_roles_toml_has_faults() -> None:
    files = [
        source_file("a.md", b"### X {area=nlp roles=x}\n"),
        source_file("roles.toml", b"[areas.nlp\n"),
    ]
    _, problems = read_library(files, EMPTY)
    assert [str(problem) for problem in problems] == [
        "a.md:1: term 'X' has no answer",
        "roles.toml:1: not valid TOML: Expected ']' at the end of a table declaration",
    ]


def test_bytes_that_are_not_utf8() -> None:
    """The line of the first bad byte; in roles.toml as in a deck."""
    files = [
        source_file("a.md", b"### X\n\nna\xefve\n"),
        source_file("roles.toml", b"\xff"),
    ]
    _, problems = read_library(files, EMPTY)
    assert [str(problem) for problem in problems] == [
        "a.md:3: the file is not UTF-8 from here on",
        "roles.toml:1: the file is not UTF-8 from here on",
    ]


def test_nothing_makes_an_empty_library() -> None:
    found, problems = read_library([], EMPTY)
    assert (found.decks, found.vocabulary, problems) == ((), Vocabulary(), ())


def test_an_unknown_area_of_a_role_hides_no_other_unknown_name() -> None:
    roles = source_file("roles.toml", b'[roles.re]\nname = "R"\nareas = ["modelling"]\n')
    deck = source_file("a.md", b"### A {roles=mlee area=modelling}\n\nx\n")
    _, problems = read_library([deck, roles], VOCABULARY)
    assert sorted(problem.code for problem in problems) == [
        *("unknown-area", "unknown-area", "unknown-role"),
    ]
