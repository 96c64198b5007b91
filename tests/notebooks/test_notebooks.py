"""The notebooks say what they print: nbval, in its strict mode, against a real server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbval.plugin import get_sanitize_patterns

from tests.ai.conftest import needs_embedded
from tests.live import REPOSITORY, LiveServer

from .refresh import NOTEBOOKS, READER, SCRIPT, serve

SANITIZE = Path(__file__).with_name("sanitize.cfg")
ALL = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
CARRIED = {
    "live_architecture.ipynb": "row = %cg compare table\n"
    "row = row.loc['C'].iloc[0]\n"
    "assert row['measured']['checks passed'] == 3 and row['measured']['ended'] == 'ok', row\n"
    "assert row['judged by people']['clarity'] == 5, row"
}
"""What must hold at the end, whatever the model wrote."""


@pytest.fixture(scope="module", params=ALL)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LiveServer, str]]:
    """A fresh server for each notebook, so that it meets an empty context."""
    name = str(request.param)
    folder = tmp_path_factory.mktemp("notebooks")
    with LiveServer(folder, name=f"notebook-{name}", model=f"scripted:{SCRIPT}") as live:
        serve(live)
        yield live, name


def nbval(live: LiveServer, path: Path, how: str = "--nbval") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly"]
    command += ["-p", "tests.notebooks.with_history"]
    options = [how, f"--nbval-sanitize-with={SANITIZE}", "--nbval-cell-timeout=120"]
    return subprocess.run(
        [*command, *options, str(path)],
        cwd=REPOSITORY,
        env=live.environ_for(live.invite(READER)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_every_rule_of_what_may_differ_is_one_that_nbval_reads() -> None:
    text = SANITIZE.read_text(encoding="utf-8")
    read = get_sanitize_patterns(text)
    assert [regex for regex, _ in read] == re.findall(r"^regex: (.*)$", text, re.M)


def test_a_notebook_prints_what_it_keeps(server: tuple[LiveServer, str]) -> None:
    live, name = server
    done = nbval(live, live.root / name)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_second_run_prints_the_same_and_a_wrong_output_would_be_noticed(
    server: tuple[LiveServer, str],
) -> None:
    """It meets what the first one shared. Every kept answer of the model is changed a little: those
    cells fail, which proves the test above, and no other does."""
    live, name = server
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    changed: set[int] = set()
    for number, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
        for output in cell.get("outputs", ()):
            if cell.source.startswith(("%%ai", "%%compare")) and "data" in output:
                output["data"]["text/markdown"] += " Or so."
                changed.add(number)
    path = live.root / name
    nbformat.write(notebook, path)
    done = nbval(live, path)
    failed = {int(number) for number in re.findall(r"^FAILED .*::Cell (\d+)", done.stdout, re.M)}
    assert failed == changed != set(), done.stdout
    assert done.stdout.count("Cell outputs differ") >= len(changed)


@pytest.mark.parametrize("name", ALL)
def test_a_notebook_is_kept_whole_and_holds_nothing_of_one_run(name: str) -> None:
    notebook = json.loads((NOTEBOOKS / name).read_text())
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert all(not cell["metadata"] for cell in code)
    text = json.dumps(notebook)
    assert not re.search(r"\b[etr]_[0-9a-f]{12}", text)
    assert "127.0.0.1" not in text
    assert '"error"' not in text


MODELS = ("%%ai", "%%compare", "%cg status", "%cg compare refine", "%cg compare diff")
"""Cells whose output is the model's."""
SHOWS_ALL = re.compile(r"(?i)counter|complexity")
"""Outputs that show every option, those of the model too."""


@needs_embedded
@pytest.mark.parametrize("name", CARRIED)
def test_what_people_write_carries_a_notebook_with_the_embedded_model(
    name: str, tmp_path: Path
) -> None:
    """With the demo model, which proves the wiring: what people wrote holds, and no cell fails.

    Cells that show what the model wrote, or what came of it, may show anything.
    """
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    for cell in notebook.cells:
        outputs = json.dumps(cell.get("outputs", []))
        if cell.source.startswith(MODELS) or SHOWS_ALL.search(outputs):
            cell.metadata["tags"] = ["nbval-ignore-output"]
    if name in CARRIED:
        notebook.cells.append(nbformat.v4.new_code_cell(CARRIED[name]))
    path = tmp_path / name
    nbformat.write(notebook, path)
    with LiveServer(tmp_path / "server", name=f"embedded-{name}", model="embedded") as live:
        done = nbval(live, path)
    assert done.returncode == 0, done.stdout + done.stderr
