"""``commonground.Client``: every command and route, typed, in both kinds; retries; streams."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

import commonground
from commonground import AsyncClient, Client, __version__
from commonground.cli.client_source import FOLDER, NAMES, written
from commonground.client.calls.awaited import AsyncCalls
from commonground.client.calls.waiting import Calls
from commonground.core.views import VERSION_HEADER
from commonground.errors import CommonGroundError, NetworkError, NotAllowed, SetupError, UnknownId
from commonground.registry import features
from tests.live import LiveServer, Person
from tests.slow_script import slow_script

pytestmark = pytest.mark.anyio
URL = "http://127.0.0.1:1/commonground/api"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("team-client")
    with LiveServer(folder, name="team-client", model=slow_script(folder)) as live:
        yield live


@pytest.fixture(scope="module")
def ada(server: LiveServer) -> Person:
    return server.invite("Ada Lovelace", "contributor")


@pytest.fixture(scope="module")
def grace(server: LiveServer) -> Person:
    return server.invite("Grace Hopper", "owner")


@pytest.fixture
def client(server: LiveServer, ada: Person) -> Iterator[Client]:
    with Client(server.url, ada.token) as made:
        yield made


# What it covers


def methods(calls: Any, feature: str) -> set[str]:
    return {name for name in vars(type(getattr(calls, feature))) if not name.startswith("_")}


@pytest.mark.parametrize("kind", [Calls, AsyncCalls])
def test_every_command_and_every_route_is_a_method_that_says_what_it_does(kind: Any) -> None:
    calls = kind(None)
    for feature in features():
        wanted = {c.command_name() for c in feature.commands if c.from_people}
        wanted |= {
            NAMES.get(route.path, route.handle.__name__)
            for route in feature.routes
            if not route.lines
        }
        if not wanted:
            continue
        found = methods(calls, feature.name)
        assert wanted <= found, feature.name
        for name in found:
            method = getattr(getattr(calls, feature.name), name)
            assert "remedy" in (method.__doc__ or ""), name
            assert all(p.annotation for p in inspect.signature(method).parameters.values())


def test_what_is_written_of_the_registry_is_level_with_it() -> None:
    found = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.py")}
    assert found == written(), "python -m commonground.cli.client_source"


SAMPLE = """
from collections.abc import AsyncIterator
from commonground import AsyncClient, Client


def titles(client: Client) -> list[str]:
    return [e.revisions[-1].title for e in client.entries.entries().entries]


def propose(client: Client) -> str | None:
    done = client.entries.add("Use TLS", "decision", body="Everywhere")
    reveal_type(done.revision)
    with client.ask("Why?") as answer:
        for piece in answer:
            print(piece.upper())
    return done.revision


async def ask(client: AsyncClient) -> str:
    async with await client.ask("Why?", "shared", model="other") as answer:
        async for piece in answer:
            print(piece.upper())
    reveal_type(await client.messages.inbox())
    return answer.turn.text
