"""Routes: what a feature answers over HTTP, as typed functions that know nothing of HTTP's server.

A route names its method and path, the action that the authorizer is asked for, and the models of
its body, query and answer; the description of the interface is made from them.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ..core.role import Member
from ..core.views import View
from .host import Host

Action = Literal["read", "write"]
Method = Literal["get", "post"]
PREVIEWED = "previewed"
"""As a body: the union of all commands that can be previewed."""
SENT = "sent"
"""As a body: the union of all commands that people may send."""
ID = r"[A-Za-z0-9_-]{1,64}"


@dataclass(frozen=True, slots=True)
class Download:
    """An answer that is a file."""

    text: str
    mime: str
    filename: str


@dataclass(frozen=True, slots=True)
class Lines:
    """An answer that comes a JSON object a line, as it grows."""

    values: AsyncIterator[View]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: who asks on which server, from where (``sidebar``, ``cli``, ``kernel``), for
    what. ``body`` and ``query`` are instances of the route's models; ``path`` holds the ids.
    """

    host: Host
    member: Member
    source: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Any = None
    body: Any = None
    key: str | None = None
    """The id that the client gave to the request: the same one again is the same request."""


Answer = Callable[[Asked], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation below ``commonground/api/``. ``path`` names ids in braces.

    ``answer`` is a view, or ``str`` for a file; with ``lines`` it is what each line holds. ``body``
    is a type that pydantic reads (or ``SENT``, ``PREVIEWED``), ``query`` a pydantic model.
    ``cells``: kernels may ask for it too, for whoever runs the cell; with ``writing``, for whoever
    writes one.
    """

    method: Method
    path: str
    handle: Answer
    action: Action
    answer: Any
    body: Any = None
    query: Any = None
    status: int = 200
    cells: bool = False
    lines: bool = False
    writing: bool = False

    @property
    def pattern(self) -> str:
        """The path as a regular expression with named groups."""
        return re.sub(r"{(\w+)}", rf"(?P<\1>{ID})", self.path)

    @property
    def summary(self) -> str:
        """What it does: the docstring of its function, as one line."""
        return " ".join((self.handle.__doc__ or "").split())


def get(
    path: str, *, answer: Any, query: Any = None, cells: bool = False, lines: bool = False
) -> Callable[[Answer], Route]:
    """A route that reads: ``@get("inbox", answer=InboxView)``."""
    return lambda handle: Route(
        "get", path, handle, "read", answer, None, query, cells=cells, lines=lines
    )


def post(
    path: str,
    *,
    answer: Any,
    body: Any = None,
    status: int = 200,
    action: Action = "write",
    writing: bool = False,
) -> Callable[[Answer], Route]:
    """A route that writes; ``status`` 202 answers before the work is done.

    One that reads (``action``) has a body where what is asked must stand in no address.
    """
    return lambda handle: Route(
        "post", path, handle, action, answer, body, None, status, cells=writing, writing=writing
    )
