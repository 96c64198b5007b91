"""Keys of tasks and names of columns, for whoever writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ...service.host import Host
from .lookup import found_sprint
from .model import COLUMNS, DROPPED, OUT


def tasks(host: Host) -> Iterable[str]:
    """The keys of the sprint that runs, in the order of its board."""
    sprint = found_sprint(host.service)
    return () if sprint is None else dict.fromkeys(task.key for task in sprint.tasks)


def columns(host: Host) -> Iterable[str]:
    """Where a card may go."""
    sprint = found_sprint(host.service)
    return dict.fromkeys((*(COLUMNS if sprint is None else sprint.columns), DROPPED, OUT))


NAMES: Mapping[str, Callable[[Host], Iterable[str]]] = {"task": tasks, "column": columns}
