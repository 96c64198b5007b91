"""What the feature ``findings`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall, part

if TYPE_CHECKING:
    from ...features.findings.views import CheckBegun, FindingPicture, FindingsAnswer


def findings() -> ApiCall[FindingsAnswer]:
    """The findings that reach you, newest first, with how they stand.

    The findings that reach you, newest first, and the metrics, by name. Raises our errors, each
    with its ``remedy``.
    """
    return ApiCall(
        "GET", "findings", "commonground.features.findings.views:FindingsAnswer", safe=True
    )


def picture(finding: str) -> ApiCall[FindingPicture]:
    """A finding's picture.

    A finding's picture as a `data:` address; empty where it has none here. Raises our errors,
    each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"findings/{part(finding)}/picture",
        "commonground.features.findings.views:FindingPicture",
        safe=True,
    )


def check(finding: str) -> ApiCall[CheckBegun]:
    """Run what made a finding again, apart from every kernel; a job tells how far it is.

    A check runs; it is told as a job, and what it found with the finding. Raises our errors,
    each with its ``remedy``.
    """
    return ApiCall(
        "POST", f"findings/{part(finding)}/check", "commonground.features.findings.views:CheckBegun"
    )


def page(finding: str) -> ApiCall[str]:
    """A finding as a page of HTML that needs nothing beside itself.

    The text of a file. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", f"findings/{part(finding)}/page", "builtins:str", safe=True)


def notebook(finding: str) -> ApiCall[str]:
    """A notebook with the cells that made a finding, to run again.

    The text of a file. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", f"findings/{part(finding)}/notebook", "builtins:str", safe=True)
