"""What somebody has typed and not sent: theirs in each of their browsers, and nobody else's."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest

from commonground.clock import now
from commonground.config import DRAFTS
from commonground.errors import StoreError
from commonground.server.drafts import AT_ONCE, KEPT_FOR, MOST, ROOM, Drafts, UnsentDraft, bounded
from tests.live import PLAIN, LiveServer, Person
from tests.server.conftest import SHARED_TOKEN
from tests.server.state import state

NOW = 1_000_000


def at(when: int, key: str = "entry add", text: str | None = "typed") -> UnsentDraft:
    return UnsentDraft(key=key, at=when, text=text)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path, lambda: NOW)


@pytest.mark.anyio
async def test_the_latest_word_of_two_browsers_counts_and_what_ended_stays_ended(
    drafts: Drafts,
) -> None:
    await drafts.exchange("ada", [at(10, text="old")])
    assert await drafts.exchange("ada", [at(20, text="new")]) == [at(20, text="new")]
    assert await drafts.exchange("ada", [at(15, text="late")]) == [at(20, text="new")]
    assert await drafts.exchange("ada", [at(30, text=None)]) == [at(30, text=None)]
    assert await drafts.exchange("ada", [at(25, text="late")]) == [at(30, text=None)]
    assert await drafts.exchange("bob", []) == []


@pytest.mark.anyio
async def test_a_clock_that_goes_ahead_does_not_win_for_ever(drafts: Drafts) -> None:
    await drafts.exchange("ada", [at(9 * NOW, text="from tomorrow")])
    later = Drafts(drafts._folder.parent, lambda: NOW + 2)
    assert await later.exchange("ada", [at(NOW + 1)]) == [at(NOW + 1)]


def test_what_is_kept_has_bounds_and_the_latest_stays() -> None:
    many = [at(NOW - number, f"k{number}") for number in range(MOST + 5)]
    assert bounded(many, NOW) == many[:MOST]
    large = [at(NOW - number, f"k{number}", "€" * 15_000) for number in range(4)]
    assert bounded(large, NOW) == large[: ROOM // 45_000]
    ended = [at(NOW - number, f"k{number}", None) for number in range(AT_ONCE + 1)]
    assert bounded(ended, NOW) == ended[:AT_ONCE]
    assert bounded([at(1)], KEPT_FOR + 2) == []


@pytest.mark.anyio
async def test_a_file_that_cannot_be_read_holds_nothing_and_one_that_cannot_be_written_is_told(
    drafts: Drafts, tmp_path: Path
) -> None:
    await drafts.exchange("ada", [at(1)])
    (file,) = (tmp_path / DRAFTS).iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("{half")
    assert await drafts.exchange("ada", [at(2)]) == [at(2)]
    elsewhere = Drafts(file, lambda: NOW)  # below a file there is no folder
    with pytest.raises(StoreError, match="could not be kept"):
        await elsewhere.exchange("ada", [at(1)])
    assert [one.name for one in (tmp_path / DRAFTS).iterdir()] == [file.name]


@pytest.mark.anyio
async def test_browsers_that_write_at_once_lose_nothing(drafts: Drafts) -> None:
    async with anyio.create_task_group() as tasks:
        for number in range(20):
            tasks.start_soon(drafts.exchange, "ada", [at(number + 1, f"k{number}")])
    assert len(await drafts.exchange("ada", [])) == 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    arguments = [f"--IdentityProvider.token={SHARED_TOKEN}"]
    with LiveServer(tmp_path_factory.mktemp("drafts"), arguments=arguments) as running:
        yield running


def exchange(server: LiveServer, who: Person | str, *drafts: dict[str, Any]) -> httpx.Response:
    token = who if isinstance(who, str) else who.token
    return httpx.post(
        f"{server.api}/drafts",
        json={"drafts": drafts},
        headers={"Authorization": f"token {token}"},
        trust_env=False,
        verify=PLAIN,
    )


@pytest.mark.parametrize("role", ["reader", "contributor", "owner", "admin"])
def test_each_member_finds_their_own_drafts_and_nobody_elses(server: LiveServer, role: Any) -> None:
    ada, eve = (server.invite(f"{name} {role}", role) for name in ("Ada", "Eve"))
    secret = f"half a thought with k3y-{role}"
    before = state(server)
    draft = {"key": "entry note", "at": now() - 1, "text": secret}
    assert exchange(server, ada, draft).json() == {"drafts": [draft]}
    assert state(server) == before
    again = server.invite(f"Ada {role}", role, username=ada.username)  # a new link, a restart
    server.stop()
    server.start()
    assert exchange(server, again).json() == {"drafts": [draft]}
    assert exchange(server, eve).json() == {"drafts": []}
    assert exchange(server, SHARED_TOKEN).status_code == 403
    assert exchange(server, "nobody").status_code == 403
    assert secret not in server.log()


def test_a_request_that_is_no_exchange_is_refused(server: LiveServer) -> None:
    ada = server.invite("Ada")
    for wrong in ({"key": ""}, {"text": 1}, {"at": -1}, {"more": 1}):
        draft = {"key": "k", "at": 1, "text": "t", **wrong}
        assert exchange(server, ada, draft).status_code == 400
    large = {"key": "k", "at": 1, "text": "x" * 50_001}
    assert exchange(server, ada, large).status_code in (400, 413)
    assert exchange(server, ada).json() == {"drafts": []}
