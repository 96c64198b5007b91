"""What a search finds of sprints: their tasks, with title, notes and files."""

from __future__ import annotations

from collections.abc import Mapping

from ...core.ids import TEAM, Room
from ...core.searchable import Searchable
from ...service.search_source import RoomReader, SearchSource
from ...service.writer import ContextService
from .fold import sprints_in
from .model import Task


def tasks(service: ContextService) -> RoomReader:
    """The tasks of all sprints, which the team's room holds."""

    async def read(room: Room) -> Mapping[str, Task]:
        """By id; a card is the same object until something is said of it."""
        if room != TEAM:
            return {}
        team = [snapshot for snapshot in service.shared() if snapshot.room == TEAM]
        return {task.id: task for sprint in sprints_in(team) for task in sprint.planned}

    return read


def searchable(task: Task) -> Searchable:
    """A card; its key is a part of its title."""
    people = (*([task.assignee] if task.assignee else []), task.by)
    return Searchable(
        task.id,
        "task",
        "task",
        f"{task.key} {task.title}" if task.key not in ("", task.title) else task.title,
        (task.notes, *task.files),
        tuple(dict.fromkeys(people)),
        max((task.at, *(move.at for move in task.moves))),
        task.area,
        ended=not task.open,
    )


SEARCHED = (SearchSource(("task",), tasks, searchable),)
