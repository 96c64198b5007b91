"""Named people without a hub: personal links, the identity provider that honours them, and who
counts as whom in Common Ground.

Jupyter's one shared token makes everybody anonymous; a personal link names its bearer. Knows links
and Jupyter's users. It refuses to know what a member may do (``core.roles``) or where entries are.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from jupyter_server.auth.identity import IdentityProvider, PasswordIdentityProvider, User
from tornado import web
from traitlets import Instance, default

from ..config import IDENTITY_DB, data_dir
from ..core.roles import ROLES, Member, Role, initials
from ..errors import StoreError, UserError

TOKEN_PREFIX = "cg_"
MAX_NAME = 80
USED_RESOLUTION = 60_000
"""A link's last use is written at most this often, in milliseconds."""

COLORS = 7
"""JupyterLab's themes define ``--jp-collaborator-color1`` to ``7``; its user menu takes these."""

Purpose = Literal["invitation", "starter", "again", "token"]


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


# Names


def checked_name(display_name: str) -> str:
    """The name as it is shown: trimmed, one space between words. Raises UserError."""
    if any(_is_control(character) for character in display_name):
        raise UserError("A name can't hold line breaks or invisible characters.", "Type it anew.")
    name = " ".join(unicodedata.normalize("NFC", display_name).split())
    if not name:
        raise UserError("The name is empty.", "Give the name that others will see.")
    if len(name) > MAX_NAME:
        raise UserError(f"The name has {len(name)} characters.", f"At most {MAX_NAME} are taken.")
    if _same(name).startswith("anonymous"):
        raise UserError(
            "Names that begin with “Anonymous” belong to visitors without a personal link.",
            "Give the person's own name.",
        )
    return name


def checked_username(username: str) -> str:
    """The username, in lower case. Raises UserError."""
    found = username.strip().casefold()
    if not re.fullmatch(r"\w[\w.@-]{0,63}", found):
        raise UserError(
            "A username has 1 to 64 letters, digits, or any of . @ _ - and starts with a letter "
            "or digit.",
            "Choose another with --username.",
        )
    if found.startswith("anonymous") or _is_generated(found):
        raise UserError(
            f"The username {found} could be taken for an anonymous visitor.",
            "Choose another with --username.",
        )
    return found


def slug(display_name: str) -> str:
    """A username made of a name: ASCII where dropping accents is enough, else in its own script."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", display_name) if not unicodedata.combining(c)
    )
    base = plain if plain.isascii() else unicodedata.normalize("NFKC", display_name)
    return re.sub(r"[\W_]+", "-", base.casefold()).strip("-")[:60].strip("-") or "person"


def _is_control(character: str) -> bool:
    joiner = character in "\u200c\u200d"  # part of ordinary words in some scripts
    category = unicodedata.category(character)
    return not joiner and (category[0] == "C" or category in ("Zl", "Zp"))


def _same(name: str) -> str:
    """Equal for names that a reader takes for one and the same."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(folded.replace("\u200c", "").replace("\u200d", "").split())


def _is_generated(username: str) -> bool:
    """Whether it looks like what ``IdentityProvider.generate_anonymous_user`` makes."""
    return re.fullmatch(r"[0-9a-f]{32}", username) is not None


def color_of(username: str) -> str:
    """The same theme colour for the same person on every server."""
    number = hashlib.sha256(username.encode()).digest()[0] % COLORS + 1
    return f"var(--jp-collaborator-color{number})"


