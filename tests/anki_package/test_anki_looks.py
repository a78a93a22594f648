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


def test_cards_need_no_script_and_nothing_from_elsewhere() -> None:
    sides = [looks.front(t) + looks.back(t) for kind in NOTE_TYPES for t in kind.templates]
    for page in (*sides, STYLE):
        assert not re.search(r"<script|javascript:|\bon\w+=|url\(|@import|https?:", page)
