"""Scenarios: the docstring of each test is the deck."""

from flashcards.card import Note, Part, Point, Scenario
from flashcards.kinds import Kind, Step
from flashcards.text import Items, Paragraph, Strong, Words


def words(text: str) -> Paragraph:
    return Paragraph((Words(text),))


def test_whole(note: Note) -> None:
    """
    ## Scenario: Place names in *fiction* {minutes=30 area=modeling}
    How would you mark them?
    ### Ask
    - **Asks which error costs more**
    - Asks what **time** there is

    > All from news.
    ### Recap
    1. Sums up
    ### Model answer
    Much.

    More.
    ### Hint
    > Think of labels.

    - Names weak labels
    ### Follow-ups
    And in Greek?
    """
    content = note.content
    assert isinstance(content, Scenario)
    assert content.name[0] == Words("Place names in ")
    assert (note.key, note.kind, note.section) == (
        "deck/place-names-in-fiction",
        Kind.SCENARIO,
        "",
    )
    assert (content.prompt, content.minutes) == ((words("How would you mark them?"),), 30)
    assert content.parts == (
        Part(
            Step.ASK,
            (
                Point((Words("Asks which error costs more"),), must=True),
                Point((Words("Asks what "), Strong((Words("time"),)), Words(" there is"))),
            ),
            (words("All from news."),),
        ),
        Part(Step.RECAP, (Point((Words("Sums up"),)),)),
    )
    assert content.hint == (words("Think of labels."),)
    assert content.reaction == (Items(((words("Names weak labels"),),)),)
    assert content.follow_ups == (words("And in Greek?"),)
    assert content.model_answer == (words("Much."), words("More."))


def test_bold_name_and_default_minutes(note: Note) -> None:
    """
    ## **scenario : Churn**
    Prompt.
    ### PLAN
    - p
    """
    assert isinstance(note.content, Scenario)
    assert (note.front, note.content.minutes) == ("Churn", 20)


def test_draft_may_lack_all(note: Note) -> None:
    """
    ## Scenario: Churn {.draft}
    ### Ask
    ### Hint
    ### Model answer
    """
    assert note.draft
    assert note.content == Scenario((Words("Churn"),), (), 20, (Part(Step.ASK, ()),))


def test_rule_after_a_scenario_is_no_part_of_it(note: Note) -> None:
    """
    ## Scenario: Churn
    Prompt.
    ### Ask
    - p

    ---
    """
    assert isinstance(note.content, Scenario)
    assert note.content.points == (Point((Words("p"),)),)
