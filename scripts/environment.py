"""Makes the virtual environment of this checkout.

Any Python can read this file, however old, so that it can say what is missing.

Usage: environment.py EXTRA..., with the extras of pyproject.toml to install.
"""

import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
LEAST = (3, 11)


def main(extras):
    """Install what is wanted, unless another process just did."""
    require_python()
    require_venv()
    with locked():
        for extra in extras:
            if not is_ready(extra):
                set_up(extra)


def require_python():
    """Stop with a sentence where this Python is too old."""
    if sys.version_info < LEAST:
        found = "{}.{} ({})".format(sys.version_info[0], sys.version_info[1], sys.executable)
        sys.exit(
            "flashcards needs Python 3.11 or newer; this is " + found + ".\n"
            "Install it (Debian, Ubuntu: sudo apt install python3.11 python3.11-venv;"
            " macOS: brew install python), or name one: PYTHON=/path/to/python3"
        )


def require_venv():
    """Stop with a sentence where Debian's Python came without its venv."""
    try:
        import ensurepip  # noqa: F401, PLC0415 - is it there?
        import venv  # noqa: F401, PLC0415 - is it there?
    except ImportError:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        sys.exit(
            "flashcards keeps to an environment of its own, and this Python cannot make one.\n"
            "Install its venv package (Debian, Ubuntu: sudo apt install " + package + ")."
        )


def is_ready(extra):
    """Whether an extra was installed completely, from this place, for this pyproject.toml."""
    ready = stamp(extra)
    project = os.path.join(ROOT, "pyproject.toml")
    if not os.path.exists(ready) or os.path.getmtime(ready) < os.path.getmtime(project):
        return False
    with open(ready) as file:
        return file.read().strip() == ROOT


def stamp(extra):
    """The file that says that an extra is installed."""
    return os.path.join(VENV, ".ready-" + extra)


def set_up(extra):
    """Make the environment and install the project into it, saying so meanwhile."""
    say("Setting up once: environment in .venv (about a minute) ... ")
    python = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python")
    log = os.path.join(ROOT, ".venv-setup.log")
    wanted = ROOT if extra == "run" else "{}[{}]".format(ROOT, extra)
    run(
        log,
        sys.executable,
        "-m",
        "venv",
        "--upgrade" if os.path.exists(python) else "--clear",
        VENV,
    )
    run(log, python, "-m", "pip", "install", "--disable-pip-version-check", "-e", wanted)
    os.remove(log)
    with open(stamp(extra), "w") as file:
        file.write(ROOT + "\n")
    say("done\n")


def run(log, *command):
    """Run a command quietly; where it fails, show the end of what it said, and stop."""
    with open(log, "a") as output:
        code = subprocess.call(command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT)
    if code:
        with open(log) as output:
            tail = output.read().splitlines()[-15:]
        say("failed\n" + "\n".join(tail) + "\n")
        sys.exit("The set-up did not finish; the whole story is in " + os.path.relpath(log) + ".")


def locked():
    """Let one process set up at a time; the lock goes with the process, however it ends."""
    file = open(VENV + ".lock", "w")  # noqa: SIM115 - held until the process ends
    try:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(file, fcntl.LOCK_EX)
    except ImportError:
        pass
    return file


def say(words):
    """Talk on standard error, at once."""
    sys.stderr.write(words)
    sys.stderr.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
