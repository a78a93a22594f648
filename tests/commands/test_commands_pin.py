"""``compile --pin`` and ``adopt``: identities that a person settles."""

import difflib
from pathlib import Path

import pytest

from flashcards.source.pinning import pinned
from tests.conftest import Folder, Run

TEA = """
    ---
    deck: Tea
    ---
    # Tea

    ### Data shuffle {.reverse}

    Moving rows between workers, so that equal keys come together.

    ## Scenario: Slow job {minutes=5}

    A job got slow on Monday. What do you ask?

    ### Ask

    - **Asks what changed on Monday**

    ## More

    ### Skew ###

    One key that holds most of all rows.
    """
RENAMED = (
    TEA.replace("Data shuffle", "Shuffle")
    .replace("Slow job", "A slow job")
    .replace("Skew", "Skewed")
)


def _guids(run: Run) -> dict[str, str]:
    fronts = ("Shuffle", "A slow job", "Skewed")
    return {front: run.ok("show", front, "--json").json["guid"] for front in fronts}


@pytest.fixture
def renamed(run: Run, deck: Folder) -> Path:
    """A deck in which two terms and a scenario were renamed, as this collection knows."""
    path = deck(TEA.replace("### Skew ###", "### Skew {#skewed-key}"), "tea.md")
    run.ok("compile", path)
    deck(TEA, "tea.md")
    run.ok("compile")
    deck(RENAMED, "tea.md")
    assert run.ok("compile").lines[1] == (
        "3 renames are known to this machine only: flashcards compile --pin"
    )
    return deck.path / "tea.md"


def test_the_first_keys_are_written_into_the_headings(run: Run, renamed: Path) -> None:
    """And not another sign of the file is changed."""
    before, guids = renamed.read_text(), _guids(run)
    told = run.ok("compile", "--pin").lines[1:]
    assert [line.partition("tea.md")[2] for line in told] == [
        ":6: Shuffle is tea/data-shuffle again",
        ":10: A slow job is tea/slow-job again",
        ":20: Skewed is tea/skewed-key again",
    ]
    changed = list(difflib.ndiff(before.split("\n"), renamed.read_text().split("\n")))
    assert [line for line in changed if line[0] in "+-"] == [
        "- ### Shuffle {.reverse}",
        "+ ### Shuffle {#data-shuffle .reverse}",
        "- ## Scenario: A slow job {minutes=5}",
        "+ ## Scenario: A slow job {#slow-job minutes=5}",
        "- ### Skewed ###",
        "+ ### Skewed {#skewed-key} ###",
    ]
    assert _guids(run) == guids


def test_pinning_twice_changes_nothing(run: Run, renamed: Path) -> None:
    run.ok("compile", "--pin")
    before = renamed.read_bytes()
    told = run.ok("compile", "--pin").lines[-1]
    assert told == "Every note bears the key that it began with; no file was changed."
    assert renamed.read_bytes() == before


@pytest.mark.parametrize(("pinned_first", "same"), [(True, True), (False, False)])
def test_a_second_machine_that_compiles_first(
    run: Run, renamed: Path, tmp_path: Path, pinned_first: bool, same: bool
) -> None:
    """With the pins it finds the identities of the first machine; without, it makes its own."""
    if pinned_first:
        run.ok("compile", "--pin")
    second = Run(tmp_path / "second.db", run.patch)
    second.ok("compile", renamed)
    assert (_guids(second) == _guids(run)) is same


def test_answers_travel_to_a_second_machine_once_pinned(
    run: Run, renamed: Path, tmp_path: Path
) -> None:
    run.ok("answer", "tea/shuffle", "good")
    run.ok("compile", "--pin")
    run.ok("export", "log.jsonl")
    second = Run(tmp_path / "second.db", run.patch)
    second.ok("compile", renamed)
    assert second.ok("--yes", "import", "log.jsonl", "--json").json["added"] == 1
    assert len(second.ok("show", "Shuffle", "--json").json["reviews"]) == 1


def test_a_key_that_another_note_has_by_now_is_left_alone(
    run: Run, renamed: Path, deck: Folder
) -> None:
    deck(RENAMED + "\n    ### Data shuffle\n\n    A card trick.\n", "tea.md")
    run.ok("compile")
    told = run.ok("compile", "--pin").lines
    assert told[-1].endswith(
        "tea.md:6: Shuffle cannot be tea/data-shuffle again: another note is, or began as that."
    )
    assert "### Shuffle {.reverse}" in renamed.read_text()


