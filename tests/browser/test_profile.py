"""A table's profile in a notebook of two people, and rows that are seen before they are sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office

pytestmark = pytest.mark.browser

MAKE = """\
import pandas as pd
n = 600
df = pd.DataFrame({
    "order_id": range(n),
    "customer": [f"C-{7 * k % 997:04}" for k in range(n)],
    "region": (["north"] * 5 + ["south"] * 3 + ["east"] * 2) * 60,
    "price": [None if k % 20 == 0 else k % 83 * 1.25 for k in range(n)],
    "ordered": pd.date_range("2024-01-01", periods=n, freq="6h"),
})
"""
ROWS = "%%ai --data df --rows 2\nWhat is in it?"


def test_a_profile_is_drawn_and_rows_are_seen_before_they_are_sent(office: Office) -> None:
    path = office.notebook("", "", "")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path, dark=True)
    alice.run(MAKE)
    alice.run("%cg profile df", 1)
    for desk in (alice, bob):
        drawn = desk.cells.nth(1).locator(".jp-OutputArea-output table").first
        expect(drawn.get_by_role("row")).to_have_count(6)
        expect(drawn.get_by_role("row").nth(3)).to_contain_text("north 50 %")
        expect(desk.cells.nth(1)).to_contain_text("Nothing is shown that fewer than 10 rows share.")
    alice.shot("profile")
    bob.shot("profile-dark")

    alice.run(ROWS, 2)
    shown = alice.cells.nth(2).locator(".jp-OutputArea-output")
    expect(shown.first).to_contain_text("Nothing was sent.")
    expect(shown.first).to_contain_text("customer: C-0007")
    alice.shot("profile-rows")
    assert office.turns(alice.person) == []
    alice.cells.nth(2).locator(".cm-content").click()
    alice.page.keyboard.press("Shift+Enter")
    expect(alice.answers.first).to_contain_text("Noted.")
    [turn] = office.turns(alice.person)
    assert turn["question"] == "What is in it?"
