"""What may be spent a day: the owner says it, a question over it is refused, the owner is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office

pytestmark = pytest.mark.browser


def test_a_budget_refuses_a_question_says_why_and_tells_the_owner(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    olga.open_tab("people")
    olga.part("open-budget").click()
    olga.part("budget-team").fill("nothing")
    expect(olga.part("budget-team")).to_have_attribute("aria-invalid", "true")
    olga.part("budget-team").fill("0")
    olga.part("budget-shown").select_option("all")
    olga.page.keyboard.press("Control+Enter")
    expect(olga.part("team-done")).to_have_text("This holds from the next question on.")
    bob.open_tab("private")
    bob.part("private-ask").fill("What is the rate?")
    bob.part("private-submit").click()
    refused = bob.page.locator(".cg-panel [role=alert]").filter(has_text="The team's budget")
    expect(refused).to_contain_text("is used up: $0.00 of $0.00")
    expect(refused).to_contain_text("It starts anew at midnight UTC")
    toast = olga.page.locator(".Toastify__toast")
    expect(toast.filter(has_text="The team’s budget for today is used up")).to_be_visible()
    olga.open_tab("turns")
    cost = olga.part("cost")
    cost.locator("summary").click()
    expect(cost).to_contain_text("The team’s budget today: $0 of $0. Questions are refused.")
    expect(cost).to_contain_text("Every member sees all figures.")
    olga.shot("budget")
