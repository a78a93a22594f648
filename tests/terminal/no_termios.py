"""The program on a system without single keys, as Windows is: neither termios nor select."""

import sys

for name in ("termios", "tty", "select", "fcntl"):
    sys.modules[name] = None  # type: ignore[assignment] # an import of it fails

from flashcards.cli import main  # noqa: E402 - after the modules were taken away

main()
