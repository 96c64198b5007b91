"""Run notebooks against a real server with the scripted model and keep their outputs.

``python -m tests.notebooks.refresh`` after a change to a notebook or to what the magics print.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from tests.live import REPOSITORY, LiveServer

SCRIPT = Path(__file__).with_name("script.json")
NOTEBOOKS = REPOSITORY / "notebooks"
READER = "Ada"
OWN_ID = re.compile(r"\b([a-z]{1,2})_[0-9a-f]{25}\b")
"""An id of one run, which is kept as what ``sanitize.cfg`` makes of any."""


def run(path: Path, server: LiveServer) -> None:
    """Run a notebook from its top and write it back with its outputs, and nothing else."""
    notebook = nbformat.read(path, as_version=4)
    os.environ.update(server.environ_for(server.invite(READER)))
    NotebookClient(notebook, kernel_name="python3", record_timing=False).execute()
    notebook.metadata["language_info"] = {"name": "python"}
    path.write_text(OWN_ID.sub(r"\1_ID", nbformat.writes(notebook)) + "\n", encoding="utf-8")


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
