"""What answers instead of a Common Ground server, and how a command that met it ends."""

from __future__ import annotations

import httpx2
import pytest

from commonground.cli.exit_codes import UNKNOWN_PERSON, UNREACHED, exit_code
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
