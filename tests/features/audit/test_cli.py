"""The command line of what is kept: verify, export, back up, restore, compact."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import sqlite3
import stat
import tarfile
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner, Result

from commonground.cli.main import main
from commonground.config import CONTEXT_DB, IDENTITY_DB
from commonground.core.event import Event
from commonground.core.ids import TEAM
from commonground.core.role import Member
from commonground.errors import StoreError, UnknownId
from commonground.features.entries.commands import Add, Edit, Retire, Revert
from commonground.registry import context_service
from commonground.server.identity.links import LinkBook
from commonground.store.base import HistoryRow, RoomLog, Update
from commonground.store.chain_head import FileAnchor, read_anchors
from commonground.store.sqlite import SQLiteStore
from tests.live import OURS
from tests.service.conftest import save

T = TypeVar("T")

ADA = Member("ada", "Ada Lovelace", role="owner")
SECRET = "AKIA-canary-9f3e"


@dataclass
class Place:
    """A root with a data folder of its own, and the command line in it."""

    root: Path
    data: Path

    def run(self, *words: str, **environ: str) -> Result:
        return CliRunner().invoke(
            main, words, env={"COMMONGROUND_DATA_DIR": str(self.data)} | environ
        )

    def ok(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.output

    def store(self) -> SQLiteStore:
        return SQLiteStore(
            self.data / CONTEXT_DB, anchor=FileAnchor(self.data / "audit.anchor"), busy_timeout=0.1
        )

    def use(self, work: Callable[[SQLiteStore], Awaitable[T]]) -> T:
        """Do something in the store as a server would, and close it."""

        async def run() -> T:
            store = self.store()
            await store.open()
            try:
                return await work(store)
            finally:
                await store.close()

        return asyncio.run(run())

    def change(self, *statements: str) -> None:
        """What somebody with the file does behind the store's back."""
        with closing(sqlite3.connect(self.data / CONTEXT_DB)) as db, db:
            for statement in statements:
                db.execute(statement)

    def invite(self, name: str) -> str:
        with closing(LinkBook(self.data / IDENTITY_DB)) as book:
            return book.invite(name).token

    def knows(self, token: str) -> bool:
        with closing(LinkBook(self.data / IDENTITY_DB)) as book:
            return book.find(token) is not None


def event(n: int, **fields: str) -> Event:
    plain = {"actor": "ada", "role": "owner", "command": "add", "source": "cli"} | fields
    return Event(f"v{n}", n, revision=f"r{n}", **plain)  # type: ignore[arg-type]


