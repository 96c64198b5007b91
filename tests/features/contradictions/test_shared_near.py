"""Who shares from a run of their own is shown what is near to it, as the side panel asks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.live import LiveServer


def test_a_headless_share_and_the_command_line_list_what_is_near(tmp_path: Path) -> None:
    with LiveServer(tmp_path, name="shared-near") as server:
        alice = server.invite("Alice Adams")
        with server.client(alice) as client:
            client.command("add", kind="knowledge", title="The request timeout is 30 seconds")
            line = "--kind knowledge The request timeout is 10 seconds"
            first, again = (str(client.say("share", line)["text/markdown"]) for _ in range(2))
        assert "**The request timeout is 30 seconds**: `%cg relate " in first
        assert again == first  # a notebook that is run again shows the same
        command = [
            str(Path(sys.executable).parent / "commonground"),
            "share",
            "--kind",
            "knowledge",
        ]
        done = subprocess.run(
            [*command, "The request timeout is 20 seconds"],
            env=server.environ_for(alice),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
    assert "Shared as knowledge." in done.stdout
    assert "  - The request timeout is 30 seconds (e_" in done.stdout
