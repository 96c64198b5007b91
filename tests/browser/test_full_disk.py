"""A disk that runs full under two people: they are told, nothing is lost, and it ends by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Office, browser_port
from tests.browser.profiles import Profiles
from tests.live import LiveServer

pytestmark = pytest.mark.browser
TOLD_WITHIN = 2_000
"""Milliseconds after a refused write until everybody sees that it was refused."""


@pytest.fixture
def cramped(
    tmp_path_factory: pytest.TempPathFactory, profiles: Profiles
) -> Iterator[tuple[Office, Path]]:
    """A server whose data folder is a disk of 8 MB."""
    folder = tmp_path_factory.mktemp("cramped")
    data = folder / "data"
    data.mkdir(mode=0o700)
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=8m,mode=0700", "tmpfs", str(data)]
    if os.geteuid() or not mount or subprocess.run([mount, *options], check=False).returncode:
        pytest.skip("needs root and the right to mount")
    try:
        with LiveServer(folder, name="browser-cramped", port=browser_port("main")) as server:
            office = Office(server, profiles, "full_disk")
            yield office, data
            office.close()
    finally:
        subprocess.run(["umount", "-l", str(data)], check=True)


def fill_up(ballast: Path) -> None:
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


def test_a_full_disk_is_told_and_is_over_once_there_is_space(
    cramped: tuple[Office, Path],
) -> None:
    office, data = cramped
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    kept = [f"Kept number {n}" for n in range(3)]
    for title in kept:
        office.add(alice.person, title)
    fill_up(data / "ballast")
    # What the log's file still has room for is taken, and is kept too.
    with pytest.raises(httpx.HTTPStatusError) as refused:  # noqa: PT012 - until the disk is full
        for number in range(200):
            late = {"command": "add", "kind": "work", "title": f"Late {number}"}
            office.api(alice.person, "commands", late | {"body": "text " * 2_000})
            kept.append(f"Late {number}")
    assert refused.value.response.status_code == 507
    for desk in (alice, bob):
        expect(desk.part("banner-store")).to_contain_text(
            "can’t store changes", timeout=TOLD_WITHIN
        )
    bob.shot("full-disk")
    (data / "ballast").unlink()
    for desk in (alice, bob):
        expect(desk.part("banner-store")).to_have_count(0)
    office.add(bob.person, "Written after it was over")
    expect(alice.entry("Written after it was over")).to_be_visible()
    entries = office.api(bob.person, "entries?room=team")["entries"]
    titles = {revision["title"] for entry in entries for revision in entry["revisions"]}
    assert titles == {*kept, "Written after it was over"}