"""


def test_a_users_program_is_checked_strictly(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"

    def checked(text: str) -> subprocess.CompletedProcess[str]:
        sample.write_text(text)
        words = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache")]
        return subprocess.run(
            [*words, str(sample)], capture_output=True, text=True, check=False, cwd=tmp_path
        )

    fine = checked(SAMPLE)
    assert fine.returncode == 0, fine.stdout
    assert 'Revealed type is "str | None"' in fine.stdout.replace("builtins.", "")
    assert "InboxAnswer" in fine.stdout
    wrong = checked(SAMPLE.replace('"decision"', '"verdict"'))
    assert wrong.returncode == 1
    assert 'expected "Literal' in wrong.stdout


def test_the_package_has_the_two_clients_and_no_other_name() -> None:
    assert {"Client", "AsyncClient"} <= set(commonground.__all__)
    with pytest.raises(AttributeError):
        commonground.Clients  # type: ignore[attr-defined]  # noqa: B018


# What it does


def test_it_writes_and_reads_what_the_server_keeps(client: Client) -> None:
    done = client.entries.add("Amounts are in cents", "knowledge", body="Never floats.")
    assert done.entry is not None
    found = {entry.id: entry for entry in client.entries.entries().entries}
    assert found[done.entry.id].revisions[-1].title == "Amounts are in cents"
    hits = client.search.find(text="cents", kinds=["knowledge"]).hits
    assert done.entry.id in {hit.id for hit in hits}
    assert client.server.status().user.display_name == "Ada Lovelace"


def test_an_error_is_typed_and_says_what_to_do(client: Client) -> None:
    with pytest.raises(UnknownId) as unknown:
        client.turns.turn("t_nothing")
    assert unknown.value.remedy
    done = client.entries.add("Use TLS", "decision")
    assert done.entry is not None
    with pytest.raises(NotAllowed):
        client.review.accept(done.entry.id, done.entry.heads)


def test_an_answer_comes_in_pieces_and_ends_as_a_turn(client: Client) -> None:
    with client.ask("Why?") as answer:
        assert "".join(answer) == answer.text == answer.turn.text == "Cents."
    assert answer.done
    assert answer.turn.visibility == "private"


def test_an_answer_that_is_left_is_stopped_on_the_server(client: Client) -> None:
    with client.ask("[slow]") as answer:
        for _ in answer:
            break
    assert answer.turn.status == "partial"
    assert client.turns.turn(answer.turn.id).turn.status == "partial"


def test_turns_come_page_by_page_each_once(client: Client) -> None:
    asked = {client.ask(f"Question {n}").turn.id for n in range(5)}
    listed = [turn.id for turn in client.every_turn(page=2)]
    assert asked <= set(listed)
    assert len(listed) == len(set(listed))
    assert listed[:3] == [turn.id for turn in client.turns.turns(limit=3).turns]


def test_a_file_is_its_text(client: Client) -> None:
    turn = client.ask("What is exported?").turn
    assert "What is exported?" in client.turns.export_turn(turn.id)


async def test_the_same_is_awaited_in_an_event_loop(server: LiveServer, ada: Person) -> None:
    async with AsyncClient(server.url, ada.token) as client:
        done = await client.entries.add("Awaited", "knowledge")
        assert done.entry is not None
        found = await client.entries.entries()
        assert done.entry.id in {entry.id for entry in found.entries}
        async with await client.ask("Why?") as answer:
            assert "".join([piece async for piece in answer]) == "Cents."
        async with await client.ask("[slow]") as slow:
            async for _ in slow:
                break
        assert slow.turn.status == "partial"
        listed = [turn.id async for turn in client.every_turn(page=2)]
        assert len(listed) == len(set(listed))
        with pytest.raises(UnknownId):
            await client.turns.turn("t_nothing")


# Where it goes


def test_it_finds_the_server_of_a_folder_and_the_token_in_a_file(
    server: LiveServer, ada: Person, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text(ada.token)
    file.chmod(0o600)
    environ = {"COMMONGROUND_URL": server.api, "COMMONGROUND_TOKEN_FILE": str(file)}
    with Client.connect(environ=environ) as client:
        assert client.server.status().user.username == ada.username
        assert repr(client) == f"Client({server.api!r})"
        assert ada.token not in repr(client.address)
    with pytest.raises(SetupError) as nobody:
        Client.connect(environ={"COMMONGROUND_URL": server.api})
    assert "commonground token" in nobody.value.remedy


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_token_goes_to_no_other_machine_over_plain_http(kind: Any) -> None:
    with pytest.raises(SetupError) as refused:
        kind("http://192.0.2.7:8888", "cg_x")
    assert "plain HTTP" in refused.value.message
    kind("http://192.0.2.7:8888", "cg_x", plain_http=True)
    kind("https://hub.example/user/ada", "cg_x")


# What is asked again


class Breaking(httpx2.BaseTransport):
    """Breaks off so many requests, then answers."""

    def __init__(self, times: int, answer: dict[str, Any]) -> None:
        self.left, self.answer = times, answer
        self.seen: list[httpx2.Request] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        if self.left:
            self.left -= 1
            raise httpx2.ReadError("gone")
        return httpx2.Response(200, json=self.answer, headers={VERSION_HEADER: __version__})


def broken(times: int, answer: dict[str, Any]) -> tuple[Client, Breaking, list[float]]:
    transport, slept = Breaking(times, answer), list[float]()
    return Client(URL, "t", transport=transport, sleep=slept.append), transport, slept


def test_a_command_goes_again_under_one_key_and_a_question_that_reads_too() -> None:
    client, transport, slept = broken(2, {"entry": None, "revision": None})
    client.entries.add("Once", "knowledge")
    keys = {request.headers["Idempotency-Key"] for request in transport.seen}
    assert (len(transport.seen), len(keys), slept) == (3, 1, [0.2, 0.6])
    client, transport, _ = broken(1, {"hits": [], "total": 0, "kinds": {}})
    assert client.search.find(text="x").total == 0
    assert len(transport.seen) == 2


def test_what_would_do_it_twice_is_not_asked_again() -> None:
    client, transport, slept = broken(1, {})
    with pytest.raises(NetworkError):
        client.comparison.begin("A goal")
    assert (len(transport.seen), slept) == (1, [])


def test_a_server_that_stays_away_is_an_error_after_the_last_try() -> None:
    client, transport, _ = broken(9, {})
    with pytest.raises(CommonGroundError):
        client.team.members()
    assert len(transport.seen) == 3
