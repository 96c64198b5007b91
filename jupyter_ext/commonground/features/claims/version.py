"""A number that grows with each change, and those who wait for the next one."""

from __future__ import annotations

import asyncio


class WorkVersion:
    """Begins with 0."""

    def __init__(self) -> None:
        self.number = 0
        self._woken: set[asyncio.Event] = set()

    def grow(self) -> int:
        """One more, which everybody who waits hears of."""
        self.number += 1
        self.wake()
        return self.number

    def wake(self) -> None:
        """Whoever waits looks again."""
        for woken in tuple(self._woken):
            woken.set()

    async def changed_since(self, known: int, seconds: float) -> None:
        """Returns once there is another one, or after so many seconds."""
        if self.number != known:
            return
        woken = asyncio.Event()
        self._woken.add(woken)
        try:
            async with asyncio.timeout(seconds):
                await woken.wait()
        except TimeoutError:
            pass
        finally:
            self._woken.discard(woken)
