"""What somebody is changing, and where it meets what somebody else is changing. Values alone.

Line numbers are those of the base commit, as ``git diff -U0`` counts them: 1 is the first line, and
a hunk with ``count`` 0 puts lines in *after* line ``start`` (0: at the top).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from .weights import WARN_AT, WARN_LATER_AT

MAX_HOURS = 168
"""Hours that a lease, what one is at, or quiet may last."""

FileStatus = Literal["A", "M", "D", "R"]
"""Added, modified, deleted, renamed (perhaps modified, too)."""
ClaimSource = Literal["notebook", "tree", "clone", "api", "focus"]
"""Who saw it: a live notebook, the server's work tree, a member's clone, a tool; or it was said."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines of the base that are replaced by others, as in a diff without context.

    ``symbols`` are the qualified names of the base's innermost definitions around it, if known.
    ``digest`` says whether two hunks put in the same text; empty where that may not be known.
    """

    start: int
    count: int
    new_start: int
    new_count: int
    symbols: tuple[str, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file of somebody's work, against its base.

    ``old_path`` is where a renamed file was in the base. ``truncated`` says that there are more
    hunks than these, ``hidden`` of them as far as that is known. ``cells`` are the ids of a
    notebook's changed cells, ``signatures`` the names of functions whose parameters changed, and
    ``calls`` those that the changed lines call.
    ``subjects`` are the first lines of the commits that changed it, as far as they are known.
    """

    path: str
    status: FileStatus = "M"
    old_path: str = ""
    hunks: tuple[Hunk, ...] = ()
    binary: bool = False
    truncated: bool = False
    hidden: int = 0
    symbols: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()

    @property
    def base_path(self) -> str:
        """Where it is in the base commit; of an added file, where it will be."""
        return self.old_path or self.path


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a branch, a work tree or a notebook holds beside its base commit.

    ``base`` is the merge base with the main line, empty without git. ``commits`` are those since
    then, ``subjects`` their first lines, oldest first, as far as they are known. ``stamps`` know a
    commit again where it was picked to: its patch id, or author and author time. ``authors`` are
    all who wrote one of them. ``decisions`` are the ids of open entries that the work is about.
    """

    base: str = ""
    branch: str = ""
    files: tuple[ChangedFile, ...] = ()
    commits: int = 0
    subjects: tuple[str, ...] = ()
    stamps: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Work in progress of one member, seen ``at`` and forgotten when it ``expires``.

    Both are milliseconds since 1970, UTC. ``here``: it is in the server's own folder, which all who
    work there share. ``focus`` is what the member said it is for.
    ``lease_until`` is set where they asked the others to wait until then; it stops nobody.
    """

    id: str
    member: str
    source: ClaimSource
    changes: ChangeSet
    at: int
    expires: int
    here: bool = False
    focus: str = ""
    lease_until: int | None = None


class Grade(IntEnum):
    """How grave an overlap is; the larger, the graver."""

    SAME_DECISION = 1
    """Both are about the same open entry."""
    SAME_FILE = 2
    """The same file, apart from each other."""
    SAME_CELL = 3
    """The same cell of a notebook."""
    RENAME_OR_DELETE_AGAINST_EDIT = 4
    """One moves or removes a file that the other one edits."""
    SIGNATURE_AGAINST_CALLER = 5
    """One changes a function's parameters, the other one calls it."""
    SAME_SYMBOL = 6
    """Different lines of one function or class."""
    WILL_CONFLICT = 7
    """The same lines or adjacent ones: git won't merge it by itself."""

    @property
    def word(self) -> str:
        """As it is written on the wire and in reports, such as ``same_file``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, order=True)
class LineRange:
    """Lines ``first`` to ``last`` of the base, both included.

    An insertion has the line below it as ``first``, and ``last`` = ``first`` - 1.
    """

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """One place where two pieces of work meet.

    ``path`` is the file's place in the base; empty for a decision. ``ours`` and ``theirs`` are the
    lines of each side there. ``why`` is one English sentence without names of members, ``symbols``
    what it is about. ``chance`` is that of a conflict at this place, from 0 to 1. ``touching``
    says that lines of both touch, whether or not they may be the same change; ``tried``, that both
    were merged where nobody sees it, so that the chance is certain.
    """

    grade: Grade
    path: str
    ours: tuple[LineRange, ...] = ()
    theirs: tuple[LineRange, ...] = ()
    why: str = ""
    symbols: tuple[str, ...] = ()
    chance: float = 0.0
    touching: bool = False
    tried: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where two pieces of work meet, gravest first, and how likely they end in a conflict.

    ``chance`` is of the work as it stands; ``chance_later`` counts in where both will go on.
    """

    overlaps: tuple[Overlap, ...] = ()
    chance: float = 0.0
    chance_later: float = 0.0

    @property
    def warns(self) -> bool:
        """Whether both are to be told: their work conflicts as it stands."""
        return self.chance >= WARN_AT

    @property
    def warns_early(self) -> bool:
        """Whether work that is not finished is likely to end so."""
        return self.chance_later >= WARN_LATER_AT

    @property
    def grade(self) -> Grade | None:
        """The gravest one."""
        return max((one.grade for one in self.overlaps), default=None)
