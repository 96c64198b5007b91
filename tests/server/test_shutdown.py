"""A server's process ends, although a task of its event loop was cut off."""

import subprocess
import sys

from tests.live import SOURCES

CUT_OFF = """
import asyncio, sys
import anyio.to_thread
sys.path.insert(0, {sources!r})
from commonground.server.shutdown import end_with_idle_workers
{call}

async def work():
    await anyio.to_thread.run_sync(int)
    loop.stop()
    await asyncio.Event().wait()

loop = asyncio.new_event_loop()
task = loop.create_task(work())
loop.run_forever()
print("the loop has stopped", flush=True)
"""


def test_a_process_with_idle_worker_threads_ends() -> None:
    code = CUT_OFF.format(sources=str(SOURCES), call="end_with_idle_workers()")
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert "the loop has stopped" in ended.stdout
