"""What the feature ``team`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..call import ApiCall, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.team.views import MembersAnswer, PeopleAnswer, SuggestedAreas


def set(name: str, value: Any) -> ApiCall[OutcomeView]:
    """Change a setting of the team (or a personal one); features declare which there are.

    Least role: reader. Raises our errors, each with its ``remedy``.
    """
    return sent("set", {"name": name, "value": value})


def members() -> ApiCall[MembersAnswer]:
    """Everyone who wrote here, is here now or was invited, and whether they are connected.

    Everybody who wrote here, is here now or was invited. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall("GET", "members", "commonground.features.team.views:MembersAnswer", safe=True)


def people() -> ApiCall[PeopleAnswer]:
    """Members, who is context owner until when, areas, policies, and what reaches you.

    Members, who is context owner, areas, policies, and what reaches you. Raises our errors,
    each with its ``remedy``.
    """
    return ApiCall("GET", "people", "commonground.features.team.views:PeopleAnswer", safe=True)


def suggested_areas() -> ApiCall[SuggestedAreas]:
    """Areas from CODEOWNERS, and from who touches which folder, that are not there yet.

    Areas from CODEOWNERS, areas that the tree suggests, and what could not be read. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET", "areas/suggested", "commonground.features.team.views:SuggestedAreas", safe=True
    )
