"""Advice on terms: a question that can be asked, and an answer that fits one card."""

import re
from collections.abc import Iterator

from flashcards.card import Sequence, Term, is_question
from flashcards.source.codes import Finding
from flashcards.source.deck import Manuscript
from flashcards.source.folding import folded, folded_text
from flashcards.source.length import is_visible, words_in
from flashcards.source.terms import MAX_ITEMS
from flashcards.text import Items, plain_text

MAX_WORDS = 75

_VERBS = "am is are was were do does did can could should would will has have had may might must"
_QUESTION = re.compile(
    r"(?:[Ww]hy|[Hh]ow|[Ww]hat|[Ww]hich)\s"
    rf"|(?:[Ww]hen|[Ww]here|[Ww]ho|[Ww]hose|[Ww]hom)\s+(?:{_VERBS.replace(' ', '|')})\b"
)


def lint_term(manuscript: Manuscript, content: Term | Sequence) -> Iterator[Finding]:
    """Advice on a term or a sequence."""
    yield from _question(manuscript, content)
    yield from _answer(manuscript, content)
    if isinstance(content, Term):
        yield from _numbered(manuscript)
        if content.reverse:
            yield from _reverse(manuscript, content)


def _question(manuscript: Manuscript, content: Term | Sequence) -> Iterator[Finding]:
    front = manuscript.note.front
    if _QUESTION.match(front) and not is_question(content.name):
        asked = "Define" if isinstance(content, Term) else "Name in order"
        message = f"this is asked as '{asked}: {front}'; end a question with a question mark"
        yield Finding(manuscript.head.line, "no-question-mark", message)


def _answer(manuscript: Manuscript, content: Term | Sequence) -> Iterator[Finding]:
    line, front, count = manuscript.head.line, manuscript.note.front, words_in(content.answer)
    if not is_visible(plain_text(content.answer)):
        message = f"nothing in the answer of '{front}' can be seen; say it in words"
        yield Finding(line, "empty-answer", message)
    if count > MAX_WORDS:
        message = f"an answer of {count} words is too long for one card; make two terms of it"
        yield Finding(line, "long-answer", message)


def _numbered(manuscript: Manuscript) -> Iterator[Finding]:
    for piece in manuscript.head.pieces:
        match piece.block:
            case Items((_,), int(start)):
                message = rf"'{start}.' makes a list of one item here; write {start}\. for a number"
                yield Finding(piece.line, "numbered-answer", message)
            case Items(items, int()):
                way = "with .sequence its items are asked one by one, too"
                if len(items) > MAX_ITEMS:
                    way = f"a sequence has at most {MAX_ITEMS} items, so divide it"
                message = f"a numbered list is long for one card; {way}; else use bullets"
                yield Finding(piece.line, "numbered-answer", message)


def _reverse(manuscript: Manuscript, content: Term) -> Iterator[Finding]:
    line, front = manuscript.head.line, manuscript.note.front
    if is_question(content.name):
        message = "in .reverse one is asked for a term, and this is a question; leave it out"
        yield Finding(line, "reverse-question", message)
    elif _holds(folded_text(content.answer), folded(content.name)):
        message = f"the answer names '{front}', so the .reverse card gives itself away; reword it"
        yield Finding(line, "reverse-given-away", message)


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether the part stands among the words, in one piece."""
    return bool(part) and f" {' '.join(part)} " in f" {' '.join(words)} "
