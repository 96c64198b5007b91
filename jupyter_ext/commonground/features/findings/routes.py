"""The routes of findings: which there are, a picture, a check, and a finding as a file."""

from __future__ import annotations

from ...core.metric import metrics_in
from ...errors import InvalidCommand
from ...service.route import Asked, Download, get, post
from .export import notebook_of, page_of
from .runner import FindingKeeper, worst
from .text import FRESH, figures_markdown, made_of, resting_markdown
from .views import CheckBegun, FindingPicture, FindingsAnswer, finding_view, metric_view


@get("findings", answer=FindingsAnswer)
async def findings(asked: Asked) -> FindingsAnswer:
    """The findings that reach you, newest first, with how they stand."""
    keeper = asked.host.find(FindingKeeper)
    states, resting = keeper.anchors(), keeper.resting(asked.member)
    metrics = metrics_in(asked.host.service.shared())
    return FindingsAnswer(
        findings=tuple(
            finding_view(one, states.get(one.entry.id, ()), resting[one.entry.id], metrics)
            for one in keeper.findings(asked.member)
        ),
        metrics=tuple(map(metric_view, metrics)),
    )


@get("findings/{finding}/picture", answer=FindingPicture)
async def picture(asked: Asked) -> FindingPicture:
    """A finding's picture."""
    keeper = asked.host.find(FindingKeeper)
    one = keeper.finding(asked.member, asked.path["finding"])
    return FindingPicture(address=one.picture)


@post("findings/{finding}/check", answer=CheckBegun, status=202)
async def check(asked: Asked) -> CheckBegun:
    """Run what made a finding again, apart from every kernel; a job tells how far it is."""
    asked.host.find(FindingKeeper).start_check(asked.member, asked.path["finding"])
    return CheckBegun(state="begun")


@get("findings/{finding}/page", answer=str)
async def page(asked: Asked) -> Download:
    """A finding as a page of HTML that needs nothing beside itself."""
    keeper = asked.host.find(FindingKeeper)
    one = keeper.finding(asked.member, asked.path["finding"])
    state, cause = worst(keeper.anchors().get(one.entry.id, ()))
    said = cause if state != "fresh" else FRESH
    resting = resting_markdown(keeper.resting(asked.member)[one.entry.id])
    metrics = metrics_in(asked.host.service.shared())
    figures = figures_markdown(one.shared["figures"], metrics, one.entry.room)
    note = f"By {asked.host.name_of(one.by)}, from {one.path}."
    text = page_of(one, one.picture, said, resting, figures, note)
    return Download(text, "text/html", f"finding-{one.id}.html")


@get("findings/{finding}/notebook", answer=str)
async def notebook(asked: Asked) -> Download:
    """A notebook with the cells that made a finding, to run again."""
    keeper = asked.host.find(FindingKeeper)
    one = keeper.finding(asked.member, asked.path["finding"])
    sources, problem = await keeper.as_they_stand(one)
    if problem:
        raise InvalidCommand(f"There is no notebook to make: {problem}")
    text = notebook_of(one.claim, made_of(one.shared), sources)
    return Download(text, "application/x-ipynb+json", f"finding-{one.id}.ipynb")


ROUTES = (findings, picture, check, page, notebook)
