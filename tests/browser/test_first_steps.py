"""A newcomer's way: from the two lines of README to a second person who sees the first entry."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tools.workspace import renew

from tests.browser.conftest import Desk
from tests.browser.profiles import Profiles
from tests.lab import ADDRESS, Lab
from tests.live import OURS, REPOSITORY, LiveServer, Person

pytestmark = pytest.mark.browser


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """What `make lab` starts in a clone."""
    place = LiveServer(tmp_path, name="first-steps")
    root = tmp_path / "clone"
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    renew(root)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    with Lab(
        root, kept | place.environ, "workspace/tour.ipynb", "--name", "Ada Lovelace"
    ) as started:
        yield started


def test_four_steps_from_the_first_command_to_a_second_person_who_sees_an_entry(
    lab: Lab, profiles: Profiles
) -> None:
    # 1. `make lab` prints an address: the tour is there, and the panel beside it.
    address = lab.until(ADDRESS)
    ada = _opened(profiles, address[0].strip(), "Ada Lovelace")
    expect(ada.part("connection")).to_have_text("Live")

    # 2. The tour's first cells, run one after the other, greet who runs them and share a line.
    cells = ada.page.locator(".jp-Notebook .jp-CodeCell")
    cells.first.locator(".cm-content").click()
    ada.wait_for_kernel()
    for _ in range(5):
        ada.page.keyboard.press("Shift+Enter")
    expect(cells.nth(1)).to_contain_text("You are Ada Lovelace")
    expect(ada.entry("Money is integer cents")).to_be_visible()
    ada.shot("first-steps")

    # 3. People, Invite…: a name, and the link to copy.
    ada.open_tab("people")
    ada.part("invite").click()
    ada.page.keyboard.insert_text("Grace Hopper")
    ada.page.keyboard.press("Control+Enter")
    link = ada.part("invite-link").input_value()

    # 4. She opens it, and has clicked nothing else.
    grace = _opened(profiles, link, "Grace Hopper")
    expect(grace.part("connection")).to_have_text("Live")
    expect(grace.entry("Money is integer cents")).to_be_visible()
    expect(grace.page.locator(".jp-Notebook .jp-CodeCell").nth(1)).to_contain_text("Ada Lovelace")
    grace.shot("first-steps-second-person")


def _opened(profiles: Profiles, link: str, name: str) -> Desk:
    """A browser in which nobody has been, at that link."""
    page = profiles.take().new_page()
    page.goto(link)
    expect(page.locator(".jp-Notebook .jp-Cell").first).to_be_visible()
    return Desk(Person(name, name.lower().replace(" ", "-"), "admin", ""), page, [])
