"""What is answered and told of work in progress."""

from __future__ import annotations

from typing import Literal

from ...core.views import View
from ...service.events import FeedEvent
from .settings import Guard


class LinesView(View):
    """Lines ``first`` to ``last`` of the base, both included."""

    first: int
    last: int


class ClaimedFileView(View):
    """A changed file: its place in the base, and where in it; ``areas`` it belongs to."""

    path: str
    status: str
    lines: tuple[LinesView, ...]
    cells: tuple[str, ...]
    symbols: tuple[str, ...]
    area: str | None


class ClaimView(View):
    """What one member changes in one place, seen ``at`` last; forgotten when it ``expires``."""

    id: str
    by: str
    source: str
    branch: str
    commits: int
    subjects: tuple[str, ...]
    at: int
    expires: int
    files: tuple[ClaimedFileView, ...]
    more: int


class FocusView(View):
    """What a member says they are at."""

    by: str
    text: str
    area: str | None
    at: int
    until: int


class LeaseView(View):
    """What a member asks others to leave alone, until when."""

    id: str
    by: str
    paths: tuple[str, ...]
    why: str
    at: int
    until: int


class OverlapView(View):
    """A file in which the work of two members meets. ``lines`` are in the order of the pair.

    ``tried``: git merged both where nobody sees it, so that the grade is certain.
    """

    id: str
    pair: tuple[str, str]
    path: str
    grade: str
    lines: tuple[tuple[LinesView, ...], tuple[LinesView, ...]]
    why: str
    symbols: tuple[str, ...]
    chance: float
    warns: bool
    tried: bool


class PlaceView(View):
    """One file of a notice: your lines and theirs; ``diff`` only where they show it.

    ``tried``: git merged both where nobody sees it, so that the grade is certain.
    """

    overlap: str
    path: str
    grade: str
    why: str
    symbols: tuple[str, ...]
    yours: tuple[LinesView, ...]
    theirs: tuple[LinesView, ...]
    diff: str
    tried: bool


class NoticeView(View):
    """Where your work meets a colleague's, gravest first: what you were told, and are not at ease
    with yet."""

    other: str
    branch: str
    focus: str
    at: int
    places: tuple[PlaceView, ...]


class WorkAnswer(View):
    """Who works on what now, where it meets, and what you are told of it.

    ``version`` grows with each change. ``hours``, ``notices``: the team's policy; ``contents`` and
    ``guard``: your own choice.
    """

    version: int
    claims: tuple[ClaimView, ...]
    focus: tuple[FocusView, ...]
    leases: tuple[LeaseView, ...]
    overlaps: tuple[OverlapView, ...]
    notices: tuple[NoticeView, ...]
    hours: int
    notices_a_day: int
    contents: bool
    guard: Guard


class ReportAnswer(View):
    """What became of a report: ``held_back`` names were kept back by the gate.

    ``contents``: the changed lines may be sent along, since their author shows them to others.
    """

    version: int
    held_back: int
    contents: bool
    notices: tuple[NoticeView, ...]


class NoticesAnswer(View):
    """What you are told of overlaps now; ``version`` is what to ask after next."""

    version: int
    notices: tuple[NoticeView, ...]


class CheckAnswer(View):
    """Where what is about to be committed meets others' work, and what you chose for that."""

    guard: Guard
    notices: tuple[NoticeView, ...]


class WorkEvent(FeedEvent):
    """Who works on what has changed; ``version`` as in the answer that holds it."""

    type: Literal["work"]
    version: int


EVENTS: tuple[type[FeedEvent], ...] = (WorkEvent,)
