"""Who wrote a version's text, who changed it later and who judged it: three things, all derived.

Pure. Nothing of it is stored, but for whose other entries were merged into a version: these may be
in no document that is at hand. ``core/credits.ts`` derives the same in a browser, and both are held
to one table of cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .entry import Entry
from .ids import RevisionId
from .revision import KEYED, Revision

ENDED = ("rejected", "retired", "superseded")
"""What a version is that says its parent's text once more to end it."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who did it, and when (ms since 1970)."""

    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Credits:
    """Whose a version is. ``author`` wrote the first text that it comes from.

    ``editors`` changed title, body or keyed fields later, or wrote what was merged into it, in that
    order. ``written`` is when its
    own text was first said, and by whom. ``accepted`` is the proposal's acceptance with the same
    text; nothing where it never waited. ``ended``: who rejected, retired or superseded it.
    """

    author: str
    editors: tuple[str, ...]
    written: Act
    accepted: Act | None = None
    ended: Act | None = None

    @property
    def writers(self) -> tuple[str, ...]:
        """The author and the editors."""
        return (self.author, *self.editors)

    @property
    def accepter(self) -> str:
        """Who accepted what somebody else wrote; empty where nobody did."""
        accepted = self.accepted
        return accepted.by if accepted is not None and accepted.by != self.written.by else ""

    def told(self, name: Callable[[str], str] = str) -> str:
        """In words: the author, then the others where they are others."""
        return in_words(self.author, self.editors, self.accepter, name)


def credits_of(entry: Entry, revision: Revision) -> Credits:
    """The credits of one version of the entry.

    Where versions that it comes from are not here (a compacted document), whoever began the entry
    is its author, and the first version that is here counts as an edit.
    """
    lineage = _Lineage(entry)
    line = lineage.of(revision, lineage.sources)
    written = [one for one in line if not lineage.repeats(one)]
    whole = all(parent in entry.revisions for one in line for parent in one.parents)
    begun = written[0].author if whole and written else entry.created_by
    run = lineage.of(revision, lineage.same)
    first = next((one for one in run if not lineage.repeats(one)), None)
    ended = revision.status in ENDED
    return Credits(
        begun,
        tuple(dict.fromkeys(who for one in written for who in _hands(one) if who != begun)),
        Act(entry.created_by, entry.created_at) if first is None else Act(first.author, first.at),
        None if revision.status in ("proposed", "rejected") else lineage.acceptance(run),
        Act(revision.author, revision.at) if ended else None,
    )


def same_text(entry: Entry, revision: Revision) -> list[Revision]:
    """The version and those before it whose text it says again, up to where that was written."""
    lineage = _Lineage(entry)
    return lineage.of(revision, lineage.same)


def in_words(
    author: str, editors: Sequence[str], accepter: str, name: Callable[[str], str] = str
) -> str:
    """``Bob, edited by Ed and Amy, accepted by Olga``: the author, then the others if any."""
    parts = [name(author)]
    if editors:
        parts.append(f"edited by {_listed([name(editor) for editor in editors])}")
    if accepter:
        parts.append(f"accepted by {name(accepter)}")
    return ", ".join(parts)


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


class _Lineage:
    """An entry's versions by what each of them took its text from."""

    def __init__(self, entry: Entry) -> None:
        self._known = entry.revisions
        self._same: dict[RevisionId, list[Revision]] = {}

    def parents(self, revision: Revision) -> list[Revision]:
        """Those that are here, oldest first."""
        found = [self._known[key] for key in revision.parents if key in self._known]
        return sorted(found, key=lambda r: (r.at, r.id)) if len(found) > 1 else found

    def same(self, revision: Revision) -> list[Revision]:
        """The parents whose text it says again."""
        found = self._same.get(revision.id)
        if found is None:
            found = [one for one in self.parents(revision) if _says_again(one, revision)]
            self._same[revision.id] = found
        return found

    def sources(self, revision: Revision) -> list[Revision]:
        """What its text comes from: those whose text it says again, else all parents."""
        return self.same(revision) or self.parents(revision)

    def repeats(self, revision: Revision) -> bool:
        """Whether the text is not its own; an ending of a version that is not here has none."""
        lost = any(parent not in self._known for parent in revision.parents)
        return bool(self.same(revision)) or (lost and revision.status in ENDED)

    def acceptance(self, run: Iterable[Revision]) -> Act | None:
        """The last time that a proposal was accepted as it was."""
        found = None
        for one in run:
            waited = any(parent.status == "proposed" for parent in self.same(one))
            if one.status == "accepted" and waited:
                found = Act(one.author, one.at)
        return found

    def of(self, revision: Revision, back: Callable[[Revision], list[Revision]]) -> list[Revision]:
        """The version and those that ``back`` leads to, each after those that it comes from."""
        done: dict[RevisionId, Revision] = {}
        begun: set[RevisionId] = set()
        pending = [(revision, False)]
        while pending:
            one, visited = pending.pop()
            if visited:
                done[one.id] = one
            elif one.id not in begun:
                begun.add(one.id)
                pending.append((one, True))
                pending += [(parent, False) for parent in reversed(back(one))]
        return list(done.values())


def _hands(revision: Revision) -> tuple[str, ...]:
    """Who wrote what the version says for the first time: last whoever put it so."""
    return (*revision.writers, revision.author)


def _says_again(one: Revision, other: Revision) -> bool:
    return (one.title, one.body) == (other.title, other.body) and all(
        getattr(one, name) == getattr(other, name) for name in KEYED
    )
