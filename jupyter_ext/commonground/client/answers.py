"""What a server answers, read at the edge as the views that it declares.

Fields that a newer server adds are passed over; anything else that does not fit is said with both
versions, since it comes of a server and a client that were not upgraded together.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar, cast

import httpx2
from pydantic import TypeAdapter, ValidationError

from .. import __version__
from ..core.views import VERSION_HEADER, View
from ..errors import NetworkError, UnexpectedAnswer
from .call import ApiCall
from .wire_errors import not_ours, refusal

V = TypeVar("V", bound=View)
A = TypeVar("A")


def read_as(answer: TypeAdapter[V], found: Any, response: httpx2.Response, served: bool) -> V:
    """The view that a server's JSON is. ``served``: the server started this kernel.

    Raises UnexpectedAnswer for another shape; NetworkError where no server of ours answered.
    """
    try:
        return answer.validate_python(found, extra="ignore")
    except ValidationError as problem:
        raise _unexpected(problem, response, served) from None


def _unexpected(problem: ValidationError, response: httpx2.Response, served: bool) -> NetworkError:
    version = response.headers.get(VERSION_HEADER)
    if version is None:
        return not_ours(response)
    first = problem.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, (problem.title, *first["loc"])))
    message = f"The server's answer is not what this version reads ({place}: {first['msg']})."
    if version == __version__:
        return UnexpectedAnswer(message, "Try again; if it goes on, the server's log says more.")
    return UnexpectedAnswer(
        f"{message} The server is Common Ground {version}, this is {__version__}.",
        "Restart the kernel and the server: both then run what is installed."
        if served
        else f"Restart the server if it was upgraded; else install its version here: "
        f"pip install jupyter-commonground=={version}",
    )


def answered(call: ApiCall[A], response: httpx2.Response, served: bool) -> A:
    """What a call was answered with. Raises one of our errors."""
    if not response.is_success:
        raise refusal(response, served)
    kind: Any = call.kind()
    if kind is str:
        return cast(A, response.text)
    return cast(A, read_as(adapter_of(kind), json_of(response.content), response, served))


def adapter_of(answer: type[V] | TypeAdapter[V]) -> TypeAdapter[V]:
    """What reads that kind of answer."""
    return answer if isinstance(answer, TypeAdapter) else TypeAdapter(answer)


def json_of(text: bytes) -> object:
    """What the JSON says; None for what is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None
