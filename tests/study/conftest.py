"""Data shared with other tools (known answers, real reviews), found beside the repository."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # a busy machine is no fault
settings.load_profile("patient")

SHARED = Path(__file__).parents[2].parent / "shared" / "data"

Shared = Callable[[str], Path]


@pytest.fixture
def shared() -> Shared:
    """The path of a shared file. Skipped where the folder is absent; in CI it must be there."""

    def find(name: str) -> Path:
        if not SHARED.is_dir():
            if os.environ.get("CI"):
                pytest.fail(f"{SHARED} is missing, and CI must have it")
            pytest.skip(f"{SHARED} is not on this machine")
        return SHARED / name

    return find


@pytest.fixture
def known_answers(shared: Shared) -> dict[str, dict[str, Any]]:
    """The known answers of FSRS-6 and of Anki's rules around it, by name."""
    data = json.loads(shared("fsrs_vectors.json").read_text(encoding="utf-8"))
    return {vector["name"]: vector for vector in data["vectors"]}


@pytest.fixture
def vector(request: pytest.FixtureRequest, known_answers: dict[str, Any]) -> Any:
    """The known answer that a test is about."""
    return known_answers[request.param]
