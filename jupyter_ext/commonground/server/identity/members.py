"""Who counts as whom in Common Ground, and with which role: the one place that decides it.

Made of Jupyter's users and the operator's choices. What a role may do stands in ``core/role.py``;
what the team itself has settled since is ``features/team/governance.py``'s.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, PasswordIdentityProvider, User
from tornado import web

from ...core.role import Member, Role, initials
from ...errors import SetupError
from ...features.team.policy import role_from
from .links import Listed
from .names import anonymous_name, color_of, is_generated, safe_color, shown_name
from .provider import LinkUser, PersonalLinks

GROUP, SCOPE = "group:", "scope:"
"""What a hub grants, told apart: a group that is called like a scope is none."""

_NAMING = ("get_user", "_get_user", "get_user_token", "get_user_cookie", "user_from_cookie")


def member_for(
    user: User,
    provider: IdentityProvider,
    *,
    roles: Mapping[str, Role],
    default_role: Role,
    hub_roles: Mapping[str, Role] | None = None,
) -> Member:
    """The member that an authenticated user is.

    A person with a link has the book's role. Jupyter's own providers name nobody, so their users
    are anonymous readers. Users of any other provider (a hub's, a custom one) are named. Their role
    is what ``roles`` holds for them, else the highest that ``hub_roles`` gives for their groups and
    scopes on a JupyterHub, else ``default_role``. One whose username looks like Jupyter's random
    ones is anonymous unless a hub or ``roles`` knows it, since a custom provider may inherit
    Jupyter's token login.
    """
    if isinstance(user, LinkUser):
        return Member(
            username=user.username,
            display_name=user.display_name,
            role=user.role,
            initials=user.initials or "",
            color=user.color,
        )
    if _names_nobody(provider):
        return _visitor(user)
    model = hub_model(user)
    username = user.username if model is None else _hub_name(model, user.username)
    if model is None and is_generated(username) and username not in roles:
        return _visitor(user)
    given = None if model is None else role_from(granted(model, hub_roles or {}), hub_roles or {})
    shown = shown_name(user.display_name, username)
    return Member(
        username=username,
        display_name=shown,
        role=roles.get(username, given or default_role),
        initials=user.initials or initials(shown),
        color=safe_color(user.color) or color_of(username),
    )


def member_of(listed: Listed) -> Member:
    """The member that somebody with a personal link is, whether or not they ever came."""
    return Member(
        username=listed.username,
        display_name=listed.display_name,
        role=listed.role,
        initials=initials(listed.display_name),
        color=color_of(listed.username),
    )


# JupyterHub


def hub_model(user: User) -> Mapping[str, Any] | None:
    """What the Hub's API says of the user (``GET /hub/api/user``); None without a Hub.

    ``JupyterHubIdentityProvider`` of jupyterhub 2 and later keeps it in ``User.hub_user``.
    """
    model = getattr(user, "hub_user", None)
    return model if isinstance(model, Mapping) else None


def by_servers_own_token(provider: IdentityProvider, handler: web.RequestHandler) -> bool:
    """Whether a request came with the token that the Hub gave this very server.

    Every kernel has it in its environment, so it tells nothing about who ran the cell.
    """
    hub = getattr(provider, "hub_auth", None)
    own = getattr(hub, "api_token", "")
    given = hub.get_token(handler) if hub is not None and own else None
    return bool(given) and hmac.compare_digest(str(given).encode(), str(own).encode())


def granted(model: Mapping[str, Any], wanted: Mapping[str, Role]) -> frozenset[str]:
    """Those of the ``wanted`` groups and scopes that the Hub's user has.

    A scope without a filter holds for every filter (``custom:x`` for ``custom:x!server=ada/``), and
    one with a filter for that filter only.
    """
    groups = {GROUP + name for name in _texts(model.get("groups"))}
    scopes = {SCOPE + name for name in _texts(model.get("scopes"))}
    return frozenset(
        name
        for name in wanted
        if name in groups or name in scopes or name.partition("!")[0] in scopes
    )


def checked_hub_roles(hub_roles: Mapping[str, Role]) -> dict[str, Role]:
    """The mapping as configured. Raises SetupError for a name that is neither group nor scope."""
    for name in hub_roles:
        if not any(name.startswith(p) and len(name) > len(p) for p in (GROUP, SCOPE)):
            raise SetupError(
                f"CommonGroundApp.hub_roles: {str(name)[:60]!r} says neither group nor scope.",
                "Write it as 'group:NAME' or 'scope:custom:NAME'.",
            )
    return dict(hub_roles)


def _texts(found: object) -> list[str]:
    return [x for x in found if isinstance(x, str)] if isinstance(found, list | tuple | set) else []


def _hub_name(model: Mapping[str, Any], name: str) -> str:
    """The username; a service's, which may be called like a user, holds a slash as no user's."""
    return f"service/{name}" if model.get("kind") == "service" else name


# Without names


def _names_nobody(provider: IdentityProvider) -> bool:
    """Whether it finds its users the way Jupyter's own providers (or PersonalLinks) do."""
    kind = type(provider)
    own = PersonalLinks if issubclass(kind, PersonalLinks) else PasswordIdentityProvider
    return all(getattr(kind, name) is getattr(own, name) for name in _NAMING)


def _visitor(user: User) -> Member:
    # A username that is not Jupyter's random one could be a person's: then it becomes one.
    known = is_generated(user.username)
    username = user.username if known else hashlib.sha256(user.username.encode()).hexdigest()[:32]
    shown = anonymous_name(user.display_name)
    return Member(
        username=username,
        display_name=shown,
        role="reader",
        initials=initials(shown),
        color=safe_color(user.color) or color_of(username),
        anonymous=True,
    )
