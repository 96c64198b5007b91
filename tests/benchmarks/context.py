"""A large context: commands and the gate, what 10,000 entries weigh, and what 100,000 edits leave.

Commands run through the service, with the gate, into SQLite. Beside them the same updates go into
jupyter-collaboration's own store (pycrdt-store), which has no gate and no audit chain. The browser
is a real one in front of a real server.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import WebSocket, sync_playwright
from pycrdt.store import SQLiteYStore

from commonground.cli.main import main
from commonground.config import CONTEXT_DB
from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId
from commonground.core.plan import Change
from commonground.core.revision import Revision
from commonground.core.role import Member
from commonground.crdt.room import ContextRoom
from commonground.features.entries.commands import Add
from commonground.gate.bench import measure as measure_gate
from commonground.gate.gate import Gate, StreamGate, own_fingerprints
from commonground.registry import context_service
from commonground.store.base import Update
from commonground.store.sqlite import SQLiteStore
from tests.data.gate import examples
from tests.filling import THINGS, fill, title_of
from tests.gate.test_gate import OWN, PARAGRAPH
from tests.live import REPOSITORY, SOURCES, LiveServer

from .figures import Figure, Report, spread

OLGA = Member("olga", "Olga Owner", role="owner")
AT_ONCE = 20
PROSE = " ".join(THINGS) * 40
"""A long innocent text."""
TECHNICAL = ("SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md")
"""Texts of the repository in wrapped Markdown, with names, paths and commands in it."""
CODE = ("service/writer.py", "core/entry.py", "store/sqlite.py")
FIRST_CARD = "[data-testid=cg-entry]"
PANEL = '.jp-SideBar .lm-TabBar-tab[title*="Common Ground"]'


async def measure(*, commands: int, entries: int, edits: int) -> Report:
    """Run it: so many commands each way, entries in the context, edits of one document."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        figures = [
            *await _commands(root, commands),
            *_gate(),
            await asyncio.to_thread(_browser, root, entries),
            await _compacted(root, edits),
        ]
    return Report(
        "A large context",
        tuple(figures),
        (
            "Commands go through the service: identity, role, gate, audit chain, disk (FULL).",
            "The peer is jupyter-collaboration's store (SQLiteYStore), given the same bytes.",
            "The browser's time is from the click on the panel to the first card on the screen.",
            "Live content is the JSON of each entry's newest version.",
        ),
    )


async def _commands(root: Path, count: int) -> list[Figure]:
    numbers, ids = itertools.count(1_750_000_000_000), itertools.count()
    service = context_service(
        SQLiteStore(root / "commands.db"),
        clock=lambda: next(numbers),
        new_id=lambda prefix: f"{prefix}_{next(ids):024d}",
    )
    updates: list[bytes] = []

    class Ear:
        member = OLGA

        def on_update(self, room: str, update: bytes) -> None:
            updates.append(update)

        def on_event(self, event: object) -> None:
            pass

    def add(number: int) -> Add:
        body = f"{THINGS[number % 59].capitalize()} are with {THINGS[number % 53]}. " * 5
        return Add(kind="knowledge", title=title_of(number), body=body)

    async with service:
        leave = service.listen(Ear())
        began = time.perf_counter()
        for number in range(count):
            await service.run(OLGA, add(number), source="cli")
        one_by_one = count / (time.perf_counter() - began)
        leave()
        began = time.perf_counter()
        for start in range(count, 2 * count, AT_ONCE):
            some = range(start, start + AT_ONCE)
            await asyncio.gather(*(service.run(OLGA, add(n), source="cli") for n in some))
        at_once = count / (time.perf_counter() - began)
    peer = await _peer(root / "peer.db", updates)
    return [
        Figure("one after the other", {"commands/s": one_by_one, "x peer": one_by_one / peer}),
        Figure(f"{AT_ONCE} at once", {"commands/s": at_once, "x peer": at_once / peer}),
        Figure("pycrdt-store, one after the other", {"commands/s": peer, "x peer": 1.0}),
    ]


async def _peer(path: Path, updates: Sequence[bytes]) -> float:
    class Store(SQLiteYStore):
        db_path = str(path)

    store = Store("bench")
    async with store:
        began = time.perf_counter()
        for update in updates:
            await store.write(update)
        return len(updates) / (time.perf_counter() - began)


