"""Markdown, and the tree it becomes: the docstring of each test is the deck."""

from flashcards.card import Note
from flashcards.text import (
    Break,
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    Image,
    Items,
    Link,
    Maths,
    MathsBlock,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Words,
)

from .conftest import answer


def words(text: str) -> Paragraph:
    return Paragraph((Words(text),))


def test_lines(note: Note) -> None:
    r"""
    ### X
    *a* **b** `c|d` soft
    break hard\
    break &lt;b&gt; <i>html</i> 5 < 6
    """
    assert answer(note) == (
        Paragraph(
            (
                *(Emphasis((Words("a"),)), Words(" "), Strong((Words("b"),)), Words(" ")),
                *(Code("c|d"), Words(" soft break hard"), Break()),
                Words("break <b> <i>html</i> 5 < 6"),
            )
        ),
    )


def test_maths(note: Note) -> None:
    r"""
    ### X
    $x$ costs \$5 or $6 to $7, and $$y
    z$$ in GPT-3

    $$
    a = b
    $$
    """
    assert answer(note) == (
        Paragraph(
            (Maths("x"), Words(" costs $5 or $6 to $7, and "), Maths("y z"), Words(" in GPT-3"))
        ),
        MathsBlock("a = b"),
    )


def test_code(note: Note) -> None:
    """
    ### X
    ```python title
    # Not a heading

    x = {1}
    ```

        indented
    """
    assert answer(note) == (
        CodeBlock("# Not a heading\n\nx = {1}", "python"),
        CodeBlock("indented"),
    )


def test_lists_and_quotations(note: Note) -> None:
    """
    ### X
    3. one
    4. two
       - deep

       more

    ***

    > said
    > # loud
    """
    assert answer(note) == (
        Items(((words("one"),), (words("two"), Items(((words("deep"),),)), words("more"))), 3),
        Rule(),
        Quote((words("said"), Heading(4, (Words("loud"),)))),
    )


def test_tables(note: Note) -> None:
    r"""
    ### X
    | left | center | right | none |
    |:-----|:------:|------:|------|
    | $a$  | `b\|c` | **d** |
    """
    header = tuple((Words(side),) for side in ("left", "center", "right", "none"))
    row = ((Maths("a"),), (Code("b|c"),), (Strong((Words("d"),)),), ())
    assert answer(note) == (Table(("left", "center", "right", ""), header, (row,)),)


def test_links_and_images(note: Note) -> None:
    """
    ### X
    [here](#x) [[x]] [*web*](https://a.b/ä?c=d#e) <https://f.g> ![a *b*](pics/c%20d.png)
    """
    assert answer(note) == (
        Paragraph(
            (
                *(Link((Words("here"),), "deck/x"), Words(" "), Link((Words("x"),), "deck/x")),
                *(Words(" "), Link((Emphasis((Words("web"),)),), "https://a.b/ä?c=d#e")),
                *(Words(" "), Link((Words("https://f.g"),), "https://f.g"), Words(" ")),
                Image("a b", "pics/c d.png"),
            )
        ),
    )
