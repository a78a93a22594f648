"""Plain words as Markdown that says exactly these words, with as few backslashes as that takes."""

import re
from collections.abc import Iterable

_PUNCTUATION = r"!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"
_SIGNS = re.compile(
    rf"\\(?=[{_PUNCTUATION}]|\s*$)"  # it would escape what follows
    r"|`"
    r"|(?<![ \t])\*|\*(?![ \t])"  # between two spaces it is a star
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word it is an underscore
    r"|\[(?=\[)"  # [[ names a note
    r"|(?<=\])\("  # ]( is the middle of a link
    r"|&(?=#?\w{1,32};)"
    r"|<(?=[\w.!#$%&'*+/=?^`{|}~-]+[:@])"  # an address
)
_SIGNS_IN_LINK = re.compile(rf"{_SIGNS.pattern}|[\[\]]")
_BLOCK = re.compile(
    r"#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|~~~|<<<<<<< |=+[ \t]*$|(?:_[ \t]*){3,}$"
    r"|(?=[ \t|:-]*-)[-|:][ \t|:-]*$"  # it would make a heading or a table of what stands above
)
_DEFINITION = re.compile(r"\[(?:[^\[\]\\]|\\.)+\]:", re.DOTALL)
_NUMBER = re.compile(r"([0-9]{1,9})(?=[.)](?:[ \t]|$))")
_HEADING_END = re.compile(r"(^|[ \t])(#+)$")
_MOST_BRACKETS, _MOST_OPEN = 10, 2
"""Our reader takes 20 for a nest that is too deep, wherever in a paragraph they stand."""


def words(text: str, *, dollars: bool, brackets: bool = False, named: bool = False) -> str:
    """Words within a line.

    ``dollars`` where they could begin a formula, ``brackets`` in a link, and ``named`` where
    brackets are so many that they are written by their names.
    """
    signs = _SIGNS_IN_LINK if brackets else _SIGNS
    if named:
        text = signs.sub(lambda sign: sign[0] if sign[0] in "[]" else f"\\{sign[0]}", text)
        text = text.replace("[", "&#91;").replace("]", "&#93;")
    else:
        text = signs.sub(r"\\\g<0>", text)
    return text.replace("$", r"\$") if dollars else text


def is_nest(text: str) -> bool:
    """Whether brackets are so many, or so often not closed, that they go by their names."""
    opened, closed = text.count("["), text.count("]")
    return opened > _MOST_BRACKETS or opened - closed > _MOST_OPEN


def paragraph(lines: Iterable[str]) -> str:
    """Lines as one paragraph, which is no heading, list, table or the like, with breaks between."""
    written = "\\\n".join(started for line in lines if (started := _line(line)).strip())
    # The address of a link may be given on several lines.
    return f"\\{written}" if _DEFINITION.match(written) else written


def _line(line: str) -> str:
    """A line whose beginning has no meaning."""
    line = line.strip(" \t")
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.end() :]}"
    return f"\\{line}" if _BLOCK.match(line) else line


def heading(line: str, *, has_braces: bool) -> str:
    """A heading that keeps the signs at its end, whether or not attributes follow."""
    line = _HEADING_END.sub(r"\1\\\2", line.strip(" \t"))
    return line if has_braces else re.sub(r"(?<!\\)[{}]", r"\\\g<0>", line)
