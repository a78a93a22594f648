"""Facts under a title: one column of labels for status, summary and results."""

from flashcards.terminal.facts import fact_lines
from flashcards.terminal.style import Look

WIDE, PLAIN, NARROW = Look(), Look(plain=True), Look(width=40)


def test_a_fact_stands_in_its_column_and_its_figure_at_the_edge() -> None:
    (line,) = fact_lines(WIDE, "Today", "6 new", "about 4 min")
    assert line == f"  Today       6 new{'about 4 min':>59}"
    assert len(line) == WIDE.edge


def test_a_fact_without_words_is_none() -> None:
    assert fact_lines(WIDE, "Skipped", "") == fact_lines(PLAIN, "Skipped", "") == []


def test_a_long_fact_goes_on_below_itself_and_its_figure_too() -> None:
    words = "AUC and label leakage and recall and precision"
    assert fact_lines(Look(width=60), "Missed", words, "3 min") == [
        "  Missed      AUC and label leakage and recall and",
        "              precision",
        "              3 min",
    ]


def test_where_it_is_narrow_there_is_no_column() -> None:
    assert fact_lines(NARROW, "Missed", "AUC and label leakage and recall", "3 min") == [
        "  Missed: AUC and label leakage and",
        "    recall, 3 min",
    ]


def test_a_plain_fact_is_a_sentence() -> None:
    assert fact_lines(PLAIN, "Today", "6 new", "about 4 min") == ["Today. 6 new, about 4 min."]
    assert fact_lines(PLAIN, "", "flashcards review") == ["flashcards review."]
