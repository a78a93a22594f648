"""The process that runs Anki: what answers in the place of a sync server, and how it ends."""

import signal
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from flashcards.errors import BadRequest
from flashcards.mirror.client import started
from tests.phone import require_anki

TOO_OLD = "Your Anki version is too old. Please update to the latest version to continue syncing."
BUSY = "Only one copy of Anki can sync to your account at once."


class Stranger(BaseHTTPRequestHandler):
    """Answers everything with one status."""

    status: ClassVar[int]

    def do_POST(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(b"<html>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stranger() -> Iterator[str]:
    """The address of a server that is none of Anki's."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_what_a_server_may_answer(stranger: str, tmp_path: Path) -> None:
    require_anki()
    answers = {
        200: f"What answers at {stranger} is no sync server of Anki.",
        404: f"What answers at {stranger} is no sync server of Anki.",
        403: f"{stranger} does not take this user and password.",
        409: f"{stranger} does not go on: {BUSY} Please wait a few minutes, then try again.",
        501: f"{stranger} does not go on: {TOO_OLD}",
    }
    with started(tmp_path, stranger) as client:
        for Stranger.status, sentence in answers.items():
            with pytest.raises(BadRequest) as refusal:
                client.login("me", "a secret")
            assert str(refusal.value) == sentence


def test_the_process_ends_of_itself(tmp_path: Path) -> None:
    require_anki()
    with started(tmp_path, None) as client:
        client._process.send_signal(signal.SIGKILL)
        client._process.wait()
        with pytest.raises(BadRequest, match=r"ended \(exit code -9\). Nothing is lost"):
            client.known([])
