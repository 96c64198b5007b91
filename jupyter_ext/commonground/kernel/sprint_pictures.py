"""Pictures of a sprint, each with its table: SVG that follows the page's colours, and rows of text.

Pure of the server: values in, a ``Picture`` out. The same values give the same bytes, so a notebook
that is run again does not change. Colours never carry a meaning alone: bold, hatched and words do.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..core.count import several

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    from matplotlib.axes import Axes

Row = Sequence[str]
Place = tuple[float, float]
MOST = 120
"""Tasks that a picture draws one by one; of more it draws the first, and the table has all."""
BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#8a8a8a"
"""Apart for colour-blind eyes, and legible on light and dark (Okabe and Ito 2008)."""
WIDE, HIGH = 0.82, 0.62
"""A task's box in the graph, in the distances of two columns and of two rows."""
INK, PAPER = "#010203", "#fcfdfe"
"""Stand for the page's own text and ground until the picture is written."""


@dataclass(frozen=True)
class Picture:
    """A drawing and the table that says the same."""

    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    svg: str

    def table(self) -> pd.DataFrame:
        """The numbers of the picture."""
        import pandas as pd

        return pd.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self._html(), "text/plain": self._plain()}

    def _html(self) -> str:
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows
        )
        return (
            f'<figure style="margin: 0">{self.svg}'
            f"<figcaption><strong>{html.escape(self.title)}.</strong> {html.escape(self.summary)}"
            f"</figcaption><details><summary>The same as a table</summary><table><thead><tr>{head}"
            f"</tr></thead><tbody>{body}</tbody></table></details></figure>"
        )

    def _plain(self) -> str:
        return f"{self.title}. {self.summary}\n\n{self.table().to_string(index=False)}"


# The three pictures


def graph_picture(graph: nx.DiGraph[str], critical: Sequence[str], length: float) -> Picture:
    """Tasks from left to right after what they wait for; the critical path bold."""
    title = "What waits for what"
    chain = " → ".join(critical[:8]) + (" → …" if len(critical) > 8 else "")
    summary = (
        f"The critical path takes {length:g}: {chain}." if critical else "No task is left to do."
    )
    rows = tuple(
        (
            node,
            str(fields["title"]),
            str(fields["assignee"] or ""),
            _number(fields["estimate"]),
            ", ".join(sorted(graph.predecessors(node))),
            ", ".join(sorted(graph.successors(node))),
            "yes" if node in critical else "",
        )
        for node, fields in graph.nodes(data=True)
    )
    columns = ("task", "title", "assignee", "estimate", "waits for", "waited for by", "critical")
    places = _layers(graph)
    height = 0.7 * (1 + max((y for _, y in places.values()), default=0)) + 0.3
    width = 2.2 * (1 + max((x for x, _ in places.values()), default=0)) + 0.2

    def draw(axes: Axes) -> None:
        path = set(pairwise(critical))
        for one, two in graph.edges:
            if one in places and two in places:
                _arrow(axes, places[one], places[two], bold=(one, two) in path)
        for node, place in places.items():
            fields = graph.nodes[node]
            name = f"✓ {node}" if fields["column"] == "done" else node
            _box(axes, place, name, str(fields["title"]), bold=node in critical)
        axes.set_xlim(-0.5, max((x for x, _ in places.values()), default=0) + 0.5)
        axes.set_ylim(max((y for _, y in places.values()), default=0) + 0.6, -0.6)
        axes.axis("off")

    svg = _drawn(draw, (min(width, 14), min(height, 14)), f"{title}. {summary}")
    return Picture(title, summary, columns, rows, svg)


def _layers(graph: nx.DiGraph[str]) -> dict[str, Place]:
    """A place for each task: a column right of all that it waits for, in the order of the board.

    Tasks in a cycle share the column that the first of them gets.
    """
    import networkx as nx

    whole = nx.condensation(graph)
    depth: dict[int, int] = {}
    for knot in nx.topological_sort(whole):
        depth[knot] = max((depth[before] + 1 for before in whole.predecessors(knot)), default=0)
    knots = whole.graph["mapping"]
    shown = [n for n in graph if graph.degree(n)] or list(graph)
    rows: dict[int, int] = {}
    places = {}
    for node in shown[:MOST]:
        column = depth[knots[node]]
        # Every other column lies a little lower: a line past a column then passes between tasks.
        places[node] = (float(column), rows.get(column, 0) + 0.4 * (column % 2))
        rows[column] = rows.get(column, 0) + 1
    return places


def _arrow(axes: Axes, start: Place, end: Place, *, bold: bool) -> None:
    """From the edge of one box to the edge of the other, behind all between them."""
    (x, y), (u, v) = start, end
    if u > x:
        x, u = x + WIDE / 2, u - WIDE / 2
    elif u < x:
        x, u = x - WIDE / 2, u + WIDE / 2
    else:  # of a cycle
        down = HIGH / 2 if v > y else -HIGH / 2
        y, v = y + down, v - down
    style = {"arrowstyle": "-|>", "shrinkA": 0, "shrinkB": 0}
    look = {"color": ORANGE if bold else GREY, "lw": 2.2 if bold else 0.9}
    axes.annotate("", (u, v), (x, y), arrowprops=style | look, zorder=0)


def _box(axes: Axes, place: Place, name: str, title: str, *, bold: bool) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = place
    corner = (x - WIDE / 2, y - HIGH / 2)
    look: Any = {
        "boxstyle": "round,pad=0,rounding_size=0.06",
        "facecolor": PAPER,
        "edgecolor": ORANGE if bold else BLUE,
        "linewidth": 2.2 if bold else 1.0,
    }
    axes.add_patch(FancyBboxPatch(corner, WIDE, HIGH, **look))
    middle: Any = {"ha": "center", "va": "center", "color": INK}
    axes.text(x, y - 0.13, _cut(name, 20), weight="bold", **middle)
    axes.text(x, y + 0.14, _cut(title), fontsize=8, **middle)


