"""A real server reads the code that it serves, says so, and leaves nothing running behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.live import LiveServer, Person

SECONDS = 60.0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("code")
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "one.py").write_text("def one():\n    pass\n")
    with LiveServer(folder, name="code-index") as server:
        yield server


@pytest.fixture(scope="module")
def alice(served: LiveServer) -> Person:
    return served.invite("Alice Adams")


def code(server: LiveServer, who: Person) -> Any:
    return server.ask(who, "GET", "status")["code"]


def until_there_are(server: LiveServer, who: Person, definitions: int) -> Any:
    """The state once the index holds so many. It is asked for, as a client would."""
    end = time.monotonic() + SECONDS
    while (found := code(server, who))["definitions"] != definitions:
        assert time.monotonic() < end, found
    return found


def test_the_code_is_read_and_followed(served: LiveServer, alice: Person) -> None:
    found = until_there_are(served, alice, 1)
    assert (found["stage"], found["files"], found["problem"]) == ("ready", 1, None)
    (served.root / "two.ts").write_text("export function two() {}\nexport const three = 3\n")
    until_there_are(served, alice, 3)


def readers_of(server: LiveServer) -> list[psutil.Process]:
    assert server.process is not None
    children = psutil.Process(server.process.pid).children(recursive=True)
    return [one for one in children if "commonground.code.worker" in one.cmdline()]


def test_its_readers_end_with_the_server(served: LiveServer, alice: Person) -> None:
    for number in range(4, 40):  # the first edits may still be read by the listing of all files
        with (served.root / "two.ts").open("a") as file:
            file.write(f"export const next{number} = {number}\n")
        until_there_are(served, alice, number)
        if readers := readers_of(served):
            break
    served.stop()
    gone, alive = psutil.wait_procs(readers, timeout=SECONDS)
    assert (len(gone), alive) == (1, [])


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    arguments = ["--CommonGroundApp.code_index=False"]
    with LiveServer(tmp_path, name="no-code-index", arguments=arguments) as server:
        assert code(server, server.invite("Alice Adams")) is None
