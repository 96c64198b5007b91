"""A double of JupyterHub's API, for a real single-user server: ``GET /hub/api/user`` by token.

The models are what the Hub documents for that route (jupyterhub 5 and 6): name, kind, admin,
groups, scopes. It starts no servers and issues no tokens.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ACCESS = "access:servers!server=ada/team"


def model(
    name: str, *, groups: list[str] | None = None, scopes: list[str] | None = None, **more: Any
) -> dict[str, Any]:
    """The Hub's model of a user who may open the server."""
    return {
        "kind": "user",
        "name": name,
        "admin": False,
        "groups": groups or [],
        "scopes": [ACCESS, f"read:users:name!user={name}", *(scopes or [])],
        "session_id": None,
        **more,
    }


class HubDouble:
    """Answers while it is entered. ``users`` holds the models by token and may change meanwhile."""

    def __init__(self, users: Mapping[str, dict[str, Any]]) -> None:
        self.users = dict(users)
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                token = self.headers.get("Authorization", "").partition(" ")[2]
                if self.path.rstrip("/").endswith("/hub/api"):
                    self._answer(200, {"version": "6.1.1"})
                elif self.path.partition("?")[0].endswith("/hub/api/user") and token in hub.users:
                    self._answer(200, hub.users[token])
                else:
                    self._answer(403, {"status": 403, "message": "Forbidden"})

            def _answer(self, status: int, value: dict[str, Any]) -> None:
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def api(self) -> str:
        """What JUPYTERHUB_API_URL holds."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/hub/api"

    def __enter__(self) -> HubDouble:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
