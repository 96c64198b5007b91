"""Where a cell came from: told by the notebook, through nbconvert and git, to whoever asks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ClearOutputPreprocessor

from commonground.cli.main import main
from commonground.core.cell_step import OWN
from commonground.core.notebook import saved_cells
from commonground.features.edits.provenance import MOST, marked, origins_in, unmarked
from commonground.features.edits.verbs import provenance
from commonground.features.entries.commands import Add
from commonground.service.verb import Call
from commonground.service.writer import ContextService

from ...repository import git
from ...service.conftest import ALICE, BOB
from ..hosting import hosted
from .shared import ASKED_IN, PATH, Opened, asked, code, decide, proposing

pytestmark = pytest.mark.anyio

PERSON = ("-c", "user.name=a", "-c", "user.email=a@example.org")
REPLACE = {"op": "replace", "cell": "a", "source": "x = 2"}
INSERT = {"op": "insert", "after": "a", "source": "# Result", "type": "markdown"}


async def accepted(service: ContextService, tmp_path: Path) -> tuple[Opened, str]:
    """A notebook with two accepted changes, and what ``%cg provenance`` says of it."""
    await service.run(BOB, Add(kind="knowledge", title="Money is cents"), source="cli")
    documents = Opened(code("a", "x = 1"), code(ASKED_IN, "%%ai"))
    async with hosted(
        service, proposing(REPLACE, INSERT), tmp_path, notebooks=documents.live
    ) as host:
        found = await asked(host, ALICE)
        for key in "12":
            await decide(host, BOB, found, key, "accept")

        def no_question(text: str) -> Any:
            raise NotImplementedError

        call = Call(ALICE, "", "", "cell", no_question, path=PATH)
        shown = await provenance(host, call)
    return documents, shown.markdown


def report(path: Path, *options: str) -> str:
    came = CliRunner().invoke(main, ["provenance", str(path), *options])
    assert came.exit_code == 0, came.output
    return came.output


async def test_it_is_told_in_the_notebook_and_from_its_file_through_nbconvert_and_git(
    service: ContextService, tmp_path: Path
) -> None:
    documents, said = await accepted(service, tmp_path)
    for told in ("scripted model", "Alice Adams", "Bob Brown", "Money is cents", "# Result"):
        assert told in said.replace("\\", "")

    path = tmp_path / "work.ipynb"
    notebook = nbformat.from_dict(documents.notebook.get())
    nbformat.validate(notebook)
    nbformat.write(notebook, path)
    before = json.loads(report(path, "--json"))["cells"]
    assert [cell["cell"] for cell in before] == ["a", before[1]["cell"]]
    [origin] = before[0]["origins"]
    assert (origin["asked_by"], origin["accepted_by"]) == ("Alice Adams", "Bob Brown")
    assert len(origin["shown"]) == 1
    assert origin["turn"].startswith("t_")
    assert "replace by scripted model, asked by Alice Adams, accepted by Bob" in report(path)

    exporter = NotebookExporter(preprocessors=[ClearOutputPreprocessor])
    text, _ = exporter.from_filename(str(path))
    cleared = tmp_path / "cleared.ipynb"
    cleared.write_text(str(text))
    assert "outputs" in text
    assert json.loads(report(cleared, "--json"))["cells"] == before

    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, *PERSON, "commit", "-qm", "one")
    git(tmp_path, "clone", "-q", ".", "copy")
    assert json.loads(report(tmp_path / "copy" / "work.ipynb", "--json"))["cells"] == before


def test_a_notebook_of_people_alone_says_so_and_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.ipynb"
    path.write_text(json.dumps({"cells": [code("a", "x = 1")]}))
    assert "No cell came from" in report(path)
    assert json.loads(report(path, "--json"))["cells"] == []
    path.write_text("no notebook")
    assert CliRunner().invoke(main, ["provenance", str(path)]).exit_code == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["turn", "shown", "provenance", OWN]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_a_file_holds_is_read(metadata: Any) -> None:
    cell = {"id": "a", "cell_type": "code", "source": "", "metadata": metadata}
    [read] = saved_cells(json.dumps({"cells": [cell]}))
    assert all(cell.origins for cell in origins_in([read]))
    mark = {"proposal": "ed_1", "edit": "1"}
    own = marked(read.metadata, mark)
    assert own["provenance"][-1] == mark
    assert len(own["provenance"]) <= MOST
    assert mark not in unmarked({OWN: own}, mark).get("provenance", [])
