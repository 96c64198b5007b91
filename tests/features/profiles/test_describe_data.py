"""The model's tool: files of the served folder and what its asker profiled, never a row."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from commonground.ai.scripted import ScriptedCall, ScriptedModel, ScriptedUse
from commonground.core.delimited import as_data
from commonground.core.named_thing import NamedThing
from commonground.core.role import Member
from commonground.errors import InvalidCommand
from commonground.features.profiles import files
from commonground.features.profiles.measure import profile_of
from commonground.features.profiles.model import Profile
from commonground.features.profiles.rows import sample_rows
from commonground.features.profiles.shelf import SHOW_FIRST, ProfileShelf
from commonground.features.profiles.sources import source_of
from commonground.features.profiles.wire import to_values
from commonground.features.team.commands import Set
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, OLGA
from ..hosting import answered, hosted

pytestmark = pytest.mark.anyio
SECRET = "gh" + "p_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


def frame() -> pd.DataFrame:
    rows = 60
    return pd.DataFrame(
        {"who": [f"canary-{n}" for n in range(rows)], "region": ["north", "south"] * (rows // 2)}
    )


def made(thing: str, table: pd.DataFrame, rows: int = 0, k: int = 10) -> dict[str, str]:
    """What a kernel would send."""
    source = source_of(table)
    assert source is not None
    return to_values(profile_of(source, thing, k), sample_rows(source, rows) if rows else "")


async def described(
    service: ContextService, root: Path, member: Member, path: str, **question: Any
) -> str:
    call = ScriptedCall(tool="describe_data", input={"path": path})
    model = ScriptedModel(uses=[ScriptedUse(when="Please", calls=[call])])
    async with hosted(service, model, root) as host:
        await host.find(ProfileShelf).take(ALICE, made("df", frame()))
        turn = await answered(host, member, "Please look", **question)
    return turn.calls[0].result


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
async def test_a_file_is_described_without_its_rows(
    service: ContextService, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"sales.{suffix}"
    if suffix == "csv":
        frame().to_csv(path, index=False)
    elif suffix == "jsonl":
        frame().to_json(path, orient="records", lines=True)
    else:
        frame().to_parquet(path)
    told = await described(service, tmp_path, ALICE, path.name)
    assert "60 rows, 2 columns" in told
    assert "- region: string, 2 distinct, common: “north” 50 %, “south” 50 %" in told
    assert "forms: “aaaaaa-99” 83 %, “aaaaaa-9” 17 %" in told
    assert "canary" not in told


@pytest.mark.parametrize("name", ["sales.csv.gz", "sales.json.GZ", "sales.jsonl.gz"])
async def test_the_server_unpacks_no_compressed_file(
    service: ContextService, tmp_path: Path, name: str
) -> None:
    frame().to_csv(tmp_path / name, index=False, compression="gzip")
    told = await described(service, tmp_path, ALICE, name)
    assert "A compressed file is not read by the server" in told
    assert "rows" not in told


@pytest.mark.parametrize("reader", ["pyarrow", "polars", "duckdb"])
@pytest.mark.parametrize("name", ["*.parquet", "[b].parquet"])
def test_a_file_whose_name_is_a_pattern_is_read_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str, name: str
) -> None:
    frame().to_parquet(tmp_path / "b.parquet")
    frame()[:20].to_parquet(tmp_path / name)
    monkeypatch.setattr(files, "_PARQUET", (reader,))
    assert profile_of(files.opened(tmp_path / name), name, 10).rows == 20


async def test_one_file_is_read_at_a_time_also_where_nobody_waits_any_more(
    service: ContextService,
) -> None:
    shelf, told = ProfileShelf(service), list[str]()
    begun, go_on = threading.Event(), threading.Event()
    profile = profile_of(source_of(frame()), "df", 10)  # type: ignore[arg-type]

    def first() -> Profile:
        begun.set()
        assert go_on.wait(30)
        told.append("first")
        return profile

    def second() -> Profile:
        told.append("second")
        return profile

    given_up = asyncio.create_task(shelf.read(first))
    await asyncio.to_thread(begun.wait, 30)
    given_up.cancel()
    later = asyncio.create_task(shelf.read(second))
    await asyncio.wait([given_up])
    done, _ = await asyncio.wait([later], timeout=0.2)
    assert not done
    go_on.set()
    await later
    assert told == ["first", "second"]


async def test_only_what_may_be_read_is_described(service: ContextService, tmp_path: Path) -> None:
    root = tmp_path / "served"
    root.mkdir()
    frame().to_csv(tmp_path / "outside.csv")
    (root / "link.csv").symlink_to(tmp_path / "outside.csv")
    for path in ("../outside.csv", "link.csv", "gone.csv", str(tmp_path / "outside.csv")):
        assert "can't be read" in await described(service, root, ALICE, path)


async def test_a_profile_is_its_members_own_until_a_question_brings_it_along(
    service: ContextService, tmp_path: Path
) -> None:
    private = {"visibility": "private"}
    assert "df (pandas): 60 rows" in await described(service, tmp_path, ALICE, "df", **private)
    assert "no profile of that" in await described(service, tmp_path, BOB, "df", **private)
    assert "Tell the asker: %%ai --data df" in await described(service, tmp_path, ALICE, "df")
    brought = (NamedThing("variable", "df", "just this"),)
    assert await described(service, tmp_path, BOB, "df", brought=brought) == "just this"


async def test_names_and_values_pass_the_gate_and_what_is_shown_is_what_is_sent(
    service: ContextService, tmp_path: Path
) -> None:
    table = frame().assign(**{SECRET: 1, "key": SECRET})
    model = ScriptedModel()
    async with hosted(service, model, tmp_path) as host:
        shelf = host.find(ProfileShelf)
        shown = shelf.show(ALICE, await shelf.take(ALICE, made("df", table)))
        thing = await shelf.brought(ALICE, made("df", table))
        assert isinstance(thing, NamedThing)
        assert SECRET not in str(shown.bundle())
        assert "- region: string" in thing.text
        assert thing.text == shown.bundle()["text/plain"]
        await answered(host, ALICE, "What is it?", brought=(thing,))
    assert as_data(thing.text) in model.prompts[-1].situation


async def test_rows_are_sent_once_their_asker_was_shown_them(
    service: ContextService, tmp_path: Path
) -> None:
    table = frame().assign(mail=[f"person{n}@example.com" for n in range(60)], token=SECRET)
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        shelf = host.find(ProfileShelf)
        values = made("df", table, rows=2)
        first = await shelf.brought(ALICE, values)
        assert not isinstance(first, NamedThing)
        assert SHOW_FIRST in first["text/plain"]
        assert "who: canary-0" in first["text/plain"]
        assert SECRET not in str(first)
        assert "person0@example.com" not in str(first)
        again = await shelf.brought(ALICE, values)
        assert isinstance(again, NamedThing)
        assert first["text/plain"].endswith(again.text)
        assert not isinstance(await shelf.brought(BOB, values), NamedThing)
        other = await shelf.brought(ALICE, made("df", table, rows=3))
        assert not isinstance(other, NamedThing)


async def test_the_team_may_ask_for_more_rows_to_share_what_is_shown(
    service: ContextService, tmp_path: Path
) -> None:
    async with hosted(service, ScriptedModel(), tmp_path) as host:
        shelf = host.find(ProfileShelf)
        await service.run(OLGA, Set(command="set", name="group-size", value=40), source="panel")
        with pytest.raises(InvalidCommand, match="fewer than 40 rows"):
            await shelf.take(ALICE, made("df", frame()))
        found = await shelf.take(ALICE, made("df", frame(), k=40))
        assert "north" not in found.text
        with pytest.raises(InvalidCommand, match="from 10 to"):
            await service.run(OLGA, Set(command="set", name="group-size", value=9), source="panel")
