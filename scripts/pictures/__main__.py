"""Draw cards as Anki shows them, from the very templates of the export.

Needs Chromium or Chrome on the PATH; with --anki, Anki itself draws them. Without other options
these are the pictures in docs/pictures: notes of the shipped decks.
"""

import argparse
from pathlib import Path

from pictures import in_anki, in_browser
from pictures.picture import pictures

IN_ANKI = """let Anki draw them: PYTHON is one that has it, as DIR/bin/python after
python3 -m venv DIR && DIR/bin/pip install "aqt[qt]"; on a bare Linux Qt also needs
libnss3, libegl1, libxcomposite1, libxdamage1, libxrandr2, libxtst6 and libxkbcommon0"""


def main() -> None:
    """Draw the pictures that were asked for."""
    parser = argparse.ArgumentParser(prog="card_pictures", description=__doc__.splitlines()[0])
    parser.add_argument("--every", action="store_true", help="every card, side, screen and light")
    parser.add_argument("--note", metavar="KEY", help="both sides of a shipped note, day and night")
    parser.add_argument("--anki", metavar="PYTHON", help=IN_ANKI)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "docs/pictures")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    wanted = pictures(options.note, every=options.every)
    files = {options.out / f"{name}.png": picture for name, picture in wanted.items()}
    if options.anki:
        in_anki.draw(options.anki, files)
    else:
        in_browser.draw(files)
    print(*files, sep="\n")


if __name__ == "__main__":
    main()
