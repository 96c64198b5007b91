"""A page that outlives its server, and one whose link is taken back: what was typed stays."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Desk, Office

pytestmark = pytest.mark.browser


def begin_an_entry(desk: Desk, text: str) -> None:
    desk.part("add").click()
    desk.part("add-form").get_by_label("Title", exact=True).fill(text)


def test_a_refused_page_says_so_and_goes_on_with_what_was_typed(own_office: Office) -> None:
    server = own_office.server
    alice = server.invite("Alice Adams")
    desk = own_office.desk(alice, own_office.notebook(""))
    title = desk.part("add-form").get_by_label("Title", exact=True)
    begin_an_entry(desk, "Half a thought")
    server.stop()
    server.start()  # the same link: nobody has to do anything
    expect(desk.part("connection")).to_have_text("Live")
    expect(title).to_have_value("Half a thought")

    server.stop()
    server.revoke(alice)
    server.start()
    banner = desk.part("banner-refused")
    expect(banner).to_contain_text("Your link no longer works")
    desk.shot("refused")
    expect(title).to_have_value("Half a thought")
    again = desk.page.context.new_page()
    again.goto(server.lab_url(server.invite("Alice Adams"), workspace="again"))
    expect(desk.part("connection")).to_have_text("Live")
    expect(banner).to_have_count(0)
    expect(title).to_have_value("Half a thought")
