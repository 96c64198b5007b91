"""The tokens of one's own clients in the People tab: made, shown once, used, and revoked."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Office
from tests.live import ARTIFACTS
from tests.mcp.clients import plainly
from tests.mcp.test_oauth import BACK, Flow

pytestmark = pytest.mark.browser


def test_a_token_is_shown_once_and_ends_by_a_click(office: Office) -> None:
    ada = office.desk(office.server.invite("Ada Lovelace"), office.notebook(""), dark=True)
    people = ada.open_tab("people")
    ada.part("client-new").click()
    people.get_by_role("textbox", name="Client").fill("claude-code")
    ada.part("client-scopes").get_by_label("write messages in your name").check()
    ada.part("client-days").select_option("30")
    ada.shot("client-form")
    ada.part("client-form-submit").click()
    token = ada.part("client-secret").input_value()
    assert token.startswith("cgm_")
    ada.shot("client-made")
    assert not violations(ada.page, "[data-testid=cg-clients]")
    ada.part("client-copy").press("Enter")
    expect(ada.part("client-made")).to_contain_text("Copied.")
    with plainly(office.server, token) as client:
        names = {tool["name"] for tool in client.ask("tools/list")["result"]["tools"]}
        assert {"propose_entry", "announce"} <= names
        assert "read_notes" not in names
        ada.part("client-done").click()
        expect(ada.part("client-secret")).to_have_count(0)
        kept = ada.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert token not in str(kept) + office.server.log()
        listed = ada.part("client-token")
        expect(listed).to_contain_text("claude-code")
        ada.part("client-revoke").click()
        asked = ada.page.get_by_role("dialog").filter(has_text="End the token of claude-code?")
        asked.get_by_role("button", name="Revoke").click()
        expect(listed).to_have_count(0)
        assert client.post({"jsonrpc": "2.0", "id": 1, "method": "ping"}).status_code == 401
    ada.shot("clients")


def test_a_member_lets_a_program_in_that_logs_in_for_itself(office: Office) -> None:
    ada = office.desk(office.server.invite("Ada Lovelace"), office.notebook(""))
    flow = Flow(office.server, scope="read propose message private")
    page = ada.page.context.new_page()
    page.route(BACK + "**", lambda route: route.fulfill(body="Back in the editor."))
    page.set_viewport_size({"width": 320, "height": 760})
    page.goto(flow.start())
    expect(page.get_by_role("heading")).to_have_text("Let a program in?")
    expect(page.get_by_label("private notes")).not_to_be_checked()
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=ARTIFACTS / "client-consent-dark.png")
    page.emulate_media(color_scheme="light")
    page.screenshot(path=ARTIFACTS / "client-consent.png")
    assert not violations(page, "body")
    page.get_by_label("write messages").uncheck()
    page.get_by_label("For").select_option("30")
    page.get_by_role("button", name="Let it in", exact=True).click()
    expect(page.get_by_text("Back in the editor.")).to_be_visible()
    code = parse_qs(urlsplit(page.url).query)["code"][0]
    page.close()
    given = flow.tokens(code).json()
    assert given["scope"] == "read propose"
    ada.open_tab("people")
    expect(ada.part("client-token")).to_contain_text("by-hand")
    with plainly(office.server, given["access_token"]) as client:
        ada.part("client-revoke").click()
        asked = ada.page.get_by_role("dialog").filter(has_text="End the token of by-hand?")
        asked.get_by_role("button", name="Revoke").click()
        expect(ada.part("client-token")).to_have_count(0)
        assert client.post({"jsonrpc": "2.0", "id": 1, "method": "ping"}).status_code == 401
