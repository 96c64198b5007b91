"""A page that leaves passes the gate as it is today, whatever passed it when it was written."""

from __future__ import annotations

import pytest

from commonground.service.page import ExportedPage, html_of
from commonground.service.writer import ContextService

pytestmark = pytest.mark.anyio
KEY = "gh" + "p_" + "Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2"


async def test_a_page_holds_no_secret_and_says_when_it_was_made(service: ContextService) -> None:
    text = await html_of(
        service, ExportedPage(f"Plan {KEY}", f"It is `{KEY}`, *of course*.", "plan")
    )
    assert KEY not in text
    assert "<em>of course</em>" in text
    assert "Made by Common Ground on 2023-11-14" in text
