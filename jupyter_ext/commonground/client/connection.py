"""How the command line reaches a running server, as the person who types.

Which server it is stands in the environment, else in ``server.json`` of the data folder.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .options import reach
from .running import answering as answering
from .running import server_of as server_of

if TYPE_CHECKING:
    from .client import Client
    from .member_address import MemberAddress
    from .team_client import TeamClient


@contextlib.contextmanager
def talking(root: Path | None, server: str | None = None) -> Iterator[Client]:
    """A client of that server, of the one that the environment names, or that runs for the root.

    It speaks as a person: a kernel's own token, which counts only inside a cell that runs, is not
    taken along when a cell calls this command line.
    """
    from .client import Client

    found = _reached(root, server)
    with Client(found.api, token=found.token, name="cli", certificate=found.certificate) as client:
        yield client


@contextlib.contextmanager
def calling(root: Path | None) -> Iterator[TeamClient]:
    """The same with every command and every route."""
    from .team_client import TeamClient

    found = _reached(root, None)
    with TeamClient(
        found.api, found.token, certificate=found.certificate, plain_http=True, name="cli"
    ) as client:
        yield client


def _reached(root: Path | None, server: str | None) -> MemberAddress:
    from .member_address import member_address

    chosen = reach()
    return member_address(
        root,
        os.environ,
        server=server or chosen.server,
        token_file=chosen.token_file,
        plain_http=chosen.plain_http,
    )


def plain(text: str) -> str:
    """Text by others without what a terminal would obey."""
    return "".join(c if c.isprintable() else "�" for c in text)


def day(at: int) -> str:
    """A time in milliseconds since 1970, as it is here."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at / 1000))
