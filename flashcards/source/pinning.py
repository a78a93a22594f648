"""A key written into the heading of a note, with no other sign of the file changed."""

import re

from flashcards.source.attributes import split_braces

_HEADING = re.compile(r"( {0,3}#{1,6}[ \t]+)(.*?)((?:[ \t]+#+)?[ \t]*)")
_LINE = re.compile(r"(?:[^\r\n]*)(?:\r\n|\r|\n|$)")
_WORD = re.compile(r'(?:[^\s"]|"[^"]*")+')


def pinned(text: str, line: int, key: str) -> str:
    """The text of a file whose heading on a ``line`` (from 1) bears a key; it had another or none.

    Raises ``ValueError`` where no heading begins with ``#`` there.
    """
    lines = _LINE.findall(text)
    heading = lines[line - 1].rstrip("\r\n")
    end = lines[line - 1][len(heading) :]
    found = _HEADING.fullmatch(heading)
    if found is None:
        raise ValueError(line)
    words, braces = split_braces(found[2])
    others = [word for word in _WORD.findall(braces or "") if not word.startswith("#")]
    lines[line - 1] = f"{found[1]}{words} {{{' '.join([f'#{key}', *others])}}}{found[3]}{end}"
    return "".join(lines)


def shortest(key: str, deck: str) -> str:
    """A key as a heading of a deck says it: without the deck's id where that is its first part."""
    return key.removeprefix(f"{deck}/")
