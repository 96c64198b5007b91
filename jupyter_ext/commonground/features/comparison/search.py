"""What a search finds of comparisons: goal, options, arguments and why it was decided so.

No score is looked through, so that none that is secret can be found.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...core.ids import TEAM, Room
from ...core.searchable import Searchable
from ...service.search_source import RoomReader, SearchSource
from ...service.writer import ContextService
from .fold import comparisons_in
from .model import Comparison


def comparisons(service: ContextService) -> RoomReader:
    """The comparisons, which the team's room holds."""

    async def read(room: Room) -> Mapping[str, Comparison]:
        """By id."""
        if room != TEAM:
            return {}
        return {one.id: one for one in comparisons_in(service.shared())}

    return read


def searchable(comparison: Comparison) -> Searchable:
    """A comparison, which opens in its notebook cell."""
    options, arguments = comparison.options, comparison.arguments
    texts = (
        *(option.name for option in options),
        *(criterion.name for criterion in comparison.criteria),
        *(decision.reason for decision in comparison.decisions),
        *(argument.text for argument in arguments),
        *(option.sketch for option in options),
        *(constraint for option in options for constraint in option.constraints),
    )
    people = (comparison.by, *(o.by for o in options), *(a.by for a in arguments))
    ends = (decision.at for decision in comparison.decisions)
    return Searchable(
        comparison.id,
        "comparison",
        "comparison",
        comparison.goal,
        texts,
        tuple(dict.fromkeys(people)),
        max((comparison.at, comparison.phase_at, *ends)),
        comparison.area,
        comparison.path,
        comparison.cell,
    )


SEARCHED = (SearchSource(("comparison",), comparisons, searchable),)
