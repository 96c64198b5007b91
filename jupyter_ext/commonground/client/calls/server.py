"""What the server itself is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..call import ApiCall, given, part

if TYPE_CHECKING:
    from ...core.views import BundleAnswer
    from ...service.events import JobsAnswer
    from ...service.name_views import NamesAnswer
    from ...service.status_views import StatusAnswer


def status() -> ApiCall[StatusAnswer]:
    """Who you are here, which model answers, whether all is well.

    The state of the server, and who you are here. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", "status", "commonground.service.status_views:StatusAnswer", safe=True)


def verbs(
    verb: str, *, line: str = "", body: str = "", vars: Mapping[str, str] | None = None
) -> ApiCall[BundleAnswer]:
    """Carry out a verb of ``%cg`` for a headless run; answers with what to show.

    What a verb shows, by MIME type. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "verbs",
        "commonground.core.views:BundleAnswer",
        body={"verb": verb, **given(line=line, body=body, vars=vars)},
    )


def names(kind: str) -> ApiCall[NamesAnswer]:
    """The names of one kind (member, area, task, thread), for completion; none of another.

    The names of one kind, as they are written. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET", f"names/{part(kind)}", "commonground.service.name_views:NamesAnswer", safe=True
    )


def jobs() -> ApiCall[JobsAnswer]:
    """What takes longer than a moment just now: your jobs, and the server's own.

    The jobs under way that one may see. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", "jobs", "commonground.service.events:JobsAnswer", safe=True)


def cancel(job_id: str) -> ApiCall[JobsAnswer]:
    """Ask for the end of a job; it is over at its next checkpoint, and nothing is half done.

    The jobs under way that one may see. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("POST", f"jobs/{part(job_id)}/cancel", "commonground.service.events:JobsAnswer")
