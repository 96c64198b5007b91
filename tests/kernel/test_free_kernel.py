"""The kernel is free while an answer comes: the server writes it into the notebook that is open."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from pycrdt import Array, Doc

from commonground.core.bundle import TURN_MIME
from tests.benchmarks.notebook import Kernel, LiveCell, Run, write_notebook
from tests.benchmarks.wire import Browser, Connection, Room, room_address
from tests.gate.test_gate import made
from tests.live import LiveServer, Person

pytestmark = pytest.mark.anyio

WITHIN = 60.0
SCRIPT = {
    "rules": [
        ["slowly", " ".join(f"word{n}" for n in range(800))],
        ["broken", "It breaks here."],
        ["code", "So:\n\n```python\nprice = 5\n```\n"],
    ],
    "default": "So it is.",
    "words": 3,
    "delay": 0.02,
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("free")
    script = folder / "script.json"
    script.write_text(json.dumps(SCRIPT))
    with LiveServer(folder, name="free-kernel", model=f"scripted:{script}") as live:
        yield live


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(WITHIN):
        while True:
            if true():
                return
            await asyncio.sleep(0.02)


class Desk:
    """One person's JupyterLab with a notebook: its kernel's socket, and its side of the room."""

    def __init__(self, person: Person, cell: str, connection: Connection) -> None:
        self.person = person
        self.connection = connection
        self.doc: Doc[Any] = Doc()
        self.cell = cell
        self.live = LiveCell(self.doc, cell)
        self.kernel = Kernel(self.live.show)

    def submit(self, source: str) -> Run:
        """Run the cell, as its browser does."""
        self.live.begin()
        return self.kernel.submit(source, self.cell)

    async def replied(self, run: Run) -> None:
        await asyncio.wait_for(run.replied.wait(), WITHIN)
        await asyncio.wait_for(run.idle.wait(), WITHIN)

    async def shown(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The one output of the cell, once it is as wanted."""

        def is_shown() -> bool:
            outputs = self.live.outputs()
            return len(outputs) == 1 and wanted(outputs[0]["data"])

        await until(is_shown)
        return dict(self.live.outputs()[0]["data"])

    async def act(self, action: str) -> None:
        [session] = [
            each
            for each in await self.connection.json("GET", "api/sessions")
            if each["path"].endswith(self.path)
        ]
        await self.connection.json("POST", f"api/kernels/{session['kernel']['id']}/{action}", {})

    path = ""


def has_ended(data: dict[str, Any]) -> bool:
    return bool(data[TURN_MIME]["status"] != "streaming")


def streams(data: dict[str, Any]) -> bool:
    return bool(data[TURN_MIME]["status"] == "streaming")


@asynccontextmanager
async def desks(server: LiveServer, path: str, *names: str) -> AsyncIterator[list[Desk]]:
    """These people's browsers, with the same notebook and its one kernel."""
    cell = write_notebook(server.root / path, 1)
    async with AsyncExitStack() as stack:
        made = []
        for name in names:
            person = server.invite(name)
            browser = await asyncio.to_thread(Browser.log_in, server, person)
            connection = await stack.enter_async_context(Connection(browser))
            desk = Desk(person, cell, connection)
            desk.path = path
            address = await room_address(connection, path)
            room = await Room(doc=desk.doc).open(browser, address)
            stack.push_async_callback(room.close)
            await desk.kernel.start(browser, connection, path)
            stack.callback(desk.kernel.leave)
            made.append(desk)
        yield made


async def test_a_colleagues_cell_runs_while_an_answer_comes(server: LiveServer) -> None:
    async with desks(server, "free.ipynb", "Alice Adams", "Bob Brown") as (alice, bob):
        asked = alice.submit("%%ai\nTell me slowly")
        await alice.replied(asked)
        assert asked.error is None
        await alice.shown(streams)
        run = await bob.kernel.run("print(6 * 7)")
        assert run.text == "42\n"
        assert streams(alice.live.outputs()[0]["data"])
        whole = await bob.shown(has_ended)
        assert "word0 word1" in whole["text/markdown"]
        assert "word799" in whole["text/markdown"]
        assert whole[TURN_MIME]["asker"] == "Alice Adams"


async def test_interrupting_an_idle_kernel_stops_ones_own_answer_only(server: LiveServer) -> None:
    async with desks(server, "stopped.ipynb", "Alice Adams", "Bob Brown") as (alice, bob):
        await alice.replied(alice.submit("%%ai\nTell me slowly"))
        await alice.shown(streams)
        await bob.act("interrupt")
        await alice.connection.json("GET", "commonground/api/status")
        assert streams(alice.live.outputs()[0]["data"])
        await alice.act("interrupt")
        cut = await bob.shown(has_ended)
        assert cut[TURN_MIME]["status"] == "partial"
        assert "Stopped by Alice Adams" in cut["text/markdown"]


