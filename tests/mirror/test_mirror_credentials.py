"""Who signs in, and where: the environment, the keyring, and addresses."""

import sys
from pathlib import Path

import pytest

from flashcards.errors import BadRequest
from flashcards.mirror.credentials import PASSWORD, USER, address, is_open, password, user

KEYRING = """
import sys
KNOWN = {("flashcards:AnkiWeb", "me@example.org"): "a secret"}
found = KNOWN.get(tuple(sys.argv[2:])) if sys.argv[1] == "get" else None
print(found) if found else sys.exit(1)
"""


def test_the_environment_comes_first() -> None:
    assert user({USER: "me"}, "somebody") == "me"
    assert user({}, "somebody") == "somebody"
    assert user({}, None) is None
    assert password({PASSWORD: "a secret"}, None, "me") == "a secret"


def test_then_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "keyring"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(KEYRING)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert password({}, None, "me@example.org") == "a secret"
    assert password({}, "https://sync.example.org/", "me@example.org") is None
    monkeypatch.setattr(sys, "path", [])
    assert password({}, None, "me@example.org") is None, "no keyring is installed"


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (None, None),
        ("AnkiWeb", None),
        ("ankiweb", None),
        ("https://sync.example.org", "https://sync.example.org/"),
        ("https://example.org/anki/", "https://example.org/anki/"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
    ],
)
def test_addresses(given: str | None, found: str | None) -> None:
    assert address(given) == found


@pytest.mark.parametrize(
    "given", ["", "example.org", "ftp://example.org", "https://", "http://[::", "http://a:b"]
)
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(BadRequest, match="is no address of a server"):
        address(given)


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (None, False),
        ("https://sync.example.org/", False),
        ("http://localhost:8080/", False),
        ("http://127.0.0.1:8080/", False),
        ("http://[::1]:8080/", False),
        ("http://192.168.1.7:8080/", True),
        ("http://sync.example.org/", True),
    ],
)
def test_what_can_be_read_on_the_way(server: str | None, expected: bool) -> None:
    assert is_open(server) == expected
