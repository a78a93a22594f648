"""Every fault an author can make in one deck, and the line and the sentence it is told with."""

import pytest

from .conftest import docstring, read

BRACE = r"(a brace that belongs to the heading is written \})"
CASE = "## Scenario: Churn\nPrompt.\n"
ASK = "### Ask\n- p\n"

FAULTS = {
    # The file
    "a conflict": (
        "<<<<<<< ours\n### A\n=======\n### B {#}\n>>>>>>> theirs\n\n<<<<<<< ours\n",
        ["1: merge conflict marker", "7: merge conflict marker"],
    ),
    "the end of a conflict": ("### A\n>>>>>>> theirs\n", ["2: merge conflict marker"]),
    "a NUL": ("### A\nb\0\n", ["2: the file holds a NUL character"]),
    # Front matter
    "front matter left open": ("---\ndeck: A\n", ["1: the front matter is not closed by ---"]),
    "front matter that is no YAML": (
        "---\ndeck: A\narea: [modeling\n---\n",
        ["3: the front matter cannot be read: expected ',' or ']', but got '<stream end>'"],
    ),
    "front matter that is a list": (
        "---\n- deck\n---\n",
        ["2: the front matter is made of 'key: value' lines"],
    ),
    "a control character": (
        "---\ndeck: A\nid: \x07\n---\n",
        ["3: the front matter cannot be read: a control character stands here"],
    ),
    "an anchor": (
        "---\ndeck: &a A\nid: *a\n---\n",
        ["2: the front matter cannot be read: anchors and aliases are not allowed"],
    ),
    "a nested value": (
        "---\ndeck: {a: b}\n---\n",
        ["2: the front matter cannot be read: a value is a line of text or a list of words"],
    ),
    "an unknown key": (
        "---\ndeck: A\naera: modeling\n---\n",
        ["3: unknown key 'aera' in the front matter (did you mean area?)"],
    ),
    "a key twice": ("---\nid: a\nid: b\n---\n", ["3: 'id' stands twice in the front matter"]),
    "a list of ids": ("---\nid: [a, b]\n---\n", ["2: 'id' takes one value, not a list"]),
    "an empty id": (
        "---\nid: '+'\n---\n",
        ["2: the deck id '+' has no letters or digits; give the deck an id"],
    ),
    "an unknown area in front": (
        "---\narea: modelling\n---\n### A\nb\n### C\nd\n",
        ["2: unknown area 'modelling' (did you mean modeling?)"],
    ),
    # Headings
    "two titles": ("# A\n# B\n", ["2: a deck has one title, before anything else"]),
    "a late title": ("Text.\n# A\n", ["2: a deck has one title, before anything else"]),
    "a title with attributes": ("# A {#b}\n", ["1: attribute '#b' does not belong on the title"]),
    "a heading by underlining": (
        "### A\nb\n---\n",
        [
            "1: term 'A' has no answer",
            "2: a line of dashes makes the text above it a heading; leave a line blank between",
        ],
    ),
    "an empty heading": ("###\nb\n", ["1: the heading has no words"]),
    "a heading without letters": (
        "### +\nb\n",
        ["1: the heading '+' has no letters or digits; give it a {#key}"],
    ),
    # Attributes
    "an unknown attribute": (
        "### A {rolls=mle}\nb\n",
        ["1: unknown attribute 'rolls' (did you mean roles?)"],
    ),
    "an unknown class": (
        "### A {.revers}\nb\n",
        ["1: unknown attribute '.revers' (did you mean .reverse?)"],
    ),
    "an attribute twice": (
        "### A {#b #c .draft .draft}\n",
        ["1: attribute '#c' stands twice", "1: attribute '.draft' stands twice"],
    ),
    "minutes on a term": (
        "### A {minutes=5}\nb\n",
        ["1: attribute 'minutes' does not belong on a term"],
    ),
    "a key on a section": ("## A {#b}\n", ["1: attribute '#b' does not belong on a section"]),
    "reverse on a scenario": (
        "## Scenario: A {.reverse}\nb\n" + ASK,
        ["1: attribute '.reverse' does not belong on a scenario"],
    ),
    "an attribute on a step": (
        CASE + "### Ask {#a}\n- p\n",
        ["3: attribute '#a' does not belong on a part of a scenario"],
    ),
    "malformed braces": (
        "### A {b}\nc\n",
        [f"1: malformed attribute 'b' {BRACE}"],
    ),
    "empty braces": (
        "### A {}\nc\n",
        [f"1: malformed attribute '{{}}' {BRACE}"],
    ),
    "braces left open": (
        "### A {#b\nc\n",
        [f"1: malformed attribute '{{#b' {BRACE}"],
    ),
    "a quotation left open": (
        '### A {source="b}\nc\n',
        [f"1: malformed attribute '{{source=\"b}}' {BRACE}"],
    ),
    "an unknown area": (
        "### A {area=modelling}\nb\n",
        ["1: unknown area 'modelling' (did you mean modeling?)"],
    ),
    "an unknown role": ("## A {roles='x'}\n", ["1: unknown role ''x''"]),
    "advice that is unknown": (
        '### A {ignore="no-mst long-answer"}\nb\n',
        ["1: unknown advice 'no-mst' (did you mean no-must?)"],
    ),
    "a fault to be ignored": (
        "---\nignore: [no-must, no-answer]\n---\n### A\nb\n",
        ["2: 'no-answer' is a fault; only advice can be ignored"],
    ),
    "advice on a part": (
        CASE + "### Ask {ignore=no-must}\n- p\n",
        ["3: attribute 'ignore' does not belong on a part of a scenario"],
    ),
    "an empty guid": (
        '### A {anki=""}\nb\n',
        ["1: a guid of Anki has 1 to 200 characters that can be shown"],
    ),
    "too long a guid": (
        f'### A {{anki="{"g" * 201}"}}\nb\n',
        ["1: a guid of Anki has 1 to 200 characters that can be shown"],
    ),
    "too many minutes": (
        "## Scenario: A {minutes=181}\nb\n" + ASK,
        ["1: minutes must be a whole number from 1 to 180"],
    ),
    "half a minute": (
        "## Scenario: A {minutes=0.5}\nb\n" + ASK,
        ["1: minutes must be a whole number from 1 to 180"],
    ),
    # Keys
    "a key with a strange character": (
        "### A {#b:c}\nd\n",
        ["1: the key '#b:c' may hold letters, digits, '-', '_' and '.' only"],
    ),
    "a key in two rooms": (
        "### A {#b/c/d}\ne\n",
        ["1: the key '#b/c/d' may hold letters, digits, '-', '_' and '.' only"],
    ),
    "two headings with one slug": (
        "### C\na\n### C++\nb\n",
        ["3: 'C++' has the key 'deck/c' of 'C' (deck.md:1); give one of them a {#key}"],
    ),
    "a key given twice": (
        "### A\na\n### B {#a}\nb\n### A\nc\n",
        [
            "3: 'B' has the key 'deck/a' of 'A' (deck.md:1); give one of them a {#key}",
            "5: 'A' has the key 'deck/a' of 'A' (deck.md:1); give one of them a {#key}",
        ],
    ),
    # Terms
    "a term without an answer": ("### A\n\n### B\nc\n", ["1: term 'A' has no answer"]),
    "a reversed sequence": (
        "### A {.sequence .reverse}\n1. b\n2. c\n",
        ["1: a sequence is not asked in reverse"],
    ),
    "a sequence of bullets": (
        "### A {.sequence}\n- b\n- c\n",
        ["1: a sequence holds exactly one numbered list"],
    ),
    "a sequence of two lists": (
        "### A {.sequence}\n1. b\n2. c\n\nd\n\n1. e\n2. f\n",
        ["7: a sequence holds exactly one numbered list"],
    ),
    "a sequence of one": (
        "### A {.sequence}\n1. b\n",
        ["2: a sequence has 2 to 12 items, not 1"],
    ),
    "a sequence of thirteen": (
        "### A {.sequence}\n" + "".join(f"1. b{i}\n" for i in range(13)),
        ["2: a sequence has 2 to 12 items, not 13"],
    ),
    "the items of a sequence": (
        "### A {.sequence}\n1. b\n2. *B*\n3. !\n4. c\n   - d\n5. e\n\n   f\n",
        [
            "3: the item 'B' stands twice in the sequence",
            "4: an item of a sequence needs letters or digits",
            "5: an item of a sequence is one paragraph",
            "7: an item of a sequence is one paragraph",
        ],
    ),
    # Scenarios
    "a scenario without a name": (
        "## Scenario:\nb\n" + ASK,
        ["1: the heading has no words"],
    ),
    "an empty scenario": (
        "## Scenario: A\n",
        ["1: scenario 'A' has no step", "1: scenario 'A' has no prompt"],
    ),
    "a scenario of hints": (CASE + "### Hint\n> h\n", ["1: scenario 'Churn' has no step"]),
    "a list in the prompt": (
        "## Scenario: A\nb\n- c\n" + ASK,
        ["3: a list stands outside a step"],
    ),
    "an unknown part": (
        CASE + ASK + "### Exekute\n",
        ["5: unknown part 'Exekute' (did you mean Execute?)"],
    ),
    "a part twice": (CASE + ASK + ASK, ["5: part 'Ask' stands twice"]),
    "steps out of order": (
        CASE + "### Recap\n- p\n### Execute\n- p\n",
        ["3: step 'Recap' stands before 'Execute'"],
    ),
    "a step after the others": (
        CASE + "### Hint\n> h\n" + ASK,
        ["3: part 'Hint' stands before 'Ask'"],
    ),
    "a step without points": (CASE + "### Ask\nText.\n", ["3: step 'Ask' has no points"]),
    "text in a step": (
        CASE + ASK + "\nText.\n\n> reply\n",
        ["6: step 'Ask' holds one list, and at most one quotation after it"],
    ),
    "text before the points": (
        CASE + "### Ask\nText:\n- p\n",
        ["4: step 'Ask' holds one list, and at most one quotation after it"],
    ),
    "two quotations in a step": (
        CASE + ASK + "> a\n\n> b\n",
        ["7: step 'Ask' holds one list, and at most one quotation after it"],
    ),
    "a point that is more than a line": (
        CASE + "### Ask\n- p\n- q\n  - r\n-\n- s\n\n  t\n",
        [
            "5: a point is one paragraph",
            "7: a point is one paragraph",
            "8: a point is one paragraph",
        ],
    ),
    "a hint that is no quotation": (
        CASE + ASK + "### Hint\nThink.\n",
        ["6: a hint is one quotation, and at most one list after it"],
    ),
    "a hint with text after it": (
        CASE + ASK + "### Hint\n> h\n\n- r\n\nText.\n",
        ["10: a hint is one quotation, and at most one list after it"],
    ),
    "empty parts": (
        CASE + ASK + "### Hint\n### Model answer\n",
        ["5: part 'Hint' is empty", "6: part 'Model answer' is empty"],
    ),
    # Links, images and tables
    "a dangling anchor": (
        "### Filter\na\nb [c](#filtre)\n",
        ["3: no term 'filtre' in this deck (did you mean filter?)"],
    ),
    "a dangling name": (
        "### Filter\n- a\n- b\n  c [[fliter]]\n",
        ["4: no term 'fliter' in any deck (did you mean filter?)"],
    ),
    "a dangling link in a table": (
        "### A\n| b |\n|---|\n| [c](#x) |\n",
        ["4: no term 'x' in this deck"],
    ),
    "a dangling link in a sequence": (
        "### A {.sequence}\n1. b\n2. [c](#x)\n",
        ["3: no term 'x' in this deck"],
    ),
    "a dangling link in a point and a reply": (
        CASE + "### Ask\n- **[p](#x)**\n\n> a\n> [b](#y)\n",
        ["4: no term 'x' in this deck", "7: no term 'y' in this deck"],
    ),
    "a link to no deck": (
        "### A\n[b](dekc.md#a)\n",
        ["2: no deck 'dekc.md' (did you mean deck.md?)"],
    ),
    "a link to a whole deck": (
        "### A\n[b](deck.md)\n",
        ["2: a link leads to a term: deck.md#term"],
    ),
    "a link to nothing": ("### A\n[b]()\n", ["2: a link leads to a term: #term"]),
    "other schemes": (
        "### A\n[b](javascript:alert(1)) <c@d.e>\n[f](//g)\n",
        [
            "2: 'javascript:alert(1)' is neither a term nor a web address",
            "2: 'mailto:c@d.e' is neither a term nor a web address",
            "3: '//g' is neither a term nor a web address",
        ],
    ),
    "images from elsewhere": (
        "### A\n![b](../c.png)\n![d](https://e/f.png)\n![g](/h.png) ![i]() ![j](..)\n",
        [
            "2: the image '../c.png' is not a file among the decks",
            "3: the image 'https://e/f.png' is not a file among the decks",
            "4: the image '/h.png' is not a file among the decks",
            "4: the image '' is not a file among the decks",
            "4: the image '..' is not a file among the decks",
        ],
    ),
    "a row wider than its table": (
        "### A\n| b |\n|---|\n| $|c|$ |\n",
        [r"4: the row has 3 cells, the table 1 columns (write | as \|)"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault(text: str, expected: list[str]) -> None:
    """Each fault is told once, at its line, and nothing else is told."""
    _, problems = read("deck.md", text)
    assert [str(problem) for problem in problems] == [f"deck.md:{line}" for line in expected]


def test_all_faults_of_a_file_are_told(request: pytest.FixtureRequest) -> None:
    """
    ---
    deck: Faults
    area: modelling
    titel: Faults
    ---
    ## Vocabulary {rols=mle}
    ### Spill
    ### Filter
    See [the map](#map).
    ### Steps {.sequence}
    1. One
    ## Scenario: Churn {minutes=0}
    How?
    ### Recap
    - Sums up
    ### Ask
    - a
      - b
    ### Model anser
    """
    _, problems = read("cnn.md", docstring(request))
    assert [str(problem) for problem in problems] == [
        "cnn.md:3: unknown area 'modelling' (did you mean modeling?)",
        "cnn.md:4: unknown key 'titel' in the front matter",
        "cnn.md:6: unknown attribute 'rols' (did you mean roles?)",
        "cnn.md:7: term 'Spill' has no answer",
        "cnn.md:9: no term 'map' in this deck",
        "cnn.md:11: a sequence has 2 to 12 items, not 1",
        "cnn.md:12: minutes must be a whole number from 1 to 180",
        "cnn.md:14: step 'Recap' stands before 'Ask'",
        "cnn.md:17: a point is one paragraph",
        "cnn.md:19: unknown part 'Model anser' (did you mean Model answer?)",
    ]