async def test_an_interrupt_of_a_cell_that_runs_leaves_answers_alone(server: LiveServer) -> None:
    async with desks(server, "busy.ipynb", "Alice Adams") as (alice,):
        await alice.replied(alice.submit("%%ai\nTell me slowly"))
        await alice.shown(streams)
        busy = alice.kernel.submit("print('on')\nwhile True: pass")
        await until(lambda: bool(busy.text))
        await alice.act("interrupt")
        await alice.replied(busy)
        assert "KeyboardInterrupt" in str(busy.error)
        whole = await alice.shown(has_ended)
        assert whole[TURN_MIME]["status"] == "complete"


async def test_an_answer_outlives_the_restart_of_its_kernel(server: LiveServer) -> None:
    async with desks(server, "restarted.ipynb", "Alice Adams") as (alice,):
        await alice.replied(alice.submit("%%ai\nTell me slowly"))
        await alice.shown(streams)
        await alice.act("restart")
        whole = await alice.shown(has_ended)
        assert whole[TURN_MIME]["status"] == "complete"
        assert "word799" in whole["text/markdown"]


async def test_a_quick_answer_is_written_over_what_the_browser_shows_first(
    server: LiveServer,
) -> None:
    """The answer may be there before the browser has written that it comes."""
    async with desks(server, "quick.ipynb", "Alice Adams") as (alice,):
        for _ in range(3):
            await alice.replied(alice.submit("%%ai --insert\nShow me code"))
            whole = await alice.shown(has_ended)
            assert "price = 5" in whole["text/markdown"]


# Asked from the answer itself, without the kernel


async def outputs_below(desk: Desk, place: int) -> dict[str, Any]:
    """The output of the cell so far below the one that asked, once it is whole."""
    cells = desk.doc.get("cells", type=Array)

    def is_there() -> bool:
        at = [cell["id"] for cell in cells].index(desk.cell) + place
        if at >= len(cells):
            return False
        outputs = cells[at]["outputs"].to_py()
        return len(outputs) == 1 and has_ended(outputs[0]["data"])

    await until(is_there)
    at = [cell["id"] for cell in cells].index(desk.cell) + place
    return {"source": str(cells[at]["source"]), **cells[at]["outputs"].to_py()[0]["data"]}


async def test_the_same_question_once_more_puts_its_answer_in_the_old_ones_place(
    server: LiveServer,
) -> None:
    async with desks(server, "again.ipynb", "Alice Adams", "Bob Brown") as (alice, bob):
        await alice.replied(alice.submit("%%ai\nShow me code"))
        first = (await alice.shown(has_ended))[TURN_MIME]["turn"]
        path = f"commonground/api/turns/{first}/again"
        turn = (await bob.connection.json("POST", path, {}))["turn"]
        whole = await alice.shown(lambda d: has_ended(d) and d[TURN_MIME]["turn"] != first)
        assert whole[TURN_MIME]["turn"] == turn["id"]
        assert whole["text/markdown"].startswith("*AI answer (scripted model), asked by Bob Brown*")


async def test_a_follow_up_gets_a_cell_below_the_answer(server: LiveServer) -> None:
    async with desks(server, "follow.ipynb", "Alice Adams", "Bob Brown") as (alice, bob):
        await alice.replied(alice.submit("%%ai --thread rounding\nShow me code"))
        first = (await alice.shown(has_ended))[TURN_MIME]["turn"]
        body = {"question": "And for books?", "visibility": "shared", "follows": first}
        turn = (await bob.connection.json("POST", "commonground/api/turns", body))["turn"]
        below = await outputs_below(alice, 1)
        assert below["source"] == f"%%ai --thread {turn['about']}\nAnd for books?"
        assert below[TURN_MIME]["turn"] == turn["id"]
        assert below[TURN_MIME]["asker"] == "Bob Brown"
        assert "So it is." in below["text/markdown"]


async def test_a_follow_up_that_is_refused_leaves_no_cell(server: LiveServer) -> None:
    async with desks(server, "refused.ipynb", "Alice Adams") as (alice,):
        await alice.replied(alice.submit("%%ai\nShow me code"))
        first = (await alice.shown(has_ended))[TURN_MIME]["turn"]
        secret = made("github")
        body = {"question": f"Is {secret} a key?", "visibility": "shared", "follows": first}
        with pytest.raises(RuntimeError, match="quarantined"):
            await alice.connection.json("POST", "commonground/api/turns", body)
        cells = alice.doc.get("cells", type=Array)
        assert [cell["id"] for cell in cells][-1] == alice.cell
        assert secret not in str(cells.to_py())
