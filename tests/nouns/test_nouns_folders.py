"""Where a user's files go, and what is said where that cannot be known."""

from pathlib import Path

import pytest

from flashcards.errors import BadRequest
from flashcards.folders import config_folder, data_folder
from flashcards.terminal.words import place


@pytest.mark.usefixtures("homeless")
def test_without_a_home_the_variable_to_set_is_named() -> None:
    for folder, variable in ((data_folder, "XDG_DATA_HOME"), (config_folder, "XDG_CONFIG_HOME")):
        with pytest.raises(BadRequest, match=f"no home folder: set HOME, or {variable}, to"):
            folder()


@pytest.mark.usefixtures("homeless")
def test_the_variable_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert data_folder() == Path("/data/flashcards")


def test_a_path_is_told_with_a_tilde_where_there_is_a_home(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert place(Path("/home/ada/decks")) == "~/decks"
    assert place(Path("/home/adam")) == "/home/adam"


@pytest.mark.usefixtures("homeless")
def test_without_a_home_a_path_is_told_as_it_is() -> None:
    assert place(Path("/home/ada/decks")) == "/home/ada/decks"
