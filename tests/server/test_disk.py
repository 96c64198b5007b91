"""A running server whose files go: nothing is acknowledged, people are told, all of it is saved."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from commonground.cli.main import main
from commonground.config import CONTEXT_DB, IDENTITY_DB
from tests.live import LiveServer, Person

pytestmark = pytest.mark.anyio
DEADLINE = 60.0


def client(server: LiveServer, who: Person) -> httpx.AsyncClient:
    headers = {"Authorization": f"token {who.token}"}
    return httpx.AsyncClient(
        base_url=server.api, headers=headers, trust_env=False, timeout=DEADLINE
    )


async def add(http: httpx.AsyncClient, title: str) -> httpx.Response:
    return await http.post("/commands", json={"command": "add", "kind": "work", "title": title})


async def store_of(http: httpx.AsyncClient, ok: bool) -> dict[str, Any]:
    async with asyncio.timeout(DEADLINE):
        while True:
            store = (await http.get("/status")).json()["store"]
            if store["ok"] is ok:
                return dict(store)


async def titles(http: httpx.AsyncClient) -> set[str]:
    found = (await http.get("/entries")).json()["entries"]
    return {entry["revisions"][0]["title"] for entry in found}


@pytest.fixture
async def live(tmp_path: Path) -> AsyncIterator[LiveServer]:
    made = LiveServer(tmp_path / "live", name="disk", model=None)
    await asyncio.to_thread(made.start)
    yield made
    await asyncio.to_thread(made.stop)


def deleted(data: Path) -> None:
    for end in ("", "-wal", "-shm"):
        (data / f"{CONTEXT_DB}{end}").unlink()


def log_deleted(data: Path) -> None:
    (data / f"{CONTEXT_DB}-wal").unlink()


def replaced(data: Path) -> None:
    shutil.copy(data / CONTEXT_DB, data / "copy")
    (data / "copy").replace(data / CONTEXT_DB)


def folder_swapped(data: Path) -> None:
    """As when a mount goes and an empty folder is left."""
    data.rename(data.with_name("unmounted"))
    data.mkdir(mode=0o700)


@pytest.mark.parametrize("mishap", [deleted, log_deleted, replaced, folder_swapped])
async def test_files_that_go_are_noticed_and_all_that_was_acknowledged_is_saved(
    live: LiveServer, mishap: Callable[[Path], None]
) -> None:
    admin, bob = live.invite("Ada Admin", "admin"), live.invite("Bob Brown")
    async with client(live, admin) as http, client(live, bob) as other:
        for number in range(5):
            assert (await add(http, f"kept {number}")).status_code == 200
        mishap(live.data)
        told = await store_of(http, ok=False)  # before anybody writes
        assert "commonground rescue" in told["message"]
        refused = await add(http, "lost")
        assert refused.status_code == 507
        assert "commonground rescue" in refused.json()["remedy"]
        assert await titles(http) == {f"kept {number}" for number in range(5)}
        assert (await other.post("/rescue")).status_code == 403
        saved = (await http.post("/rescue")).json()
    await asyncio.to_thread(live.stop)
    assert os.stat(saved["file"]).st_mode & 0o077 == 0
    if mishap is folder_swapped:
        for file in live.data.with_name("unmounted").glob(f"{IDENTITY_DB}*"):
            shutil.copy(file, live.data)
    environ = {"COMMONGROUND_DATA_DIR": str(live.data)}
    done = CliRunner().invoke(
        main, ["restore", saved["file"], "--root", str(live.root)], env=environ
    )
    assert done.exit_code == 0, done.output
    await asyncio.to_thread(live.start)
    async with client(live, admin) as http:
        assert await titles(http) == {f"kept {number}" for number in range(5)}
        assert (await add(http, "later")).status_code == 200
        assert (await store_of(http, ok=True))["message"] is None


async def test_a_folder_that_comes_back_is_written_again(live: LiveServer) -> None:
    admin = live.invite("Ada Admin", "admin")
    async with client(live, admin) as http:
        assert (await add(http, "before")).status_code == 200
        away = live.data.with_name("away")
        live.data.rename(away)
        await store_of(http, ok=False)
        assert (await add(http, "meanwhile")).status_code == 507
        away.rename(live.data)
        await store_of(http, ok=True)
        assert (await add(http, "after")).status_code == 200
        assert await titles(http) == {"before", "after"}


async def test_a_list_of_people_that_is_broken_is_named(live: LiveServer) -> None:
    admin = live.invite("Ada Admin", "admin")
    async with client(live, admin) as http:
        assert (await http.get("/status")).status_code == 200
        with closing(sqlite3.connect(live.data / IDENTITY_DB)) as people:
            people.execute("DROP TABLE links")
            people.commit()
        answer = await http.get("/status")
        assert answer.status_code == 507
        assert "list of people" in answer.json()["message"]