def in_unit(name: str, unit: str | None) -> str:
    """What a column of amounts is called, with what they are counted in where that is known."""
    return f"{name} ({unit})" if unit else name


def load_picture(loads: Sequence[Mapping[str, Any]], unit: str | None = None) -> Picture:
    """A bar for what each member has, its done part filled, and a mark for what they can do."""
    title = "Load"
    over = [str(load["assignee"]) for load in loads if load["over"]]
    summary = f"Too much for {', '.join(over)}." if over else "Nobody has more than they can do."
    rows = tuple(
        (
            str(load["assignee"] or "nobody"),
            str(load["tasks"]),
            _number(load["planned"]),
            _number(load["done"]),
            _number(load["capacity"]),
            "yes" if load["over"] else "",
        )
        for load in loads
    )
    columns = ("who", "tasks", in_unit("planned", unit), "done", "capacity", "too much")
    shown = loads[:MOST]

    def draw(axes: Axes) -> None:
        for place, load in enumerate(shown):
            look: Any = {"edgecolor": ORANGE if load["over"] else BLUE, "height": 0.6}
            hatch = "//" if load["over"] else None
            axes.barh(place, load["planned"], facecolor="none", hatch=hatch, **look)
            axes.barh(place, load["done"], facecolor=BLUE, **look)
            if load["capacity"] is not None:
                marks = [place - 0.4, place + 0.4]
                axes.plot([load["capacity"]] * 2, marks, color=INK, lw=2.5)
        axes.set_yticks(range(len(shown)), [_cut(str(x["assignee"] or "nobody")) for x in shown])
        axes.set_xlabel(in_unit("filled: done; hatched: too much; bar: what they can do", unit))
        axes.invert_yaxis()
        _plainly(axes)

    svg = _drawn(draw, (7, 0.9 + 0.4 * max(len(shown), 1)), f"{title}. {summary}")
    return Picture(title, summary, columns, rows, svg)


def timeline_picture(
    spans: Sequence[Mapping[str, Any]],
    tasks: Mapping[str, Mapping[str, Any]],
    unit: str | None = None,
) -> Picture:
    """A bar for each task that is left, from when it can begin; critical ones bold."""
    title = "Timeline"
    ordered = sorted(spans, key=lambda s: (s["begin"], s["end"], tasks[s["task"]]["key"]))
    last = max((span["end"] for span in ordered), default=0)
    summary = (
        f"{several(len(ordered), 'task is', 'tasks are')} left; the last one ends at {last:g}."
        if ordered
        else "No task is left to do."
    )
    rows = tuple(
        (
            tasks[span["task"]]["key"],
            tasks[span["task"]]["title"],
            tasks[span["task"]]["assignee"] or "",
            _number(span["begin"]),
            _number(span["end"]),
            "yes" if span["critical"] else "",
        )
        for span in ordered
    )
    columns = ("task", "title", "assignee", in_unit("from", unit), "to", "critical")
    shown = ordered[:MOST]

    def draw(axes: Axes) -> None:
        names = []
        for place, span in enumerate(shown):
            task = tasks[span["task"]]
            bold = span["critical"]
            look: Any = {"facecolor": "none", "edgecolor": ORANGE if bold else BLUE, "height": 0.6}
            width = span["end"] - span["begin"]
            line = 2.4 if bold else 1.0
            axes.barh(place, width, left=span["begin"], linewidth=line, **look)
            names.append(_cut(f"{task['key']} {task['assignee'] or ''}".strip()))
        axes.set_yticks(range(len(shown)), names)
        axes.set_xlabel(in_unit("estimates from the start; bold: critical path", unit))
        axes.invert_yaxis()
        _plainly(axes)

    svg = _drawn(draw, (7, 0.9 + 0.3 * max(len(shown), 1)), f"{title}. {summary}")
    return Picture(title, summary, columns, rows, svg)


# Drawing


def _drawn(draw: Callable[[Axes], None], size: tuple[float, float], said: str) -> str:
    """The picture as SVG: text as text, the page's ink, a name for screen readers, no dates.

    It uses no global state of matplotlib and no display.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    style: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": said,
        "font.size": 9,
        "text.color": INK,
        "axes.edgecolor": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "text.parse_math": False,
    }
    with mpl.rc_context(style):
        figure = Figure(figsize=size, layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.add_subplot())
        out = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(out, format="svg", transparent=True, metadata=nothing)
    return _for_a_page(out.getvalue(), said)


def _for_a_page(svg: str, said: str) -> str:
    """The SVG element alone, in the page's colour and fonts, with a role and a title."""
    element = svg[svg.index("<svg") :]
    element = element.replace(INK, "currentColor")
    element = element.replace(PAPER, "var(--jp-layout-color0, transparent)")
    element = re.sub(r"\s*<metadata>.*?</metadata>", "", element, flags=re.DOTALL)
    element = re.sub(r"font: ([^;\"]*)'DejaVu Sans'[^;\"]*", r"font: \1sans-serif", element)
    name = html.escape(said, quote=True)
    opening = f'<svg role="img" aria-label="{name}" style="max-width: 100%; height: auto"'
    element = element.replace("<svg", opening, 1)
    first = element.index(">") + 1
    return f"{element[:first]}<title>{html.escape(said)}</title>{element[first:].strip()}"


def _plainly(axes: Axes) -> None:
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(left=False)


def _cut(text: str, most: int = 24) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
