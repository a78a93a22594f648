"""A session at a keyboard, for the tests to run in a terminal of their own."""

import subprocess
import sys
from time import sleep

from flashcards.terminal.keys import Key, Keyboard


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    say("started")
    if "late" in sys.argv:
        sleep(0.1)
    with Keyboard(
        on_stop=lambda: say("stopping"),
        on_resume=lambda: say("resumed"),
        on_resize=lambda: say("resized"),
    ) as keyboard:
        say("held")
        while (key := keyboard.read()) not in {"q", "eof"}:
            say(f"<{key}>")
            act(keyboard, key)
    say("left")


def act(keyboard: Keyboard, key: Key | None) -> None:
    if key == "e":
        with keyboard.suspended():
            subprocess.run(["sh", "-c", "read line; echo edited $line"], check=True)
    if key == "x":
        raise ValueError("a fault of the caller")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(130)