# The book of links


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
    ) -> Link:
        """A new link; the same name again is the same person, and earlier links go on working.

        ``role`` None keeps what the person has (a new one becomes a contributor). ``replace``
        revokes the person's earlier links of the same ``purpose``. Two people of one name need a
        ``username`` each. Raises UserError.
        """
        name = checked_name(display_name)
        wanted = None if username is None else checked_username(username)
        if role is not None and role not in ROLES:
            raise UserError(f"There is no role {role!r}.", f"Choose one of: {', '.join(ROLES)}.")
        token = TOKEN_PREFIX + secrets.token_urlsafe(32)
        link = secrets.token_hex(8)
        with self._writing() as db:
            found = self._settle(db, name, wanted, role)
            if replace:
                db.execute(
                    "UPDATE links SET revoked = ? "
                    "WHERE username = ? AND purpose = ? AND revoked IS NULL",
                    (self._clock(), found, purpose),
                )
            db.execute(
                "INSERT INTO links (id, username, digest, purpose, created) VALUES (?, ?, ?, ?, ?)",
                (link, found, _digest(token), purpose, self._clock()),
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
                for row in db.execute("SELECT username FROM people WHERE same = ?", (_same(name),))
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
                (wanted, name, _same(name), role or "contributor", self._clock()),
            )
        elif known[0] != _same(name):
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
        return self._seek("l.digest = ?", _digest(token))

    def person(self, link_id: str) -> Person | None:
        """Whose link it is; None if there is none or it is revoked."""
        return self._seek("l.id = ?", link_id)

    def knows(self, link_id: str) -> bool:
        """Whether this book ever held the link, revoked or not."""
        with self._reading() as db:
            row = db.execute("SELECT 1 FROM links WHERE id = ?", (link_id,)).fetchone()
        return row is not None

    def username_of(self, name: str) -> str:
        """The username of whoever has it as a username, or else as a name. Raises UserError."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT username FROM people WHERE username = ?", (name.strip().casefold(),)
            ).fetchall()
            rows = (
                rows
                or db.execute(
                    "SELECT username FROM people WHERE same = ?", (_same(name),)
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
        """End all links of that person at once; how many there were. The person stays listed."""
        with self._writing() as db:
            return db.execute(
                "UPDATE links SET revoked = ? WHERE username = ? AND revoked IS NULL",
                (self._clock(), username),
            ).rowcount

    def people(self) -> list[Listed]:
        """Everybody who ever had a link, by name."""
        with self._reading() as db:
            rows = db.execute(
                "SELECT p.display_name, p.username, p.role, "
                "count(l.id) FILTER (WHERE l.revoked IS NULL), p.created, max(l.used) "
                "FROM people p LEFT JOIN links l USING (username) "
                "GROUP BY p.username ORDER BY p.same, p.username"
            ).fetchall()
        return [Listed(*row) for row in rows]

    def _seek(self, condition: str, value: bytes | str) -> Person | None:
        with self._reading() as db:
            return self._one(db, condition, value, touch=True)

    def _one(
        self, db: sqlite3.Connection, condition: str, value: bytes | str, *, touch: bool = False
    ) -> Person | None:
        row = db.execute(_FOUND + condition, (value,)).fetchone()
        if row is None:
            return None
        *fields, used = row
        if touch and (used is None or self._clock() - used >= USED_RESOLUTION):
            self._touch(db, fields[-1])
        return Person(*fields)

    def _touch(self, db: sqlite3.Connection, link: str) -> None:
        # A full disk or a busy writer is no reason to lock people out, or to make them wait.
        with contextlib.suppress(sqlite3.OperationalError):
            db.execute("PRAGMA busy_timeout = 0")
            db.execute("UPDATE links SET used = ? WHERE id = ?", (self._clock(), link))
        db.execute("PRAGMA busy_timeout = 10000")

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                yield self._db
            except sqlite3.Error as error:
                raise _unusable(self.path, error) from error

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise


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


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _unusable(path: Path, error: Exception) -> StoreError:
    return StoreError(
        f"The list of people {path} can't be used: {error}.",
        "Check that the folder is yours, writable, and that the disk has room.",
    )


# The identity provider


@dataclass
class LinkUser(User):
    """A person who came with a personal link. ``role`` is the book's at the time of the request."""

    link: str = ""
    role: Role = "contributor"


