"""What stays hidden from others is taken from no cell: one rule, for every verb that says it."""

from __future__ import annotations

import pytest

from commonground.registry import features
from commonground.service.verb import Call, Shown, Verb, Verbs, always
from tests.service.conftest import ALICE


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def _said(host: object, call: Call) -> Shown:
    return Shown("done")


def call_from(source: str) -> Call:
    return Call(ALICE, "", "", source, lambda text: None)  # type: ignore[arg-type, return-value]


@pytest.mark.anyio
async def test_a_hidden_verb_does_nothing_in_a_cell_and_its_work_elsewhere() -> None:
    syntax = next(verb.syntax for verb in features().verbs if verb.name == "context")
    verbs = Verbs([Verb(syntax, _said, hidden=always("elsewhere"))])
    for source, shown in (("cell", "elsewhere"), ("cli", "done"), ("kernel", "done")):
        found = await verbs.perform(None, "context", call_from(source))  # type: ignore[arg-type]
        assert found.markdown == shown


def test_every_verb_whose_words_can_be_hidden_declares_it() -> None:
    declared = {verb.name for verb in features().verbs if verb.hidden is not None}
    assert declared == {
        "%%ai", "note", "turns", "sprint well", "sprint badly", "compare score"
    }  # fmt: skip
