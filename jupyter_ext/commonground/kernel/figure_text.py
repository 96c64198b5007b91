"""What a figure shows, in words, from its data: for those who don't see it, and for a model.

Reads titles, labels and the ends of what is drawn; single points in between are not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

MOST = 8
"""Lines, bars and axes that are told of one figure."""


def figure_text(figure: Any) -> str:
    """The alternative text of a figure of matplotlib."""
    parts = [_axes(axes) for axes in figure.axes[:MOST]]
    title = getattr(getattr(figure, "_suptitle", None), "get_text", str)()
    return _joined([title, *parts]) or "A figure without axes."


def _axes(axes: Any) -> str:
    drawn = [*_lines(axes), *_bars(axes), *_points(axes)]
    named = [
        f"{name}: {label}"
        for name, label in (("x", axes.get_xlabel()), ("y", axes.get_ylabel()))
        if label
    ]
    return _joined([axes.get_title(), "; ".join(named), *drawn[:MOST]])


def _lines(axes: Any) -> Iterable[str]:
    for line in axes.get_lines():
        with suppress(TypeError, ValueError):
            values = [float(y) for y in line.get_ydata() if y == y]
            if values:
                yield f"Line{_label(line)} of {len(values)} points, {_span(values)}"


def _bars(axes: Any) -> Iterable[str]:
    for held in axes.containers:
        with suppress(TypeError, ValueError, AttributeError):
            heights = [
                float(bar.get_height()) for bar in held if bar.get_height() == bar.get_height()
            ]
            if heights:
                yield f"{len(heights)} bars{_label(held)}, {_span(heights)}"


def _points(axes: Any) -> Iterable[str]:
    for cloud in axes.collections:
        with suppress(TypeError, ValueError, AttributeError):
            count = len(cloud.get_offsets())
            if count > 1:
                yield f"{count} points{_label(cloud)}"


def _label(drawn: Any) -> str:
    label = str(drawn.get_label() or "")
    return "" if not label or label.startswith("_") else f" “{label}”"


def _span(values: list[float]) -> str:
    ends = f"from {values[0]:.4g} to {values[-1]:.4g}"
    return f"{ends}, between {min(values):.4g} and {max(values):.4g}"


def _joined(parts: Iterable[str]) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts if part.strip())


def chart_text(spec: Mapping[str, Any]) -> str:
    """The alternative text of a chart that is described by data (Vega-Lite, plotly)."""
    if isinstance(spec.get("data"), list):  # plotly
        layout = spec.get("layout")
        title = layout.get("title") if isinstance(layout, Mapping) else ""
        title = title.get("text", "") if isinstance(title, Mapping) else title
        traces = [_trace(trace) for trace in spec["data"][:MOST] if isinstance(trace, Mapping)]
        return _joined([str(title or ""), *traces]) or "A chart."
    encoding = spec.get("encoding")
    mark = spec.get("mark")
    kind = mark.get("type") if isinstance(mark, Mapping) else mark
    title = spec.get("title")
    title = title.get("text", "") if isinstance(title, Mapping) else title
    axes = [
        f"{channel}: {shown.get('title') or shown.get('field') or shown.get('aggregate')}"
        for channel, shown in (encoding.items() if isinstance(encoding, Mapping) else ())
        if isinstance(shown, Mapping) and (shown.get("field") or shown.get("aggregate"))
    ]
    return (
        _joined([str(title or ""), f"A chart of {kind}" if kind else "", "; ".join(axes)])
        or "A chart."
    )


def _trace(trace: Mapping[str, Any]) -> str:
    name = f" “{trace['name']}”" if trace.get("name") else ""
    values = [y for y in _listed(trace.get("y")) if isinstance(y, int | float) and y == y]
    told = f", {_span([float(y) for y in values])}" if values else ""
    return f"{str(trace.get('type') or 'scatter').capitalize()}{name}{told}"


def _listed(held: Any) -> list[Any]:
    return list(held) if isinstance(held, list | tuple) else []
