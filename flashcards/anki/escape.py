"""Makes any text plain: nothing in it can become HTML, sound, TTS, LaTeX, cloze or template."""

import re
import unicodedata

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1e\x7f-\x9f\ud800-\udfff]")

# The first of the signs is part of what the others become.
_ENTITIES = tuple((sign, f"&#{ord(sign)};") for sign in "&\"'<>{}[]\\")

_PLAIN = re.compile(r"[\n\t !#-%(-;=?-Z^-z|~]*")
"""Texts of which nothing changes, which most are: ASCII but for what is an entity."""

_ENTITY_BACKSLASH = "&#92;"
_LONE_BACKSLASH = _ENTITY_BACKSLASH + "<span></span>"
"""MathJax reads the finished page, where an entity is a backslash; a tag ends the word for it."""


def clean(text: str) -> str:
    """The text as Anki keeps it: NFC, one kind of line end, no control characters."""
    text = text.replace("\x1f", " ").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", text))


def verbatim(text: str) -> str:
    """The text for an attribute, a formula or code: places where MathJax looks for no maths."""
    return text if _PLAIN.fullmatch(text) else _escaped(text)


def words(text: str) -> str:
    """The text for anywhere else."""
    if _PLAIN.fullmatch(text):
        return text
    return _escaped(text).replace(_ENTITY_BACKSLASH, _LONE_BACKSLASH)


def _escaped(text: str) -> str:
    text = clean(text)
    # Most signs are not there, and to find that out is faster than to look at each letter.
    for sign, entity in _ENTITIES:
        text = text.replace(sign, entity)
    return text
