"""The route of the search. What is looked for stands in the body: addresses are in logs."""

from __future__ import annotations

from ...service.route import Asked, post
from .query import read_query, since_when
from .requests import Find
from .runner import Search
from .views import FindAnswer


@post("find", body=Find, answer=FindAnswer, action="read")
async def find(asked: Asked) -> FindAnswer:
    """Look through all that you may read, with typing errors forgiven: the best first."""
    wanted, host = asked.body, asked.host
    search = host.find(Search)
    query = read_query(wanted.text, host.names(), kinds=wanted.kinds, known=search.kinds)
    if wanted.since is not None:
        query = query.from_time(since_when(wanted.since, host.service.clock()))
    found = await search.find(asked.member, query, limit=wanted.limit)
    return FindAnswer.of_findings(found)


ROUTES = (find,)
