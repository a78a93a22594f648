"""reStructuredText: glossaries and definition lists, and what their text says in ours."""

import pytest

from .conftest import converted, deck_of, left_out, pairs, read

INLINE = {
    "code": ("``a_b*``", "`a_b*`"),
    "a term": (":term:`filter`", "filter"),
    "a term with other words": (":term:`the filters <filter>`", "the filters"),
    "a reference": (":ref:`a section <sec-a>`", "a section"),
    "a document": (":doc:`/guide`", "/guide"),
    "a function": (":func:`torch.conv2d`", "`torch.conv2d`"),
    "its last name": (":func:`~torch.conv2d`", "`conv2d`"),
    "a domain": (":py:class:`Conv2d`", "`Conv2d`"),
    "maths": (r":math:`\sum_i x_i`", r"$\sum_i x_i$"),
    "strong and emphasis": ("**a** and *b*", "**a** and *b*"),
    "a link": ("`the site <https://e.org/a_b>`_", "[the site](https://e.org/a_b)"),
    "a link elsewhere": ("see `the site`_ or site_", "see [the site](https://e.org) or site"),
    "the default role": ("`title`", "*title*"),
    "a substitution": ("|version| of it", "version of it"),
    "a footnote": ("so they say [1]_.", "so they say."),
    "escapes": (r"\*no\* emphasis, H\ :sub:`2`\ O", r"\*no\* emphasis, H₂O"),
    "a citation": ("as in [Adam14]_.", "as in [Adam14]."),
    "an underscore within": ("snake_case_ and a_b", "snake_case and a_b"),
}


def glossary(body: str) -> str:
    lines = "\n".join(f"      {line}" for line in body.split("\n"))
    return f".. glossary::\n\n   term\n{lines}\n\n.. _the site: https://e.org\n"


@pytest.mark.parametrize(("written", "markdown"), INLINE.values(), ids=INLINE)
def test_roles_are_words(written: str, markdown: str) -> None:
    (note,) = converted("a.rst", glossary(written)).notes
    assert note.answer == markdown


BLOCKS = {
    "paragraphs": ("One,\ntwo.\n\nThree.", "One, two.\n\nThree."),
    "bullets": (
        "Kinds:\n\n* a\n  and more\n* b\n\n  - c",
        "Kinds:\n\n- a and more\n\n- b\n\n  - c",
    ),
    "numbers": ("#. a\n#. b", "1. a\n2. b"),
    "code": (
        ".. code-block:: python\n   :linenos:\n\n   x = 1\n     y",
        "```python\nx = 1\n  y\n```",
    ),
    "two colons": ("So::\n\n  x = 1\n\nand on.", "So:\n\n```\nx = 1\n```\n\nand on."),
    "maths": (".. math:: a = b", "$$\na = b\n$$"),
    "an admonition": (".. note:: Take care.\n\n   Really.", "**Note**\n\nTake care.\n\nReally."),
    "a picture": (".. image:: a.png\n   :alt: A map", "![A map](a.png)"),
    "a quotation": ("Said:\n\n   So it is.", "Said:\n\n> So it is."),
    "a doctest": (">>> 1 + 1\n2", "```python\n>>> 1 + 1\n2\n```"),
    "a table": ("=== ===\n a   b\n=== ===", "```\n=== ===\n a   b\n=== ===\n```"),
    "a definition list": ("inner\n  Its words.", "**inner**\n\nIts words."),
    "lines": ("| one\n| two", "one\\\ntwo"),
    "a comment": (".. nothing to see\n\nWords.", "Words."),
}


@pytest.mark.parametrize(("written", "markdown"), BLOCKS.values(), ids=BLOCKS)
def test_blocks_are_blocks(written: str, markdown: str) -> None:
    (note,) = converted("a.rst", glossary(written)).notes
    assert note.answer == markdown


def test_titles_are_sections() -> None:
    text = """
=====
Words
=====

Layers
------

filter
    A grid.

Training
--------

epoch : noun
    One pass.
batch
    Some of it.
"""
    notes = read(deck_of(converted("a.rst", text)))
    assert [(note.front, note.section) for note in notes] == [
        ("filter", "Layers"),
        ("epoch", "Training"),
        ("batch", "Training"),
    ]
    assert converted("a.rst", text).title == "Words"


def test_a_glossary_needs_no_name_that_says_so() -> None:
    assert pairs("a.txt", ".. glossary::\n\n   filter\n      A grid.\n") == {"filter": "A grid."}


def test_what_defines_nothing_is_named() -> None:
    text = """
A preface.

.. warning:: Hot.

.. toctree::

   guide

:orphan:

Options::

    --fast

filter
    A grid.
"""
    assert left_out("a.rst", text) == [
        (2, "text that defines no term"),
        (4, "the directive 'warning'"),
        (12, "text that defines no term"),
        (14, "text that defines no term"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A title\n=======\n\nText.\n\n- item\n  more\n",
        ".. note::\n\n   Text\n      more\n",
        ":Author: me\n   and you\n",
        "A sentence.\n   A quotation.\n",
        ".. glossary::\n\n   ",
        ".. glossary::\n   :sorted:\n",
    ],
)
def test_what_only_looks_like_a_definition(text: str) -> None:
    assert converted("a.rst", text).notes == ()
