"""Seals: what binds the bytes of documents and turns to the audit chain.

A room's seal goes over its snapshot and on over each update; a turn's goes over its row. Each is an
HMAC under a salt that is stored beside it. The next row of the chain names the seals that are new.
The caller holds the transaction.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.event import ChainRow, canonical
from ..errors import DamagedStore
from .base import fresh_salt

_TURN = "at, asker, visibility, status, wire"
Salts = Callable[[], bytes]
"""Where salts come from."""
MOST_NAMED = 200
"""Seals that one row of the chain names at most; the next row has the rest."""


@dataclass(frozen=True, slots=True)
class SealBreach:
    """A document or a turn that is not what the chain and its seal say."""

    what: str
    flaw: str

    def __str__(self) -> str:
        return f"{self.what}: {self.flaw}"


def begin(salt: bytes, seq: int, snapshot: bytes | None) -> bytes:
    """The seal of a document that is this snapshot alone."""
    return _mac(salt, seq.to_bytes(8, "big") + (b"" if snapshot is None else b"=" + snapshot))


def go_on(salt: bytes, seal: bytes, seq: int, update: bytes) -> bytes:
    """The seal once the update is there too."""
    return _mac(salt, seal + seq.to_bytes(8, "big") + update)


def _mac(salt: bytes, data: bytes) -> bytes:
    return hmac.digest(salt, data, hashlib.sha256)


def of_turn(salt: bytes, fields: Iterable[Any]) -> bytes:
    """The seal of a turn's row, its id first."""
    return _mac(salt, canonical([_readable(value) for value in fields]).encode())


