"""A kernel reaches its own server whatever the server listens on and whatever proxy is set."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.config import read_server_file
from tests.live import LiveServer

from .tabs import Notebook, Tab

NOWHERE = "http://127.0.0.1:9"


@pytest.mark.parametrize("ip", ["0.0.0.0", "localhost"])
def test_cells_work_behind_a_proxy(tmp_path: Path, ip: str) -> None:
    environ = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY"), NOWHERE)
    with LiveServer(tmp_path, name="own-address", ip=ip, environ=environ) as server:
        said = read_server_file(server.data)
        assert said is not None
        assert said.url == server.url
        alice = server.invite("Alice Archer")
        notebook = Notebook(server, alice)
        tab = Tab(notebook, alice)
        ran = tab.run("%%cg share\nTabs are agreed.")
        tab.close()
        notebook.close(alice)
        assert ran.error == ""
        with server.client(alice) as client:
            (entry,) = client.entries()
        assert entry["revisions"][-1]["title"] == "Tabs are agreed."
