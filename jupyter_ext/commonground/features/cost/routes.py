"""The route of what was spent."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from ...service.route import Asked, get
from .runner import MOST_DAYS, CostKeeper
from .views import CostAnswer


class CostQuery(BaseModel):
    """How many days are looked back, today among them."""

    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 14


@get("cost", query=CostQuery, answer=CostAnswer)
async def cost(asked: Asked) -> CostAnswer:
    """What questions cost, by day and member, as far as you see it; and the budgets of today."""
    query: CostQuery = asked.query
    return await asked.host.find(CostKeeper).answer(asked.member, query.days)


ROUTES = (cost,)
