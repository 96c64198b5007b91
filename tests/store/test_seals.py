"""Documents and turns are bound to the audit chain: an edit beside it is named, and not served."""

# ruff: noqa: ASYNC240 - tests that look at files while nothing else runs

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from commonground.core.event import Event
from commonground.core.ids import TEAM
from commonground.core.turn import Turn, TurnId
from commonground.errors import DamagedStore
from commonground.store import ledger, seals
from commonground.store.base import Update
from commonground.store.copies import reading
from commonground.store.sqlite import SQLiteStore

pytestmark = pytest.mark.anyio
SAID = Turn(TurnId("t_1"), "ada", "shared", "Why?", "m", "M", 5, "complete", "Because.")


def event(number: int) -> Event:
    return Event(f"a{number}", number, "ada", "admin", "add", "cli", text=f"said {number}")


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    made = tmp_path / "context.db"
    store = SQLiteStore(made)
    await store.open()
    for number in range(1, 4):
        await store.append(Update(TEAM, "a", number, f"update {number}".encode()), event(number))
    await store.put_turn(replace(SAID, status="streaming", text=""))
    await store.put_turn(SAID)
    await store.log(event(4))
    await store.compact(TEAM, b"a snapshot of two", 2)
    await store.log(event(5))
    await store.append(Update(TEAM, "a", 4, b"update 4"), event(6))
    await store.close()
    return made


def found(path: Path) -> list[str]:
    with reading(path) as db:
        return [str(breach) for breach in seals.verify_seals(db, ledger.chain(db))]


def sql(*statements: str) -> Callable[[sqlite3.Connection], None]:
    def run(db: sqlite3.Connection) -> None:
        for statement in statements:
            db.execute(statement)

    return run


def another_asker(db: sqlite3.Connection) -> None:
    wire = json.dumps(replace(SAID, asker="bob").to_wire())
    db.execute("UPDATE turns SET asker = 'bob', wire = ?", (wire,))


def another_asker_sealed_again(db: sqlite3.Connection) -> None:
    another_asker(db)
    seals.seal_turn(db, "t_1")
    db.execute("UPDATE turns SET chained = 1")


def another_update_sealed_again(db: sqlite3.Connection) -> None:
    db.execute("UPDATE updates SET data = CAST('update X' AS BLOB) WHERE seq = 3")
    seals.seal_room(db, 1)
    db.execute("UPDATE rooms SET chained = 1")


def another_update_under_the_same_salt(db: sqlite3.Connection) -> None:
    (salt,) = db.execute("SELECT salt FROM rooms").fetchone()
    another_update_sealed_again(db)
    (*_, (_, seal)) = seals._states(db, 1, salt)
    db.execute("UPDATE rooms SET salt = ?, seal = ?", (salt, seal))


EDITS = {
    "asker": (another_asker, "turn t_1: edited"),
    "asker, sealed": (another_asker_sealed_again, "turn t_1: edited"),
    "visibility": (sql("UPDATE turns SET visibility = 'private'"), "turn t_1: edited"),
    "time": (sql("UPDATE turns SET at = 6"), "turn t_1: edited"),
    "answer": (
        sql("UPDATE turns SET wire = replace(wire, 'Because', 'No idea')"),
        "turn t_1: edited",
    ),
    "no seal": (sql("UPDATE turns SET seal = NULL"), "turn t_1: edited"),
    "turn gone": (sql("DELETE FROM turns"), "turn t_1: missing"),
    "snapshot": (
        sql("UPDATE snapshots SET data = CAST('a snapshot of twO' AS BLOB)"),
        "document team: edited (updates 1-3 do not fit the chain)",
    ),
    "update": (
        sql("UPDATE updates SET data = CAST('update X' AS BLOB) WHERE seq = 4"),
        "document team: edited (updates 4-4 do not fit the chain)",
    ),
    "update, sealed": (another_update_sealed_again, "document team: edited"),
    "update, same salt": (another_update_under_the_same_salt, "document team: edited"),
    "update gone": (
        sql("DELETE FROM updates WHERE seq = 4"),
        "document team: edited",
    ),
    "tail gone": (
        sql("DELETE FROM updates WHERE seq = 4", "UPDATE rooms SET seq = 3"),
        "document team: edited",
    ),
    "room gone": (
        sql("DELETE FROM updates", "DELETE FROM snapshots", "DELETE FROM rooms"),
        "document team: missing",
    ),
}


async def test_what_nobody_touched_is_sound(path: Path) -> None:
    assert found(path) == []
    store = SQLiteStore(path)
    await store.open()
    log = await store.load(TEAM)
    assert (log.snapshot, log.updates) == (b"a snapshot of two", (b"update 3", b"update 4"))
    assert await store.get_turn(SAID.id) == SAID
    await store.close()


@pytest.mark.parametrize("edit", EDITS)
async def test_verify_names_what_was_changed(path: Path, edit: str) -> None:
    change, expected = EDITS[edit]
    with closing(sqlite3.connect(path)) as db:
        change(db)
        db.commit()
    assert any(line.startswith(expected) for line in found(path)), found(path)


@pytest.mark.parametrize("edit", ["asker", "time", "answer", "snapshot", "update", "update gone"])
async def test_what_was_changed_is_not_served_as_what_was_said(path: Path, edit: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        EDITS[edit][0](db)
        db.commit()
    store = SQLiteStore(path)
    await store.open()
    reading = store.get_turn(SAID.id) if edit in ("asker", "time", "answer") else store.load(TEAM)
    with pytest.raises(DamagedStore, match="is not what was stored") as refused:
        await reading
    assert "commonground restore" in refused.value.remedy
    await store.close()


async def test_data_of_an_earlier_version_is_sealed_once_and_then_covered(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE rooms SET salt = NULL, seal = NULL, chained = 0")
        db.execute("UPDATE turns SET salt = NULL, seal = NULL, chained = 0")
        db.execute("DELETE FROM written")
        db.execute("DELETE FROM events")
        db.commit()
    store = SQLiteStore(path)
    await store.open()
    await store.log(event(9))
    await store.close()
    assert found(path) == []
    with closing(sqlite3.connect(path)) as db:
        another_asker(db)
        db.commit()
    assert found(path) == ["turn t_1: edited (it does not fit its seal)"]


async def test_a_redaction_leaves_nothing_by_which_the_old_bytes_could_be_guessed(
    path: Path,
) -> None:
    with closing(sqlite3.connect(path)) as db:
        ((before,),) = db.execute("SELECT salt FROM rooms").fetchall()
        ((turn,),) = db.execute("SELECT salt FROM turns").fetchall()
    store = SQLiteStore(path)
    await store.open()
    clean = replace(SAID, text="[redacted]")
    await store.redact(TEAM, 1, 4, b"anew", [], event(7), turns=[clean])
    await store.close()
    assert before not in path.read_bytes()
    assert turn not in path.read_bytes()
    assert found(path) == []
