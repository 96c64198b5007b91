"""Work in progress as it is answered: to whoever asks, with what they may see of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...core.area import Area, area_of
from ...core.role import Member
from .model import ChangedFile, Claim, LineRange
from .pairs import Meeting
from .ranges import lines
from .runner import WorkInProgress
from .settings import policy_in
from .stated import Focus, Lease, focus_in, standing_leases
from .views import (
    ClaimedFileView,
    ClaimView,
    FocusView,
    LeaseView,
    LinesView,
    NoticeView,
    OverlapView,
    PlaceView,
    WorkAnswer,
)

MOST_FILES = 100
"""Files of one claim in an answer; the rest are counted."""
MOST_PLACES = 20
"""Files of one notice."""


async def work_answer(work: WorkInProgress, member: Member) -> WorkAnswer:
    """Everything that is known now, and the notices of the one who asks."""
    service = work.service
    now, settings = service.clock(), service.settings()
    policy, own = policy_in(settings), await work.own_choice(member)
    areas = tuple(service.areas().values())
    return WorkAnswer(
        version=work.version,
        claims=tuple(_claim(claim, areas, work.more_of(claim.id)) for claim in work.claims()),
        focus=tuple(map(_focus, focus_in(service.shared(), now).values())),
        leases=tuple(map(_lease, standing_leases(service.shared(), now))),
        overlaps=tuple(map(_overlap, work.meetings())),
        notices=await notices_of(work, member),
        hours=policy.hours,
        notices_a_day=policy.notices,
        contents=own.contents,
        guard=own.guard,
    )


async def notices_of(work: WorkInProgress, member: Member) -> tuple[NoticeView, ...]:
    """What the member was told of, one for each colleague whose work meets theirs."""
    return await told_to(work, member, await work.notices_for(member))


async def told_to(
    work: WorkInProgress, member: Member, found: Iterable[Meeting]
) -> tuple[NoticeView, ...]:
    """These meetings as the member reads them: one for each colleague, gravest first."""
    by_other: dict[str, list[Meeting]] = {}
    for one in found:
        by_other.setdefault(one.other(member.username), []).append(one)
    now = work.service.clock()
    focus = focus_in(work.service.shared(), now)
    claims = {claim.id: claim for claim in work.claims()}
    known = _OthersWork(now, claims, focus, await work.texts())
    return tuple(
        _notice(known, member.username, other, places) for other, places in by_other.items()
    )


@dataclass(frozen=True, slots=True)
class _OthersWork:
    """What notices tell of others' work: their claims by id, focus, and the lines they show."""

    now: int
    claims: Mapping[str, Claim]
    focus: Mapping[str, Focus]
    texts: Mapping[str, Mapping[str, str]]


def _notice(known: _OthersWork, username: str, other: str, places: Sequence[Meeting]) -> NoticeView:
    theirs = [known.claims.get(one.claims[1 - one.side(username)]) for one in places]
    claim = next((one for one in theirs if one is not None), None)
    focus = known.focus.get(other)
    return NoticeView(
        other=other,
        branch="" if claim is None else claim.changes.branch,
        focus="" if focus is None else focus.text,
        at=known.now if claim is None else claim.at,
        places=tuple(_place(known, username, one) for one in places[:MOST_PLACES]),
    )


def _place(known: _OthersWork, username: str, one: Meeting) -> PlaceView:
    mine = one.side(username)
    in_cells = one.path.endswith(".ipynb")  # lines of JSON tell nobody anything
    return PlaceView(
        overlap=one.id,
        path=one.path,
        grade=one.grade,
        why=one.why,
        symbols=one.symbols,
        yours=() if in_cells else _lines(one.lines[mine]),
        theirs=() if in_cells else _lines(one.lines[1 - mine]),
        diff=known.texts.get(one.claims[1 - mine], {}).get(one.path, ""),
        tried=one.tried,
    )


def _claim(claim: Claim, areas: Sequence[Area], unsent: int) -> ClaimView:
    changes = claim.changes
    return ClaimView(
        id=claim.id,
        by=claim.member,
        source=claim.source,
        branch=changes.branch,
        commits=changes.commits,
        subjects=changes.subjects,
        at=claim.at,
        expires=claim.expires,
        files=tuple(_file(one, areas) for one in changes.files[:MOST_FILES]),
        more=max(len(changes.files) - MOST_FILES, 0) + unsent,
    )


def _file(changed: ChangedFile, areas: Sequence[Area]) -> ClaimedFileView:
    area = area_of(changed.path, areas)
    spans = map(lines, changed.hunks)
    return ClaimedFileView(
        path=changed.path,
        status=changed.status,
        lines=_lines(tuple(spans)),
        cells=changed.cells,
        symbols=changed.symbols,
        area=None if area is None else area.name,
    )


def _overlap(one: Meeting) -> OverlapView:
    return OverlapView(
        id=one.id,
        pair=one.pair,
        path=one.path,
        grade=one.grade,
        lines=(_lines(one.lines[0]), _lines(one.lines[1])),
        why=one.why,
        symbols=one.symbols,
        chance=one.chance,
        warns=one.warns,
        tried=one.tried,
    )


def _lines(spans: Sequence[LineRange]) -> tuple[LinesView, ...]:
    return tuple(LinesView(first=span.first, last=span.last) for span in spans)


def _focus(one: Focus) -> FocusView:
    return FocusView(by=one.member, text=one.text, area=one.area, at=one.at, until=one.until)


def _lease(one: Lease) -> LeaseView:
    return LeaseView(
        id=one.id, by=one.member, paths=one.paths, why=one.why, at=one.at, until=one.until
    )
