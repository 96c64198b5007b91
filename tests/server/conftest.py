"""One real server for the tests of routes and feed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live import LiveServer

SHARED_TOKEN = "the-shared-token-of-this-test-server"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("server")
    arguments = [f"--IdentityProvider.token={SHARED_TOKEN}"]
    with LiveServer(folder, name="server", arguments=arguments) as live:
        yield live
