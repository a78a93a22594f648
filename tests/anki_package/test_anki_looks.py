"""Cards can be read: on a phone, by day and by night, by ear."""

import re

import pytest

from flashcards.anki import looks
from flashcards.anki.notetypes import NOTE_TYPES

STYLE = looks.style()
DAY, NIGHT = (
    dict(re.findall(r"--(\w+): (#\w{6});", block)) for block in STYLE.split(".card.nightMode")
)
TEXTS = [
    (theme, ink, ground)
    for theme in ("day", "night")
    for ink in ("ink", "muted", "accent")
    for ground in ("paper", "panel")
]


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("theme", "ink", "ground"), TEXTS)
def test_contrast_is_at_least_four_and_a_half(theme: str, ink: str, ground: str) -> None:
    colours = DAY if theme == "day" else NIGHT
    dark, light = sorted(luminance(colours[name]) for name in (ink, ground))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_no_text_is_below_16_px() -> None:
    sizes = re.findall(r"font(?:-size)?: ([\d.]+)(px|rem|em)", STYLE)
    pixels = {"px": 1.0, "rem": 16.0, "em": 18.0}
    assert sizes
    assert all(float(size) * pixels[unit] >= 16 for size, unit in sizes)


def test_the_colours_by_night_outdo_those_of_anki() -> None:
    """Anki has ``body.nightMode { color: ...; ... }``, which outdoes ``.card``."""
    (night,) = re.findall(r"\.card\.nightMode,\n\.card\.night_mode \{(.*?)\}", STYLE, re.DOTALL)
    assert "  color: var(--ink);" in night
    assert "  background: var(--paper);" in night


def test_every_rule_is_about_cards_alone() -> None:
    """So that a page of many cards can share the sheet, and Anki's own windows stay as they are."""
    sheet = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    selectors = [
        part.strip() for rule in re.findall(r"([^{}]+)\{", sheet) for part in rule.split(",")
    ]
    assert selectors
    assert all(selector.startswith(".card") for selector in selectors)


def test_what_is_tapped_is_at_least_44_px_high() -> None:
    """A line of a checklist: its text, and the padding above and below it."""
    size, leading = map(float, re.findall(r"font: (\d+)px/([\d.]+) system-ui", STYLE)[0])
    label = re.findall(r"\.card \.points label \{(.*?)\}", STYLE, re.DOTALL)[0]
    padding = float(re.findall(r"padding: ([\d.]+)em 0;", label)[0])
    assert size * leading + 2 * padding * size >= 44


def test_a_picture_is_never_wider_than_the_screen() -> None:
    assert re.search(r"\.card img \{[^}]*max-width: 100%;", STYLE)


def test_the_score_is_told_as_so_many_of_so_many() -> None:
    """``Said 2 of 5 points; musts still open: 1``, counted by the style sheet alone."""
    assert 'content: "Said " counter(said) " of ";' in STYLE
    assert 'content: "; musts still open: " counter(open);' in STYLE


def test_cards_need_no_script_and_nothing_from_elsewhere() -> None:
    sides = [looks.front(t) + looks.back(t) for kind in NOTE_TYPES for t in kind.templates]
    for page in (*sides, STYLE):
        assert not re.search(r"<script|javascript:|\bon\w+=|url\(|@import|https?:", page)
