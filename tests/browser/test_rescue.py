"""A server whose database was deleted beneath it: all see it, and an admin saves the rest."""

from __future__ import annotations

import tarfile
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from commonground.config import CONTEXT_DB
from tests.browser.conftest import Office

pytestmark = pytest.mark.browser


def test_an_admin_writes_all_that_the_server_holds_with_one_click(own_office: Office) -> None:
    path = own_office.notebook("")
    alice = own_office.desk(own_office.server.invite("Alice Adams", "admin"), path)
    bob = own_office.desk(own_office.server.invite("Bob Brown"), path)
    own_office.add(bob.person, "Kept in memory only")
    expect(alice.entry("Kept in memory only")).to_be_visible()
    (own_office.server.data / CONTEXT_DB).unlink()
    with pytest.raises(httpx.HTTPStatusError):
        own_office.add(bob.person, "Refused")
    for desk in (alice, bob):
        expect(desk.part("banner-store")).to_contain_text("was deleted or moved")
    expect(bob.part("rescue")).to_have_count(0)
    alice.shot("rescue-offered")
    alice.part("rescue").press("Enter")
    told = alice.part("rescued")
    expect(told).to_be_focused()
    expect(told).to_contain_text("commonground restore")
    alice.shot("rescued")
    written = told.locator("code").inner_text().removeprefix("commonground restore ")
    with tarfile.open(Path(written)) as file:
        [member] = [one for one in file.getmembers() if one.name.endswith(CONTEXT_DB)]
        held = file.extractfile(member)
        assert held is not None
        assert b"Kept in memory only" in held.read()
    expect(alice.entry("Kept in memory only")).to_be_visible()
