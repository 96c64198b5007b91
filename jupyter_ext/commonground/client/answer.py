"""An answer under way: its text piece by piece, and its end on the server too.

Knows how it is read; who asked is the client's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from typing import Self

from ..core.turn import Turn, Visibility
from ..core.views import TurnAnswer
from .answer_stream import answer_stream, turn_of
from .api_connection import ApiConnection
from .async_connection import AsyncApiConnection
from .call import ApiCall, Awaiting, Waiting, part
from .calls.turns import ask, stop


def question_call(
    question: str,
    visibility: Visibility,
    *,
    path: str | None,
    thread: str | None,
    skill: str | None,
    model: str | None,
    values: Mapping[str, str] | None,
) -> ApiCall[TurnAnswer]:
    """The call that asks a question."""
    return ask(
        question, visibility, path=path, thread=thread, skill=skill, model=model, values=values
    )


class _Under:
    """What both kinds of answer know: the turn as it is, and the text so far."""

    def __init__(self, begun: TurnAnswer) -> None:
        self.turn: Turn = turn_of(begun)
        """The question and, once it is over, the whole answer with its cost and sources."""
        self.text = ""
        """The answer so far."""

    @property
    def done(self) -> bool:
        """Whether the answer is over."""
        return self.turn.status != "streaming"

    def _take(self, found: str | Turn) -> str:
        """A piece of text; nothing where it is the finished turn."""
        if isinstance(found, Turn):
            self.turn = found
            return ""
        self.text += found
        return found

    @property
    def _path(self) -> str:
        return f"turns/{part(self.turn.id)}/stream"


class StreamedAnswer(_Under):
    """Iterate over it for its text; ``turn`` is the finished turn then.

    It may be iterated once. Raises NetworkError where the server stays away.
    """

    def __init__(
        self,
        client: Waiting,
        api: ApiConnection,
        begun: TurnAnswer,
        sleep: Callable[[float], object],
    ) -> None:
        super().__init__(begun)
        self._client = client
        self._stream = answer_stream(api, self._path, sleep)

    def __iter__(self) -> Iterator[str]:
        for found in self._stream:
            piece = self._take(found)
            if piece:
                yield piece

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.done:
            self.stop()

    def stop(self) -> Turn:
        """End the answer on the server; what had come is kept. Idempotent. Raises our errors."""
        self.turn = turn_of(self._client.do(stop(self.turn.id)))
        return self.turn


class AsyncStreamedAnswer(_Under):
    """As ``StreamedAnswer``, to iterate over with ``async for``."""

    def __init__(
        self,
        client: Awaiting,
        api: AsyncApiConnection,
        begun: TurnAnswer,
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        super().__init__(begun)
        self._client = client
        self._stream = api.stream(self._path, sleep)

    async def __aiter__(self) -> AsyncIterator[str]:
        async for found in self._stream:
            piece = self._take(found)
            if piece:
                yield piece

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if not self.done:
            await self.stop()

    async def stop(self) -> Turn:
        """End the answer on the server; what had come is kept. Idempotent. Raises our errors."""
        ended: TurnAnswer = await self._client.do(stop(self.turn.id))
        self.turn = turn_of(ended)
        return self.turn
