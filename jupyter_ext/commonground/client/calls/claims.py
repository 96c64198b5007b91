"""What the feature ``claims`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, given, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.claims.requests import ReportedFile
    from ...features.claims.views import CheckAnswer, NoticesAnswer, ReportAnswer, WorkAnswer


def declare_focus(
    *, text: str = "", area: str | None = None, hours: int = 8
) -> ApiCall[OutcomeView]:
    """Say what one is at; the text takes the place of the one before, an empty one ends it.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("declare_focus", {}, text=text, area=area, hours=hours)


def lease_paths(paths: Sequence[str], *, hours: int = 2, why: str = "") -> ApiCall[OutcomeView]:
    """Ask the others to leave files alone for a while. It stops nobody, and has an end.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("lease_paths", {"paths": paths}, hours=hours, why=why)


def release_lease(lease: str) -> ApiCall[OutcomeView]:
    """Give a lease back before its end.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("release_lease", {"lease": lease})


def snooze_overlap(overlaps: Sequence[str], *, hours: int = 24) -> ApiCall[OutcomeView]:
    """Hear no more of overlaps for some hours. Nobody else is told.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("snooze_overlap", {"overlaps": overlaps}, hours=hours)


def work() -> ApiCall[WorkAnswer]:
    """Who works on what now, where it meets others' work, and what you are told of it.

    Who works on what now, where it meets, and what you are told of it. `version` grows with
    each change. `hours`, `notices`: the team's policy; `contents` and `guard`: your own
    choice. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", "claims", "commonground.features.claims.views:WorkAnswer", safe=True)


def notices(*, after: int = -1, seconds: int = 0) -> ApiCall[NoticesAnswer]:
    """What you are told of overlaps, as soon as it may have changed.

    What you are told of overlaps now; `version` is what to ask after next. Raises our errors,
    each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "claims/notices",
        "commonground.features.claims.views:NoticesAnswer",
        query={**given(after=after, seconds=seconds)},
        safe=True,
    )


def report(
    clone: str,
    *,
    base: str = "",
    branch: str = "",
    commits: int = 0,
    subjects: Sequence[str] = (),
    files: Sequence[ReportedFile] = (),
    more: int = 0,
    source: Literal["clone", "notebook", "api"] = "clone",
) -> ApiCall[ReportAnswer]:
    """Say what one clone, page or tool of yours changes now: all of it, in place of the last.

    What became of a report: `held_back` names were kept back by the gate. `contents`: the
    changed lines may be sent along, since their author shows them to others. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "claims/report",
        "commonground.features.claims.views:ReportAnswer",
        body={
            "clone": clone,
            **given(
                base=base,
                branch=branch,
                commits=commits,
                subjects=subjects,
                files=files,
                more=more,
                source=source,
            ),
        },
    )


def drop(clone: str) -> ApiCall[NoticesAnswer]:
    """Say that a clone, page or tool of yours is done, or is watched no more.

    What you are told of overlaps now; `version` is what to ask after next. Raises our errors,
    each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "claims/drop",
        "commonground.features.claims.views:NoticesAnswer",
        body={"clone": clone},
    )


def check(
    *,
    base: str = "",
    branch: str = "",
    commits: int = 0,
    subjects: Sequence[str] = (),
    files: Sequence[ReportedFile] = (),
    more: int = 0,
    clone: str | None = None,
) -> ApiCall[CheckAnswer]:
    """Hold what is about to be committed against others' work. Nothing of it is kept.

    Where what is about to be committed meets others' work, and what you chose for that. Raises
    our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "claims/check",
        "commonground.features.claims.views:CheckAnswer",
        body={
            **given(
                base=base,
                branch=branch,
                commits=commits,
                subjects=subjects,
                files=files,
                more=more,
                clone=clone,
            )
        },
    )
