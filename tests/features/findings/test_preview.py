"""A preview shows all that would leave, and nothing that the gate takes out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.features.findings.gathered import in_pieces
from commonground.features.findings.runner import FindingKeeper
from commonground.features.findings.verbs import VERBS
from commonground.service.verb import Call, Verbs

from ...service.conftest import ALICE, BOB
from ..hosting import OneNotebook, hosted
from .sharing import gathered, service_of

pytestmark = pytest.mark.anyio
CARD = "4111 1111 1111 1111"
DIGEST = "ab" * 32


def _call(line: str, made: dict[str, Any], path: str | None = None) -> Call:
    def question(text: str) -> Any:
        raise NotImplementedError

    return Call(ALICE, line, "", "cell", question, vars=in_pieces(made), path=path)


async def test_all_that_would_leave_is_shown_first(tmp_path: Path) -> None:
    """Chart, queries, connections, columns, checked expressions and digests among it."""
    column = {"name": "column-of-it", "type": "type-of-it", "digest": DIGEST}
    made = gathered(kind="chart", text='{"mark": "mark-of-it"}', alt="alt-of-it") | {
        "figures": [{"name": "churn", "value": 0.2, "checked": "checked_of_it.mean()"}],
        "queries": [
            {"text": "select query_of_it", "connection": "pg://host-of-it", "rows": 3, "digest": ""}
        ],
        "tables": [{"name": "table_of_it", "rows": 7, "columns": [column], "digest": DIGEST}],
        "files": [{"path": "file-of-it.csv", "size": 4711, "digest": "cd" * 32}],
        "seeds": ["seed(815)"],
        "uncertain": ["doubt-of-it"],
    }  # fmt: skip
    async with service_of(tmp_path) as service, hosted(service, ScriptedModel(), tmp_path) as host:
        shown = await Verbs(VERBS).perform(host, "finding", _call("--preview Churn fell", made))
    sent = set(re.findall(r"[a-z]+[-_]of[-_]it|[0-9a-f]{64}", json.dumps(made)))
    assert len(sent) > 10
    assert [word for word in sorted(sent) if word not in shown.markdown] == []
    assert "4711" in shown.markdown


async def test_what_the_gate_takes_out_is_in_no_answer(tmp_path: Path) -> None:
    made = gathered() | {"uncertain": [f"card {CARD}"]}
    async with service_of(tmp_path) as service, hosted(service, ScriptedModel(), tmp_path) as host:
        for line in ("--preview Churn fell", "Churn fell"):
            shown = await Verbs(VERBS).perform(host, "finding", _call(line, made))
            assert CARD not in shown.markdown
            assert "card" in shown.markdown


async def test_a_long_path_is_a_cause_like_any_other(tmp_path: Path) -> None:
    """What a check says of it was too long to be recorded."""
    path = f"../{'a' * 1_990}"
    made = gathered() | {"files": [{"path": path, "size": 1, "digest": DIGEST}]}
    book = OneNotebook("a.ipynb", "churn = 0.2")
    async with (
        service_of(tmp_path) as service,
        hosted(service, ScriptedModel(), tmp_path, notebooks=book) as host,
    ):
        await Verbs(VERBS).perform(host, "finding", _call("Churn fell", made, "a.ipynb"))
        keeper = host.find(FindingKeeper)
        (one,) = keeper.findings(ALICE)
        found = await keeper.check(ALICE, one.id)
    assert found.state == "failed"
    assert found.cause.endswith("lies outside of the served folder.")


async def test_the_same_again_adds_nothing_and_another_result_does(tmp_path: Path) -> None:
    """As when a cell is run again, or a scheduled run finds what it found yesterday."""
    again = gathered()
    again["cells"][0]["count"] = again["target"]["count"] = 7
    other = gathered() | {"seeds": ["seed(815)"]}
    async with service_of(tmp_path) as service, hosted(service, ScriptedModel(), tmp_path) as host:
        for made, line in (
            (gathered(), "Churn fell"), (again, "Churn fell"), (other, "Churn fell"),
            (gathered(), "It fell"),
        ):  # fmt: skip
            await Verbs(VERBS).perform(host, "finding", _call(line, made))
        found = host.find(FindingKeeper).findings(ALICE)
        assert sorted(one.claim for one in found) == ["Churn fell", "Churn fell", "It fell"]
        theirs = replace(_call("It fell", gathered()), member=BOB)
        await Verbs(VERBS).perform(host, "finding", theirs)
        assert [one.by for one in host.find(FindingKeeper).findings(ALICE)].count("bob") == 1