class PersonalLinks(PasswordIdentityProvider):
    """Personal links beside Jupyter's shared token and password, whose bearers stay anonymous.

    Promises:

    - A personal token beats a cookie; a cookie that names a person beats the shared token.
    - A revoked link opens nothing from the next request on, nor does a cookie made from it, not
      even with the shared token in hand. Logging in anew (another link, the login form) does.
    - Nobody can change how a link's person is called, and an anonymous visitor is always called
      "Anonymous ...".
    - A person's cookie alone never counts as token-authenticated: XSRF and origin are checked,
      also when somebody else's page adds the shared token to a request.

    The shared token is neither announced nor put into pages: set ``IdentityProvider.token`` (or
    ``JUPYTER_TOKEN``) to have one to give away.
    """

    book = Instance(LinkBook, help="Whose links are honoured; by default this root's own.")

    @default("book")
    def _default_book(self) -> LinkBook:
        root = Path(getattr(self.parent, "root_dir", None) or os.getcwd())
        return LinkBook(data_dir(root, os.environ) / IDENTITY_DB)

    @default("token")
    def _default_token(self) -> str:
        token = cast("str", super()._token_default())
        self.token_generated = False  # else Jupyter prints it as the way in, and it names nobody
        return token

    # Who is it

    async def _get_user(self, handler: web.RequestHandler) -> User | None:
        if getattr(handler, "_jupyter_current_user", None):
            return cast("User", handler._jupyter_current_user)  # type: ignore[attr-defined]
        named = self._user_of_token(self.get_token(handler))
        _take_token_out_of_address(handler)
        if named is not None:
            handler._token_authenticated = True  # type: ignore[attr-defined]
            if _may_log_in(handler) and named != self.get_user_cookie(handler):
                self.set_login_cookie(handler, named)
            return named
        link = self._link_in_cookie(handler)
        if link is not None and self.book.knows(link):
            return self._user_of(self.book.person(link))
        return await super()._get_user(handler)

    def current(self, user: User) -> User | None:
        """The user as of now, for sockets that stay open: None once their link is revoked."""
        return self._user_of(self.book.person(user.link)) if isinstance(user, LinkUser) else user

    def _user_of_token(self, token: str | None) -> LinkUser | None:
        if not token or not token.startswith(TOKEN_PREFIX):
            return None
        return self._user_of(self.book.find(token))

    @staticmethod
    def _user_of(person: Person | None) -> LinkUser | None:
        if person is None:
            return None
        return LinkUser(
            username=person.username,
            name=person.display_name,
            display_name=person.display_name,
            initials=initials(person.display_name),
            color=color_of(person.username),
            link=person.link,
            role=person.role,
        )

    def process_login_form(self, handler: web.RequestHandler) -> User | None:
        """The login page takes a personal token too."""
        typed = handler.get_argument("password", default="").strip()
        return self._user_of_token(typed) or super().process_login_form(handler)

    # Cookies: a link's id for a person, Jupyter's own fields for a visitor; both are signed

    def _link_in_cookie(self, handler: web.RequestHandler) -> str | None:
        found = handler.get_secure_cookie(
            self.get_cookie_name(handler), **self.get_secure_cookie_kwargs
        )
        try:
            link = json.loads(found or b"{}").get("link")
        except (ValueError, AttributeError):
            return None
        return link if isinstance(link, str) else None

    def user_to_cookie(self, user: User) -> str:
        """For a person nothing but the link's id: name and role are looked up at each request."""
        return (
            json.dumps({"link": user.link})
            if isinstance(user, LinkUser)
            else super().user_to_cookie(user)
        )

    def user_from_cookie(self, cookie_value: str) -> User | None:
        """The person or visitor.

        All of an account's servers sign with one secret, so a cookie may come from another server,
        with a username of its choice: only names that this provider gives are taken.
        """
        link = json.loads(cookie_value).get("link")
        if isinstance(link, str):
            return self._user_of(self.book.person(link))
        user = super().user_from_cookie(cookie_value)
        return _as_visitor(user) if user is not None and _is_generated(user.username) else None

    # What others see

    def identity_model(self, user: User) -> dict[str, Any]:
        """Jupyter's own fields; the link's id stays here."""
        return {name: value for name, value in asdict(user).items() if name not in ("link", "role")}

    def update_user(self, handler: web.RequestHandler, user_data: Mapping[str, str]) -> User:  # type: ignore[override]
        """Refuse it for a person: Jupyter answers 400 with this text."""
        if isinstance(handler.current_user, LinkUser):
            raise ValueError(
                "Your name and colour come with your personal link. "
                "Ask whoever runs this server for a link with another name."
            )
        return super().update_user(handler, cast("Any", user_data))

    def update_user_model(self, current_user: User, user_data: Mapping[str, str]) -> User:  # type: ignore[override]
        """A visitor may choose a name, and stays recognisably anonymous."""
        return _as_visitor(super().update_user_model(current_user, cast("Any", user_data)))

    def validate_security(self, app: Any, ssl_options: dict[str, Any] | None = None) -> None:
        """Jupyter's checks; it calls this as soon as the web application exists."""
        super().validate_security(app, ssl_options)
        _keep_token_out_of_pages(app.web_app.settings)


def _take_token_out_of_address(handler: web.RequestHandler) -> None:
    """It has been read. Tornado logs the address of a refused request as it is, token and all."""
    request = handler.request
    request.uri = re.sub(r"(?<=[?&])token=[^&]*&?", "", request.uri or "").rstrip("?&")


def _may_log_in(handler: web.RequestHandler) -> bool:
    """Whether a token in this request may change who the browser is from now on.

    A page or a script may; a picture or frame on somebody else's page may not, or it would turn
    the reader into another person without their notice.
    """
    return handler.request.headers.get("Sec-Fetch-Dest", "document") == "document"


def _as_visitor(user: User) -> User:
    shown = anonymous_name(user.display_name or user.name)
    user.name = user.display_name = shown
    user.initials = initials(shown)
    user.color = _safe_color(user.color)
    return user


