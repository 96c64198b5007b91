"""How good verdicts on labelled references are: precision, recall, and what they cost. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .labelled import LabelledReference


@dataclass(frozen=True, slots=True)
class ReferenceVerdict:
    """What was found for one labelled reference.

    ``found``: whether the line's reference was seen in it at all. ``broken`` and ``touched`` are
    the two marks, of which it has at most one. ``new_place`` is where it is said to have gone.
    """

    row: LabelledReference
    found: bool = False
    broken: bool = False
    touched: bool = False
    new_place: str | None = None

    @property
    def marked(self) -> bool:
        """Whether a person is sent to look at it again."""
        return self.broken or self.touched


def figures(verdicts: Sequence[ReferenceVerdict]) -> dict[str, Any]:
    """Everything that is said of some verdicts together."""
    return {
        "records": len(verdicts),
        "found": _share(verdicts, lambda v: v.found),
        "broken": broken_figures(verdicts),
        "renames": rename_figures(verdicts),
        "touched": touched_figures(verdicts),
    }


def broken_figures(verdicts: Sequence[ReferenceVerdict]) -> dict[str, Any]:
    """Of the mark ``broken``; what should have it is what is labelled stale."""
    flagged = [v for v in verdicts if v.broken]
    stale = [v for v in verdicts if v.row.label == "stale"]
    right = sum(v.row.label == "stale" for v in flagged)
    return _scores(right, len(flagged), len(stale)) | {
        "flagged": len(flagged), "stale": len(stale)
    }  # fmt: skip


def rename_figures(verdicts: Sequence[ReferenceVerdict]) -> dict[str, int]:
    """How many renames were named right, and how many places were named for what was deleted."""
    gone = [v for v in verdicts if v.row.label == "stale" and v.row.kind == "path"]
    renames = [v for v in gone if v.row.renamed_to]
    return {
        "named": sum(v.new_place == v.row.renamed_to for v in renames),
        "of": len(renames),
        "named_though_deleted": sum(v.new_place is not None and not v.row.renamed_to for v in gone),
        "deleted": len(gone) - len(renames),
    }


def touched_figures(verdicts: Sequence[ReferenceVerdict]) -> dict[str, float | None]:
    """Of both marks together, which send a person to look again: see ``docs``.

    ``recall`` is of the references whose target changed or went after the line was written;
    ``rechecked`` is the share of all that pointed at something. ``warned`` is the share of stale
    references to files whose target had changed before the commit that broke it.
    """
    standing = [v for v in verdicts if v.row.label != "never"]
    changed = [v for v in standing if v.row.changes or v.row.label == "stale"]
    files = [v for v in standing if v.row.label == "stale" and v.row.changes is not None]
    return {
        "recall": _share(changed, lambda v: v.marked),
        "rechecked": _share(standing, lambda v: v.marked),
        "stale_recall": _share([v for v in standing if v.row.label == "stale"], lambda v: v.marked),
        "warned": _share(files, lambda v: v.found and (v.row.changes or 0) > 1),
    }


def _share(
    verdicts: Sequence[ReferenceVerdict], holds: Callable[[ReferenceVerdict], bool]
) -> float | None:
    return round(sum(map(holds, verdicts)) / len(verdicts), 4) if verdicts else None


def _scores(right: int, flagged: int, wanted: int) -> dict[str, float | None]:
    """Precision, recall and F1; None without anything to divide by."""
    precision = right / flagged if flagged else None
    recall = right / wanted if wanted else None
    f1 = 2 * right / (flagged + wanted) if flagged + wanted else None
    found = {"precision": precision, "recall": recall, "f1": f1}
    return {name: None if value is None else round(value, 4) for name, value in found.items()}


def macro(of: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, float | None]]:
    """The mean over repositories of each share, over those that have it."""
    several = list(of)
    names = {"broken": ("precision", "recall", "f1"), "touched": ("recall", "rechecked")}
    found: dict[str, dict[str, float | None]] = {
        part: {name: _mean([one[part][name] for one in several]) for name in shares}
        for part, shares in names.items()
    }
    shares = [
        one["renames"]["named"] / one["renames"]["of"] for one in several if one["renames"]["of"]
    ]
    found["renames"] = {"named": _mean(shares)}
    return found


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 4) if known else None


def half_of(repo: str) -> str:
    """Which half a repository is in, by its name alone: ``a`` was looked at, ``b`` was not."""
    return "ab"[hashlib.sha256(repo.encode()).digest()[0] % 2]