def _readable(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def seal_update(
    db: sqlite3.Connection, room: int, seq: int, update: bytes, salts: Salts = fresh_salt
) -> None:
    """Go on with the room's seal over an update that was just stored."""
    salt, seal = db.execute("SELECT salt, seal FROM rooms WHERE id = ?", (room,)).fetchone()
    if not salt or not seal:
        seal_room(db, room, salts)
        return
    sealed = go_on(salt, seal, seq, update)
    db.execute("UPDATE rooms SET seal = ?, chained = 0 WHERE id = ?", (sealed, room))


def seal_room(db: sqlite3.Connection, room: int, salts: Salts = fresh_salt) -> None:
    """Seal what the room holds anew, under a new salt: the old seal says nothing any more."""
    salt = salts()
    *_, (_, seal) = _states(db, room, salt)
    db.execute("UPDATE rooms SET salt = ?, seal = ?, chained = 0 WHERE id = ?", (salt, seal, room))


def seal_turn(db: sqlite3.Connection, turn: str, salts: Salts = fresh_salt) -> None:
    """Seal the turn's row as it is now, under a new salt."""
    salt = salts()
    row = db.execute(f"SELECT id, {_TURN} FROM turns WHERE id = ?", (turn,)).fetchone()
    db.execute(
        "UPDATE turns SET salt = ?, seal = ?, chained = 0 WHERE id = ?",
        (salt, of_turn(salt, row), turn),
    )


def seal_rest(db: sqlite3.Connection) -> None:
    """Seal what an earlier version left without a seal."""
    for (room,) in db.execute("SELECT id FROM rooms WHERE salt IS NULL").fetchall():
        seal_room(db, room)
    for (turn,) in db.execute("SELECT id FROM turns WHERE salt IS NULL").fetchall():
        seal_turn(db, turn)


def unchained(db: sqlite3.Connection) -> dict[str, Any]:
    """The seals that no row of the chain names yet, which the next one is about to name.

    A turn that is still written is left out: what it comes to is not said yet.
    """
    rooms = db.execute(
        "SELECT id, name, seq, salt, seal FROM rooms WHERE chained = 0 AND seal IS NOT NULL"
        " ORDER BY id LIMIT ?",
        (MOST_NAMED,),
    ).fetchall()
    turns = db.execute(
        "SELECT id, seal FROM turns WHERE chained = 0 AND status != 'streaming'"
        " AND seal IS NOT NULL ORDER BY id LIMIT ?",
        (MOST_NAMED,),
    ).fetchall()
    db.executemany("UPDATE rooms SET chained = 1 WHERE id = ?", [(id,) for id, *_ in rooms])
    db.executemany("UPDATE turns SET chained = 1 WHERE id = ?", [(id,) for id, _ in turns])
    return named(
        {name: (seq, salt, seal) for _, name, seq, salt, seal in rooms},
        dict(turns),
    )


def named(
    rooms: Mapping[str, tuple[int, bytes, bytes]], turns: Mapping[str, bytes]
) -> dict[str, Any]:
    """Seals (a room's with its number and salt, by name; a turn's by id) as the chain has them."""
    found: dict[str, Any] = {}
    if rooms:
        found["rooms"] = {
            name: [seq, _base(salt), seal.hex()] for name, (seq, salt, seal) in rooms.items()
        }
    if turns:
        found["turns"] = {id: seal.hex() for id, seal in turns.items()}
    return found


def _base(salt: bytes) -> str:
    """Which salt it was, without telling it."""
    return hashlib.sha256(salt).hexdigest()[:16]


def check_turn(row: tuple[Any, ...], salt: bytes | None, seal: bytes | None) -> None:
    """Raise DamagedStore unless the turn's row (id first) is the one that was sealed."""
    if salt is not None and of_turn(salt, row) != seal:
        raise damaged(f"The turn {row[0]}")


def damaged(what: str) -> DamagedStore:
    """The refusal of something whose bytes are not those that were stored."""
    return DamagedStore(f"{what} is not what was stored: the database is damaged.")


def _states(db: sqlite3.Connection, room: int, salt: bytes) -> Iterator[tuple[int, bytes]]:
    """The number and the seal after the room's snapshot and after each update."""
    row = db.execute("SELECT seq, data FROM snapshots WHERE room = ?", (room,)).fetchone()
    seq, snapshot = row or (0, None)
    seal = begin(salt, seq, snapshot)
    yield seq, seal
    for number, data in db.execute(
        "SELECT seq, data FROM updates WHERE room = ? ORDER BY seq", (room,)
    ):
        seal = go_on(salt, seal, number, data)
        yield number, seal


@dataclass(slots=True)
class _Named:
    """What the chain says: for each room and salt the seals by number, for each turn the last."""

    rooms: dict[str, dict[str, dict[int, str]]] = field(default_factory=dict)
    turns: dict[str, str] = field(default_factory=dict)

    def take(self, row: ChainRow) -> None:
        seals = row.seals
        for name, (seq, base, seal) in seals.get("rooms", {}).items():
            self.rooms.setdefault(name, {}).setdefault(base, {})[int(seq)] = seal
        self.turns |= seals.get("turns", {})


def verify_seals(db: sqlite3.Connection, rows: Iterable[ChainRow]) -> list[SealBreach]:
    """What of documents and turns is not what the chain says. Call inside a transaction."""
    named = _Named()
    for row in rows:
        named.take(row)
    return [*_rooms(db, named.rooms), *_turns(db, named.turns)]


def _rooms(
    db: sqlite3.Connection, named: Mapping[str, Mapping[str, Mapping[int, str]]]
) -> Iterator[SealBreach]:
    there = set()
    for room, name, last, salt, seal, chained in db.execute(
        "SELECT id, name, seq, salt, seal, chained FROM rooms ORDER BY name"
    ).fetchall():
        there.add(name)
        flaw = _flaw(db, room, last, salt, seal, named.get(str(name), {}), bool(chained))
        if flaw is not None:
            yield SealBreach(f"document {name}", flaw)
    for name in sorted(set(named) - there):
        yield SealBreach(f"document {name}", "missing")


def _flaw(
    db: sqlite3.Connection,
    room: int,
    last: int,
    salt: Any,
    seal: Any,
    named: Mapping[str, Mapping[int, str]],
    chained: bool,
) -> str | None:
    if not isinstance(salt, bytes):
        return "edited (its seal is gone)"
    states = {seq: state.hex() for seq, state in _states(db, room, salt)}
    said = dict(sorted(named.get(_base(salt), {}).items()))
    sound = 0
    for seq, sealed in said.items():
        if states.get(seq) != sealed:
            return f"edited (updates {sound + 1}-{seq} do not fit the chain)"
        sound = seq
    if max(states) != last or not isinstance(seal, bytes) or states[last] != seal.hex():
        return "edited (it does not fit its seal)"
    if chained and said.get(last) != seal.hex():
        return "edited (the chain does not have its seal)"
    return None


def _turns(db: sqlite3.Connection, named: Mapping[str, str]) -> Iterator[SealBreach]:
    there = set()
    for *row, salt, seal, chained in db.execute(
        f"SELECT id, {_TURN}, salt, seal, chained FROM turns ORDER BY id"
    ).fetchall():
        there.add(str(row[0]))
        fits = isinstance(salt, bytes) and isinstance(seal, bytes) and of_turn(salt, row) == seal
        if not fits:
            yield SealBreach(f"turn {row[0]}", "edited (it does not fit its seal)")
        elif chained and named.get(str(row[0])) != seal.hex():
            yield SealBreach(f"turn {row[0]}", "edited (the chain does not have its seal)")
    for turn in sorted(set(named) - there):
        yield SealBreach(f"turn {turn}", "missing")
