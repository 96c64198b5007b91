"""The published schema: what is exported is as it says, what is not is told apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from tests.effort import examples

from .making import Json, exported, server
from .test_round_trip import STEPS, build

SCHEMA = Path(__file__).parents[3] / "docs/reference/open-format.schema.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@settings(max_examples=examples(25), deadline=None)
@given(steps=STEPS)
def test_every_export_is_as_the_schema_says(
    validator: Draft202012Validator, steps: list[Any]
) -> None:
    async def out() -> list[Json]:
        async with server() as host:
            await build(host, steps)
            return await exported(host)

    records = anyio.run(out)
    problems = [e.message for e in validator.iter_errors({"records": records})]
    assert problems == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "nothing"},
        {"record": "entry", "id": "e_1"},
        {
            "record": "fact", "room": "team", "id": "f_1", "about": "m_1", "by": "ann", "at": 1,
            "name": "message:sent", "value": {"to": "everybody"},
        },
    ],
)  # fmt: skip
def test_what_is_no_record_is_told(validator: Draft202012Validator, wrong: Json) -> None:
    context = {
        "record": "context", "format": "commonground-context", "version": 1, "at": 1,
        "by": "ann", "program": "1",
    }  # fmt: skip
    end = {"record": "end", "records": 1}
    assert not list(validator.iter_errors({"records": [context, end]}))
    assert list(validator.iter_errors({"records": [context, wrong, end]}))


def test_no_machine_is_named_in_it() -> None:
    schema = json.loads(SCHEMA.read_text())
    assert schema["$id"] == "urn:commonground-context:1"
