"""``commonground mcp``: the team's context for editors and agents, and the tokens of these."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ..client.connection import day, plain, server_of, talking
from ..client.options import JSON_OPTION, ROOT_OPTION, server_options
from ..client.output import echo_json
from ..config import (
    CERTIFICATE_VARIABLE,
    MCP_PATH,
    MCP_TOKEN_VARIABLE,
    URL_VARIABLE,
)
from ..core.scope import SCOPES
from ..errors import NetworkError, NotLoggedIn, SetupError
from .mcp_install import install

SERVER_OPTION = click.option(
    "--server", metavar="URL",
    help=f"The server's address. Default: {URL_VARIABLE}, else the one that runs for the root.",
)  # fmt: skip
_MAKE = "Make one in the People tab, or with `commonground mcp token new CLIENT`."


@click.group(invoke_without_command=True)
@SERVER_OPTION
@ROOT_OPTION
@click.pass_context
def mcp(ctx: click.Context, server: str | None, root: Path | None) -> None:
    """Serve the team's context to a client (an editor, an agent) on standard input and output.

    A client starts this itself: `commonground mcp install CLIENT` writes that into its
    configuration. The token that it shows stands in COMMONGROUND_MCP_TOKEN.
    """
    if ctx.invoked_subcommand is None:
        _serve(server, root)


def _serve(server: str | None, root: Path | None) -> None:
    token = os.environ.get(MCP_TOKEN_VARIABLE, "").strip()
    if not token or token.startswith("$"):  # a reference that the client did not resolve
        raise SetupError(
            f"{MCP_TOKEN_VARIABLE} is not set.", f"Set it to a client's token. {_MAKE}"
        )
    url, certificate = endpoint(server, root)
    _require_let_in(url, token, certificate)
    import anyio

    from ..mcp.stdio import bridge

    try:
        anyio.run(bridge, url, token, certificate)
    except BaseExceptionGroup as group:
        _, rest = group.split((BrokenPipeError, KeyboardInterrupt))
        if rest is not None:
            raise NetworkError(
                f"The connection to {url} broke.", "Start the client again."
            ) from rest
    except KeyboardInterrupt:
        return


def endpoint(server: str | None, root: Path | None) -> tuple[str, str | None]:
    """The address for clients, and the server's certificate where that is its own.

    Raises NetworkError where no server runs.
    """
    named = server or os.environ.get(URL_VARIABLE, "")
    if named:
        base = named.rstrip("/")
        for path in ("/commonground/api", f"/{MCP_PATH}"):
            base = base.removesuffix(path)
        return f"{base}/{MCP_PATH}", os.environ.get(CERTIFICATE_VARIABLE)
    found = server_of(root, "name its address with --server")
    return f"{found.url.rstrip('/')}/{MCP_PATH}", found.certificate


def _require_let_in(url: str, token: str, certificate: str | None) -> None:
    """Raise NetworkError, NotLoggedIn before a client waits for answers that never come."""
    import httpx2

    from ..client.server_address import verified
    from ..network import needs_no_proxy

    try:
        found = httpx2.post(
            url,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            content=b'{"jsonrpc": "2.0", "method": "notifications/initialized"}',
            timeout=30.0,
            trust_env=not needs_no_proxy(url),
            verify=verified(url, certificate),
        )
    except (httpx2.TransportError, httpx2.InvalidURL, UnicodeEncodeError) as error:
        raise NetworkError(
            f"No Common Ground server answers at {url}.",
            "Start it with `commonground lab`, or name another one with --server.",
        ) from error
    if found.status_code == 401:
        raise NotLoggedIn(f"The server does not take the token in {MCP_TOKEN_VARIABLE}.", _MAKE)
    if found.status_code == 404:
        raise NetworkError(f"There is no Common Ground at {url}.", "Check the address.")


@mcp.group("token")
def token() -> None:
    """Make, list and end the tokens of your clients."""


@token.command("new")
@click.argument("client")
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(SCOPES),
    help="What the client may do; once for each. Default: read and propose.",
)  # fmt: skip
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True)
@JSON_OPTION
@server_options
def new(client: str, scopes: tuple[str, ...], days: int, as_json: bool, root: Path | None) -> None:
    """Make a token for CLIENT (claude-code, cursor, …) and print it, this once.

    It acts as you, within its scopes, and opens nothing but the address for clients.
    """
    with talking(root) as api:
        made = api.tokens.new(client, scopes or ("read", "propose"), days)
    if as_json:
        echo_json(made.plain())
        return
    click.echo(f"export {MCP_TOKEN_VARIABLE}={made.secret}")
    told = ", ".join(made.token.scopes)
    click.echo(f"For {made.token.client}: {told}; until {day(made.token.ends)}.", err=True)


@token.command("list")
@JSON_OPTION
@server_options
def list_(as_json: bool, root: Path | None) -> None:
    """List the tokens of your clients that work."""
    with talking(root) as api:
        told = api.tokens.listed()
    found = told.tokens
    if as_json:
        echo_json(told.plain())
        return
    if not found:
        click.echo("No client of yours has a token.", err=True)
    for one in found:
        used = day(one.used) if one.used else "never"
        scopes = ",".join(one.scopes)
        click.echo(f"{one.id}  {plain(one.client)}  {scopes}  used {used}  until {day(one.ends)}")


@token.command("revoke")
@click.argument("token")
@JSON_OPTION
@server_options
def revoke(token: str, as_json: bool, root: Path | None) -> None:
    """End TOKEN (an id of `commonground mcp token list`) at once, in open sessions too."""
    with talking(root) as api:
        ended = api.tokens.revoke(token)
    if as_json:
        echo_json(ended.plain())
        return
    click.echo(f"{plain(ended.client)}: revoked.")


mcp.add_command(install)
