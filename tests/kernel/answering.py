"""A server in a thread that answers as it is told and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from commonground import __version__
from commonground.core.role import Member
from commonground.core.turn import Turn, TurnId
from commonground.core.views import VERSION_HEADER

Lines = Iterable[dict[str, Any]]
Answer = tuple[int, Any] | Callable[[], Lines]
"""Status and JSON, or a function that gives the lines of a stream."""


@dataclass
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    authorization: str
    body: Any


@dataclass
class Answering:
    """Answers by method and path; a list is used up one by one."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def on(self, request: str, *answers: Answer) -> None:
        """Answer ``"POST turns"`` with these, in order; the last one again and again."""
        self.answers[request] = list(answers)

    def take(self, request: str) -> Answer:
        waiting = self.answers.get(request)
        if not waiting:
            return 404, {"message": f"nothing is known of {request}"}
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@contextmanager
def answering(host: str = "127.0.0.1") -> Iterator[Answering]:
    """The server at that address of this machine, for as long as the block runs."""
    script = Answering()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            path = self.path.removeprefix("/commonground/api/")
            authorization = str(self.headers.get("Authorization"))
            script.asked.append(Asked(self.command, path, authorization, body))
            answer = script.take(f"{self.command} {path}")
            if callable(answer):
                return self._stream(answer())
            data = json.dumps(answer[1]).encode()
            self.send_response(answer[0])
            self.send_header("Content-Length", str(len(data)))
            self.send_header(VERSION_HEADER, __version__)
            self.end_headers()
            self.wfile.write(data)

        def _stream(self, lines: Lines) -> None:
            self.send_response(200)
            self.send_header("Connection", "close")
            self.send_header(VERSION_HEADER, __version__)
            self.end_headers()
            for line in lines:
                self.wfile.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
                self.wfile.flush()
            self.close_connection = True

        do_GET = do_POST = _answer

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    script.url = f"http://{host}:{server.server_address[1]}/commonground/api"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


STATUS: dict[str, Any] = {
    "version": __version__,
    "user": Member("alice", "Alice Adams").to_wire(),
    "model": {
        "name": "scripted",
        "label": "scripted model",
        "kind": "scripted",
        "demo": False,
        "window": None,
        "available": True,
        "problem": None,
        "lacks": [],
    },
    "collaboration": {"ok": True, "message": None},
    "limits": {"title": 200, "body": 20_000, "question": 20_000},
    "kinds": ["convention", "note"],
    "mime": "application/json",
    "store": {"ok": True, "message": None},
    "invites": False,
    "code": None,
}
"""What ``GET status`` answers."""


def a_turn(status: str = "streaming", text: str = "", **fields: Any) -> Turn:
    """A turn of alice's."""
    values: dict[str, Any] = {
        "asker": "alice",
        "visibility": "shared",
        "question": "Why cents?",
        "model": "scripted",
        "model_label": "scripted model",
        "at": 1_700_000_000_000,
        "source": "cell",
    }
    return Turn(id=TurnId("t_1"), status=status, text=text, **(values | fields))  # type: ignore[arg-type]
