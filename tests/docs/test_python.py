"""The examples of the page on the Python client run, against a real server."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonground.cli.exit_codes import EXIT_CODES
from tests.live import LiveServer, Person

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```", (HOW_TO / "python-client.md").read_text("utf-8"), re.M | re.S
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    with LiveServer(tmp_path_factory.mktemp("examples"), name="examples") as live:
        yield live


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", "contributor")


@pytest.mark.parametrize("example", EXAMPLES, ids=[str(n) for n in range(len(EXAMPLES))])
def test_an_example_runs_as_it_is_printed(server: LiveServer, ada: Person, example: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", example],
        env=server.environ_for(ada), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() or "except" in example


def test_the_page_on_the_command_line_has_the_exit_codes() -> None:
    page = (HOW_TO / "command-line.md").read_text("utf-8")
    assert len(EXAMPLES) == 4
    for code, text in EXIT_CODES.items():
        assert f"| {code} | {text} |" in page
