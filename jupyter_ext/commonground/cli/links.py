"""How the command line has links made and ended: by the server that runs, else in the book."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..client.connection import answering
from ..config import (
    IDENTITY_DB,
    KERNEL_TOKEN_VARIABLE,
    SERVER_PID_VARIABLE,
    TOKEN_VARIABLE,
    ServerFile,
    data_dir,
)
from ..core.role import Role
from ..core.views import View
from ..errors import NotAllowed
from ..server.identity.links import LinkBook, Purpose
from ..server.identity.starter import PROCESS_HEADER, SCHEME, own_process
from ..server.link_views import GivenLink, TakenLinks

V = TypeVar("V", bound=View)


@dataclass(frozen=True, slots=True)
class Given:
    """A link that was made. ``server`` is the one that made it, None where none runs."""

    token: str
    username: str
    display_name: str
    role: str
    server: ServerFile | None


@contextlib.contextmanager
def people_of(root: Path) -> Iterator[LinkBook]:
    """The book of links that belongs to a root."""
    book = LinkBook(data_dir(root, os.environ) / IDENTITY_DB)
    try:
        yield book
    finally:
        book.close()


def give(
    root: Path,
    name: str,
    role: Role | None = None,
    username: str | None = None,
    *,
    purpose: Purpose = "invitation",
    replace: bool = False,
) -> Given:
    """A new link for that root. Raises one of our errors where the server refuses."""
    server = answering(data_dir(root, os.environ))
    if server is None:
        _refuse_in_a_cell()
        with people_of(root) as book:
            link = book.invite(name, role, username, purpose=purpose, replace=replace)
        who = link.person
        return Given(link.token, who.username, who.display_name, who.role, None)
    asked = {"act": "give", "name": name, "role": role, "username": username}
    found = _ask(server, GivenLink, {**asked, "purpose": purpose, "replace": replace})
    return Given(found.token, found.username, found.display_name, found.role, server)


def take(root: Path, name: str) -> tuple[str, int]:
    """End all links of somebody: their username, and how many there were."""
    server = answering(data_dir(root, os.environ))
    if server is not None:
        found = _ask(server, TakenLinks, {"act": "take", "name": name})
        return found.username, found.count
    _refuse_in_a_cell()
    with people_of(root) as book:
        username = book.username_of(name)
        return username, book.revoke(username)


def _ask(server: ServerFile, answer: type[V], body: Mapping[str, object]) -> V:
    """As the starter, else as whoever the token in the environment names."""
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if not _in_a_cell():
        try:
            return _sent(server, f"{SCHEME} {server.proof}", answer, body)
        except NotAllowed:
            if not token:
                raise
    elif not token:
        _refuse_in_a_cell()
    return _sent(server, f"token {token}", answer, body)


def _sent(server: ServerFile, scheme: str, answer: type[V], body: Mapping[str, object]) -> V:
    from ..client.api_connection import ApiConnection  # takes a third of a second

    api = ApiConnection(
        server.api,
        scheme,
        name="cli",
        served=False,
        certificate=server.certificate,
        transport=None,
        headers={PROCESS_HEADER: own_process()},
    )
    with contextlib.closing(api):
        return api.read(answer, "POST", "links", body)


def _in_a_cell() -> bool:
    """Whether this environment is a kernel's or a Jupyter terminal's."""
    return KERNEL_TOKEN_VARIABLE in os.environ or SERVER_PID_VARIABLE in os.environ


def _refuse_in_a_cell() -> None:
    """Raise NotAllowed where a kernel's or a terminal's environment is this one."""
    if _in_a_cell():
        raise NotAllowed(
            "Links are not made in a notebook or in a terminal of JupyterLab, which others share.",
            "Type it in a terminal of your own, where you started the server, or set "
            f"{TOKEN_VARIABLE} to an admin's personal token.",
        )
