"""What authors do to their decks, with what a compile must make of it: a test, and a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from textwrap import dedent

KEPT, RESTS = "kept", "rests until the text is back"


@dataclass(frozen=True)
class Edit:
    """One edit: files before and after, what the compile says of the notes it read, by heading.

    ``reviews`` gives the key under which the answers to each note are found afterwards; ``keys``
    are those the notes are answered under before. ``history`` says in words what became of it.
    """

    name: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    says: Mapping[str, str]
    history: str = KEPT
    reviews: Mapping[str, str] = field(default_factory=dict)


def _file(text: str, **others: str) -> Mapping[str, str]:
    files = {"tea": text} | others
    return {f"{name}.md": dedent(words).lstrip("\n") for name, words in files.items()}


SENCHA = "### Sencha\n\nGreen leaves that are steamed right after the harvest.\n\n"
OOLONG = "### Oolong\n\nLeaves that are left to wither, and oxidized in part.\n\n"
MATCHA = "### Matcha\n\nGround leaves of plants that grew in the shade.\n\n"
STEPS = "### Brewing {.sequence}\n\n1. Warm the pot\n2. Add the leaves\n3. Pour the water\n\n"
CASE = (
    "## Scenario: A bitter cup {minutes=5}\n\nA guest says that the tea is bitter. What now?\n\n"
    "### Ask\n\n- **Asks which tea it was**\n- Asks how hot the water was\n\n"
)
ALL = SENCHA + OOLONG + MATCHA

EDITS: tuple[Edit, ...] = (
    Edit(
        "reword the answer",
        _file(SENCHA),
        _file(SENCHA.replace("right after", "soon after")),
        {"Sencha": "changed"},
        reviews={"tea/sencha": "tea/sencha"},
    ),
    Edit(
        "fix a typo in the term",
        _file(SENCHA.replace("Sencha", "Senhca")),
        _file(SENCHA),
        {"Sencha": "renamed"},
        reviews={"tea/senhca": "tea/sencha"},
    ),
    Edit(
        "rename the term, with a `{#key}`",
        _file(SENCHA.replace("Sencha", "Sencha {#green}")),
        _file(SENCHA.replace("Sencha", "Japanese tea {#green}")),
        {"Japanese tea": "changed"},
        reviews={"tea/green": "tea/green"},
    ),
    Edit(
        "rename the term, without one",
        _file(ALL),
        _file(SENCHA.replace("Sencha", "Japanese tea") + OOLONG + MATCHA),
        {"Japanese tea": "renamed", "Oolong": "unchanged", "Matcha": "unchanged"},
        reviews={"tea/sencha": "tea/japanese-tea"},
    ),
    Edit(
        "change term and answer a little, in place",
        _file(ALL),
        _file(SENCHA + OOLONG.replace("Oolong", "Oolong tea").replace("left", "spread") + MATCHA),
        {"Sencha": "unchanged", "Oolong tea": "renamed", "Matcha": "unchanged"},
        reviews={"tea/oolong": "tea/oolong-tea"},
    ),
    Edit(
        "change term and answer a little, while moving it",
        _file(ALL),
        _file(SENCHA + MATCHA + OOLONG.replace("Oolong", "Oolong tea").replace("left", "spread")),
        {
            "Sencha": "unchanged",
            "Matcha": "unchanged",
            "Oolong tea": "new",
            "Oolong": "retired",
        },
        history="rests; `adopt` joins it",
        reviews={"tea/oolong": ""},
    ),
    Edit(
        "reorder the terms",
        _file(ALL),
        _file(MATCHA + SENCHA + OOLONG),
        {"Sencha": "unchanged", "Oolong": "unchanged", "Matcha": "unchanged"},
        reviews={"tea/sencha": "tea/sencha", "tea/matcha": "tea/matcha"},
    ),
    Edit(
        "move a term to another section",
        _file("## Green\n\n" + SENCHA + "## Others\n\n" + OOLONG),
        _file("## Green\n\n## Others\n\n" + SENCHA + OOLONG),
        {"Sencha": "changed", "Oolong": "unchanged"},
        reviews={"tea/sencha": "tea/sencha"},
    ),
    Edit(
        "move a term to another file",
        _file(SENCHA + OOLONG, pots=MATCHA),
        _file(OOLONG, pots=MATCHA + SENCHA),
        {"Sencha": "moved", "Oolong": "unchanged", "Matcha": "unchanged"},
        reviews={"tea/sencha": "pots/sencha"},
    ),
    Edit(
        "move a term of a word or two to another file",
        _file("### Pot\n\nHolds tea.\n\n" + OOLONG, pots=MATCHA),
        _file(OOLONG, pots=MATCHA + "### Pot\n\nHolds tea.\n"),
        {"Pot": "moved", "Oolong": "unchanged", "Matcha": "unchanged"},
        reviews={"tea/pot": "pots/pot"},
    ),
    Edit(
        "rename the file",
        _file(SENCHA + "### Pot\n\nHolds tea.\n\n" + OOLONG),
        {"leaves.md": SENCHA + "### Pot\n\nHolds tea.\n\n" + OOLONG},
        {"Sencha": "moved", "Pot": "moved", "Oolong": "moved"},
        reviews={"tea/sencha": "leaves/sencha", "tea/pot": "leaves/pot"},
    ),
    Edit(
        "change the front matter",
        _file("---\narea: modeling\n---\n" + SENCHA),
        _file("---\narea: modeling\nsource: A book\n---\n" + SENCHA),
        {"Sencha": "changed"},
        reviews={"tea/sencha": "tea/sencha"},
    ),
    Edit(
        "change the `id` of the deck",
        _file(SENCHA),
        _file("---\nid: leaves\n---\n" + SENCHA),
        {"Sencha": "renamed"},
        reviews={"tea/sencha": "leaves/sencha"},
    ),
    Edit(
        "split a file in two",
        _file(ALL),
        _file(SENCHA, others=OOLONG + MATCHA),
        {"Sencha": "unchanged", "Oolong": "moved", "Matcha": "moved"},
        reviews={"tea/oolong": "others/oolong", "tea/matcha": "others/matcha"},
    ),
    Edit(
        "swap the answers of two terms",
        _file(SENCHA + OOLONG),
        _file(
            "### Sencha\n\nLeaves that are left to wither, and oxidized in part.\n\n"
            "### Oolong\n\nGreen leaves that are steamed right after the harvest.\n"
        ),
        {"Sencha": "changed", "Oolong": "changed"},
        history="stays with the term",
        reviews={"tea/sencha": "tea/sencha", "tea/oolong": "tea/oolong"},
    ),
    Edit(
        "delete a term",
        _file(SENCHA + OOLONG),
        _file(OOLONG),
        {"Sencha": "retired", "Oolong": "unchanged"},
        history=RESTS,
        reviews={"tea/sencha": ""},
    ),
    Edit(
        "copy a term under another heading",
        _file(SENCHA),
        _file(SENCHA + SENCHA.replace("Sencha", "Japanese tea")),
        {"Sencha": "unchanged", "Japanese tea": "new"},
        history="stays with the first",
        reviews={"tea/sencha": "tea/sencha"},
    ),
    Edit(
        "write the same term in a second deck",
        _file(SENCHA),
        _file(SENCHA, pots=SENCHA),
        {"Sencha": "new"},
        history="stays with the first: they are two notes",
        reviews={"tea/sencha": "tea/sencha"},
    ),
    Edit(
        "rename X to Y, and write a new X",
        _file(SENCHA),
        _file(SENCHA.replace("Sencha", "Steamed tea") + "### Sencha\n\nThe cup it is served in.\n"),
        {"Steamed tea": "renamed", "Sencha": "new"},
        history="follows Y",
        reviews={"tea/sencha": "tea/steamed-tea"},
    ),
    Edit(
        "turn a term into a question",
        _file(SENCHA),
        _file(SENCHA.replace("Sencha", "How is sencha made?")),
        {"How is sencha made?": "renamed"},
        reviews={"tea/sencha": "tea/how-is-sencha-made"},
    ),
    Edit(
        "turn a term into a scenario",
        _file(SENCHA),
        _file(CASE.replace("A bitter cup", "Sencha")),
        {"Sencha": "retired"},
        history="rests: the cards of the one have no place in the other",
        reviews={"tea/sencha": ""},
    ),
    Edit(
        "add `.reverse`, or remove it",
        _file(SENCHA),
        _file(SENCHA.replace("Sencha", "Sencha {.reverse}")),
        {"Sencha": "changed"},
        history="kept; the second card rests while it is not asked for",
        reviews={"tea/sencha": "tea/sencha"},
    ),
    Edit(
        "insert an item into a sequence",
        _file(STEPS),
        _file(STEPS.replace("2. Add", "2. Boil the water\n3. Add")),
        {"Brewing": "changed"},
        history="kept, but for the card of the gap: it asks for another item",
        reviews={"tea/brewing": "tea/brewing"},
    ),
    Edit(
        "add, take away and reword points of a scenario",
        _file(CASE),
        _file(CASE.replace("- Asks how hot", "- Offers another cup\n- Asks how warm")),
        {"A bitter cup": "changed"},
        history="kept, with the ticks of all points that read the same or stand in their place",
        reviews={"tea/a-bitter-cup": "tea/a-bitter-cup"},
    ),
)
"""The rows of the table, but for those that take more than one compile or more than one machine."""

MORE: Mapping[str, tuple[str, str]] = {
    "bring a deleted term back after a month": ("`restored`", KEPT),
    "leave merge conflict markers": ("a fault; nothing is changed", KEPT),
    "compile while a disk is not mounted": ("its notes are kept", KEPT),
    "compile on a second machine after a rename, without `--pin`": (
        "`new`: the answers of the first machine find no note there",
        "stays on the first machine",
    ),
    "compile on a second machine after a rename and `compile --pin`": (
        "`new`, with the identity of the first machine",
        "exchanged by `export` and `import`",
    ),
    "upgrade a shipped deck under a note that you edited": ("your text wins", KEPT),
}
"""Each with what the compile says and what becomes of the history."""
