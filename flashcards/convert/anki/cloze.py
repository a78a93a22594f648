"""Cloze deletions: a text with gaps, asked gap after gap."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

_MARK = re.compile(r"\{\{c([0-9]{1,3}(?:,[0-9]{1,3})*)::|\}\}")
_MOST = 500
DEEPEST = 8


class Gap(NamedTuple):
    """A deletion: the numbers it belongs to, what is hidden, and the hint; gaps may hold gaps."""

    numbers: frozenset[int]
    inner: tuple["Gap | str", ...]
    hint: str


Parts: TypeAlias = "tuple[Gap | str, ...]"


@dataclass(frozen=True, slots=True)
class _Frame:
    """A gap that is still open: how it was begun, and what stands in it so far."""

    mark: str
    numbers: str
    parts: "list[Gap | str]" = field(default_factory=list)


def parse(html: str) -> Parts:
    """The text between the gaps, and the gaps; one that never ends is text."""
    frames: list[_Frame] = [_Frame("", "")]
    end = 0
    for mark in _MARK.finditer(html):
        frames[-1].parts.append(html[end : mark.start()])
        end = mark.end()
        if mark[1] and len(frames) <= DEEPEST:
            frames.append(_Frame(mark[0], mark[1]))
        elif mark[1] or len(frames) == 1:
            frames[-1].parts.append(mark[0])
        else:
            frame = frames.pop()
            frames[-1].parts.append(_gap(frame.numbers, frame.parts))
    frames[-1].parts.append(html[end:])
    while len(frames) > 1:
        frame = frames.pop()
        frames[-1].parts.extend([frame.mark, *frame.parts])
    return tuple(part for part in frames[0].parts if part)


def numbers(parts: Parts) -> list[int]:
    """The numbers of the deletions: each is a card."""
    found = {n for gap in _gaps(parts) for n in gap.numbers if 0 < n <= _MOST}
    return sorted(found)


def question(parts: Parts, number: int) -> str:
    """The text with the gaps of a number open, and what the others hide."""
    return "".join(_asked(part, number) for part in parts)


def answers(parts: Parts, number: int) -> list[str]:
    """What the gaps of a number hide, the same thing once."""
    held = (question(gap.inner, 0) for gap in _gaps(parts) if number in gap.numbers)
    return list(dict.fromkeys(text.strip() for text in held))


def _asked(part: "Gap | str", number: int) -> str:
    if isinstance(part, str):
        return part
    if number in part.numbers:
        return f"[{part.hint or '...'}]"
    return question(part.inner, number)


def _gaps(parts: Parts) -> Iterator[Gap]:
    for part in parts:
        if isinstance(part, Gap):
            yield part
            yield from _gaps(part.inner)


def _gap(listed: str, inner: list["Gap | str"]) -> Gap:
    """A gap; a hint stands behind two colons at its end."""
    *before, last = inner
    hint = ""
    if isinstance(last, str) and "::" in last:
        last, _, hint = last.partition("::")
    found = frozenset(int(number) for number in listed.split(","))
    return Gap(found, (*before, last), re.sub(r"<[^<>]*>", "", hint).strip())