async def five_events(store: SQLiteStore) -> None:
    for n in range(1, 6):
        await store.append(Update(TEAM, "laptop", n, b"\0\0"), event(n, text=f"text {n}"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    root, data = tmp_path / "project", tmp_path / "data"
    root.mkdir()
    data.mkdir(0o700)
    for name in [name for name in os.environ if name.startswith(OURS)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(root)
    return Place(root, data)


@pytest.fixture
def filled(place: Place) -> Place:
    """A place whose chain has five rows."""
    place.use(five_events)
    return place


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def databases(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.db"))


def copies(folder: Path) -> int:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sum(file.read_bytes().count(SECRET.encode()) for file in files)


# audit verify


def test_a_sound_chain_is_called_that(filled: Place) -> None:
    assert filled.ok("audit", "verify").startswith("5 rows: sound. Anchored in ")


@pytest.mark.parametrize(
    ("vandalism", "finding"),
    [
        (
            ["UPDATE events SET body = replace(body, 'ada', 'bob') WHERE seq = 3"],
            "row 3: edited (",
        ),
        (["UPDATE written SET text = '{}' WHERE event = 2"], "row 2: what was written was edited"),
        (["DELETE FROM written WHERE event = 2"], "row 2: what was written is gone"),
        (["DELETE FROM events WHERE seq IN (2, 3)"], "rows 2-3: missing"),
        (
            ["DELETE FROM events WHERE seq > 3"],
            "rows 4-5: the tail was cut off after row 3; the anchor has row 5",
        ),
        (["UPDATE events SET body = CAST(X'FF00' AS TEXT) WHERE seq = 1"], "row 1: edited"),
    ],
)
def test_what_was_done_to_the_database_is_found_and_named(
    filled: Place, vandalism: list[str], finding: str
) -> None:
    filled.change("DROP INDEX events_by_id", "DROP INDEX events_by_revision", *vandalism)
    result = filled.run("audit", "verify")
    assert result.exit_code == 1
    assert result.output.startswith(finding)
    told = filled.run("audit", "verify", "--json")
    assert told.exit_code == 1
    found = json.loads(told.output)
    assert found["problems"][0].startswith(finding.partition("\n")[0])
    assert found["sound"] is False


def test_a_database_that_was_put_back_to_an_older_state_is_found(place: Place) -> None:
    place.use(lambda store: store.log(event(1)))
    before = (place.data / CONTEXT_DB).read_bytes()
    place.use(lambda store: store.log(event(2)))
    (place.data / CONTEXT_DB).write_bytes(before)
    result = place.run("audit", "verify")
    assert (result.exit_code, result.output.splitlines()[0]) == (
        1,
        "row 2: the tail was cut off after row 1; the anchor has row 2",
    )


def test_a_chain_without_an_anchor_is_not_called_sound(filled: Place) -> None:
    (filled.data / "audit.anchor").unlink()
    result = filled.run("audit", "verify")
    assert result.exit_code == 1
    assert "nothing is anchored" in result.output


def test_an_endpoint_asks_for_what_it_was_posted(filled: Place, tmp_path: Path) -> None:
    elsewhere = {"COMMONGROUND_AUDIT_ANCHOR": "https://example.org/"}
    result = filled.run("audit", "verify", **elsewhere)
    assert result.exit_code == 1
    assert "--anchor FILE" in result.stderr
    heads = read_anchors(filled.data / "audit.anchor")
    posted = tmp_path / "posted.jsonl"
    posted.write_text("".join(json.dumps({"seq": h.seq, "hash": h.hash}) + "\n" for h in heads))
    result = filled.run("audit", "verify", "--anchor", str(posted), **elsewhere)
    assert result.exit_code == 0, result.output


def test_a_chain_can_be_checked_exported_and_backed_up_while_a_server_runs(
    place: Place, tmp_path: Path
) -> None:
    async def meanwhile(store: SQLiteStore) -> None:
        await five_events(store)
        for words in (
            ["audit", "verify"],
            ["audit", "export", str(tmp_path / "chain.jsonl")],
            ["export", str(tmp_path / "out")],
            ["backup", str(tmp_path / "team.backup")],
        ):
            result = await asyncio.to_thread(place.run, *words)
            assert result.exit_code == 0, result.output
        await store.log(event(6))

    place.use(meanwhile)
    assert "6 rows: sound" in place.ok("audit", "verify")


@pytest.mark.parametrize(
    "words", [["audit", "verify"], ["audit", "export"], ["export", "out"], ["compact"]]
)
def test_where_nothing_is_stored_a_command_says_so_and_makes_nothing(
    place: Place, words: list[str]
) -> None:
    result = place.run(*words)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is no ")
    assert list(place.data.iterdir()) == []


# audit export


def test_the_chain_is_exported_as_json_lines(filled: Place, tmp_path: Path) -> None:
    private = event(6, room="member:ada", text="canary")
    filled.use(lambda store: store.log(private))
    printed = [json.loads(line) for line in filled.ok("audit", "export").splitlines()]
    assert [line["text"] for line in printed] == [*(f"text {n}" for n in range(1, 6)), None]
    assert printed[0]["actor"] == "ada"
    assert [line["previous"] for line in printed[1:]] == [line["hash"] for line in printed[:-1]]
    target = tmp_path / "chain.jsonl"
    filled.ok("audit", "export", str(target))
    assert [json.loads(line) for line in target.read_text().splitlines()] == printed
    assert mode(target) == 0o600


# backup and restore


def test_a_backup_restores_what_was_there_and_keeps_what_is_there_aside(
    filled: Place, tmp_path: Path
) -> None:
    before = filled.use(lambda store: store.load(TEAM))
    target = tmp_path / "team.backup"
    filled.ok("backup", str(target))
    assert mode(target) == 0o600
    filled.use(lambda store: store.append(Update(TEAM, "laptop", 6, b"\0\0"), event(6)))
    output = filled.ok("restore", str(target))
    (aside,) = filled.data.glob("before-restore-*")
    assert str(aside) in output
    after = filled.use(lambda store: store.load(TEAM))
    assert after == RoomLog(2, before.seq, before.snapshot, before.updates), "a new generation"
    rows = filled.use(lambda store: store.events(0, 100))
    assert [row.event.command for row in rows] == ["add"] * 5 + ["restore"]
    assert "6 rows: sound" in filled.ok("audit", "verify")
    kept = Place(filled.root, aside)
    assert kept.use(lambda store: store.load(TEAM)).seq == 6
    assert "6 rows: sound" in kept.ok("audit", "verify")
    assert mode(aside) == 0o700
    assert mode(filled.data / CONTEXT_DB) == 0o600


def test_a_replica_from_before_the_restore_is_refused(filled: Place, tmp_path: Path) -> None:
    target = str(tmp_path / "team.backup")
    filled.ok("backup", target)
    filled.ok("restore", target)
    with pytest.raises(StoreError, match="generation 2"):
        filled.use(lambda store: store.append(Update(TEAM, "laptop", 6, b"\0\0")))


def test_a_backup_restores_on_a_new_machine_with_its_people(filled: Place, tmp_path: Path) -> None:
    token = filled.invite("Ada")
    target = str(tmp_path / "team.backup")
    filled.ok("backup", target)
    elsewhere = Place(filled.root, tmp_path / "new")
    elsewhere.ok("restore", target)
    assert elsewhere.knows(token)
    assert elsewhere.use(lambda store: store.load(TEAM)).seq == 5
    assert "6 rows: sound" in elsewhere.ok("audit", "verify")
    assert [path.name for path in elsewhere.data.glob("before-*")] == []


def test_a_restore_brings_revoked_links_back_only_when_told_to(
    filled: Place, tmp_path: Path
) -> None:
    token = filled.invite("Ada")
    target = str(tmp_path / "team.backup")
    filled.ok("backup", target)
    filled.ok("revoke", "Ada")
    filled.ok("restore", target)
    assert not filled.knows(token)
    filled.ok("restore", target, "--people")
    assert filled.knows(token)


def test_a_restore_is_refused_while_a_server_runs(filled: Place, tmp_path: Path) -> None:
    target = str(tmp_path / "team.backup")
    filled.ok("backup", target)

    async def meanwhile(store: SQLiteStore) -> None:
        for words in (["restore", target], ["compact"]):
            result = await asyncio.to_thread(filled.run, *words)
            assert result.exit_code == 1
            assert "Another server" in result.stderr
        await store.log(event(6))

    filled.use(meanwhile)
    assert "6 rows: sound" in filled.ok("audit", "verify")
    assert list(filled.data.glob("before-*")) == []


@pytest.fixture
def spoiled(filled: Place, tmp_path: Path) -> Iterator[Path]:
    target = tmp_path / "spoiled.backup"
    yield target
    before = {path.name: path.read_bytes() for path in databases(filled.data)}
    result = filled.run("restore", str(target))
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 2, "with a remedy"
    assert {path.name: path.read_bytes() for path in databases(filled.data)} == before
    assert [path for path in filled.data.iterdir() if path.is_dir()] == []
    assert "5 rows: sound" in filled.ok("audit", "verify")


def test_what_is_no_backup_is_refused_and_changes_nothing(spoiled: Path) -> None:
    spoiled.write_bytes(b"notes" * 1000)


def test_a_cut_off_backup_is_refused_and_changes_nothing(spoiled: Path, filled: Place) -> None:
    filled.ok("backup", str(spoiled))
    os.truncate(spoiled, spoiled.stat().st_size // 2)


def test_a_backup_with_another_programs_database_is_refused(
    spoiled: Path, filled: Place, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as db, db:
        db.execute("CREATE TABLE notes (text)")
    (tmp_path / "backup.json").write_text('{"format": 1, "at": 0, "chain": 0}')
    with tarfile.open(spoiled, "w") as tar:
        tar.add(tmp_path / "backup.json", "backup.json")
        tar.add(tmp_path / "foreign.db", CONTEXT_DB)


def test_a_damaged_database_gives_way_to_a_backup(filled: Place, tmp_path: Path) -> None:
    target = str(tmp_path / "team.backup")
    filled.ok("backup", target)
    (filled.data / CONTEXT_DB).write_bytes(b"\xaa" * 8192)
    filled.ok("restore", target)
    assert filled.use(lambda store: store.load(TEAM)).seq == 5
    assert "6 rows: sound" in filled.ok("audit", "verify")


def test_a_backup_where_jupyter_serves_it_is_refused(filled: Place) -> None:
    result = filled.run("backup", "team.backup", "--root", str(filled.root))
    assert result.exit_code == 1
    assert "every visitor" in result.stderr
    assert list(filled.root.iterdir()) == []


def test_a_backup_that_cannot_be_written_leaves_the_last_one(filled: Place, tmp_path: Path) -> None:
    target = tmp_path / "team.backup"
    filled.ok("backup", str(target))
    before = target.read_bytes()
    (filled.data / CONTEXT_DB).write_bytes(b"\xaa" * 8192)
    assert filled.run("backup", str(target)).exit_code == 1
    assert target.read_bytes() == before
    assert filled.run("backup", str(tmp_path / "missing" / "x")).exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "project", "team.backup"]


# Redaction


async def leak(store: SQLiteStore) -> None:
    await store.append(Update(TEAM, "laptop", 1, SECRET.encode()), event(1, text=SECRET))
    await store.compact(TEAM, SECRET.encode(), 1, [HistoryRow("r1", "e1", 1, {"t": SECRET})])


async def redact(store: SQLiteStore) -> None:
    assert await store.redact(TEAM, 1, 1, b"\0\0", ["r1"], event(2, command="redact"))


def test_the_next_backup_after_a_redaction_has_no_such_bytes(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "out" / "team.backup"
    target.parent.mkdir()
    place.use(leak)
    place.ok("backup", str(target))
    assert copies(target.parent) > 0
    place.use(redact)
    place.ok("backup", str(target))
    assert copies(target.parent) == copies(place.data) == 0
    assert "2 rows: sound" in place.ok("audit", "verify")


def test_a_backup_from_before_a_redaction_is_refused_unless_told_otherwise(
    place: Place, tmp_path: Path
) -> None:
    target = str(tmp_path / "team.backup")
    place.use(leak)
    place.ok("backup", target)
    place.use(redact)
    result = place.run("restore", target)
    assert result.exit_code == 1
    assert "before a redaction" in result.stderr
    assert copies(place.data) == 0
    place.ok("restore", target, "--bring-back")
    assert place.use(lambda store: store.load(TEAM)).generation == 3
    assert copies(place.data) > 0


# export and compact


async def write(store: SQLiteStore) -> None:
    clock, ids = itertools.count(1_700_000_000_000), itertools.count(1)
    service = context_service(
        store, clock=lambda: next(clock), new_id=lambda prefix: f"{prefix}_{next(ids)}"
    )
    async with service:
        body = "# Not a heading of ours\nNever floats."
        money = await save(service, ADA, Add(kind="convention", title="Cents", body=body), "cli")
        for side in ("Integer cents", "Decimal"):
            edit = Edit(entry=money.entry.id, heads=[money.revision], title=side, body=body)
            await save(service, ADA, edit, "cli")
        old = await save(service, ADA, Add(kind="work", title="Spike"), "cli")
        await service.run(ADA, Retire(entry=old.entry.id, heads=[old.revision]), source="cli")
        await service.run(ADA, Add(kind="note", title="canary"), source="cli")


def test_an_export_holds_the_teams_context_and_nothing_private(
    place: Place, tmp_path: Path
) -> None:
    place.use(write)
    place.ok("export", str(tmp_path / "out"))
    text = (tmp_path / "out" / "context.md").read_text()
    kinds = [line for line in text.splitlines() if line.startswith("#")]
    assert kinds == [
        "# Shared context",
        "## Conventions",
        "### Integer cents (in dispute, side 1 of 2)",
        "### Decimal (in dispute, side 2 of 2)",
        "## No longer true",
        "### Spike",
    ]
    assert "> # Not a heading of ours\n> Never floats." in text
    assert "Ada Lovelace" in text
    value = json.loads((tmp_path / "out" / "context.json").read_text())
    (room,) = value["rooms"]
    assert room["room"] == TEAM
    assert [len(entry["revisions"]) for entry in room["entries"]] == [3, 2]
    assert "canary" not in text + json.dumps(value)


def test_an_export_holds_revisions_that_left_the_document(place: Place, tmp_path: Path) -> None:
    place.use(write)

    async def leave(store: SQLiteStore) -> None:
        log = await store.load(TEAM)
        old = HistoryRow("r_old", "e_1", 1, {"id": "r_old", "title": "First words"})
        await store.compact(TEAM, b"\0\0", log.seq, [old])

    place.use(leave)
    place.ok("export", str(tmp_path / "out"))
    value = json.loads((tmp_path / "out" / "context.json").read_text())
    assert value["rooms"][0]["history"] == [{"id": "r_old", "title": "First words"}]


def test_compaction_makes_the_file_smaller_and_loses_nothing(place: Place, tmp_path: Path) -> None:
    place.use(write)

    async def grow(store: SQLiteStore) -> None:
        empty = b"\0\0"
        await asyncio.gather(*(store.append(Update(TEAM, "hub", n, empty)) for n in range(1, 3001)))

    place.use(grow)
    place.ok("export", str(tmp_path / "before"))
    before = (place.data / CONTEXT_DB).stat().st_size
    assert "bytes before" in place.ok("compact")
    assert (place.data / CONTEXT_DB).stat().st_size < before
    log = place.use(lambda store: store.load(TEAM))
    assert log.updates == ()
    place.ok("export", str(tmp_path / "after"))
    first, second = (
        json.loads((tmp_path / name / "context.json").read_text())["rooms"]
        for name in ("before", "after")
    )
    for rooms in (first, second):
        for room in rooms:
            moved = {row["id"]: row for row in room.pop("history")}
            live = {r["id"]: r for e in room["entries"] for r in e.pop("revisions")}
            room["versions"] = moved | live
    assert first == second


def test_compaction_keeps_of_many_edits_what_is_said_today_and_the_rest_as_history(
    place: Place,
) -> None:
    async def edit(store: SQLiteStore) -> list[str]:
        clock, ids = itertools.count(1_700_000_000_000), itertools.count(1)
        service = context_service(
            store, clock=lambda: next(clock), new_id=lambda prefix: f"{prefix}_{next(ids)}"
        )
        async with service:
            made = await save(service, ADA, Add(kind="work", title="Version 0"), "cli")
            seen: list[str] = [made.revision]
            for number in range(1, 200):
                change = Edit(entry=made.entry.id, heads=[seen[-1]], title=f"Version {number}")
                seen.append((await save(service, ADA, change, "cli")).revision)
            return [made.entry.id, *seen]

    entry, *versions = place.use(edit)
    assert "199 older versions left the live documents" in place.ok("compact")
    assert "older versions" not in place.ok("compact")

    async def go_back(store: SQLiteStore) -> tuple[int, int, list[str], str]:
        log = await store.load(TEAM)
        async with context_service(
            store, clock=lambda: 1_800_000_000_000, new_id=uuid_of
        ) as service:
            older = await service.history(ADA, entry)
            revert = Revert(entry=entry, heads=[versions[-1]], to=versions[3])
            back = await save(service, ADA, revert, "cli")
            with pytest.raises(UnknownId):
                await service.run(
                    ADA, revert.model_copy(update={"to": "r_none", "heads": [back.revision]}),
                    source="cli",
                )  # fmt: skip
            live = len(json.dumps(back.entry.to_wire()).encode())
            assert log.snapshot is not None
            return len(log.snapshot), live, [r.id for r in older], back.entry.heads[0].title

    size, live, older, title = place.use(go_back)
    assert older == versions[:-1]
    assert title == "Version 3"
    assert size <= 3 * live
    place.ok("audit", "verify")


def test_an_edit_of_a_version_that_compaction_moved_stays_beside_the_newer_one(
    place: Place,
) -> None:
    """A form may be open for longer than the document holds what it shows."""

    async def write(store: SQLiteStore) -> list[str]:
        async with context_service(store, clock=lambda: 1_700_000_000_000, new_id=uuid_of) as it:
            made = await save(it, ADA, Add(kind="work", title="First"), "cli")
            newer = Edit(entry=made.entry.id, heads=[made.revision], title="Second")
            return [made.entry.id, made.revision, (await save(it, ADA, newer, "cli")).revision]

    entry, first, second = place.use(write)
    assert "1 older versions left" in place.ok("compact")

    async def merge(store: SQLiteStore) -> None:
        async with context_service(store, clock=lambda: 1_800_000_000_000, new_id=uuid_of) as it:
            late = Edit(entry=entry, heads=[first], title="Written on the first")
            done = await save(it, ADA, late, "cli")
            assert {r.title for r in done.entry.heads} == {"Second", "Written on the first"}
            both = late.model_copy(update={"heads": [second, done.revision], "title": "Both"})
            ended = await save(it, ADA, both, "cli")
            assert [r.title for r in ended.entry.heads] == ["Both"]
            with pytest.raises(UnknownId):
                await it.run(ADA, late.model_copy(update={"heads": ["r_none"]}), source="cli")

    place.use(merge)


def uuid_of(prefix: str) -> str:
    return f"{prefix}_{uuid.uuid4().hex[:20]}"


def test_every_command_stands_in_the_data_folders_page() -> None:
    page = (Path(__file__).parents[3] / "docs" / "operations" / "keeping.md").read_text()
    for command in ("audit verify", "audit export", "backup", "restore", "export", "compact"):
        assert f"`commonground {command}" in page
    for option in ("--anchor", "--people", "--bring-back", "COMMONGROUND_AUDIT_ANCHOR"):
        assert option in page
