"""What is answered of findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal

from ...core.ids import room_area
from ...core.metric import Metric, MetricState
from ...core.views import View
from ..freshness.anchors import JudgedAnchor
from ..freshness.judgement import Freshness
from .model import UNREADABLE, CheckState, SharedFinding
from .resting import Resting
from .runner import worst
from .text import Follows, definition_of, made_of, shown_text


class DifferenceView(View):
    """What a check found to be another one: as it was, as it is."""

    what: str
    old: str
    new: str


class FindingCheckView(View):
    """The last check: who, when (ms since 1970, UTC), and what it found."""

    state: CheckState
    cause: str
    by: str
    at: int
    differences: tuple[DifferenceView, ...]


class FigureView(View):
    """A named value; ``definition`` is how the team computes what has that name (empty: nowhere
    said), ``metric`` the entry that says so, ``follows`` whether the value was computed like that.
    """

    name: str
    value: float
    definition: str
    metric: str
    follows: Follows


class RestingView(View):
    """What rests on a finding: an entry (``finding`` where it is one) or a message, and how it
    stands: accepted, proposed, disputed; open, ended.
    """

    id: str
    kind: str
    title: str
    by: str
    at: int
    state: str


class SharedFindingView(View):
    """A finding: its entry's id and claim, what is shown, what made it, and how it stands.

    ``cell`` is the one whose result it is (empty: not known), ``path`` its notebook.
    """

    id: str
    claim: str
    by: str
    at: int
    area: str | None
    kind: str
    shown: str
    alt: str
    picture: bool
    figures: tuple[FigureView, ...]
    path: str
    cell: str
    made: str
    state: Freshness
    cause: str
    check: FindingCheckView | None
    resting: tuple[RestingView, ...]


class MetricView(View):
    """A figure that the team defined: its entry's id, and the expression that computes it."""

    id: str
    name: str
    expression: str
    says: str
    by: str
    at: int
    area: str | None
    state: MetricState


class FindingsAnswer(View):
    """The findings that reach you, newest first, and the metrics, by name."""

    findings: tuple[SharedFindingView, ...]
    metrics: tuple[MetricView, ...]


class FindingPicture(View):
    """A finding's picture as a ``data:`` address; empty where it has none here."""

    address: str


class CheckBegun(View):
    """A check runs; it is told as a job, and what it found with the finding."""

    state: Literal["begun"]


def metric_view(one: Metric) -> MetricView:
    """A metric as it is answered."""
    return MetricView.of(
        id=one.id, name=one.name, expression=one.expression, says=one.says, by=one.by, at=one.at,
        area=room_area(one.room), state=one.state,
    )  # fmt: skip


def finding_view(
    one: SharedFinding,
    anchors: Sequence[JudgedAnchor],
    resting: Sequence[Resting],
    metrics: Sequence[Metric],
) -> SharedFindingView:
    """A finding as it is answered; one whose record can't be read is broken, and its claim stands.

    It may be of a file that came from elsewhere.
    """
    try:
        return _view(one, anchors, resting, metrics)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return SharedFindingView.of(
            id=one.id, claim=one.claim, by=one.by, at=one.at, area=room_area(one.entry.room),
            kind="none", shown="", alt="", picture=False, figures=(), path="", cell="", made="",
            state="broken", cause=UNREADABLE, check=None, resting=_resting(resting),
        )  # fmt: skip


def _resting(found: Sequence[Resting]) -> tuple[RestingView, ...]:
    return tuple(RestingView.of(**asdict(one)) for one in found)


def _figure(one: SharedFinding, figure: Mapping[str, Any], metrics: Sequence[Metric]) -> FigureView:
    defined = definition_of(figure, metrics, one.entry.room)
    metric = None if defined is None else defined[0]
    return FigureView.of(
        name=figure["name"],
        value=figure["value"],
        definition="" if metric is None else metric.expression,
        metric="" if metric is None else metric.id,
        follows="unknown" if defined is None else defined[1],
    )


def _view(
    one: SharedFinding,
    anchors: Sequence[JudgedAnchor],
    resting: Sequence[Resting],
    metrics: Sequence[Metric],
) -> SharedFindingView:
    state, cause = worst(anchors)
    made, check = one.shared, one.check
    return SharedFindingView.of(
        id=one.id,
        claim=one.claim,
        by=one.by,
        at=one.at,
        area=room_area(one.entry.room),
        kind=made["output"]["kind"],
        shown=shown_text(made["output"]),
        alt=made["output"]["alt"],
        picture=bool(one.picture),
        figures=tuple(_figure(one, figure, metrics) for figure in made["figures"]),
        path=one.path,
        cell=made["target"]["cell"],
        made=made_of(made),
        state=state,
        cause=cause,
        check=None if check is None else FindingCheckView.of(
            state=check.state, cause=check.cause, by=check.by, at=check.at,
            differences=[{"what": d.what, "old": d.old, "new": d.new} for d in check.differences],
        ),
        resting=_resting(resting),
    )  # fmt: skip
