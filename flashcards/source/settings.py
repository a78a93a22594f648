"""What a deck, a section and a note say about areas, roles, source, advice and minutes."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flashcards.source.attributes import Attribute, Attributes
from flashcards.source.codes import refusal
from flashcards.source.report import Report
from flashcards.vocabulary import Vocabulary

MINUTES = range(1, 181)
DEFAULT_MINUTES = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Each is a whole value, or None where the text around decides; minutes is a note's own.

    ``ignore`` are the codes of advice that the author does without.
    """

    areas: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None
    source: str | None = None
    ignore: tuple[str, ...] | None = None
    minutes: int | None = None

    def within(self, outer: "Settings") -> "Settings":
        """These settings, and those of the text around for what they leave open."""
        return Settings(
            outer.areas if self.areas is None else self.areas,
            outer.roles if self.roles is None else self.roles,
            outer.source if self.source is None else self.source,
            outer.ignore if self.ignore is None else self.ignore,
            self.minutes,
        )


def read_settings(report: Report, attributes: Attributes, vocabulary: Vocabulary) -> Settings:
    """The settings among the attributes of a heading or the lines of the front matter."""
    source = attributes.get("source")
    return Settings(
        _names(report, "area", attributes.get("area"), lambda: vocabulary.area_names),
        _names(report, "role", attributes.get("roles"), lambda: vocabulary.role_names),
        source.value if source else None,
        _codes(report, attributes.get("ignore")),
        _minutes(report, attributes.get("minutes")),
    )


def words_of(value: str) -> tuple[str, ...]:
    """The words of a value that holds several, with spaces or commas between them."""
    return tuple(dict.fromkeys(name for name in re.split(r"[\s,]+", value) if name))


def _names(
    report: Report, what: str, attribute: Attribute | None, possible: Callable[[], Sequence[str]]
) -> tuple[str, ...] | None:
    if attribute is None:
        return None
    known = possible()
    names = words_of(attribute.value)
    for name in names:
        if name not in known:
            message = f"unknown {what} '{name}'{report.hint(name, known)}"
            report.fault(attribute.line, f"unknown-{what}", message)
    return names


def _codes(report: Report, attribute: Attribute | None) -> tuple[str, ...] | None:
    if attribute is None:
        return None
    codes = words_of(attribute.value)
    for code in codes:
        if message := refusal(report, code):
            report.fault(attribute.line, "unknown-code", message)
    return codes


def _minutes(report: Report, attribute: Attribute | None) -> int | None:
    if attribute is None:
        return None
    if re.fullmatch("[0-9]{1,3}", attribute.value) and int(attribute.value) in MINUTES:
        return int(attribute.value)
    message = f"minutes must be a whole number from {MINUTES[0]} to {MINUTES[-1]}"
    report.fault(attribute.line, "bad-minutes", message)
    return None
