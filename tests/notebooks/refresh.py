"""Run notebooks against a real server with the scripted model and keep their outputs.

``python -m tests.notebooks.refresh`` after a change to a notebook or to what the magics print.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.live import REPOSITORY, LiveServer

SCRIPT = Path(__file__).with_name("script.json")
NOTEBOOKS = REPOSITORY / "notebooks"
READER = "Ada"
SANITIZE = Path(__file__).with_name("sanitize.cfg")


def serve(server: LiveServer) -> Path:
    """Put the notebooks, and what they import, where the server serves files."""
    for file in NOTEBOOKS.iterdir():
        if file.suffix in (".ipynb", ".py"):
            shutil.copyfile(file, server.root / file.name)
    return server.root


def client_for(notebook: Any, folder: Path) -> NotebookClient:
    """What runs it as one of that folder."""
    beside = {"metadata": {"path": str(folder)}}
    return NotebookClient(
        notebook, kernel_name="python3", record_timing=False, timeout=180, resources=beside
    )


def run(path: Path, server: LiveServer) -> None:
    """Run a notebook from its top and write it back with its outputs, and nothing else."""
    notebook = nbformat.read(path, as_version=4)
    os.environ.update(server.environ_for(server.invite(READER)))
    client_for(notebook, serve(server)).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    path.write_text(_without_ids(nbformat.writes(notebook)) + "\n", encoding="utf-8")


def _without_ids(text: str) -> str:
    """With what nbval makes of the ids of one run, so that the file keeps none."""
    rules = configparser.ConfigParser(interpolation=None)
    rules.read(SANITIZE, encoding="utf-8")
    ids = rules["Ids of events and versions"]
    return re.sub(ids["regex"], ids["replace"], text)


def main() -> None:
    """Refresh the notebooks that are named, or all of them."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(NOTEBOOKS.glob("*.ipynb"))
    for path in paths:
        with (
            tempfile.TemporaryDirectory() as folder,
            LiveServer(Path(folder), name="refresh", model=f"scripted:{SCRIPT}") as server,
        ):
            run(path, server)
        print(f"{path}: run and kept")


if __name__ == "__main__":
    main()
