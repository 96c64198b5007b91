"""Everything that a server has stored, for tests that say: and nothing changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from commonground.config import CONTEXT_DB
from commonground.store import ledger
from commonground.store.copies import reading
from tests.live import LiveServer

SERVER = "the server"


@dataclass(frozen=True)
class State:
    """A digest of each table, and the audit chain without the commands that were refused."""

    tables: dict[str, str]
    done: tuple[str, ...]

    def only_served_until(self, later: State) -> bool:
        """Whether the server wrote something by itself until then, and nobody else anything."""
        added = set(later.done) - set(self.done)
        return bool(added) and all(f" by {SERVER}: " in one for one in added)


def state(server: LiveServer) -> State:
    with reading(server.data / CONTEXT_DB) as db:
        names = [
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        chain = list(ledger.chain(db))
        tables = {
            name: hashlib.sha256(repr(db.execute(f"SELECT * FROM {name}").fetchall()).encode())
            for name in names
            if name not in ("events", "written") and not name.startswith("sqlite_")
        }
    done = tuple(
        f"{event['command']} by {event['actor'] or SERVER}: {row.hash}"
        for row in chain
        if (event := row.to_wire())["outcome"] == "done"
    )
    assert tables
    return State({name: digest.hexdigest() for name, digest in tables.items()}, done)


def refused(server: LiveServer) -> int:
    """How many commands are on record as refused."""
    with reading(server.data / CONTEXT_DB) as db:
        return sum(row.to_wire()["outcome"] != "done" for row in ledger.chain(db))


def on_disk(server: LiveServer, live: str | None = None) -> dict[str, str]:
    """The files of the served folder and a digest of each: what a refusal must leave as it is.

    ``live`` is the stem of a notebook that is open, and that Jupyter saves when it likes.
    """
    return {
        str(file.relative_to(server.root)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(server.root.rglob("*"))
        if file.is_file() and (live is None or live not in file.name)
    }
