"""What the feature ``cost`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall, given

if TYPE_CHECKING:
    from ...features.cost.views import CostAnswer


def cost(*, days: int = 14) -> ApiCall[CostAnswer]:
    """What questions cost, by day and member, as far as you see it; and the budgets of today.

    What was spent, the newest day first, as far as you see it, and the budgets of today.
    `today` is its midnight. `budgets` are those that your questions have to fit; the
    context owner is told of everybody's that are used up, too. Raises our errors, each with
    its ``remedy``.
    """
    return ApiCall(
        "GET",
        "cost",
        "commonground.features.cost.views:CostAnswer",
        query={**given(days=days)},
        safe=True,
    )
