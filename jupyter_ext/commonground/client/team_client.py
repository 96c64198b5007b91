"""The client for people's own programs: ``commonground.Client`` and ``commonground.AsyncClient``.

Every command and every route is a method, by feature: ``client.entries.add(…)``,
``client.messages.inbox()``. Both are built on the one connection that the command line uses.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Self, TypeVar

import httpx2

from ..core.turn import Visibility
from ..core.views import TurnSummary
from ..errors import NetworkError
from .answer import AsyncStreamedAnswer, StreamedAnswer, question_call
from .api_connection import ApiConnection
from .async_connection import AsyncApiConnection
from .call import ApiCall
from .calls.awaited import AsyncCalls
from .calls.waiting import Calls
from .member_address import MemberAddress, checked_address, member_address
from .retries import key_for, may_pass, waits_for

V = TypeVar("V")
WITHIN = 600.0
"""Seconds for an answer: some wait for a model, or for prototypes that are run."""


class TeamClient(Calls):
    """Talks to one server as one person. Close it, or use it as a context manager.

    ``url`` is the server's address, or that of its API; ``token`` a personal token, as
    ``commonground token`` prints one. It goes over plain HTTP to this machine alone, unless
    ``plain_http`` says otherwise. ``certificate`` is the server's own (a PEM file), where it has
    one. Raises SetupError for an address or a token that is none.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        plain_http: bool = False,
        certificate: str | None = None,
        name: str = "python",
        transport: httpx2.BaseTransport | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        super().__init__(self)
        self.address = checked_address(url, token, certificate, plain_http=plain_http)
        self._sleep = sleep
        self._api = ApiConnection(
            self.address.api,
            f"token {token}",
            name=name,
            served=False,
            certificate=self.address.certificate,
            transport=transport,
        )

    @classmethod
    def connect(
        cls,
        root: str | Path | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        name: str = "python",
    ) -> Self:
        """The server that the environment names, else the one that runs for the folder ``root``.

        ``COMMONGROUND_TOKEN`` (or the file that ``COMMONGROUND_TOKEN_FILE`` names) says who you
        are. Raises SetupError, or NetworkError where no server runs.
        """
        found = member_address(root, os.environ if environ is None else environ)
        return cls(found.api, found.token, certificate=found.certificate, name=name,
                   plain_http=found.plain_http)  # fmt: skip

    def __repr__(self) -> str:
        return f"Client({self.address.api!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release connections. Idempotent."""
        self._api.close()

    def do(self, call: ApiCall[V]) -> V:
        """The answer to a call; once more where the connection breaks and that changes nothing.

        Raises our errors.
        """
        key, waits = key_for(call), waits_for(call)
        while True:
            try:
                return self._api.do(call, WITHIN, key)
            except NetworkError as error:
                wait = next(waits, None) if may_pass(error) else None
                if wait is None:
                    raise
                self._sleep(wait)

    def ask(
        self,
        question: str,
        visibility: Visibility = "private",
        *,
        path: str | None = None,
        thread: str | None = None,
        skill: str | None = None,
        model: str | None = None,
        values: Mapping[str, str] | None = None,
    ) -> StreamedAnswer:
        """Ask the model: the answer as an iterator of its text. Nobody else sees a private one.

        ``thread`` is a title or an id, ``values`` what the variables are that the question names.
        As a context manager, the answer is stopped where the block ends before it. Raises our
        errors.
        """
        call = question_call(
            question, visibility, path=path, thread=thread, skill=skill, model=model, values=values
        )
        return StreamedAnswer(self, self._api, self.do(call), self._sleep)

    def every_turn(self, page: int = 100) -> Iterator[TurnSummary]:
        """Every turn that you may read, newest first, ``page`` (1 to 200) at a time."""
        before: str | None = None
        while True:
            found = self.turns.turns(limit=page, before=before)
            yield from found.turns
            if not found.more or not found.turns:
                return
            before = found.turns[-1].id


class AsyncTeamClient(AsyncCalls):
    """The same in an event loop: every method is awaited. See ``TeamClient`` for the arguments."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        plain_http: bool = False,
        certificate: str | None = None,
        name: str = "python",
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        super().__init__(self)
        self.address: MemberAddress = checked_address(
            url, token, certificate, plain_http=plain_http
        )
        self._sleep = sleep
        self._api = AsyncApiConnection(
            self.address.api,
            token,
            name=name,
            certificate=self.address.certificate,
            transport=transport,
        )

    @classmethod
    def connect(
        cls,
        root: str | Path | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        name: str = "python",
    ) -> Self:
        """As ``TeamClient.connect``; nothing is awaited for it."""
        found = member_address(root, os.environ if environ is None else environ)
        return cls(found.api, found.token, certificate=found.certificate, name=name,
                   plain_http=found.plain_http)  # fmt: skip

    def __repr__(self) -> str:
        return f"AsyncClient({self.address.api!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Release connections. Idempotent."""
        await self._api.close()

    async def do(self, call: ApiCall[V]) -> V:
        """As ``TeamClient.do``."""
        key, waits = key_for(call), waits_for(call)
        while True:
            try:
                return await self._api.do(call, WITHIN, key)
            except NetworkError as error:
                wait = next(waits, None) if may_pass(error) else None
                if wait is None:
                    raise
                await self._sleep(wait)

    async def ask(
        self,
        question: str,
        visibility: Visibility = "private",
        *,
        path: str | None = None,
        thread: str | None = None,
        skill: str | None = None,
        model: str | None = None,
        values: Mapping[str, str] | None = None,
    ) -> AsyncStreamedAnswer:
        """Ask the model: the answer as an asynchronous iterator; as ``TeamClient.ask``."""
        call = question_call(
            question, visibility, path=path, thread=thread, skill=skill, model=model, values=values
        )
        return AsyncStreamedAnswer(self, self._api, await self.do(call), self._sleep)

    async def every_turn(self, page: int = 100) -> AsyncIterator[TurnSummary]:
        """Every turn that you may read, newest first, ``page`` (1 to 200) at a time."""
        before: str | None = None
        while True:
            found = await self.turns.turns(limit=page, before=before)
            for turn in found.turns:
                yield turn
            if not found.more or not found.turns:
                return
            before = found.turns[-1].id
