"""One real server for the tests of clients."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live import LiveServer, Person


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("clients"), name="clients") as live:
        yield live


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", "contributor")


@pytest.fixture(scope="module")
def grace(server: LiveServer) -> Person:
    return server.invite("Grace Hopper", "owner")
