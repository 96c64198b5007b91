"""Who has a personal link: ``invite``, ``revoke``, ``people``, ``token``."""

from __future__ import annotations

import contextlib
import getpass
import os
import shlex
import subprocess
from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote

import click
from click.shell_completion import CompletionItem

from ..client.completing import matching
from ..client.connection import day
from ..client.options import JSON_OPTION, ROOT_OPTION, nearest_root
from ..client.output import echo_json
from ..config import (
    CERTIFICATE_VARIABLE,
    IDENTITY_DB,
    TOKEN_VARIABLE,
    URL_VARIABLE,
    ServerFile,
    data_path,
)
from ..core.role import ROLES, Role
from ..errors import CommonGroundError, UserError
from ..server.identity.names import checked_name
from .links import give, people_of, take

ROLE_OPTION = click.option(
    "--role", type=click.Choice(ROLES),
    help="What the person may do. Default: contributor, or what the person has already.",
)  # fmt: skip
USERNAME_OPTION = click.option(
    "--username", help="Needed only where two people have the same name. Default: made of NAME."
)


def known(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Completes somebody who has a personal link for this folder, by username or name."""
    served = nearest_root(ctx.params.get("root"), os.environ)
    if not (data_path(served, os.environ) / IDENTITY_DB).exists():
        return []
    with contextlib.suppress(CommonGroundError), people_of(served) as book:
        return matching(((one.username, one.display_name) for one in book.people()), begun)
    return []


NAME = click.argument("name", shell_complete=known)


def address(server_url: str, token: str, path: str | None = None) -> str:
    """A personal link: the page it opens and whose it is."""
    page = f"lab/tree/{quote(path)}" if path else "lab"
    return f"{server_url.rstrip('/')}/{page}?token={token}"


def own_name(chosen: str | None, root: Path) -> str:
    """What to call whoever types this: as told, else as git or the system does."""
    if chosen is not None:
        return checked_name(chosen)
    for ask in (_git_name, _login_name):
        with contextlib.suppress(UserError):
            return checked_name(ask(root))
    raise UserError("Nobody can tell your name.", "Say it with --name NAME.")


def _git_name(root: Path) -> str:
    try:
        found = subprocess.run(
            ["git", "config", "user.name"],
            cwd=root, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=10,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return found.stdout.strip()


def _login_name(_: Path) -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


@click.command()
@NAME
@ROLE_OPTION
@USERNAME_OPTION
@click.option(
    "--open", "opened", type=click.Path(path_type=Path), metavar="PATH",
    help="The notebook or folder that the link opens. Default: what `commonground lab` opened.",
)  # fmt: skip
@ROOT_OPTION
def invite(
    name: str, role: Role | None, username: str | None, opened: Path | None, root: Path | None
) -> None:
    """Make a personal link for NAME and print it.

    The same name again makes another link for the same person, and the earlier ones go on working;
    `commonground revoke` ends them all. A link is shown once: only a hash of it is kept.
    """
    served = nearest_root(root, os.environ)
    page = None if opened is None else page_below(opened, served)  # before a link is made
    link = give(served, name, role, username)
    server = link.server
    if server is not None:
        click.echo(
            address(
                server.shown or server.url,
                link.token,
                _noted(server, served) if opened is None else page,
            )
        )
        hint = (
            "Send it to nobody else. If they reach this machine by another name or through a "
            "proxy, put that in place of 127.0.0.1 and the port."
        )
    else:
        click.echo(link.token)
        hint = (
            f"No server runs for {served}. Once one does, they open its address with ?token= and "
            "this token at its end, or type the token into its login page."
        )
    click.echo(f"For {link.display_name} ({link.username}, {link.role}). {hint}", err=True)


def page_below(path: Path, root: Path) -> str | None:
    """The path below the root that a browser opens; None for the root. Raises UserError."""
    found = next((p for p in (path, root / path) if p.exists()), None)
    if found is None:
        raise UserError(f"There is no {path}.", "Give a notebook or folder that exists.")
    try:
        inside = found.resolve().relative_to(root).as_posix()
    except ValueError:
        raise UserError(
            f"{path} lies outside {root}.", "Name a folder that holds it with --root."
        ) from None
    return None if inside == "." else inside


def _noted(server: ServerFile, root: Path) -> str | None:
    """What `commonground lab` opened, while it is still there."""
    return server.page if server.page and (root / server.page).exists() else None


@click.command()
@NAME
@ROOT_OPTION
def revoke(name: str, root: Path | None) -> None:
    """End all personal links of NAME (a name or a username), at once and in open browsers too."""
    username, count = take(nearest_root(root, os.environ), name)
    links = "1 link" if count == 1 else f"{count} links"
    click.echo(f"{username}: {links} revoked." if count else f"{username} had no working link.")


@click.command("people")
@JSON_OPTION
@ROOT_OPTION
def people(as_json: bool, root: Path | None) -> None:
    """List who has a personal link, with their role and when they last used it."""
    served = nearest_root(root, os.environ)
    with people_of(served) as book:
        listed = book.people()
    if as_json:
        echo_json([asdict(one) for one in listed])
        return
    if not listed:
        click.echo(f"Nobody yet for {served}. `commonground invite NAME` makes a link.", err=True)
        return
    rows = [("NAME", "USERNAME", "ROLE", "LINKS", "SINCE", "LAST USED")]
    for one in listed:
        used = day(one.used) if one.used else "never"
        since = day(one.created)
        rows.append((one.display_name, one.username, one.role, str(one.links), since, used))
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


@click.command()
@click.argument("name", required=False, shell_complete=known)
@ROLE_OPTION
@USERNAME_OPTION
@ROOT_OPTION
def token(name: str | None, role: Role | None, username: str | None, root: Path | None) -> None:
    """Make a personal token for runs without a browser (nbclient, CI, this command line).

    NAME is you if left out. Use it as: eval "$(commonground token)"
    """
    served = nearest_root(root, os.environ)
    link = give(served, own_name(name, served), role, username, purpose="token")
    server = link.server
    if server is not None:
        click.echo(f"export {URL_VARIABLE}={shlex.quote(server.api)}")
        if server.certificate is not None:
            click.echo(f"export {CERTIFICATE_VARIABLE}={shlex.quote(server.certificate)}")
    else:
        click.echo(
            f"No server runs for {served}, so {URL_VARIABLE} is not set. "
            "Start one with `commonground lab`.",
            err=True,
        )
    click.echo(f"export {TOKEN_VARIABLE}={link.token}")
    click.echo(f"It acts as {link.display_name} ({link.username}).", err=True)
