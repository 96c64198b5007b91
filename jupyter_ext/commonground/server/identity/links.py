"""The book of personal links: who was given one, and whose a token is.

One SQLite file; ``provider.py`` lets their bearers in.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shlex
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ...clock import now
from ...core.role import ROLES, Role
from ...errors import StoreError, UserError
from .names import checked_name, checked_username, same_name, slug

TOKEN_PREFIX = "cg_"
USED_RESOLUTION = 60_000
"""A link's last use is written at most this often, in milliseconds."""
STILL_GOOD = 8
"""Earlier links of one purpose that a replacing one leaves: those of the last eight starts that
somebody opened."""
Purpose = Literal["invitation", "starter", "again", "token"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a personal link. ``link`` is the id of the link they came with, no secret."""

    username: str
    display_name: str
    role: Role
    link: str


@dataclass(frozen=True, slots=True)
class Link:
    """A new personal link. Its token exists here and nowhere else: show it once."""

    person: Person
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of people. Times are ms since 1970; ``links`` counts those that work."""

    display_name: str
    username: str
    role: Role
    links: int
    created: int
    used: int | None


_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    username TEXT PRIMARY KEY, display_name TEXT NOT NULL, same TEXT NOT NULL,
    role TEXT NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS links (
    id TEXT PRIMARY KEY, username TEXT NOT NULL REFERENCES people(username),
    digest BLOB NOT NULL UNIQUE, purpose TEXT NOT NULL,
    created INTEGER NOT NULL, used INTEGER, revoked INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS links_of ON links(username);
CREATE TABLE IF NOT EXISTS client_tokens (
    id TEXT PRIMARY KEY, username TEXT NOT NULL REFERENCES people(username),
    digest BLOB NOT NULL UNIQUE, client TEXT NOT NULL, scopes TEXT NOT NULL,
    created INTEGER NOT NULL, ends INTEGER NOT NULL, used INTEGER, revoked INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS client_tokens_of ON client_tokens(username);
CREATE TABLE IF NOT EXISTS oauth_clients (
    id TEXT PRIMARY KEY, metadata TEXT NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS oauth_requests (
    id TEXT PRIMARY KEY, username TEXT NOT NULL, link TEXT NOT NULL, client TEXT NOT NULL,
    asked TEXT NOT NULL, ends INTEGER NOT NULL, code BLOB UNIQUE, days INTEGER, token TEXT) STRICT;
CREATE TABLE IF NOT EXISTS oauth_grants (
    token TEXT PRIMARY KEY REFERENCES client_tokens(id), client TEXT NOT NULL,
    access_ends INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS oauth_refresh (
    digest BLOB PRIMARY KEY, token TEXT NOT NULL REFERENCES oauth_grants(token),
    used INTEGER) STRICT;
PRAGMA user_version = 1;
"""

_FOUND = (
    "SELECT p.username, p.display_name, p.role, l.id, l.used "
    "FROM links l JOIN people p USING (username) WHERE l.revoked IS NULL AND "
)


class LinkBook:
    """Who has a personal link, in one SQLite file that several processes may use at once.

    A token can't be read back: only its SHA-256 is stored (it is 256 random bits, so no salt is
    needed). What one process revokes, every other refuses from its next request on.
    """

    def __init__(self, path: Path, *, clock: Callable[[], int] = now) -> None:
        self.path = path
        self._clock = clock
        self._lock = threading.RLock()
        try:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # the WAL takes over its mode
            self._db = sqlite3.connect(
                path, timeout=10, isolation_level=None, check_same_thread=False
            )
            _use_wal(self._db)
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error

    def close(self) -> None:
        """Let go of the file. The book is of no use afterwards."""
        with self._lock:
            self._db.close()

    def invite(
        self,
        display_name: str,
        role: Role | None = None,
        username: str | None = None,
        *,
        purpose: Purpose = "invitation",
        replace: bool = False,
        fresh: bool = False,
    ) -> Link:
        """A new link; the same name again is the same person, and earlier links go on working.

        ``role`` None keeps what the person has (a new one becomes a contributor). ``replace``
        revokes the person's earlier links of the same ``purpose`` but for the newest that were
        used, by which their open tabs go on. ``fresh``: only for somebody who was never here, since
        a further link makes its bearer the same person. Two people of one name need a ``username``
        each. Raises UserError.
        """
        name = checked_name(display_name)
        wanted = None if username is None else checked_username(username)
        if role is not None and role not in ROLES:
            raise UserError(f"There is no role {role!r}.", f"Choose one of: {', '.join(ROLES)}.")
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        link = secrets.token_hex(8)
        with self.writing() as db:
            found = self._settle(db, name, wanted, role)
            if fresh:
                _require_never_here(db, name, found)
            if replace:
                db.execute(
                    "UPDATE links SET revoked = ?1 "
                    "WHERE username = ?2 AND purpose = ?3 AND revoked IS NULL AND id NOT IN ("
                    "SELECT id FROM links WHERE username = ?2 AND purpose = ?3 "
                    "AND revoked IS NULL AND used IS NOT NULL "
                    "ORDER BY created DESC, rowid DESC LIMIT ?4)",
                    (self._clock(), found, purpose, STILL_GOOD),
                )
            db.execute(
                "INSERT INTO links (id, username, digest, purpose, created) VALUES (?, ?, ?, ?, ?)",
                (link, found, digest_of(token), purpose, self._clock()),
            )
            person = self._one(db, "l.id = ?", link)
        assert person is not None
        return Link(person, token)

    def _settle(
        self, db: sqlite3.Connection, name: str, wanted: str | None, role: Role | None
    ) -> str:
        """The username of the person meant, who is entered if new."""
        if wanted is None:
            namesakes = [
                row[0]
                for row in db.execute(
                    "SELECT username FROM people WHERE same = ?", (same_name(name),)
                )
            ]
            if len(namesakes) > 1:
                raise UserError(
                    f"{len(namesakes)} people are called {name}: {', '.join(namesakes)}.",
                    "Say which one with --username.",
                )
            wanted = namesakes[0] if namesakes else self._free(db, name)
        known = db.execute("SELECT same FROM people WHERE username = ?", (wanted,)).fetchone()
        if known is None:
            db.execute(
                "INSERT INTO people VALUES (?, ?, ?, ?, ?)",
                (wanted, name, same_name(name), role or "contributor", self._clock()),
            )
        elif known[0] != same_name(name):
            raise UserError(
                f"The username {wanted} belongs to somebody else.",
                "Choose another with --username.",
            )
        elif role is not None:
            db.execute("UPDATE people SET role = ? WHERE username = ?", (role, wanted))
        return wanted

    def _free(self, db: sqlite3.Connection, name: str) -> str:
        taken = {row[0] for row in db.execute("SELECT username FROM people")}
        base = checked_username(slug(name))
        number, candidate = 1, base
        while candidate in taken:
            number += 1
            candidate = f"{base}-{number}"
        return candidate

    def find(self, token: str) -> Person | None:
        """Whose token it is; None if it is nobody's or its link is revoked."""
        return self._seek("l.digest = ?", digest_of(token))

    def person(self, link_id: str) -> Person | None:
        """Whose link it is; None if there is none or it is revoked."""
        return self._seek("l.id = ?", link_id)

    def knows(self, link_id: str) -> bool:
        """Whether this book ever held the link, revoked or not."""
        with self.reading() as db:
            row = db.execute("SELECT 1 FROM links WHERE id = ?", (link_id,)).fetchone()
        return row is not None

    def is_starter(self, username: str) -> bool:
        """Whether they ever started the server with `commonground lab`, so whose account it is."""
        with self.reading() as db:
            row = db.execute(
                "SELECT 1 FROM links WHERE username = ? AND purpose = 'starter'", (username,)
            ).fetchone()
        return row is not None

    def was_used(self) -> bool:
        """Whether anybody was ever here who did not start the server."""
        with self.reading() as db:
            row = db.execute(
                "SELECT 1 FROM links WHERE used IS NOT NULL AND username NOT IN "
                "(SELECT username FROM links WHERE purpose = 'starter')"
            ).fetchone()
        return row is not None

    def username_of(self, name: str) -> str:
        """The username of whoever has it as a username, or else as a name. Raises UserError."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT username FROM people WHERE username = ?", (name.strip().casefold(),)
            ).fetchall()
            rows = (
                rows
                or db.execute(
                    "SELECT username FROM people WHERE same = ?", (same_name(name),)
                ).fetchall()
            )
        if not rows:
            raise UserError(f"Nobody here is called {name}.", "`commonground people` lists them.")
        if len(rows) > 1:
            raise UserError(
                f"{len(rows)} people are called {name}: {', '.join(row[0] for row in rows)}.",
                "Give the username instead.",
            )
        return str(rows[0][0])

    def revoke(self, username: str) -> int:
        """End all links of that person at once; how many there were. The person stays listed.

        The tokens of their clients end with them, and are not counted.
        """
        with self.writing() as db:
            db.execute(
                "UPDATE client_tokens SET revoked = ? WHERE username = ? AND revoked IS NULL",
                (self._clock(), username),
            )
            return db.execute(
                "UPDATE links SET revoked = ? WHERE username = ? AND revoked IS NULL",
                (self._clock(), username),
            ).rowcount

    def people(self) -> list[Listed]:
        """Everybody who ever had a link, by name."""
        with self.reading() as db:
            rows = db.execute(
                "SELECT p.display_name, p.username, p.role, "
                "count(l.id) FILTER (WHERE l.revoked IS NULL), p.created, max(l.used) "
                "FROM people p LEFT JOIN links l USING (username) "
                "GROUP BY p.username ORDER BY p.same, p.username"
            ).fetchall()
        return [Listed(*row) for row in rows]

    def _seek(self, condition: str, value: bytes | str) -> Person | None:
        with self.reading() as db:
            return self._one(db, condition, value, touch=True)

    def _one(
        self, db: sqlite3.Connection, condition: str, value: bytes | str, *, touch: bool = False
    ) -> Person | None:
        row = db.execute(_FOUND + condition, (value,)).fetchone()
        if row is None:
            return None
        *fields, used = row
        if touch and (used is None or self._clock() - used >= USED_RESOLUTION):
            self.touch(db, "links", fields[-1])
        return Person(*fields)

    def touch(
        self, db: sqlite3.Connection, table: Literal["links", "client_tokens"], id: str
    ) -> None:
        """Write down that it was used just now, if that takes no waiting."""
        # A full disk or a busy writer is no reason to lock people out, or to make them wait.
        with contextlib.suppress(sqlite3.OperationalError):
            db.execute("PRAGMA busy_timeout = 0")
            db.execute(f"UPDATE {table} SET used = ? WHERE id = ?", (self._clock(), id))
        db.execute("PRAGMA busy_timeout = 10000")

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The file, for one reader at a time. Raises StoreError."""
        with self._lock:
            try:
                yield self._db
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The file, in one transaction. Raises StoreError."""
        with self.reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise


def _require_never_here(db: sqlite3.Connection, name: str, username: str) -> None:
    used = "SELECT 1 FROM links WHERE username = ? AND used IS NOT NULL"
    if db.execute(used, (username,)).fetchone() is not None:
        command = f"commonground invite {shlex.quote(name)}"
        raise UserError(
            f"{name} was here already, and whoever has a further link of theirs reads what is "
            "private to them.",
            f"Who started the server makes one in a terminal: `{command}`. For somebody else of "
            "that name, add a word to it.",
        )


def _use_wal(db: sqlite3.Connection, within: float = 10.0) -> None:
    """Switch to a write-ahead log. SQLite's busy timeout does not wait for that lock: we do."""
    deadline = time.monotonic() + within
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def digest_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def _unusable(path: Path, error: Exception) -> StoreError:
    return StoreError(
        f"The list of people {path} can't be used: {error}.",
        "Check that the folder is yours, writable, and that the disk has room.",
    )
