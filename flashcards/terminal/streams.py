"""The three standard streams: fit for any text, and whatever becomes of them said in a sentence."""

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper

from flashcards.errors import BadRequest, CannotWrite
from flashcards.terminal.clean import clean_line

READER_GONE = 141
"""What a shell reports for a writer whose reader went away: 128 and the number of SIGPIPE."""

_STREAMS = (
    ("stdin", "r", "replace"),
    ("stdout", "w", "backslashreplace"),
    ("stderr", "w", "backslashreplace"),
)
"""The streams, and what becomes of a byte or a character that their encoding does not have."""


def settle() -> None:
    """Fit the streams for any text; those that were closed lead nowhere."""
    for name, mode, errors in _STREAMS:
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - left open to the end
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def say(text: str) -> None:
    """Talk to the person, who may not listen: the exit code tells a program as much."""
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def failed(error: OSError) -> int:
    """Say what the system would not do, and give the exit code.

    A reader or a terminal that went away ends us quietly.
    """
    # Python would try to flush once more at exit, and complain.
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - left open to the end
    if error.errno in (errno.EPIPE, errno.EIO) and not error.filename:
        return READER_GONE
    code, sentence = _sentence(error)
    say(f"{clean_line(sentence)}\n")
    return code


def _sentence(error: OSError) -> tuple[int, str]:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CannotWrite.exit_code, "The disk is full; the output could not be written."
    if error.errno == errno.ENOENT and not error.filename:
        what = "The folder you are in is no longer there; change to another one."
    else:
        what = f"{error.filename or 'The system says'}: {error.strerror}."
    return BadRequest.exit_code, what
