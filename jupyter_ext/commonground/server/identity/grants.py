"""What members granted to clients that logged in for themselves, in the book of links.

A grant is a token of the member's like any other (``tokens.py``): it stands in their list, has
their scopes and an end, and is revoked there. Its secret is replaced every hour or so, by a refresh
token that works once. Every secret is kept as a digest alone.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from ...clock import now
from ...core.scope import SCOPES, Scope
from ...errors import UnknownId, UserError
from ...mcp.grants import AskedScopes, Code, GivenTokens, KeptToken
from .links import LinkBook, digest_of
from .tokens import ClientToken, NewToken, TokenBook, new_secret

REFRESH_PREFIX = "cgr_"
ACCESS_FOR, ASK_WITHIN, CODE_FOR = 3_600_000, 600_000, 60_000
"""How long an access token works, a member has to answer, and a code works, in milliseconds."""
MOST_CLIENTS = 500
"""Registered clients that nobody let in; an hour later one makes room for another."""
MOST_OPEN = 20
"""Questions of one client that one member has not answered; a further one takes the oldest's
place."""
HOUR, DAY = 3_600_000, 86_400_000


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """What a member is asked: ``name`` is what the client calls itself, in its own words."""

    id: str
    asked: AskedScopes
    name: str


@dataclass(frozen=True, slots=True)
class GrantOutcome:
    """What came of a secret: the new ones, and the token, where there are any."""

    given: GivenTokens
    token: ClientToken


def client_name(told: str) -> str:
    """What a client is called on record, of what it calls itself."""
    short = re.sub(r"[^a-z0-9._-]+", "-", told.casefold()).strip("-._")[:40].rstrip("-._")
    return short or "client"


class GrantBook:
    """The grants in a book of links."""

    def __init__(self, book: LinkBook, *, clock: Callable[[], int] = now) -> None:
        self._book = book
        self._clock = clock
        self._tokens = TokenBook(book, clock=clock)

    # Clients

    def client(self, id: str) -> dict[str, Any] | None:
        """The metadata of a client that registered."""
        with self._book.reading() as db:
            row = db.execute("SELECT metadata FROM oauth_clients WHERE id = ?", (id,)).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def register(self, id: str, metadata: dict[str, Any]) -> None:
        """Keep a client. Raises UserError where strangers registered too many just now."""
        with self._book.writing() as db:
            self._make_room(db)
            db.execute(
                "INSERT INTO oauth_clients VALUES (?, ?, ?)",
                (id, json.dumps(metadata), self._clock()),
            )

    def _make_room(self, db: sqlite3.Connection) -> None:
        idle = (
            "FROM oauth_clients WHERE id NOT IN (SELECT g.client FROM oauth_grants g "
            "JOIN client_tokens t ON t.id = g.token WHERE t.revoked IS NULL AND t.ends > ?)"
        )
        at = self._clock()
        count = db.execute(f"SELECT count(*) {idle}", (at,)).fetchone()[0]
        if count < MOST_CLIENTS:
            return
        gone = db.execute(
            f"DELETE FROM oauth_clients WHERE id IN (SELECT id {idle} AND created < ? "
            "ORDER BY created LIMIT 50)",
            (at, at - HOUR),
        ).rowcount
        if not gone:
            raise UserError("Too many clients registered in the last hour.", "Try again later.")

    # The member's answer

    def ask(self, username: str, link: str, asked: AskedScopes) -> str:
        """Keep what is asked of a member; the id of the question."""
        id, at = secrets.token_urlsafe(18), self._clock()
        with self._book.writing() as db:
            _forget_requests(db, username, asked.client, at)
            db.execute(
                "INSERT INTO oauth_requests (id, username, link, client, asked, ends) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (id, username, link, asked.client, json.dumps(asked.to_wire()), at + ASK_WITHIN),
            )
        return id

    def question(self, username: str, id: str) -> ConsentQuestion:
        """What that member is asked, and has not answered. Raises UnknownId."""
        with self._book.reading() as db:
            row = db.execute(
                "SELECT r.asked, c.metadata FROM oauth_requests r JOIN oauth_clients c "
                "ON c.id = r.client WHERE r.id = ? AND r.username = ? AND r.code IS NULL "
                "AND r.ends > ?",
                (id, username, self._clock()),
            ).fetchone()
        if row is None:
            raise UnknownId(
                "Nothing is asked of you here, or no longer.", "Log in from the client again."
            )
        name = str(json.loads(row[1]).get("client_name") or "A client")
        return ConsentQuestion(id, AskedScopes.of(json.loads(row[0])), name)

    def allow(self, username: str, id: str, scopes: Iterable[str], days: int) -> str:
        """Let the client in: the code that it gets tokens for. Raises UserError."""
        asked = self.question(username, id).asked
        given = tuple(scope for scope in asked.offered if scope in set(scopes))
        if not given:
            raise UserError("Choose at least one thing that it may do.")
        self._tokens.require_room(username)
        code = secrets.token_urlsafe(32)
        kept = json.dumps(replace(asked, scopes=given).to_wire())
        self._answer(id, "asked = ?, days = ?, code = ?", kept, days, digest_of(code))
        return code

    def deny(self, username: str, id: str) -> None:
        """Don't. Raises UnknownId."""
        self.question(username, id)
        with self._book.writing() as db:
            db.execute("DELETE FROM oauth_requests WHERE id = ?", (id,))

    def _answer(self, id: str, change: str, *values: object) -> None:
        with self._book.writing() as db:
            done = db.execute(
                f"UPDATE oauth_requests SET {change}, ends = ? WHERE id = ? AND code IS NULL",
                (*values, self._clock() + CODE_FOR, id),
            ).rowcount
        if not done:
            raise UnknownId("It was answered already.", "Log in from the client again.")

    # Secrets

    def code(self, secret: str) -> Code | None:
        """What a code stands for that was not used."""
        with self._book.reading() as db:
            row = db.execute(
                "SELECT asked, username, ends, link FROM oauth_requests "
                "WHERE code = ? AND token IS NULL",
                (digest_of(secret),),
            ).fetchone()
        if row is None or self._book.person(row[3]) is None:
            return None
        return Code(AskedScopes.of(json.loads(row[0])), row[1], row[2])

    def came_of(self, secret: str) -> str | None:
        """The token that came of a code, or of a refresh token that was used; None: there is none.

        Whoever shows such a secret again is not who got it, or somebody else has it too.
        """
        digest = digest_of(secret)
        with self._book.reading() as db:
            row = db.execute(
                "SELECT token FROM oauth_requests WHERE code = ?1 AND token IS NOT NULL UNION ALL "
                "SELECT token FROM oauth_refresh WHERE digest = ?1 AND used IS NOT NULL",
                (digest,),
            ).fetchone()
        return None if row is None else str(row[0])

    def exchange(self, secret: str) -> GrantOutcome | None:
        """The tokens for a code, once. Raises UserError where its member has too many."""
        found = self.code(secret)
        client = None if found is None else self.client(found.asked.client)
        if found is None or client is None:
            return None
        name = client_name(str(client.get("client_name") or ""))
        with self._book.writing() as db:
            row = db.execute(
                "SELECT days FROM oauth_requests WHERE code = ? AND token IS NULL AND ends > ?",
                (digest_of(secret), self._clock()),
            ).fetchone()
            if row is None:
                return None
            made = self._tokens.insert(db, found.username, name, found.asked.scopes, row[0])
            return self._granted(db, made, found.asked.client, digest_of(secret))

    def _granted(
        self, db: sqlite3.Connection, made: NewToken, client: str, code: bytes
    ) -> GrantOutcome:
        token = made.token
        ends = min(self._clock() + ACCESS_FOR, token.ends)
        db.execute("UPDATE oauth_requests SET token = ? WHERE code = ?", (token.id, code))
        db.execute("INSERT INTO oauth_grants VALUES (?, ?, ?)", (token.id, client, ends))
        return self._outcome(db, token, made.secret, ends)

    def _outcome(
        self, db: sqlite3.Connection, token: ClientToken, access: str, ends: int
    ) -> GrantOutcome:
        """With a refresh token of its own. Those of tokens that ended renew nothing any more."""
        db.execute(
            "DELETE FROM oauth_refresh WHERE token IN "
            "(SELECT id FROM client_tokens WHERE revoked IS NOT NULL OR ends <= ?)",
            (self._clock(),),
        )
        refresh = REFRESH_PREFIX + secrets.token_urlsafe(32)
        db.execute(
            "INSERT INTO oauth_refresh (digest, token) VALUES (?, ?)",
            (digest_of(refresh), token.id),
        )
        seconds = (ends - self._clock()) // 1000
        return GrantOutcome(GivenTokens(access, refresh, seconds, token.scopes), token)

    def refresh(self, secret: str) -> KeptToken | None:
        """Whose refresh token it is, while its token is good and it was not used."""
        with self._book.reading() as db:
            row = db.execute(
                "SELECT token FROM oauth_refresh WHERE digest = ? AND used IS NULL",
                (digest_of(secret),),
            ).fetchone()
        return None if row is None else self._kept(str(row[0]))

    def access(self, secret: str) -> KeptToken | None:
        """Whose access token it is, of a client that logged in for itself."""
        found = self._tokens.find(secret)
        return None if found is None else self._kept(found.token.id)

    def _kept(self, id: str) -> KeptToken | None:
        found = self._tokens.bearer(id)
        with self._book.reading() as db:
            row = db.execute("SELECT client FROM oauth_grants WHERE token = ?", (id,)).fetchone()
        if found is None or row is None:
            return None
        token = found.token
        return KeptToken(id, str(row[0]), token.username, token.scopes, token.ends)

    def renew(self, secret: str, scopes: Iterable[str]) -> GrantOutcome | None:
        """New secrets for a refresh token, once; scopes that are left out are gone for good."""
        kept = self.refresh(secret)
        bearer = None if kept is None else self._tokens.bearer(kept.id)
        if bearer is None:
            return None
        asked = set(scopes)
        left: tuple[Scope, ...] = tuple(
            s for s in SCOPES if s in asked and s in bearer.token.scopes
        )
        token = replace(bearer.token, scopes=left)
        access, at = new_secret(), self._clock()
        ends = min(at + ACCESS_FOR, token.ends)
        with self._book.writing() as db:
            used = db.execute(
                "UPDATE oauth_refresh SET used = ? WHERE digest = ? AND used IS NULL",
                (at, digest_of(secret)),
            ).rowcount
            if not (used and left):
                return None
            db.execute(
                "UPDATE client_tokens SET digest = ?, scopes = ? WHERE id = ?",
                (digest_of(access), " ".join(left), token.id),
            )
            db.execute("UPDATE oauth_grants SET access_ends = ? WHERE token = ?", (ends, token.id))
            return self._outcome(db, token, access, ends)

    def end(self, id: str) -> ClientToken | None:
        """End a token, whoever asks; it as it was, None where it is no more."""
        found = self._tokens.bearer(id)
        return None if found is None else self._tokens.revoke(found.token.username, id)


def _forget_requests(db: sqlite3.Connection, username: str, client: str, at: int) -> None:
    """What nobody answered in time, what a code that is shown again tells nothing of any more, and
    all but the newest that are open: one fewer than there may be."""
    db.execute(
        "DELETE FROM oauth_requests WHERE ends < ? OR (ends < ? AND code IS NULL)", (at - DAY, at)
    )
    db.execute(
        "DELETE FROM oauth_requests WHERE id IN (SELECT id FROM oauth_requests WHERE username = ? "
        "AND client = ? AND code IS NULL ORDER BY ends DESC, rowid DESC LIMIT -1 OFFSET ?)",
        (username, client, MOST_OPEN - 1),
    )
