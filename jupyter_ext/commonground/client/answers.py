"""What a server answers, read at the edge as the views that it declares.

Fields that a newer server adds are passed over; anything else that does not fit is said with both
versions, since it comes of a server and a client that were not upgraded together.
"""

from __future__ import annotations

from typing import Any, TypeVar

import httpx2
from pydantic import TypeAdapter, ValidationError

from .. import __version__
from ..core.views import VERSION_HEADER, View
from ..errors import NetworkError, UnexpectedAnswer
from .wire_errors import not_ours

V = TypeVar("V", bound=View)


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