def test_a_file_that_cannot_be_written(
    run: Run, renamed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flashcards.compiler.pinning.replace_file", full)
    done = run("compile", "--pin")
    assert done.code == 14
    assert done.stderr == f"{renamed.resolve()} cannot be written: No space left on device.\n"


def test_pinning_is_no_dry_run(run: Run) -> None:
    done = run("compile", "--pin", "--dry-run")
    assert done.code == 2
    assert "--pin writes, and --dry-run does not" in done.stderr


def test_windows_line_ends_and_a_byte_order_mark_stay(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "win.md"
    data = "\ufeff### Shuffle\r\n\r\nMoving rows between all the workers.\r\n".encode()
    path.write_bytes(data)
    run.ok("compile", path)
    path.write_bytes(data.replace(b"Shuffle", b"Shuffling"))
    run.ok("compile", "--pin")
    assert path.read_bytes() == data.replace(b"Shuffle\r", b"Shuffling {#shuffle}\r")


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("### Spill", "### Spill {#k}"),
        ("###  Spill  ", "###  Spill {#k}  "),
        ("   ### Spill ###", "   ### Spill {#k} ###"),
        ("### Spill {.reverse}", "### Spill {#k .reverse}"),
        ("### Spill {#old}", "### Spill {#k}"),
        ('### Spill {#old source="a b"}', '### Spill {#k source="a b"}'),
        (r"### The set {1, 2\}", r"### The set {1, 2\} {#k}"),
        ("## Scenario: Slow", "## Scenario: Slow {#k}"),
    ],
)
def test_headings(heading: str, written: str) -> None:
    assert pinned(f"A\n{heading}\nB", 2, "k") == f"A\n{written}\nB"


def test_two_notes_that_began_with_one_key(run: Run) -> None:
    """The second one has a guid that no other collection would give it: it is left alone."""
    first, second = Folder(Path("a")), Folder(Path("b"))
    long = "An answer that is long enough to be known."
    cards = "What a gambler does with a pack of cards."
    first(f"---\nid: x\n---\n### Shuffle\n\n{long}\n\n### Beta\n\nB.\n", "x.md")
    second("---\nid: x\n---\n### Zeta\n\nZ.\n", "z.md")
    run.ok("compile", "a", "b")
    run.ok("answer", "x/shuffle", "good")
    first(f"---\nid: x\n---\n### Data shuffle\n\n{long}\n\n### Beta\n\nB.\n", "x.md")
    second(f"---\nid: x\n---\n### Zeta\n\nZ.\n\n### Shuffle\n\n{cards}\n", "z.md")
    run.ok("compile")
    run.ok("answer", "x/shuffle", "good", now="2026-11-22T09:00")
    second(f"---\nid: x\n---\n### Zeta\n\nZ.\n\n### Card shuffle\n\n{cards}\n", "z.md")
    run.ok("compile")
    done = run.ok("compile", "--pin", "--json").json
    assert (done["pinned"], done["taken"]) == (["x/shuffle"], ["x/shuffle"])
    assert [
        len(run.ok("show", name, "--json").json["reviews"])
        for name in ("Data shuffle", "Card shuffle")
    ] == [1, 1]


def test_a_pin_by_hand_is_enough(run: Run, renamed: Path) -> None:
    """As after a ``--pin`` that was interrupted: the note is known by the key it had before."""
    run.ok("answer", "tea/shuffle", "good")
    guids = _guids(run)
    text = renamed.read_text().replace("### Shuffle {.rev", "### Shuffle {#data-shuffle .rev")
    renamed.write_text(text)
    run.ok("compile")
    assert _guids(run) == guids
    assert len(run.ok("show", "Shuffle", "--json").json["reviews"]) == 1


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        ("### Alpha", "### Gamma {.reverse #gam}", "### Gamma {#alpha .reverse}"),
        ("### हिन्दी भाषा", "### Gamma", "### Gamma {#हिन्दी-भाषा}"),
    ],
)
def test_what_is_written_compiles(
    run: Run, tmp_path: Path, before: str, after: str, written: str
) -> None:
    path = tmp_path / "x.md"
    text = "{}\n\nAn answer that is long enough to be known.\n"
    path.write_text(text.format(before), encoding="utf-8")
    run.ok("compile", path)
    path.write_text(text.format(after), encoding="utf-8")
    run.ok("compile", "--pin")
    assert path.read_text(encoding="utf-8") == text.format(written)
    assert "1 unchanged" not in run.ok("compile", "-n").lines[0]


@pytest.mark.parametrize(
    ("after", "says"),
    [
        ("### Beta\n\nAn answer that is long enough to be known.\n", True),
        ("### Alpha\n\nAn answer that is long enough to be known.\n", False),
    ],
)
def test_the_hint_counts_what_a_pin_would_write(
    run: Run, tmp_path: Path, after: str, says: bool
) -> None:
    """A name that comes back to what it was needs none."""
    path = tmp_path / "x.md"
    for heading in ("Alpha", "Gamma"):
        path.write_text(f"### {heading}\n\nAn answer that is long enough to be known.\n")
        run.ok("compile", path)
    path.write_text(after)
    assert any("--pin" in line for line in run.ok("compile").lines) is says


