"""A request as a value, and how one description of it becomes a method that waits or is awaited.

The functions in ``calls/`` make the requests; they are written from the registry, so that none can
fall behind. Knows nothing of connections.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from functools import update_wrapper, wraps
from importlib import import_module
from typing import Any, Generic, ParamSpec, Protocol, TypeVar, cast, overload
from urllib.parse import quote, urlencode

from pydantic_core import to_jsonable_python

from ..core.views import OutcomeView

P = ParamSpec("P")
V = TypeVar("V")
OUTCOME = f"{OutcomeView.__module__}:{OutcomeView.__name__}"
"""Where the answer to a command is."""


@dataclass(frozen=True, slots=True)
class ApiCall(Generic[V]):
    """What is asked: the answer comes as the view at ``answer`` (``module:Name``).

    ``safe``: nothing is another for having been asked twice. ``command``: the server carries it
    out once however often it comes under one key.
    """

    method: str
    path: str
    answer: str
    query: Mapping[str, object] = field(default_factory=dict)
    body: Mapping[str, object] | None = None
    safe: bool = False
    command: bool = False

    @property
    def address(self) -> str:
        """Path and query, below the API."""
        told = {name: str(value) for name, value in self.query.items() if value is not None}
        return f"{self.path}?{urlencode(told)}" if told else self.path

    @property
    def wire(self) -> dict[str, object] | None:
        """The body as JSON has it; models in it become objects."""
        return None if self.body is None else dict(to_jsonable_python(self.body, by_alias=True))

    def kind(self) -> type[V]:
        """The class of the answer; imported when an answer is read and not before."""
        module, _, name = self.answer.partition(":")
        return cast(type[V], getattr(import_module(module), name))


def given(**fields: object) -> dict[str, object]:
    """Those fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


def part(id: str) -> str:
    """An id as a part of a path."""
    return quote(id, safe="")


def sent(command: str, needed: Mapping[str, object], **optional: object) -> ApiCall[OutcomeView]:
    """The call that sends a command; of what is ``optional`` that which has a value."""
    body = {"command": command, **needed, **given(**optional)}
    return ApiCall("POST", "commands", OUTCOME, body=body, command=True)


class Waiting(Protocol):
    """Carries calls out and waits for the answer."""

    def do(self, call: ApiCall[V]) -> V:
        """The answer. Raises our errors."""
        ...


class Awaiting(Protocol):
    """Carries calls out in an event loop."""

    async def do(self, call: ApiCall[V]) -> V:
        """The answer. Raises our errors."""
        ...


class WaitingCalls:
    """Base of the calls of one feature, as methods that wait."""

    def __init__(self, client: Waiting) -> None:
        self.client = client


class AwaitedCalls:
    """Base of the calls of one feature, as methods to await."""

    def __init__(self, client: Awaiting) -> None:
        self.client = client


class Method(Generic[P, V]):
    """A call as a method that waits for the answer."""

    def __init__(self, call: Callable[P, ApiCall[V]]) -> None:
        self.call = call
        update_wrapper(cast(Any, self), call)

    @overload
    def __get__(self, calls: None, owner: object = None) -> Method[P, V]: ...
    @overload
    def __get__(self, calls: WaitingCalls, owner: object = None) -> Callable[P, V]: ...

    def __get__(
        self, calls: WaitingCalls | None, owner: object = None
    ) -> Method[P, V] | Callable[P, V]:
        if calls is None:
            return self

        @wraps(self.call)
        def asked(*args: P.args, **fields: P.kwargs) -> V:
            return calls.client.do(self.call(*args, **fields))

        return asked


class AwaitedMethod(Generic[P, V]):
    """A call as a method to await."""

    def __init__(self, call: Callable[P, ApiCall[V]]) -> None:
        self.call = call
        update_wrapper(cast(Any, self), call)

    @overload
    def __get__(self, calls: None, owner: object = None) -> AwaitedMethod[P, V]: ...
    @overload
    def __get__(
        self, calls: AwaitedCalls, owner: object = None
    ) -> Callable[P, Coroutine[Any, Any, V]]: ...

    def __get__(
        self, calls: AwaitedCalls | None, owner: object = None
    ) -> AwaitedMethod[P, V] | Callable[P, Coroutine[Any, Any, V]]:
        if calls is None:
            return self

        @wraps(self.call)
        async def asked(*args: P.args, **fields: P.kwargs) -> V:
            return await calls.client.do(self.call(*args, **fields))

        return asked
