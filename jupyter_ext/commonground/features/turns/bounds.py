"""Bounds of answers: how many at once for a member, how long, and how large."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ...core.role import Member
from ...errors import Busy
from ...service.host import Options


@dataclass(frozen=True, slots=True)
class AnswerBounds:
    """``at_once`` for each member; ``size`` in bytes of UTF-8, ``seconds`` from first to last."""

    at_once: int
    size: int
    seconds: float

    @classmethod
    def of(cls, options: Options) -> AnswerBounds:
        """What the server's configuration says."""
        return cls(options.answers_at_once, options.answer_bytes, options.answer_seconds)

    @property
    def too_long(self) -> str:
        """What is said of an answer that ended at its size."""
        return (
            f"The answer reached this server's bound of {self.size:,} bytes "
            "(CommonGroundApp.answer_bytes). Ask it to go on."
        )

    @property
    def too_late(self) -> str:
        """What is said of an answer that ended at its time."""
        return (
            f"The answer was not whole after {self.seconds:,.0f} s, this server's bound "
            "(CommonGroundApp.answer_seconds). Ask again, or for less at a time."
        )


USUAL = AnswerBounds.of(Options())
"""Where the configuration says nothing."""


class Places:
    """Counts each member's answers under way, those that are about to begin as well."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._taken: Counter[str] = Counter()

    def take(self, member: Member) -> None:
        """One more. Raises Busy."""
        if self._taken[member.username] >= self._at_once:
            raise Busy(
                f"{self._at_once} answers to you are under way.",
                "Wait until one has ended, or stop one, then ask again.",
                retry_after=5,
            )
        self._taken[member.username] += 1

    def take_over(self, username: str) -> None:
        """One more, in place of the one that it waited for."""
        self._taken[username] += 1

    def leave(self, username: str) -> None:
        """One has ended."""
        self._taken[username] -= 1
        if self._taken[username] <= 0:
            del self._taken[username]

    @contextmanager
    def taken_until_begun(self, member: Member) -> Iterator[None]:
        """Take a place, and leave it again where the answer does not begin. Raises Busy."""
        self.take(member)
        try:
            yield
        except BaseException:
            self.leave(member.username)
            raise