def test_a_file_that_got_another_name(run: Run, deck: Folder) -> None:
    """Its keys are others, too, and a pin writes them in full."""
    path = deck("### Alpha\n\nAn answer that is long enough to be known.\n", "x.md")
    run.ok("compile", "decks")
    path.rename(path.with_name("y.md"))
    assert run.ok("compile").lines[1].startswith("1 rename is known to this machine only")
    run.ok("compile", "--pin")
    assert path.with_name("y.md").read_text().startswith("### Alpha {#x/alpha}\n")


# Adopting ------------------------------------------------------------------------------

PARTITION = "### Partition\n\nA part of the rows, which one worker holds in its memory.\n"
SPLIT = "### Partitioning\n\nEach part of the rows, which one worker holds in its own memory.\n"
OTHER = "### Spill\n\nTo disk.\n\n"


@pytest.fixture
def moved(run: Run, deck: Folder) -> Run:
    """A term with two answers that was reworded, renamed and moved at once."""
    deck(PARTITION + OTHER, "tea.md")
    run.ok("compile", "decks")
    for day in ("2026-11-21T09:00", "2026-11-25T09:00"):
        run.ok("answer", "tea/partition", "good", now=day)
    deck(OTHER + SPLIT, "tea.md")
    return run


def test_a_compile_names_both_and_what_to_type(moved: Run) -> None:
    told = moved.ok("compile", "-n").lines
    assert [line.split() for line in told if line.startswith("retired")] == [
        ["retired", "Partition", "like", "Partitioning", "2", "answers"]
    ]
    assert told[-3:-1] == [
        "Partition may be Partitioning now:",
        "flashcards adopt tea/partitioning tea/partition",
    ]
    assert moved.ok("compile").lines[1:] == told[-3:-1]


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("old", ["tea/partition", "Partition"])
def test_a_new_note_goes_on_with_the_history_of_an_old_one(
    moved: Run, compiled: bool, old: str
) -> None:
    if compiled:
        moved.ok("compile")
    guid = moved.ok("show", "tea/partition", "--json").json["guid"] if not compiled else None
    done = moved.ok("adopt", "tea/partitioning", old)
    assert done.lines == ["Partitioning goes on with 2 answers of Partition."]
    shown = moved.ok("show", "tea/partitioning", "--json").json
    assert len(shown["reviews"]) == 2
    assert guid in (None, shown["guid"])
    assert moved.ok("compile").lines[0].startswith("9 unchanged")
    moved.ok("doctor", "--full", now="2026-11-26T09:00")


def test_answers_of_its_own_count_no_more(moved: Run) -> None:
    """They rest with what it was, and it says so before."""
    moved.ok("compile")
    moved.ok("answer", "tea/partitioning", "good", now="2026-11-26T09:00")
    done = moved("adopt", "tea/partitioning", "tea/partition")
    assert done.code == 15
    assert "tea/partitioning has 1 answer of its own" in done.stderr
    moved.ok("--yes", "adopt", "tea/partitioning", "tea/partition")
    assert len(moved.ok("show", "tea/partitioning", "--json").json["reviews"]) == 2


@pytest.mark.parametrize(
    ("new", "old", "sentence"),
    [
        ("nothing", "tea/partition", "There is no note 'nothing'."),
        ("tea/partitioning", "nothing", "No note 'nothing' is gone from the text."),
        ("tea/partitioning", "tea/spill", "No note 'tea/spill' is gone from the text."),
    ],
)
def test_what_cannot_be_adopted(moved: Run, new: str, old: str, sentence: str) -> None:
    done = moved("adopt", new, old)
    assert (done.code, done.stderr.splitlines()[-1]) == (1, sentence)


def test_the_file_of_the_new_note_is_away(moved: Run) -> None:
    moved.ok("compile")
    Path("decks").rename("elsewhere")
    done = moved("adopt", "tea/partitioning", "tea/partition")
    assert (done.code, done.stderr.splitlines()[-1]) == (
        *(1, f"{Path.cwd()}/decks/tea.md, the file of tea/partitioning, is not there."),
    )


def test_what_was_adopted_comes_back_with_it(moved: Run, deck: Folder) -> None:
    moved.ok("adopt", "tea/partitioning", "tea/partition")
    deck(OTHER, "tea.md")
    moved.ok("compile")
    deck(OTHER + SPLIT, "tea.md")
    assert "1 restored" in moved.ok("compile").lines[0]
    assert len(moved.ok("show", "tea/partitioning", "--json").json["reviews"]) == 2


def test_a_term_adopts_no_scenario(moved: Run, deck: Folder) -> None:
    deck(OTHER + "## Scenario: Parts\n\nHow many?\n\n### Ask\n\n- Asks\n", "tea.md")
    done = moved("adopt", "Parts", "Partition")
    assert done.code == 1
    assert done.stderr.splitlines()[-1] == (
        "tea/parts is a scenario, tea/partition was a term; nothing is changed."
    )
