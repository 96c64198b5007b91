"""Looking back on a sprint: what was done, decided, asked and left lying about.

Pure: from the sprint's facts, the shared entries, the disputes and the shared turns of its time. A
private question is in no review.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ...core.dispute import Dispute
from ...core.entry import Entry
from ...core.ids import room_owner
from ...core.markdown import inline
from ...core.revision import Revision
from ...core.snapshot import Snapshot
from ...core.turn import Turn
from .model import Note, Sprint, Task, heading
from .report import table

STALE_AFTER = 14 * 24 * 3_600_000
"""Milliseconds after which work in progress that nobody touched may be retired."""
_NOBODY: Mapping[str, str] = {}
LISTED = 20
"""Lines that one part of a review lists at most."""


@dataclass(frozen=True, slots=True)
class MemberQuestions:
    """What one member asked the AI. ``cost`` is None where no rate is known for any of it."""

    who: str
    questions: int
    tokens: int
    cost: float | None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """An entry that the review speaks of: its title and what there is to say."""

    entry: str
    title: str
    said: str


@dataclass(frozen=True, slots=True)
class Review:
    """A sprint seen from its end. ``planned`` were in it when it began, ``added`` came later."""

    goal: str
    planned: tuple[Task, ...]
    added: tuple[Task, ...]
    decisions: tuple[ReviewLine, ...]
    asked: tuple[MemberQuestions, ...]
    retire: tuple[ReviewLine, ...]
    disputes: tuple[ReviewLine, ...]
    uncited: tuple[ReviewLine, ...]
    sprint: Sprint

    @property
    def done(self) -> tuple[Task, ...]:
        """What is finished, of both."""
        return tuple(task for task in (*self.planned, *self.added) if task.done)

    @property
    def left(self) -> tuple[Task, ...]:
        """What is not, and is still to be done."""
        return tuple(task for task in (*self.planned, *self.added) if task.open)

    @property
    def dropped(self) -> tuple[Task, ...]:
        """What will not be done."""
        return tuple(task for task in (*self.planned, *self.added) if task.dropped)


def look_back(
    sprint: Sprint,
    snapshots: Iterable[Snapshot],
    disputes: Sequence[Dispute],
    turns: Iterable[Turn],
    now: int,
) -> Review:
    """The review of a sprint as of ``now`` (ms). Turns and entries of other times are left out."""
    until = sprint.ended_at or now
    begun = planned_until(sprint)
    entries = [
        entry
        for snapshot in snapshots
        if room_owner(snapshot.room) is None
        for entry in snapshot.entries.values()
    ]
    shared = [t for t in turns if t.visibility == "shared" and sprint.at <= t.at <= until]
    return Review(
        sprint.goal,
        tuple(task for task in sprint.planned if task.at <= begun),
        tuple(task for task in sprint.planned if task.at > begun),
        tuple(_decisions(entries, sprint.at, until)),
        tuple(_asked(shared)),
        tuple(_retire(entries, sprint, until)),
        tuple(_disputes(entries, disputes)),
        tuple(_uncited(entries, shared)),
        sprint,
    )


def planned_until(sprint: Sprint) -> int:
    """When planning was over: at the end of the first day, or with the first card that moved."""
    first = [move.at for task in sprint.tasks for move in task.moves]
    if sprint.start:
        day = date.fromisoformat(sprint.start) + timedelta(days=1)
        return int(datetime.combine(day, time(), UTC).timestamp() * 1000)
    return min(first, default=max((task.at for task in sprint.tasks), default=sprint.at))


def _decisions(entries: Iterable[Entry], since: int, until: int) -> list[ReviewLine]:
    """Decisions that were made, changed, superseded or retired in that time."""
    lines = []
    for entry in _sorted(entries):
        if entry.kind != "decision":
            continue
        new = [r for r in entry.revisions.values() if since <= r.at <= until]
        if new:
            made = entry.created_at >= since
            lines.append(ReviewLine(entry.id, _title(entry), _what_happened(entry, new, made)))
    return lines


def _what_happened(entry: Entry, new: Sequence[Revision], made: bool) -> str:
    if entry.disputed:
        return "in dispute"
    last = entry.standing[-1].status
    if last in ("superseded", "retired"):
        return last
    if made and len(new) == 1:
        return "made" if last == "accepted" else "proposed"
    if last == "proposed":
        return "a change is proposed"
    return "accepted" if made else "revised"


def _asked(turns: Sequence[Turn]) -> list[MemberQuestions]:
    by_asker: dict[str, list[Turn]] = {}
    for turn in turns:
        by_asker.setdefault(turn.asker, []).append(turn)
    found = []
    for who, theirs in sorted(by_asker.items()):
        costs = [turn.cost for turn in theirs if turn.cost is not None]
        tokens = sum(t.usage.tokens_in + t.usage.tokens_out for t in theirs)
        found.append(
            MemberQuestions(who, len(theirs), tokens, round(sum(costs), 6) if costs else None)
        )
    return found


def _retire(entries: Iterable[Entry], sprint: Sprint, until: int) -> list[ReviewLine]:
    """Work that nobody touched for two weeks, or whose task is done; proposals nobody judged."""
    done = {task.title.casefold() for task in sprint.tasks if task.done}
    lines = []
    for entry in _sorted(entries):
        if not entry.live or entry.kind == "note":
            continue
        age = until - max(revision.at for revision in entry.standing)
        if entry.kind == "work" and _title(entry).casefold() in done:
            lines.append(ReviewLine(entry.id, _title(entry), "its task is done"))
        elif entry.kind == "work" and age > STALE_AFTER:
            days = age // (24 * 3_600_000)
            lines.append(
                ReviewLine(entry.id, _title(entry), f"work that nobody touched for {days} days")
            )
        elif age > STALE_AFTER and entry.standing[-1].status == "proposed":
            lines.append(ReviewLine(entry.id, _title(entry), "proposed, and nobody judged it"))
    return lines


def _disputes(entries: Iterable[Entry], disputes: Iterable[Dispute]) -> list[ReviewLine]:
    by_id = {entry.id: entry for entry in entries}
    lines = [
        ReviewLine(entry.id, _title(entry), "several versions stand side by side")
        for entry in _sorted(by_id.values())
        if entry.live and entry.disputed
    ]
    for dispute in disputes:
        one, two = (by_id.get(e) for e in dispute.entries)
        if one is not None and two is not None:
            against = f"against “{_title(two)}”: {dispute.why}"
            lines.append(ReviewLine(one.id, _title(one), against))
    return lines


def _uncited(entries: Iterable[Entry], turns: Sequence[Turn]) -> list[ReviewLine]:
    """Conventions that hold and that no answer named; how often the AI was shown them."""
    if not turns:
        return []
    answers = [" ".join(turn.text.casefold().split()) for turn in turns]
    lines = []
    for entry in _sorted(entries):
        if entry.kind != "convention" or not entry.in_force:
            continue
        titles = {" ".join(r.title.casefold().split()) for r in entry.in_force}
        if any(title in answer for title in titles for answer in answers):
            continue
        ids = {revision.id for revision in entry.in_force}
        shown = sum(not ids.isdisjoint(turn.shown) for turn in turns)
        said = f"shown with {shown} of {len(turns)} questions, named in no answer"
        lines.append(ReviewLine(entry.id, _title(entry), said))
    return lines


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.created_at, entry.id))


def _title(entry: Entry) -> str:
    return (entry.standing or tuple(entry.revisions.values()))[-1].title


# In words


def review_markdown(review: Review, names: Mapping[str, str] = _NOBODY) -> str:
    """The review for a cell. ``names`` say how members are displayed, by username."""
    parts = [f"**Review of the sprint: {inline(review.goal)}**", _done_table(review)]
    if review.left:
        parts.append(_list("Not done", [_task_line(task) for task in review.left]))
    if review.dropped:
        parts.append(_list("Dropped", [_task_line(task) for task in review.dropped]))
    if review.added:
        parts.append(_list("Came in later", [_task_line(task) for task in review.added]))
    parts.append(_lines("Decisions", review.decisions, "No decision was made or revisited."))
    parts.append(_asked_table(review.asked, names))
    hygiene = [
        _lines("To retire", review.retire, ""),
        _lines("Disputes left", review.disputes, ""),
        _lines("Conventions that nobody cites", review.uncited, ""),
    ]
    found = [part for part in hygiene if part]
    parts += found or ["**The context is tidy:** nothing to retire, no dispute, nothing unused."]
    parts.append(_notes(review.sprint, names))
    actions = [
        inline(a.title) + (f" ({inline(a.assignee)})" if a.assignee else "")
        for a in review.sprint.actions
    ]
    if actions:
        parts.append(_list("Actions, tasks of the next sprint", actions))
    return "\n\n".join(parts)


def _done_table(review: Review) -> str:
    rows = [
        _row("planned", review.planned),
        _row("added later", review.added),
        _row("together", (*review.planned, *review.added)),
    ]
    return table(("", "tasks", "done", "estimate", "done"), rows)


def _row(name: str, tasks: Sequence[Task]) -> tuple[str, ...]:
    tasks = [task for task in tasks if not task.dropped]
    done = [task for task in tasks if task.done]
    size, finished = (f"{sum(task.size for task in some):g}" for some in (tasks, done))
    return (name, str(len(tasks)), str(len(done)), size, finished)


def _asked_table(asked: Sequence[MemberQuestions], names: Mapping[str, str]) -> str:
    if not asked:
        return "Nobody asked the AI in the open."
    rows = [
        (
            inline(names.get(each.who, each.who)),
            str(each.questions),
            f"{each.tokens:,}",
            "not known" if each.cost is None else f"{each.cost:,.4f}",
        )
        for each in asked
    ]
    return "**Asked in the open**\n\n" + table(("who", "questions", "tokens", "US dollars"), rows)


def _notes(sprint: Sprint, names: Mapping[str, str]) -> str:
    if not sprint.revealed:
        by = inline(names.get(sprint.by, sprint.by))
        return (
            f"What went well and badly is hidden until {by} or the context owner reveals it: "
            "`%cg sprint reveal`"
        )
    parts = []
    for what, title in (("well", "Went well"), ("badly", "Went badly")):
        said = [
            f"{inline(note.text)} *({_who(note, names)})*"
            for note in sprint.notes
            if note.what == what
        ]
        parts.append(_list(title, said or ["nothing was written"]))
    return "\n\n".join(parts)


def _who(note: Note, names: Mapping[str, str]) -> str:
    name = inline(names.get(note.by, note.by))
    return f"{name}, after the reveal" if note.late else name


def _task_line(task: Task) -> str:
    return inline(f"{task.key} {task.title} ({heading(task.column)}, {task.assignee or 'nobody'})")


def _lines(title: str, lines: Sequence[ReviewLine], nothing: str) -> str:
    if not lines:
        return nothing
    return _list(title, [f"{inline(line.title)} – {inline(line.said)}" for line in lines])


def _list(title: str, items: Sequence[str]) -> str:
    more = [f"- and {len(items) - LISTED} more"] if len(items) > LISTED else []
    return "\n".join([f"**{title}**", "", *(f"- {item}" for item in items[:LISTED]), *more])