def _gate() -> list[Figure]:
    gate = Gate(b"benchmark")
    rows = [(n, {"text": e.text, "label": e.label}) for n, e in enumerate(examples("held_out"), 1)]
    gate.check(PROSE)
    took = [_seconds(gate.check, PROSE + end) for end in THINGS[:20]]
    of_prose: dict[str, float | int | str | None] = {
        "n": len(took),
        "ms/kB": 1000 * min(took) / (len(PROSE) / 1000),
    }
    measure_gate(gate, rows)  # what is made at the first need
    score = measure_gate(gate, rows).figures()
    judged = {"n": sum(score["n"].values()), "ms/kB": score["ms_per_kb"]}
    return [
        Figure("gate, the held-out set", judged),
        Figure(f"gate, {len(PROSE) / 1000:.0f} kB of prose", of_prose),
        Figure("gate, this repository's Markdown", _read(gate, REPOSITORY, TECHNICAL)),
        Figure("gate, this repository's Python", _read(gate, SOURCES / "commonground", CODE)),
        _stream(),
    ]


def _stream() -> Figure:
    """An answer that arrives in pieces of four characters and has no end of a sentence."""
    gate = Gate(b"benchmark", own=own_fingerprints(OWN, b"benchmark"))
    answer = PARAGRAPH * 8
    pieces = [answer[at : at + 4] for at in range(0, len(answer), 4)]
    took = []
    for _ in range(5):
        stream, began = StreamGate(gate), time.process_time()
        given = "".join(map(stream.feed, pieces)) + stream.finish()
        took.append(1000 * (time.process_time() - began))
        assert given == answer
    return Figure("gate, a streamed answer", {"n": len(pieces), "ms of CPU": min(took)})


def _read(gate: Gate, folder: Path, names: tuple[str, ...]) -> dict[str, float | int | str | None]:
    """The best of three readings of each file, all together."""
    texts = [(folder / name).read_text("utf-8") for name in names]
    took = sum(min(_seconds(gate.check, text) for _ in range(3)) for text in texts)
    return {"n": len(texts), "ms/kB": 1000 * took / (sum(map(len, texts)) / 1000)}


def _seconds(work: Callable[[str], object], text: str) -> float:
    """Of CPU: what others do on the machine meanwhile is no matter."""
    began = time.process_time()
    work(text)
    return time.process_time() - began


def _browser(root: Path, entries: int) -> Figure:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    server = LiveServer(root / "large", name="benchmark-context")
    person = server.invite("Olga Owner", "owner")
    asyncio.run(fill(server.data / CONTEXT_DB, person, entries))
    heard = [0]

    def listen(socket: WebSocket) -> None:
        if "/commonground/api/feed" in socket.url:
            socket.on("framereceived", lambda frame: heard.append(len(frame)))

    times = []
    with server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for number in range(3):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_init_script("localStorage.setItem('commonground::visited', '[\"yes\"]')")
            page = context.new_page()
            page.on("websocket", listen)
            heard[:] = [0]
            page.goto(server.lab_url(person, workspace=f"bench-{number}"))
            page.locator(PANEL).wait_for()
            began = time.perf_counter()
            page.locator(PANEL).click()
            page.locator(FIRST_CARD).first.wait_for(timeout=120_000)
            times.append(1000 * (time.perf_counter() - began))
            page.context.close()
        browser.close()
    return Figure(
        f"{entries:,} entries in a browser",
        {"feed kB": sum(heard) // 1000, **{f"ms {k}": v for k, v in spread(times).items()}},
    )


async def _compacted(root: Path, edits: int) -> Figure:
    """One document whose entries were edited again and again, as the service writes it."""
    room = ContextRoom(TEAM, 0, None)
    count = min(1000, edits // 10)
    entries = [Entry(EntryId(f"e_{n:024d}"), "work", TEAM, "olga", n) for n in range(count)]
    room.publish(room.stage(Change(entries=tuple(entries))))
    for number in range(edits):
        entry = entries[number % count]
        before = () if number < count else (RevisionId(f"r_{number - count:024d}"),)
        body = f"{THINGS[number % 59].capitalize()} are with {THINGS[number % 53]}. " * 5
        said = Revision(
            RevisionId(f"r_{number:024d}"), entry.id, before, "olga", number, title_of(number), body
        )
        room.publish(room.stage(Change((said,))))
    store = SQLiteStore(root / "compact" / CONTEXT_DB)
    (root / "compact").mkdir(mode=0o700)
    await store.open()
    whole = room.update_since()
    await store.append(Update(TEAM, "bench", 1, whole))
    await store.close()
    live = sum(
        len(json.dumps(head.to_wire())) for e in room.published.entries.values() for head in e.heads
    )
    environ = {"COMMONGROUND_DATA_DIR": str(root / "compact")}
    done = await asyncio.to_thread(lambda: CliRunner().invoke(main, ["compact"], env=environ))
    if done.exit_code:
        raise RuntimeError(done.output)
    await store.open()
    held = await store.load(TEAM)
    kept = await store.history(TEAM)
    await store.close()
    after = len(held.snapshot or b"")
    return Figure(
        f"{edits:,} edits of {count:,} entries",
        {
            "document kB": len(whole) // 1000,
            "compacted kB": after // 1000,
            "x live content": after / live,
            "in the history": len(kept),
        },
    )
