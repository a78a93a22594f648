"""``search``: notes by their words, one a line, for eyes and for pipes."""

import pytest

from tests.conftest import Folder, Run

FOUND = {
    "a word of a heading": (["filter"], ["models/filter", "models/map"]),
    "in any case": (["FILTER"], ["models/filter", "models/map"]),
    "a word of an answer": (["traffic"], ["models/canary"]),
    "a word of a key": (["clarifying"], ["craft/clarifying"]),
    "a word of a sequence": (["loss"], ["models/loop"]),
    "a point of a scenario": (["tagger"], ["models/novels"]),
    "several words, all of them": (["one", "channel"], ["models/map"]),
    "several words at once": (["channel one"], ["models/map"]),
    "a part of a word": (["traf"], ["models/canary"]),
    "with a filter": (["--kind", "scenario", "what"], ["models/novels"]),
    "of a deck": (["--deck", "craft", "what"], ["craft/second-step", "craft/clarifying"]),
    "no word of how the text is stored": (["paragraph"], []),
}


@pytest.mark.parametrize(("words", "keys"), FOUND.values(), ids=FOUND)
def test_notes_are_found(run: Run, words: list[str], keys: list[str]) -> None:
    outcome = run("search", *words)
    assert [line.split("\t")[0] for line in outcome.stdout.splitlines()] == keys


def test_a_line_is_key_term_deck_and_when_it_is_due(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "models/map", "good")
    run.ok("suspend", "models/filter")
    assert run.ok("search", "filter").stdout == (
        "models/filter\tFilter\tModels\tsuspended\nmodels/map\tFeature map\tModels\tMon 23 Nov\n"
    )


def test_headings_come_first_then_the_order_of_the_files(run: Run, deck: Folder) -> None:
    deck("### B\n\nrate\n\n### A rate\n\nx\n\n### C\n\nThe Rate.\n")
    run.ok("compile", "decks")
    assert [line.split("\t")[0] for line in run.ok("search", "rate").lines] == [
        *("deck/a-rate", "deck/b", "deck/c"),
    ]


def test_words_are_found_whatever_is_around_their_letters(run: Run, deck: Folder) -> None:
    """Emphasis within a word, other scripts, quotation marks and formulas."""
    deck('### A\n\npre*train*ed "quoted" $\\frac{1}{2}$\n\n### GRÖSSE\n\nend\n\nbegin\n')
    run.ok("compile", "decks")
    for word in ("pretrained", '"quoted"', r"\frac{1}{2}"):
        assert run.ok("search", word).stdout.startswith("deck/a\t"), word
    assert run.ok("search", "grösse").stdout.startswith("deck/grösse\t")
    assert run("search", "endbegin").code == 1


def test_resting_notes_are_found_with_all(run: Run, deck: Folder) -> None:
    deck("### Recall\n\nThe share found.\n\n### Idea {.draft}\n\nA share.\n")
    run.ok("compile", "decks")
    assert [line.split("\t")[0] for line in run.ok("search", "share").lines] == [
        *("deck/recall", "models/canary"),
    ]
    deck("### Idea {.draft}\n\nA share.\n")
    run.ok("compile")
    assert run.ok("search", "--all", "--deck", "deck", "share").stdout == (
        "deck/recall\tRecall\tdeck\tretired\ndeck/idea\tIdea\tdeck\tdraft\n"
    )


def test_nothing_found_is_told_and_is_exit_code_one(run: Run) -> None:
    run.ok("compile")
    outcome = run("search", "nothing", "such")
    assert (outcome.code, outcome.stdout) == (1, "")
    assert outcome.stderr == "No note holds 'nothing' and 'such'.\n"
    assert run("search", "such", "--json").json == {"notes": []}


def test_json_tells_where_a_note_stands(run: Run) -> None:
    run.ok("compile")
    run.ok("answer", "models/canary", "good")
    assert run.ok("search", "canary", "--json").json == {
        "notes": [
            {
                "key": "models/canary",
                "front": "Canary release",
                "deck": "Models",
                "path": "models.md",
                "line": 23,
                "due": "2026-11-23",
                "suspended": False,
                "draft": False,
                "retired": False,
            }
        ]
    }
