"""What answers instead of a Common Ground server, and how a command that met it ends."""

from __future__ import annotations

from collections.abc import Iterator

import click
import httpx2
import pytest

from commonground.cli.exit_codes import UNKNOWN_PERSON, UNREACHED, exit_code
from commonground.cli.main import main
from commonground.client.member_address import checked_address
from commonground.client.wire_errors import refusal
from commonground.errors import SetupError

ADDRESS = "http://127.0.0.1:8888/commonground/api"


@pytest.mark.parametrize(
    ("status", "code"),
    [(401, UNKNOWN_PERSON), (403, UNKNOWN_PERSON), (302, UNKNOWN_PERSON), (404, UNREACHED)],
)
def test_the_exit_code_tells_a_refused_token_from_another_program(status: int, code: int) -> None:
    request = httpx2.Request("GET", ADDRESS)
    headers = {"location": "/login"} if status == 302 else {}
    response = httpx2.Response(status, request=request, headers=headers)
    assert exit_code(refusal(response, served=False)) == code


@pytest.mark.parametrize(
    ("url", "token"),
    [(None, "t"), (ADDRESS, None), (ADDRESS, "t\nx"), (ADDRESS, "t x"), (ADDRESS, "tö")],
)
def test_what_is_no_address_or_no_token_is_said(url: str, token: str) -> None:
    with pytest.raises(SetupError):
        checked_address(url, token, None, plain_http=False)


def speaking(group: click.Group, *words: str) -> Iterator[tuple[str, set[str]]]:
    """Each command that has a ``--server`` which a person's token is shown to, and its options."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        path = (*words, name)
        if isinstance(command, click.Group):
            yield from speaking(command, *path)
        options = {option for one in command.params for option in one.opts}
        if "--server" in options and "mcp" not in path:  # which have tokens of their own
            yield " ".join(path), options


def test_what_an_error_advises_every_command_has_that_names_a_server() -> None:
    lacking = {
        name for name, options in speaking(main) if not {"--plain-http", "--token-file"} <= options
    }
    assert lacking == set()
