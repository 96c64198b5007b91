"""Routes of the sprint: the board and its plan, the checks, the review; for browsers and kernels.

They read. What changes a sprint is a command, or a verb in a cell.
"""

from __future__ import annotations

from ...server.handler import GroundHandler, route
from . import views as views
from .files import export_csv
from .model import Sprint


class _SprintHandler(GroundHandler):
    """Finds the sprint that is asked for."""

    def sprint(self) -> Sprint:
        """The one with the goal that the query names, else the one that runs."""
        return views.named_sprint(self.ground.service, self.get_query_argument("goal", None))


class SprintHandler(_SprintHandler):
    """``GET sprint``."""

    @route("read")
    async def get(self) -> None:
        """The board, the plan and who is who; ``sprint`` is null where there is none."""
        service = self.ground.service
        goal = self.get_query_argument("goal", None)
        self.answer(views.view(service, views.found_sprint(service, goal)))


class SprintChecksHandler(_SprintHandler):
    """``GET sprint/checks``."""

    @route("read")
    async def get(self) -> None:
        """What is wrong with the plan, each with what to do."""
        found = await views.checks(self.ground.service, self.sprint())
        self.answer({"findings": [finding.to_wire() for finding in found]})


class SprintReviewHandler(_SprintHandler):
    """``GET sprint/review``."""

    @route("read")
    async def get(self) -> None:
        """Done and planned, decisions, questions in the open and their cost, what to tidy up."""
        found = await views.review(self.ground, self.member, self.sprint())
        self.answer({"review": found.to_wire()})


class SprintExportHandler(_SprintHandler):
    """``GET sprint/export``."""

    @route("read")
    async def get(self) -> None:
        """All tasks as CSV, in the form in which they came."""
        self.answer({"csv": export_csv(self.sprint())})


class WholeSprintHandler(GroundHandler):
    """``GET sprint/whole``."""

    @route("read")
    async def get(self) -> None:
        """The board, the plan, the checks and the review at once, for notebooks."""
        self.answer(await whole_sprint(self))


async def whole_sprint(handler: GroundHandler) -> dict[str, object]:
    """What a notebook works with."""
    service = handler.ground.service
    goal = handler.get_query_argument("goal", None)
    sprint = views.named_sprint(service, goal)
    findings = await views.checks(service, sprint)
    review = await views.review(handler.ground, handler.member, sprint)
    return {
        **views.view(service, sprint),
        "findings": [finding.to_wire() for finding in findings],
        "review": review.to_wire(),
        "csv": export_csv(sprint),
    }


SPRINT_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    ("sprint", SprintHandler),
    ("sprint/checks", SprintChecksHandler),
    ("sprint/review", SprintReviewHandler),
    ("sprint/export", SprintExportHandler),
    ("sprint/whole", WholeSprintHandler),
)
"""What ``routes.py`` lists."""
