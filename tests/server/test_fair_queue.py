"""One client's flood waits in a line of its own, and is told when to come back."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import Busy
from commonground.server import fair_queue
from commonground.server.fair_queue import (
    AT_ONCE,
    BURST,
    MOST_WAITING,
    UNPACED,
    FairQueue,
    HeldPlace,
)
from tests.live import LiveServer, Person
from tests.server.commanding import CommandSocket
from tests.server.doors import ask

RATE = 5


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair_queue, "REFUSED_AFTER", 0.0)
    monkeypatch.setattr(fair_queue, "REFUSED_EVERY", 0.0)
    monkeypatch.setattr(fair_queue, "HELD", 3_600.0)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def waiting(queue: FairQueue, client: str, order: list[str]) -> asyncio.Task[HeldPlace]:
    async def enter() -> HeldPlace:
        place = await queue.enter(client)
        order.append(client)
        return place

    return asyncio.ensure_future(enter())


@pytest.mark.anyio
async def test_anothers_request_passes_a_line_of_a_thousand(at_once: None) -> None:
    queue, order = FairQueue(0), list[str]()
    flood = [waiting(queue, "flood", order) for _ in range(MOST_WAITING)]
    await settle()
    assert order == ["flood"] * AT_ONCE
    other = waiting(queue, "other", order)
    await settle()
    assert order[AT_ONCE:] == ["other"]
    other.result().leave()
    for number in range(MOST_WAITING):
        (await flood[number]).leave()
        await settle()
    assert order.count("flood") == MOST_WAITING


@pytest.mark.anyio
async def test_a_line_that_is_too_long_is_refused(at_once: None) -> None:
    queue, order = FairQueue(0), list[str]()
    flood = [waiting(queue, "flood", order) for _ in range(AT_ONCE + MOST_WAITING)]
    await settle()
    with pytest.raises(Busy) as refused:
        await queue.enter("flood")
    assert refused.value.retry_after >= 1
    await queue.enter("other")
    for task in flood:
        task.cancel()


@pytest.mark.anyio
async def test_who_is_too_fast_is_told_how_long_to_wait(at_once: None) -> None:
    clock = Clock()
    queue = FairQueue(2.0, clock)
    for _ in range(int(2 * BURST)):
        (await queue.enter("fast")).leave()
    with pytest.raises(Busy) as refused:
        await queue.enter("fast")
    assert refused.value.status == 429
    assert "more slowly" in str(refused.value)
    (await queue.enter("other")).leave()
    clock.now = refused.value.retry_after
    (await queue.enter("fast")).leave()
    clock.now += 3_600
    for _ in range(int(2 * BURST)):
        (await queue.enter("fast")).leave()
    with pytest.raises(Busy):
        await queue.enter("fast")


@pytest.mark.anyio
async def test_who_asked_much_of_late_leaves_half_of_the_time_to_others(at_once: None) -> None:
    clock, order = Clock(), list[str]()
    queue = FairQueue(UNPACED, clock)

    async def next_waits() -> asyncio.Task[HeldPlace]:
        """A request that takes 20 ms, while another one of the line waits; whether it waits on."""
        begun = [await queue.enter("much") for _ in range(AT_ONCE)]
        following = waiting(queue, "much", order)
        await settle()
        clock.now += 0.02
        begun[0].leave()
        await settle()
        begun[1].leave()
        return following

    for _ in range(UNPACED - AT_ONCE - 1):
        (await queue.enter("much")).leave()
    at_once_served = await next_waits()
    assert order == ["much"]
    (await at_once_served).leave()
    paced = await next_waits()
    assert order == ["much"]  # it rests, as long as the request took
    (await queue.enter("other")).leave()
    async with asyncio.timeout(30):
        (await paced).leave()


@pytest.mark.anyio
async def test_refusals_that_end_together_leave_others_a_turn_between_them(at_once: None) -> None:
    queue, refused, between = FairQueue(2.0, Clock()), list[Busy](), list[int]()
    for _ in range(int(2 * BURST)):
        (await queue.enter("fast")).leave()

    async def be_refused() -> None:
        try:
            await queue.enter("fast")
        except Busy as problem:
            refused.append(problem)

    flood = [asyncio.ensure_future(be_refused()) for _ in range(50)]
    while len(refused) < len(flood):
        before = len(refused)
        await asyncio.sleep(0)
        between.append(len(refused) - before)
    assert max(between) == 1


@pytest.mark.anyio
async def test_what_takes_long_keeps_nobody_waiting(
    at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fair_queue, "HELD", 0.01)
    queue = FairQueue(0)
    long = [await queue.enter("a") for _ in range(AT_ONCE)]
    async with asyncio.timeout(30):
        place = await queue.enter("a")
    for each in (*long, place, place):
        each.leave()
    assert [line.inside for line in queue._lines.values()] == [0]


@given(steps=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["enter", "leave", "go"]))))
def test_places_are_never_lost_nor_made(steps: list[tuple[str, str]]) -> None:
    """Whatever comes, leaves and goes away while it waits."""

    async def run() -> None:
        queue, order = FairQueue(0), list[str]()
        tasks: list[tuple[str, asyncio.Task[HeldPlace]]] = []
        for client, step in steps:
            mine = [task for who, task in tasks if who == client]
            if step == "enter":
                tasks.append((client, waiting(queue, client, order)))
            elif step == "leave":
                for task in mine:
                    if task.done() and not task.cancelled():
                        task.result().leave()
            else:
                [task.cancel() for task in mine if not task.done()]
            if len(steps) % 2:  # else several steps fall into one turn of the loop
                await settle()
        await settle()
        assert all(line.inside <= AT_ONCE for line in queue._lines.values())
        for _ in tasks:
            for _, task in tasks:
                if task.done() and not task.cancelled():
                    task.result().leave()
            await settle()
        assert all(task.done() for _, task in tasks)
        assert all(not line.inside and not line.waiting for line in queue._lines.values())

    asyncio.run(run())


@pytest.mark.anyio
async def test_lines_that_rest_are_forgotten(
    at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fair_queue, "MOST_LINES", 10)
    clock = Clock()
    queue = FairQueue(5.0, clock)
    busy = await queue.enter("busy")
    for number in range(9):
        (await queue.enter(f"{number}")).leave()
    clock.now += 60
    (await queue.enter("new")).leave()
    assert set(queue._lines) == {"busy", "new"}
    busy.leave()


# A real server


@pytest.fixture(scope="module")
def slow_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    arguments = [f"--CommonGroundApp.requests_per_second={RATE}"]
    folder = tmp_path_factory.mktemp("queue")
    with LiveServer(folder, name="queue", arguments=arguments) as live:
        yield live


def test_a_flood_is_refused_with_when_to_come_back_and_others_are_not(
    slow_server: LiveServer,
) -> None:
    flooder, other = slow_server.invite("Flora Flood"), slow_server.invite("Otto Other", "reader")

    def one(number: int) -> httpx.Response:
        who = other if number % 20 == 0 else flooder
        found: httpx.Response = ask(slow_server, who, "GET", "commonground/api/status")
        found.extensions["mine"] = who is flooder
        return found

    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(one, range(int(RATE * BURST) * 4)))
    refused = [each for each in answers if each.status_code == 429]
    assert len(refused) > 10
    assert all(each.extensions["mine"] for each in refused)
    assert {each.status_code for each in answers} == {200, 429}
    assert all(int(each.headers["retry-after"]) >= 1 for each in refused)
    assert refused[0].json()["code"] == "busy"
    assert "Wait" in refused[0].json()["remedy"]


def test_the_rule_holds_at_jupyters_own_doors(slow_server: LiveServer) -> None:
    flooder = slow_server.invite("Fred Flood")
    with ThreadPoolExecutor(20) as pool:
        asked = range(int(RATE * BURST) + 30)
        answers = list(pool.map(lambda _: ask(slow_server, flooder, "GET", "api/me"), asked))
    refused = [each for each in answers if each.status_code == 429]
    assert refused
    assert "retry-after" in refused[0].headers


def test_commands_on_an_open_socket_wait_in_the_same_line(slow_server: LiveServer) -> None:
    person: Person = slow_server.invite("Sam Socket")
    socket = CommandSocket(slow_server, person.token)
    command = {"command": "add", "kind": "knowledge", "title": "A fact"}
    answers = [socket.command(command) for _ in range(int(RATE * BURST) + 20)]
    socket.close()
    refused = [each["error"] for each in answers if each["status"] == 429]
    assert refused
    assert refused[0]["code"] == "busy"
