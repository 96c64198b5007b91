"""The tokens of members' clients: whose each is, what it lets the client do, and until when.

They stand in the book of links, each as a digest, and are good for one door only (``mcp``): every
other one refuses them (``provider.py``).
"""

from __future__ import annotations

import re
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from ...clock import now
from ...core.role import Role
from ...core.scope import SCOPES, Scope
from ...errors import InvalidCommand, UnknownId, UserError
from .links import USED_RESOLUTION, LinkBook, digest_of

CLIENT_TOKEN_PREFIX = "cgm_"
DAYS, MOST_DAYS = 90, 366
MOST_TOKENS = 20
"""Tokens of one member that work at a time."""
DAY = 86_400_000
CLIENT_NAME = r"[a-z0-9][a-z0-9._-]{0,39}"
"""What a client may be called: it stands in the record."""


@dataclass(frozen=True, slots=True)
class ClientToken:
    """One token, without its secret. Times are ms since 1970; ``used`` None: never."""

    id: str
    username: str
    client: str
    scopes: tuple[Scope, ...]
    created: int
    ends: int
    used: int | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who came with a token, as the book knows them now."""

    token: ClientToken
    display_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made. Its secret exists here and nowhere else: show it once."""

    token: ClientToken
    secret: str = field(repr=False)


def new_secret() -> str:
    """A secret of a client's token: 256 random bits."""
    return CLIENT_TOKEN_PREFIX + secrets.token_urlsafe(32)


def is_client_token(token: str | None) -> bool:
    """Whether it is meant to be one: none of them opens anything but the one door."""
    return bool(token) and str(token).startswith(CLIENT_TOKEN_PREFIX)


def checked_client(name: str) -> str:
    """The name of a client. Raises InvalidCommand."""
    found = name.strip().casefold()
    if re.fullmatch(CLIENT_NAME, found) is None:
        raise InvalidCommand(
            "That is no name for a client.",
            "Give up to 40 letters, digits, dots, dashes or underscores: claude-code, my-laptop.",
        )
    return found


def checked_scopes(scopes: Iterable[str]) -> tuple[Scope, ...]:
    """The scopes, in their order. Raises InvalidCommand."""
    given = set(scopes)
    if not given or not given <= set(SCOPES):
        raise InvalidCommand(
            "That is not what a client may be allowed.", f"Choose of: {', '.join(SCOPES)}."
        )
    return tuple(scope for scope in SCOPES if scope in given)


_COLUMNS = "t.id, t.username, t.client, t.scopes, t.created, t.ends, t.used"
_GOOD = "t.revoked IS NULL AND t.ends > ?"


class TokenBook:
    """The tokens in a book of links. What one process revokes, every other refuses at once."""

    def __init__(self, book: LinkBook, *, clock: Callable[[], int] = now) -> None:
        self._book = book
        self._clock = clock

    def new(self, username: str, client: str, scopes: Iterable[str], days: int = DAYS) -> NewToken:
        """A token of that member's for a client. Raises InvalidCommand, UserError."""
        with self._book.writing() as db:
            return self.insert(db, username, client, scopes, days)

    def insert(
        self, db: sqlite3.Connection, username: str, client: str, scopes: Iterable[str], days: int
    ) -> NewToken:
        """What ``new`` does, as a part of the caller's transaction."""
        name, allowed = checked_client(client), checked_scopes(scopes)
        if not 1 <= days <= MOST_DAYS:
            raise InvalidCommand(f"A token lasts 1 to {MOST_DAYS} days.", f"The usual: {DAYS}.")
        secret, at = new_secret(), self._clock()
        made = ClientToken(
            f"mt_{secrets.token_hex(8)}", username, name, allowed, at, at + days * DAY, None
        )
        _require_room(db, username, at)
        db.execute(
            "INSERT INTO client_tokens (id, username, digest, client, scopes, created, ends) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (made.id, username, digest_of(secret), name, " ".join(allowed), at, made.ends),
        )
        return NewToken(made, secret)

    def require_room(self, username: str) -> None:
        """Raise UserError where that member can't have one more."""
        with self._book.reading() as db:
            _require_room(db, username, self._clock())

    def find(self, secret: str) -> Bearer | None:
        """Whose token it is; None if it is nobody's, revoked, or at its end.

        One that a client logged in for has to be renewed long before (``grants.py``).
        """
        found = self._bearer("t.digest = ?", digest_of(secret))
        if found is None or self._to_be_renewed(found.token.id):
            return None
        return found

    def bearer(self, id: str) -> Bearer | None:
        """Whose token has that id, while it is good."""
        return self._bearer("t.id = ?", id)

    def tokens(self, username: str) -> tuple[ClientToken, ...]:
        """Those of a member that work, the newest first."""
        with self._book.reading() as db:
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM client_tokens t WHERE t.username = ? AND {_GOOD} "
                "ORDER BY t.created DESC, t.rowid DESC",
                (username, self._clock()),
            ).fetchall()
        return tuple(map(_token, rows))

    def revoke(self, username: str, id: str) -> ClientToken:
        """End one of the member's tokens. Raises UnknownId, also for somebody else's."""
        found = next((token for token in self.tokens(username) if token.id == id), None)
        if found is None:
            raise UnknownId("You have no such token.", "List them again: it may have ended.")
        with self._book.writing() as db:
            db.execute("UPDATE client_tokens SET revoked = ? WHERE id = ?", (self._clock(), id))
        return found

    def _to_be_renewed(self, id: str) -> bool:
        with self._book.reading() as db:
            row = db.execute(
                "SELECT access_ends FROM oauth_grants WHERE token = ?", (id,)
            ).fetchone()
        return row is not None and bool(row[0] <= self._clock())

    def _bearer(self, condition: str, value: bytes | str) -> Bearer | None:
        at = self._clock()
        with self._book.reading() as db:
            row = db.execute(
                f"SELECT {_COLUMNS}, p.display_name, p.role FROM client_tokens t "
                f"JOIN people p USING (username) WHERE {condition} AND {_GOOD}",
                (value, at),
            ).fetchone()
            if row is None:
                return None
            *fields, display_name, role = row
            token = _token(fields)
            if token.used is None or at - token.used >= USED_RESOLUTION:
                self._book.touch(db, "client_tokens", token.id)
        return Bearer(token, display_name, role)


def _token(row: Collection[object]) -> ClientToken:
    id, username, client, scopes, created, ends, used = row
    allowed: tuple[Scope, ...] = tuple(s for s in SCOPES if s in str(scopes).split())
    times = (int(str(created)), int(str(ends)), None if used is None else int(str(used)))
    return ClientToken(str(id), str(username), str(client), allowed, *times)


def _require_room(db: sqlite3.Connection, username: str, at: int) -> None:
    count = db.execute(
        f"SELECT count(*) FROM client_tokens t WHERE t.username = ? AND {_GOOD}", (username, at)
    ).fetchone()[0]
    if count >= MOST_TOKENS:
        raise UserError(
            f"You have {count} tokens for clients already.", "Revoke one that you need no more."
        )
    if db.execute("SELECT 1 FROM people WHERE username = ?", (username,)).fetchone() is None:
        raise UserError(
            "Only somebody with a personal link makes tokens for clients.",
            "Ask an admin for a personal link (commonground invite NAME).",
        )
