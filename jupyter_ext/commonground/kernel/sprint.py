"""A sprint in a notebook: tables with pandas, a graph with networkx, pictures with matplotlib.

``commonground.sprint()`` reads it from the server; what changes it is ``%cg sprint``. Each picture
is a table too: the same numbers below it, and alone where pictures are not shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.count import several
from ..features.sprint.model import DROPPED, heading
from .sprint_pictures import Picture, graph_picture, load_picture, timeline_picture

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

Wire = dict[str, Any]


def sprint(goal: str | None = None) -> NotebookSprint:
    """The sprint that runs, or the newest with that goal. Raises our errors in two lines."""
    from ..client.client import Client
    from .magic import explained, message_id

    with explained(), Client.from_environ() as client:
        return NotebookSprint(client.sprint(goal, msg_id=message_id() if client.served else None))


class NotebookSprint:
    """A sprint as it was when it was read."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._sprint: Wire = wire["sprint"]
        self._tasks: list[Wire] = [t for t in self._sprint["tasks"] if t["column"] != "out"]
        self._keys: dict[str, str] = {task["id"]: task["key"] for task in self._sprint["tasks"]}

    @property
    def goal(self) -> str:
        """What the sprint is for."""
        return str(self._sprint["goal"])

    def __repr__(self) -> str:
        return f"<Sprint {self.goal!r}: {several(len(self._tasks), 'task')}>"

    def tasks(self) -> pd.DataFrame:
        """One row for each task in the sprint, by key: as on the board, with what it waits for.

        ``attrs["unit"]`` says what estimates are in, where the team chose that.
        """
        import pandas as pd

        waits = self._wire["waits"]
        critical = set(self._wire["critical"])
        rows = {
            "title": [task["title"] for task in self._tasks],
            "assignee": [task["assignee"] or "" for task in self._tasks],
            "estimate": [task["estimate"] for task in self._tasks],
            "waits for": [self._named(waits[task["id"]]) for task in self._tasks],
            "area": [task["area"] or "" for task in self._tasks],
            "column": [heading(task["column"]) for task in self._tasks],
            "critical": [task["id"] in critical for task in self._tasks],
        }
        index = pd.Index([task["key"] for task in self._tasks], name="task")
        found = pd.DataFrame(rows, index=index)
        found.attrs["unit"] = self._sprint["unit"]
        return found

    def checks(self) -> pd.DataFrame:
        """What is wrong with the plan: rule, what was found, what to do, whose."""
        import pandas as pd

        columns = ["rule", "message", "remedy", "tasks", "members"]
        rows = [
            [f["rule"], f["message"], f["remedy"], self._named(f["tasks"]), ", ".join(f["members"])]
            for f in self._wire["findings"]
        ]
        return pd.DataFrame(rows, columns=columns)

    def dependencies(self) -> nx.DiGraph[str]:
        """The tasks as a graph by key: an edge leads from a task to one that waits for it.

        What was dropped is not in it.
        """
        import networkx as nx

        graph: nx.DiGraph[str] = nx.DiGraph()
        work = {task["id"] for task in self._tasks if task["column"] != DROPPED}
        for task in self._tasks:
            if task["id"] not in work:
                continue
            fields = {k: task[k] for k in ("title", "assignee", "estimate", "column")}
            graph.add_node(task["key"], **fields)
        for task, waits in self._wire["waits"].items():
            if task in work:
                found = (self._keys[other] for other in waits if other in work)
                graph.add_edges_from((one, self._keys[task]) for one in found)
        return graph

    def critical_path(self) -> list[str]:
        """The longest chain of tasks that wait for each other and are not done, by key."""
        return [self._keys[task] for task in self._wire["critical"]]

    def graph(self) -> Picture:
        """What waits for what, with the critical path in bold."""
        return graph_picture(self.dependencies(), self.critical_path(), self._wire["length"])

    def load(self) -> Picture:
        """What each member has, beside what they can do."""
        return load_picture(self._wire["loads"], self._sprint["unit"])

    def timeline(self) -> Picture:
        """When each task can be done: after what it waits for, one at a time for each member."""
        tasks = {task["id"]: task for task in self._tasks}
        return timeline_picture(self._wire["timeline"], tasks, self._sprint["unit"])

    def review(self) -> Wire:
        """The review, as the server answers it: keys of tasks, entries, questions, notes."""
        return dict(self._wire["review"])

    def to_csv(self) -> str:
        """All tasks in the form in which they came."""
        return str(self._wire["csv"])

    def _named(self, ids: list[str]) -> str:
        return ", ".join(self._keys[i] for i in ids)
