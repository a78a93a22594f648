"""Links followed: what an author wrote becomes the key of a note, or a web address."""

import posixpath
import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import TypeVar
from urllib.parse import unquote

from flashcards.face import slug
from flashcards.source.pictures import Pictures, Unshown
from flashcards.source.sheets import Sheaf
from flashcards.source.written import Followed, WrittenLink

T = TypeVar("T")

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_WEB = re.compile(r"https?://\S", re.IGNORECASE)


class Links:
    """All that the links of a root may lead to; ``elsewhere`` are the keys of other roots.

    Without ``pictures``, those that the text names are taken for granted.
    """

    def __init__(
        self,
        decks: Iterable[Sheaf],
        elsewhere: Container[str] = (),
        pictures: Pictures | None = None,
    ) -> None:
        self._elsewhere = elsewhere
        self._pictures = pictures
        self._decks = {deck.path: deck for deck in decks}
        self._keys: set[str] = set()
        self._anchors: dict[str, set[str]] = {}
        for deck in self._decks.values():
            self._keys.update(deck.anchors.values())
            for anchor, key in deck.anchors.items():
                self._anchors.setdefault(anchor, set()).add(key)

    def of(self, deck: Sheaf) -> Callable[[int], Followed]:
        """Where the links of a deck lead, by their numbers."""
        return lambda number: self.followed(deck, deck.links[number])

    def followed(self, deck: Sheaf, link: WrittenLink) -> Followed:
        """Where a link leads, and the name of a picture."""
        target = self.target(deck, link)
        if not link.is_image or not target or self._pictures is None:
            return Followed(target)
        try:
            return Followed(target, self._pictures.look(target).name)
        except Unshown as error:
            message = f"the image '{link.target}' {error}"
            return Followed(_fault(deck, link.line, error.code, message))

    def target(self, deck: Sheaf, link: WrittenLink) -> str:
        """A key, a web address or the path of a picture; empty after a fault."""
        if link.is_image:
            return _image_path(deck, link)
        if link.by_name:
            return self._term_named(deck, link)
        if is_outside(link):
            return _web_address(deck, link)
        return self._term_at(deck, link)

    def _term_at(self, deck: Sheaf, link: WrittenLink) -> str:
        """The key that ``#anchor`` or ``file.md#anchor`` stands for; ``#deck/key`` is one."""
        file, _, anchor = map(unquote, link.target.partition("#"))
        if not file and self._is_key(anchor):
            return anchor
        path = _beside(deck, file) if file else deck.path
        there = self._decks.get(path)
        if there is None:
            hint = deck.report.hint(path, self._decks)
            return _dangling(deck, link, f"no deck '{file}'{hint}")
        if not anchor:
            return _dangling(deck, link, f"a link leads to a term: {file}#term")
        key = _find(there.anchors, anchor)
        if key is None and there.is_whole:
            here = "in any deck" if "/" in anchor else "in this deck"
            place = f"in {file}" if file else here
            hint = deck.report.hint(slug(anchor), there.anchors)
            return _dangling(deck, link, f"no term '{anchor}' {place}{hint}")
        return key or ""

    def _term_named(self, deck: Sheaf, link: WrittenLink) -> str:
        """The key that ``[[term]]`` stands for: in the same deck, or else in one other."""
        name = link.target.strip()
        if self._is_key(name):
            return name
        if key := _find(deck.anchors, name):
            return key
        match sorted(_find(self._anchors, name) or ()):
            case [key]:
                return key
            case []:
                return self._nowhere(deck, link, name)
            case keys:
                message = f"'{name}' may be any of {', '.join(keys)}; write one of these"
                return _fault(deck, link.line, "ambiguous-link", message)

    def _is_key(self, name: str) -> bool:
        return name in self._keys or name in self._elsewhere

    def _nowhere(self, deck: Sheaf, link: WrittenLink, name: str) -> str:
        if all(other.is_whole for other in self._decks.values()):
            hint = deck.report.hint(slug(name), self._anchors)
            return _dangling(deck, link, f"no term '{name}' in any deck{hint}")
        return ""  # it may stand where a fault hides it


def is_outside(link: WrittenLink) -> bool:
    """Whether a link leads nowhere in the decks, whatever they hold: a picture or an address."""
    return link.is_image or (not link.by_name and bool(_SCHEME.match(link.target)))


def _find(named: Mapping[str, T], name: str) -> T | None:
    return named.get(name) or named.get(slug(name))


def _beside(deck: Sheaf, file: str) -> str:
    """A path as written in a deck, from the root."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(deck.path), file))


def _web_address(deck: Sheaf, link: WrittenLink) -> str:
    if _WEB.match(link.target):
        return link.target
    message = f"'{link.target}' is neither a term nor a web address"
    return _fault(deck, link.line, "bad-link", message)


def _image_path(deck: Sheaf, image: WrittenLink) -> str:
    path = _beside(deck, unquote(image.target))
    is_web = bool(_SCHEME.match(image.target))
    if image.target and not is_web and not path.startswith(("/", "..")) and path.isprintable():
        return path
    message = f"the image '{image.target}' is not a file among the decks"
    return _fault(deck, image.line, "bad-image", message)


def _dangling(deck: Sheaf, link: WrittenLink, message: str) -> str:
    return _fault(deck, link.line, "dangling-link", message)


def _fault(deck: Sheaf, line: int, code: str, message: str) -> str:
    deck.report.fault(line, code, message)
    return ""
