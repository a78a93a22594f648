"""Days on end: Anki has no clock but the machine's, so its programs are given another one."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("clock.c")
FIRST_MORNING = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAY_SECONDS = 86_400


class Clock:
    """A clock for the programs that are started with its ``environ``: it runs, on another day."""

    def __init__(self, folder: Path) -> None:
        self._library = folder / "clock.so"
        self.shift = 0
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None:
            if os.environ.get("CI"):
                pytest.fail("there is no C compiler, and CI must have one")
            pytest.skip("there is no C compiler for the clock of this test")
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-o", str(self._library), str(SOURCE), "-ldl"],
            check=True,
        )

    def turn_to(self, day: int) -> None:
        """Make it nine in the morning of a day, counted from the first one."""
        self.shift = int(FIRST_MORNING.timestamp()) + day * DAY_SECONDS - int(_real_time())

    @property
    def environ(self) -> Mapping[str, str]:
        """What a program that shall see this clock has in its environment."""
        return {"LD_PRELOAD": str(self._library), "SHIFTED_CLOCK": str(self.shift)}

    def now(self) -> str:
        """What it shows."""
        return datetime.fromtimestamp(_real_time() + self.shift, UTC).isoformat()


def _real_time() -> float:
    return time.time()  # noqa: TID251 - from which the other clock is reckoned
