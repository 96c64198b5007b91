"""Goals of comparisons, and options and criteria of the newest open one, for whoever writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...service.host import Host
from .fold import comparisons_in
from .model import Comparison, current_of


def comparisons(host: Host) -> Iterable[str]:
    """Their goals."""
    return dict.fromkeys(one.goal for one in comparisons_in(host.service.shared()))


def options(host: Host) -> Iterable[str]:
    """Their letters."""
    found = _current(host)
    return () if found is None else [option.label for option in found.options]


def criteria(host: Host) -> Iterable[str]:
    """What they are scored by."""
    found = _current(host)
    return () if found is None else [criterion.name for criterion in found.criteria]


def _current(host: Host) -> Comparison | None:
    return current_of(comparisons_in(host.service.shared()))


NAMES: Mapping[str, Callable[[Host], Iterable[str]]] = {
    "comparison": comparisons,
    "option": options,
    "criterion": criteria,
}
