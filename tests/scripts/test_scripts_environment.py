"""The set-up of a fresh checkout says what is missing, whatever Python it meets."""

import ast
import builtins
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The set-up script, for a checkout in a folder of its own."""
    spec = importlib.util.spec_from_file_location("environment", SCRIPTS / "environment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    (tmp_path / ".venv").mkdir()
    (tmp_path / "pyproject.toml").touch()
    return module


def test_an_old_python_can_read_the_script_that_refuses_it() -> None:
    ast.parse((SCRIPTS / "environment.py").read_text(), feature_version=(3, 4))


def test_a_too_old_python_is_told_what_to_install(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9") as end:
        environment.require_python()
    assert "sudo apt install python3.11 python3.11-venv" in str(end.value)


def test_a_python_without_venv_is_told_which_package_holds_it(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_ensurepip(name: str, *rest: Any) -> Any:
        if name == "ensurepip":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_ensurepip)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(SystemExit, match=f"sudo apt install {package}"):
        environment.require_venv()


def test_an_environment_is_ready_only_when_it_was_finished_here(environment: ModuleType) -> None:
    assert not environment.is_ready("run")
    stamp = Path(environment.stamp("run"))
    stamp.write_text("/somewhere/else\n")
    assert not environment.is_ready("run")
    stamp.write_text(f"{environment.ROOT}\n")
    assert environment.is_ready("run")
    assert not environment.is_ready("test")
    os.utime(stamp, (0, 0))
    assert not environment.is_ready("run")


def test_an_installation_that_fails_shows_why_and_leaves_no_stamp(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = [sys.executable, "-c", "print('no such package'); raise SystemExit(1)"]
    monkeypatch.setattr(environment, "run", lambda log, *_, run=environment.run: run(log, *broken))
    with pytest.raises(SystemExit, match="The set-up did not finish"):
        environment.set_up("run")
    assert "Setting up once" in capsys.readouterr().err
    assert not environment.is_ready("run")


def test_without_any_python_the_shell_says_so(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    shutil.copytree(SCRIPTS, checkout / "scripts")
    (checkout / "pyproject.toml").touch()
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "dirname", "readlink", "cat"):
        (tools / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [checkout / "scripts" / "flashcards", "review"],
        env={"PATH": str(tools)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "needs Python 3.11 or newer, and there is no Python here" in done.stderr
