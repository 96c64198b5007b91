"""What the pictures of a sprint show."""

from __future__ import annotations

import re
from itertools import pairwise

import networkx as nx

from commonground.kernel.sprint_pictures import GREY, ORANGE, Picture, graph_picture

TASKS = (
    ("A", "Write the schema", "todo"),
    ("acme/widgets-service#1042", "Render as PDF", "todo"),
    ("C", "Send by mail", "done"),
)


def picture() -> Picture:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for key, title, column in TASKS:
        graph.add_node(key, title=title, assignee=None, estimate=1.0, column=column)
    graph.add_edge("A", "acme/widgets-service#1042")
    graph.add_edge("acme/widgets-service#1042", "C")
    return graph_picture(graph, ["A", "acme/widgets-service#1042"], 2.0)


def columns(svg: str, shape: str) -> list[tuple[float, float]]:
    """From where to where the paths go that are filled or stroked so."""
    paths = re.findall(r'<path d="([^"]*)"[^>]*style="([^"]*)"', svg)
    found = [d for d, style in paths if shape in style]
    xs = [[float(x) for x, _ in re.findall(r"(-?[\d.]+) (-?[\d.]+)", d)] for d in found]
    return sorted((min(each), max(each)) for each in xs)


def test_tasks_are_drawn_with_their_titles_and_arrows_go_from_box_to_box() -> None:
    svg = picture().svg
    for text in ("A", "Write the schema", "acme/widgets-servic…", "Render as PDF", "✓ C"):
        assert f">{text}</text>" in svg
    boxes = columns(svg, "--jp-layout-color0")
    assert len(boxes) == 3
    lines = columns(svg, f"fill: none; stroke: {ORANGE}")
    lines += columns(svg, f"fill: none; stroke: {GREY}")
    for (_, right), (left, _) in pairwise(boxes):
        assert any(abs(start - right) < 1 and end <= left + 1 for start, end in lines)
