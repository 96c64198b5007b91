"""What one member's flood costs the others: their requests alone, beside it, and beside answers.

A real server. The flood comes from a process of its own, over many connections at once, each of
which asks again as soon as it is answered; whoever measures has one kept-alive connection.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.live import LiveServer

from .figures import Figure, Report, percentile, spread
from .wire import Browser, Connection

CONNECTIONS = 50
STATUS = "commonground/api/status"
PAUSE = 0.02
"""Seconds between two requests of who measures."""
LONG_ANSWER = "Some words of an answer that goes on, "


async def measure(*, samples: int, requests: int) -> Report:
    """Run it: ``samples`` requests alone, and as many at least beside each kind of load."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.json"
        answer = LONG_ANSWER * (400_000 // len(LONG_ANSWER))
        script.write_text(json.dumps({"default": answer, "words": 20, "delay": 0.001}))
        server = LiveServer(Path(folder), name="benchmark-fair", model=f"scripted:{script}")
        other, flooder = server.invite("Otto Other"), server.invite("Flora Flood")
        with server:
            async with Connection(Browser.log_in(server, other)) as connection:
                await _requests(connection, 20)
                alone = await _requests(connection, samples)
                flooding = await _flood(Browser.log_in(server, flooder), requests)
                beside = await _requests(connection, samples, flooding)
                seconds, statuses = json.loads((await flooding.communicate())[0])
                async with Connection(Browser.log_in(server, flooder)) as asking:
                    for _ in range(6):
                        question = {"question": "Go on.", "visibility": "shared"}
                        await asking.json("POST", "commonground/api/turns", question)
                growing = await _requests(connection, samples)
    told = ", ".join(f"{number:,} x {status}" for status, number in sorted(statuses.items()))
    return Report(
        "Others beside a flood (ms)",
        (
            Figure("alone", spread(alone)),
            Figure("beside a flood", _against(beside, alone)),
            Figure("beside six long answers to one member", _against(growing, alone)),
        ),
        (
            "Milliseconds from a request for the status to its answer, for a member who asks one "
            "at a time; the aim is a p99 ratio of 2 at most.",
            f"The flood: {requests:,} requests of another member over {CONNECTIONS} connections; "
            f"{told} within {seconds:,.0f} s.",
        ),
    )


def _against(times: list[float], alone: list[float]) -> dict[str, float | int | str | None]:
    ratios = {
        f"p{share} ratio": round(percentile(times, share) / percentile(alone, share), 2)
        for share in (50, 99)
    }
    return {**spread(times), **ratios}


async def _requests(
    connection: Connection, samples: int, until: asyncio.subprocess.Process | None = None
) -> list[float]:
    """``samples`` requests, and more until the process has ended, but not ten times as many."""
    times: list[float] = []
    while len(times) < samples or (
        until is not None and until.returncode is None and len(times) < 10 * samples
    ):
        began = time.perf_counter()
        await connection.json("GET", STATUS)
        times.append((time.perf_counter() - began) * 1_000)
        await asyncio.sleep(PAUSE)
    return times


async def _flood(browser: Browser, requests: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        browser.url,
        browser.cookies,
        browser.xsrf,
        str(requests),
        stdout=asyncio.subprocess.PIPE,
    )


async def _one_after_the_other(browser: Browser, left: list[int], statuses: Counter[int]) -> None:
    async with Connection(browser) as connection:
        while left:
            left.pop()
            status, _ = await connection.send(connection.request("GET", STATUS))
            statuses[status] += 1


async def _be_the_flood(browser: Browser, requests: int) -> None:
    left, statuses, began = list(range(requests)), Counter[int](), time.monotonic()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(CONNECTIONS):
            tasks.create_task(_one_after_the_other(browser, left, statuses))
    print(json.dumps([time.monotonic() - began, statuses]))


if __name__ == "__main__":
    asyncio.run(_be_the_flood(Browser(*sys.argv[1:4]), int(sys.argv[4])))
