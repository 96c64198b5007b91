"""A browser that runs cells of a live notebook: its kernel socket and its side of the room.

What the kernel sends is written into the room as JupyterLab writes it (``CodeCellModel`` and
``YCodeCell``): outputs cleared, state and count set, a new output appended, an updated one replaced
whole. Knows Jupyter's wire.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from pycrdt import Array, Doc, Map

from .wire import Browser, Connection

V1 = "v1.kernel.websocket.jupyter.org"
KERNEL_WITHIN = 60.0


def write_notebook(path: Path, cells_above: int) -> str:
    """A notebook with some code above the asking cell; the asking cell's id."""
    above = [
        nbformat.v4.new_code_cell(
            f"totals_{number} = sum(range({number}))\nprint(totals_{number})",
            outputs=[nbformat.v4.new_output("stream", name="stdout", text=f"{number}\n")],
        )
        for number in range(cells_above)
    ]
    asking = nbformat.v4.new_code_cell("")
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[*above, asking]), path)
    return str(asking["id"])


@dataclass(slots=True)
class Run:
    """One cell's execution. ``sent`` is when its request left, in ns since 1970."""

    sent: int
    text: str = ""
    error: str | None = None
    idle: asyncio.Event = field(default_factory=asyncio.Event)
    replied: asyncio.Event = field(default_factory=asyncio.Event)


class Kernel:
    """The kernel of a notebook, through one browser's socket.

    ``on_output`` gets ``display_data``, ``update_display_data`` and ``execute_input`` messages.
    """

    def __init__(
        self, on_output: Callable[[str, dict[str, Any]], None] = lambda kind, content: None
    ) -> None:
        self._on_output = on_output
        self._session = uuid.uuid4().hex
        self._runs: dict[str, Run] = {}
        self._ready = asyncio.Event()

    async def start(self, browser: Browser, connection: Connection, path: str) -> Kernel:
        """Start the notebook's kernel as JupyterLab does, connect, and wait until it answers."""
        wanted = {
            "path": path,
            "name": path,
            "type": "notebook",
            "kernel": {"name": "python3"},
        }
        session = await connection.json("POST", "api/sessions", wanted)
        address = f"api/kernels/{session['kernel']['id']}/channels?session_id={self._session}"
        self._socket = await browser.socket(address, self._heard, [V1])
        self._send("kernel_info_request", {}, {})
        await asyncio.wait_for(self._ready.wait(), KERNEL_WITHIN)
        return self

    def leave(self) -> None:
        """The browser closes its tab."""
        self._socket.close()

    def submit(self, code: str, cell: str = "") -> Run:
        """Send a cell's code."""
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        run = Run(time.time_ns())
        self._runs[self._send("execute_request", {"cellId": cell}, content)] = run
        return run

    async def run(self, code: str, cell: str = "") -> Run:
        """Run a cell to its end. Raises RuntimeError if it fails."""
        run = self.submit(code, cell)
        await asyncio.wait_for(run.replied.wait(), KERNEL_WITHIN)
        await asyncio.wait_for(run.idle.wait(), KERNEL_WITHIN)
        if run.error is not None:
            raise RuntimeError(f"The cell failed: {run.error}")
        return run

    def _send(self, kind: str, metadata: dict[str, Any], content: dict[str, Any]) -> str:
        message_id = uuid.uuid4().hex
        header = {
            "msg_id": message_id,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "version": "5.3",
        }
        parts = [json.dumps(part).encode() for part in (header, {}, metadata, content)]
        self._socket.write_message(serialize_msg_to_ws_v1(parts, "shell"), binary=True)
        return message_id

    def _heard(self, message: str | bytes) -> None:
        if not isinstance(message, bytes):
            return
        channel, parts = deserialize_msg_from_ws_v1(message)
        header, parent, _, content = (json.loads(part) for part in parts[:4])
        kind = header["msg_type"]
        if kind == "kernel_info_reply":
            self._ready.set()
        run = self._runs.get(parent.get("msg_id", ""))
        if run is None:
            return
        if kind == "stream":
            run.text += content["text"]
        elif kind == "error":
            run.error = f"{content['ename']}: {content['evalue']}"
        elif kind == "status" and content["execution_state"] == "idle":
            run.idle.set()
        elif kind == "execute_reply":
            run.replied.set()
        elif channel == "iopub":
            self._on_output(kind, content)


class LiveCell:
    """A cell of the shared document, written as JupyterLab's executing browser writes it."""

    def __init__(self, doc: Doc[Any], cell: str) -> None:
        self._doc = doc
        self._cell = cell
        self._places: dict[str, int] = {}

    @property
    def _map(self) -> Map[Any]:
        cells: Array[Any] = self._doc.get("cells", type=Array)
        return next(cell for cell in cells if cell["id"] == self._cell)

    def begin(self) -> None:
        """Execution starts: outputs cleared, state and count reset."""
        outputs = self._map["outputs"]
        with self._doc.transaction():
            if len(outputs):
                del outputs[0 : len(outputs)]
            self._map["execution_count"] = None
            self._map["execution_state"] = "running"

    def end(self) -> None:
        """Execution is over."""
        self._map["execution_state"] = "idle"

    def show(self, kind: str, content: dict[str, Any]) -> None:
        """An output came from the kernel."""
        if kind == "execute_input":
            self._map["execution_count"] = content["execution_count"]
            return
        if kind not in ("display_data", "update_display_data"):
            return
        output = Map(
            {
                "output_type": "display_data",
                "data": content["data"],
                "metadata": content["metadata"],
            }
        )
        outputs = self._map["outputs"]
        display = content.get("transient", {}).get("display_id", "")
        if kind == "display_data":
            self._places[display] = len(outputs)
            outputs.append(output)
        elif display in self._places:
            outputs[self._places[display]] = output

    def outputs(self) -> list[dict[str, Any]]:
        """What the cell holds now."""
        found: list[dict[str, Any]] = self._map["outputs"].to_py()
        return found