def anonymous_name(name: str) -> str:
    """``name`` so that nobody takes it for a person's: it begins with "Anonymous"."""
    visible = "".join(" " if _is_control(c) else c for c in str(name))
    rest = re.sub(r"^(anonymous\b\s*)+", "", " ".join(visible.split()), flags=re.IGNORECASE)
    return f"Anonymous {rest}"[:MAX_NAME].strip()


def _safe_color(color: object) -> str | None:
    """A colour that is one; a visitor may send any text, and it ends up in style sheets."""
    plain = isinstance(color, str) and re.fullmatch(
        r"#[0-9a-fA-F]{3,8}|var\(--jp-collaborator-color[1-7]\)", color
    )
    return cast("str", color) if plain else None


def _keep_token_out_of_pages(settings: dict[str, Any]) -> None:
    """Make JupyterLab's pages work with the cookie, as they do under JupyterHub.

    JupyterLab puts the shared token into the configuration of every page (``LabApp.
    initialize_handlers``), where a person whose link is revoked would still have it.
    """
    inner = settings.get("page_config_hook")
    if getattr(inner, "keeps_token_out", False):
        return

    def hook(handler: web.RequestHandler, page_config: dict[str, Any]) -> dict[str, Any]:
        found = inner(handler, page_config) if inner is not None else page_config
        return {**found, "token": ""}

    hook.keeps_token_out = True  # type: ignore[attr-defined]
    settings["page_config_hook"] = hook


# Who is whom in Common Ground

_NAMING = ("get_user", "_get_user", "get_user_token", "get_user_cookie", "user_from_cookie")


def member_for(
    user: User, provider: IdentityProvider, *, roles: Mapping[str, Role], default_role: Role
) -> Member:
    """The member that an authenticated user is.

    A person with a link has the book's role. Jupyter's own providers name nobody, so their users
    are anonymous readers. Users of any other provider (a hub's, a custom one) are named, with the
    role that ``roles`` holds for them; one whose username looks like Jupyter's random ones is
    anonymous unless ``roles`` lists it, since such a provider may inherit Jupyter's token login.
    """
    if isinstance(user, LinkUser):
        return Member(
            username=user.username,
            display_name=user.display_name,
            role=user.role,
            initials=user.initials or "",
            color=user.color,
        )
    if _names_nobody(provider) or (_is_generated(user.username) and user.username not in roles):
        return _visitor(user)
    return Member(
        username=user.username,
        display_name=user.display_name,
        role=roles.get(user.username, default_role),
        initials=user.initials or initials(user.display_name),
        color=_safe_color(user.color) or color_of(user.username),
    )


def _names_nobody(provider: IdentityProvider) -> bool:
    """Whether it finds its users the way Jupyter's own providers (or PersonalLinks) do."""
    kind = type(provider)
    own = PersonalLinks if issubclass(kind, PersonalLinks) else PasswordIdentityProvider
    return all(getattr(kind, name) is getattr(own, name) for name in _NAMING)


def _visitor(user: User) -> Member:
    # A username that is not Jupyter's random one could be a person's: then it becomes one.
    known = _is_generated(user.username)
    username = user.username if known else hashlib.sha256(user.username.encode()).hexdigest()[:32]
    shown = anonymous_name(user.display_name)
    return Member(
        username=username,
        display_name=shown,
        role="reader",
        initials=initials(shown),
        color=_safe_color(user.color) or color_of(username),
        anonymous=True,
    )


def adopt(serverapp: Any, book: LinkBook) -> PersonalLinks | None:
    """Make the server name people by ``book``; None if the operator chose another way.

    Where nobody chose an identity provider, Jupyter's default is replaced in place, with all its
    settings. Call it while extensions load, before the first request.
    """
    old = serverapp.identity_provider
    if isinstance(old, PersonalLinks):
        old.book = book
        return old
    chosen = "identity_provider_class" in serverapp.config.get("ServerApp", {})
    if type(old) is not PasswordIdentityProvider or chosen:
        return None
    new = PersonalLinks(parent=serverapp, log=serverapp.log, book=book)
    for name in (*old.traits(config=True), "need_token"):
        setattr(new, name, getattr(old, name))
    new.token_generated = old.token_generated
    serverapp.identity_provider_class = PersonalLinks
    serverapp.identity_provider = new
    serverapp.authorizer.identity_provider = new
    serverapp.web_app.settings["identity_provider"] = new
    _keep_token_out_of_pages(serverapp.web_app.settings)
    return new
