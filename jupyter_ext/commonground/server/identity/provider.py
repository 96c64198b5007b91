"""The identity provider that honours personal links, beside Jupyter's own token and password.

Jupyter's one shared token makes everybody anonymous; a personal link names its bearer. Which
member a user is, and with which role, is said in ``members.py``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from jupyter_server.auth.identity import PasswordIdentityProvider, User
from tornado import web
from traitlets import Instance, default

from ...config import IDENTITY_DB, data_dir
from ...core.role import Role, initials
from ...core.scope import Scope
from .links import TOKEN_PREFIX, LinkBook, Person
from .names import anonymous_name, color_of, is_generated, safe_color
from .switch import is_browser, is_navigation, question
from .tokens import Bearer, TokenBook, is_client_token


@dataclass
class LinkUser(User):
    """A person who came with a personal link. ``role`` is the book's at the time of the request."""

    link: str = ""
    role: Role = "contributor"


@dataclass
class ClientUser(LinkUser):
    """A person's client, that came with a token of theirs; ``link`` is the token's id."""

    client: str = ""
    scopes: tuple[Scope, ...] = ()

    @classmethod
    def of(cls, bearer: Bearer) -> ClientUser:
        """The user that a token's bearer is."""
        token = bearer.token
        return cls(
            username=token.username,
            name=bearer.display_name,
            display_name=bearer.display_name,
            initials=initials(bearer.display_name),
            color=color_of(token.username),
            link=token.id,
            role=bearer.role,
            client=token.client,
            scopes=token.scopes,
        )


class PersonalLinks(PasswordIdentityProvider):
    """Personal links beside Jupyter's shared token and password, whose bearers stay anonymous.

    Promises:

    - A personal token beats a cookie; a cookie that names a person beats the shared token.
    - A browser that is logged in is asked before a link turns it into somebody else.
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
        token = self.get_token(handler)
        named = self._user_of_token(token)
        _take_token_out_of_address(handler)
        if is_client_token(token):
            return None  # not even with a cookie beside it: it is good for its own door alone
        if token and named is not None:
            handler._token_authenticated = True  # type: ignore[attr-defined]
            if _may_log_in(handler):
                self._log_in(handler, named, token)
            return named
        link = self._link_in_cookie(handler)
        if link is not None and self.book.knows(link):
            return self._user_of(self.book.person(link))
        return await super()._get_user(handler)

    def _log_in(self, handler: web.RequestHandler, named: LinkUser, token: str) -> None:
        """Keep the person in a cookie. Raises Finish with a question where that is somebody else's.

        What is no page (a form that another site sends, a picture) leaves such a cookie as it is.
        """
        found = self._link_in_cookie(handler)
        here = None if found is None else self._user_of(self.book.person(found))
        if here is not None and here.username != named.username and is_browser(handler):
            if not is_navigation(handler):
                return
            handler.current_user = handler._jupyter_current_user = here  # type: ignore[attr-defined]
            raise web.Finish(question(handler, here.name, named.name, token))
        if here != named:
            self.set_login_cookie(handler, named)

    def current(self, user: User) -> User | None:
        """The user as of now, for sockets that stay open: None once their link is revoked."""
        if isinstance(user, ClientUser):
            bearer = TokenBook(self.book).bearer(user.link)
            return None if bearer is None else ClientUser.of(bearer)
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
        return _as_visitor(user) if user is not None and is_generated(user.username) else None

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
    user.color = safe_color(user.color)
    return user


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
