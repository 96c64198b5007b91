"""Two developers in two clones, each with a watcher, on a real server; a network that breaks."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.features.claims import clones
from tests.features.claims.watching import WITHIN, Watching, environ_of, network_to
from tests.live import LiveServer, Person


@dataclass
class Developer:
    """Somebody with a clone and a link."""

    server: LiveServer
    person: Person
    clone: Path

    def environ(self, port: int | None = None) -> dict[str, str]:
        url = self.server.api
        if port is not None:
            url = url.replace(f":{urlsplit(url).port}/", f":{port}/")
        return environ_of(self.server.environ, url, self.person.token)

    def watch(self, *more: str, port: int | None = None) -> Watching:
        return Watching(self.clone, self.environ(port), *more)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "commonground.cli", *words]
        return subprocess.run(
            command, cwd=self.clone, env=self.environ(), capture_output=True, text=True
        )

    def now(self) -> dict[str, Any]:
        with self.server.client(self.person) as client:
            return client.work.now()

    def choose(self, **choice: object) -> None:
        value = {"contents": False, "guard": "warn", **choice}
        with self.server.client(self.person) as client:
            client.command("set", name="own-work", value=value)


@pytest.fixture
def team(server: LiveServer, tmp_path: Path) -> tuple[Developer, Developer]:
    origin = clones.origin(tmp_path)
    made = []
    for name in ("Ada", "Bob"):
        unique = f"{name}{time.monotonic_ns()}"
        person = server.invite(unique, username=unique.lower())
        clone = clones.clone(origin, tmp_path / name, f"{name.lower()}-totals")
        made.append(Developer(server, person, clone))
    return made[0], made[1]


def until(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN
    while not found():
        assert time.monotonic() < deadline, "It did not become so."
        time.sleep(0.1)  # another process's doing is asked for, over the network


def claims_of(who: Developer) -> list[dict[str, Any]]:
    return [one for one in who.now()["claims"] if one["by"] == who.person.username]


def test_both_are_told_in_their_terminals_where_they_change_the_same_lines(
    team: tuple[Developer, Developer],
) -> None:
    ada, bob = team
    with ada.watch() as adas, bob.watch() as bobs:
        clones.edit(ada.clone, 12, "total = net + tax")
        until(lambda: bool(claims_of(ada)))
        begun = time.monotonic()
        clones.edit(bob.clone, 12, "total = gross")
        adas.wait_for(f"meets that of @{bob.person.username} (branch bob-totals)")
        bobs.wait_for(f"meets that of @{ada.person.username} (branch ada-totals)")
        took = time.monotonic() - begun
        line = adas.wait_for("billing/invoice.py")
        assert "theirs lines 12, yours 12" in line
        assert "same lines" in line
        assert "net + tax" not in "\n".join(bobs.lines)
        assert took < 10, f"It took {took:.1f} s; 2 s are meant"
        clones.edit(bob.clone, 13, "more")
        until(lambda: claims_of(bob)[0]["files"][0]["lines"] == [{"first": 12, "last": 13}])
    told = [line for line in adas.lines if "meets that of" in line]
    assert len(told) == 1
    assert claims_of(ada) == claims_of(bob) == []  # Ctrl+C takes them along


def test_a_claim_may_be_kept_and_leaves_when_the_work_is_dropped(
    team: tuple[Developer, Developer],
) -> None:
    ada, _ = team
    clones.edit(ada.clone, 3, "three")
    with ada.watch("--keep", "--focus", "the totals"):
        until(lambda: bool(claims_of(ada)))
    assert [one["path"] for one in claims_of(ada)[0]["files"]] == ["billing/invoice.py"]
    assert [f["text"] for f in ada.now()["focus"] if f["by"] == ada.person.username] == [
        "the totals"
    ]
    with ada.watch("--keep"):
        clones.run(ada.clone, "checkout", "-q", "--", ".")
        until(lambda: not claims_of(ada))


def test_a_broken_network_only_delays(team: tuple[Developer, Developer]) -> None:
    ada, _ = team
    port = urlsplit(ada.server.url).port
    assert port is not None
    with network_to(port) as network, ada.watch(port=network.port) as watcher:
        network.cut()
        clones.edit(ada.clone, 5, "while nobody heard")
        watcher.wait_for("What you change is told once it is back")
        clones.edit(ada.clone, 6, "and this")
        assert claims_of(ada) == []
        network.mend()
        until(lambda: bool(claims_of(ada)))
        (changed,) = claims_of(ada)[0]["files"]
        assert changed["lines"] == [{"first": 5, "last": 6}]
        watcher.wait_for("The server is back.")


def test_a_network_that_stalls_only_delays(team: tuple[Developer, Developer]) -> None:
    ada, _ = team
    port = urlsplit(ada.server.url).port
    assert port is not None
    with network_to(port) as network, ada.watch(port=network.port) as watcher:
        network.stall()
        clones.edit(ada.clone, 5, "while it was stuck")
        assert network.held.wait(WITHIN)
        clones.edit(ada.clone, 6, "and this")
        assert claims_of(ada) == []
        network.mend()
        both = [{"first": 5, "last": 6}]
        until(lambda: [f["lines"] for one in claims_of(ada) for f in one["files"]] == [both])
        assert not any("told once it is back" in line for line in watcher.lines)


def test_contents_are_told_once_their_author_lets_others_see_them(
    team: tuple[Developer, Developer],
) -> None:
    ada, bob = team
    ada.choose(contents=True)
    clones.edit(ada.clone, 12, "total = net + tax")
    clones.edit(bob.clone, 12, "total = gross")
    with ada.watch(), bob.watch() as bobs:
        bobs.wait_for(f"meets that of @{ada.person.username}")

        def shown() -> bool:
            notices = bob.now()["notices"]
            return any("net + tax" in p["diff"] for n in notices for p in n["places"])

        until(shown)
        assert "gross" not in str(ada.now()["notices"])


def test_the_guard_warns_or_refuses_by_its_members_own_choice(
    team: tuple[Developer, Developer],
) -> None:
    ada, bob = team
    clones.edit(bob.clone, 12, "total = gross")
    clones.run(bob.clone, "add", "-A")
    assert bob.run("work", "--guard").returncode == 0
    clones.edit(ada.clone, 12, "total = net")
    with ada.watch("--keep"):
        until(lambda: bool(claims_of(ada)))
    warned = bob.run("work", "--guard")
    assert warned.returncode == 0
    assert f"@{ada.person.username}" in warned.stderr
    bob.choose(guard="refuse")
    refused = bob.run("work", "--guard")
    assert (refused.returncode, "--no-verify" in refused.stderr) == (1, True)
    nobody = environ_of(bob.server.environ, "http://127.0.0.1:9/commonground/api", "x")
    away = subprocess.run(
        [sys.executable, "-m", "commonground.cli", "work", "--guard"],
        cwd=bob.clone, env=nobody, capture_output=True, text=True,
    )  # fmt: skip
    assert (away.returncode, "Not held against" in away.stderr) == (0, True)


def test_who_works_on_what_is_printed(team: tuple[Developer, Developer]) -> None:
    ada, bob = team
    clones.edit(ada.clone, 7, "seven")
    with ada.watch():
        until(lambda: bool(claims_of(ada)))
        said = bob.run("work").stdout
        found = json.loads(bob.run("work", "--json").stdout)
    assert "billing/invoice.py (7)" in said.replace("\\", "")
    assert "ada-totals" in said.replace("\\", "")
    (claim,) = (one for one in found["claims"] if one["by"] == ada.person.username)
    assert (claim["branch"], claim["files"][0]["lines"]) == (
        "ada-totals",
        [{"first": 7, "last": 7}],
    )
    refused = bob.run("work", "--json", "--watch")
    assert (refused.returncode, "--json" in refused.stderr) == (2, True)
