"""Servers of models on loopback, as Ollama and llama.cpp's show themselves; for tests.

``python -m tests.ai.nearby_server PORT`` is an Ollama by itself, in a process of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self

from .provider import answer, message

OLLAMA: Mapping[str, Any] = {
    "/api/version": {"version": "0.30.1"},
    "/api/tags": {"models": [{"name": "qwen3:8b"}, {"name": "gemma3:4b"}, {"name": 7}]},
}
LLAMA_CPP: Mapping[str, Any] = {
    "/v1/models": {"object": "list", "data": [{"id": "granite.gguf", "owned_by": "llamacpp"}]},
}
OTHER: Mapping[str, Any] = {"/v1/models": {"data": [{"id": "x", "owned_by": "somebody"}]}}


class NearbyServer:
    """``with NearbyServer(OLLAMA) as s``: what ``shows`` it, and the Messages API beside it.

    ``asked`` holds every path that was asked, and the body of what was posted.
    """

    def __init__(self, shows: Mapping[str, Any], *, messages: bool = True, port: int = 0) -> None:
        self.shows = shows
        self.messages = messages
        self.asked: list[tuple[str, Any]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        self._server.serve_forever()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, None))
                self.json(200 if self.path in server.shows else 404, server.shows.get(self.path))

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                server.asked.append((self.path, body))
                if self.path != "/v1/messages" or not server.messages:
                    self.json(404, {})
                elif not body.get("model"):
                    self.json(400, {"type": "error", "error": {"type": "invalid_request_error"}})
                elif not body.get("stream"):
                    self.json(200, message("I run here."))
                else:
                    self.events()

            def events(self) -> None:
                self.send_response(200)
                self.send_header("content-type", "text/event-stream")
                self.end_headers()
                for name, data in answer("I run ", "here."):
                    self.wfile.write(f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())

            def json(self, status: int, value: Any) -> None:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(value).encode())

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler


if __name__ == "__main__":
    NearbyServer(OLLAMA, port=int(sys.argv[1])).serve()
