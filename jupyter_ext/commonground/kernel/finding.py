"""What a kernel says of a finding: which output, and what led there. Gathered when it is shared.

Rows of tables, and texts that may hold some, stay here unless they are asked for.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import math
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..core.cell_step import digest
from ..core.metric import MOST_EXPRESSION
from ..errors import InvalidCommand
from ..features.findings.claim import StatedClaim, StatedFigure
from ..features.findings.cone import CellRun, Cone, cone_of
from ..features.findings.names import cell_tree
from .cell_log import CellLog, LoggedRun
from .figure_text import chart_text, figure_text
from .finding_inputs import files_in, nodes_in, queries_in, seeds_in, versions_in
from .finding_words import chart_words, holds_no_rows
from .frame_digest import as_pandas, frame_digest, is_frame

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

MOST_PICTURE = 48_000
"""Bytes of a picture that is sent; a larger one is drawn smaller, or left out."""
MOST_TEXT = 4_000
MOST_SAMPLE = 50
_PICTURES = ("image/png", "image/jpeg")
KEPT_BACK = "The text stays in the notebook: it may hold rows. --rows N shares it."


def gather(
    shell: InteractiveShell, stated: StatedClaim, cell: str | None, rows: int
) -> dict[str, Any]:
    """All that is sent with a claim, as JSON. Raises InvalidCommand where there is no result.

    ``cell`` names one by its id, else it is the last that showed something; ``rows`` of a table are
    shared.
    """
    log = CellLog.install(shell)
    target = _target(shell, log, cell)
    space = shell.user_ns
    figures = [_figure(space, figure) for figure in stated.figures]
    before: list[CellRun] = []
    for run in log.runs:
        before.append(run.run)
        if run is target:
            break
    cone = cone_of(before, {name for figure in stated.figures for name in _names(figure)})
    tables = _tables(space, cone)
    output = _output(shell, target, rows, cone)
    if output["kind"] == "none" and not figures:
        raise InvalidCommand(
            "There is no result to share yet.",
            "Run the cell that shows it, then %cg finding below.",
        )
    if output["kind"] == "number" and not figures:
        figures = [{"name": "value", "value": output.pop("number"), "checked": "_"}]
    output.pop("number", None)
    sources = [run.source for run in cone.runs]
    return {
        "output": output,
        "target": _cell(target),
        "figures": figures,
        "cells": [_cell(run) for run in cone.runs][-300:],
        "uncertain": [text[:200] for text in cone.uncertain][:20],
        "python": sys.version.partition(" ")[0],
        "packages": versions_in(sources),
        "environment": hashlib.sha256(sys.prefix.encode()).hexdigest(),
        "seeds": seeds_in(sources),
        "files": files_in(sources),
        "queries": queries_in(sources, space),
        "tables": tables,
    }


def _target(shell: InteractiveShell, log: CellLog, cell: str | None) -> LoggedRun:
    """The run whose result it is: that of the named cell, else this one, else the last that showed
    something."""
    runs = list(log.runs)
    if cell is not None:
        named = [run for run in runs if run.cell == cell]
        if not named:
            raise InvalidCommand(
                "That cell has not run in this kernel.", "Run it, then share what it shows."
            )
        return named[-1]
    current = log.current
    if current is not None and _has_code(current.source):
        return current
    for run in reversed(runs):
        if run is not current and run.fine and _has_code(run.source) and _shows(shell, run):
            return run
    if current is None:
        raise InvalidCommand("No cell has run here.", "Run the cell that shows the result.")
    return current


def _shows(shell: InteractiveShell, run: LoggedRun) -> bool:
    return bool(run.shown or run.count in shell.user_ns.get("Out", ()) or _shown(shell, run))


def _has_code(source: str) -> bool:
    tree = cell_tree(source)
    return tree is not None and any(not isinstance(one, ast.Pass) for one in tree.body)


def _cell(run: Any) -> dict[str, Any]:
    return {"cell": run.cell, "count": run.count, "digest": digest(run.source)}


def _names(figure: StatedFigure) -> set[str]:
    """The names that a figure depends on: those of its expression, else the one it is called by."""
    tree = ast.parse(figure.expression, mode="eval")
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return named or {figure.name}


def _figure(space: Mapping[str, Any], figure: StatedFigure) -> dict[str, Any]:
    try:
        value = eval(figure.expression, dict(space))
    except Exception as error:  # noqa: BLE001 whatever the person's own expression raises
        raise InvalidCommand(
            f"{figure.name} = {figure.expression} raised {type(error).__name__}.",
            "Write a number, or an expression of the notebook's names.",
        ) from None
    number = _number(value)
    if number is None:
        raise InvalidCommand(
            f"{figure.name} is no number.", "Write figures as name = NUMBER, one a line."
        )
    again = figure.expression
    if figure.literal:
        held = _number(space.get(figure.name))
        again = figure.name if held is not None and math.isclose(held, number) else ""
    return {
        "name": figure.name,
        "value": number,
        "checked": again if len(again) <= MOST_EXPRESSION else "",
    }


def _number(value: Any) -> float | int | None:
    """A finite number as Python's own; None for anything else."""
    if isinstance(value, bool | complex) or value is None:
        return None
    if not isinstance(value, int | float):
        if getattr(value, "shape", None) != () or not hasattr(value, "item"):
            return None
        value = value.item()
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return None
    return value


# The output


def _shown(shell: InteractiveShell, run: LoggedRun) -> list[Any]:
    """What a run showed, as IPython keeps it."""
    history = shell.history_manager
    return [] if history is None else list(history.outputs.get(run.count, ()))


def _output(shell: InteractiveShell, run: LoggedRun, rows: int, cone: Cone) -> dict[str, Any]:
    space: Mapping[int, Any] = shell.user_ns.get("Out") or {}
    value = space.get(run.count)
    bundles = run.shown
    pictured = [bundle for bundle in bundles if any(kind in bundle for kind in _PICTURES)]
    charts = [one for one in map(_chart, [*bundles, *_formatted(shell, value)]) if one is not None]
    if value is not None and hasattr(value, "savefig"):
        return _drawn(_smaller(value, 100), figure_text(value))
    if charts:
        return _charted(charts[-1])
    if pictured:
        alt = run.figures[-1] if run.figures else ""
        return _picture(pictured[-1], alt)
    number = _number(value)
    if number is not None:
        return {"kind": "number", "text": repr(number), "number": number}
    if value is not None and is_frame(value):
        return _tabled(value, rows)
    return _text(shell, run, value, rows, cone)


def _text(
    shell: InteractiveShell, run: LoggedRun, value: Any, rows: int, cone: Cone
) -> dict[str, Any]:
    printed = [
        "".join(one.bundle.get("stream", ())) for one in _shown(shell, run)
        if one.output_type == "out_stream"
    ]  # fmt: skip
    text = "".join(printed).strip() if value is None else value
    if value is not None and not isinstance(value, str):
        kind, size = type(value).__name__, getattr(value, "shape", None)
        said = f"A value of type {kind}" + (f", shape {size}" if size is not None else "") + "."
        return {"kind": "value", "text": said[:MOST_TEXT]}
    if not text:
        return {"kind": "none"}
    if not rows and not holds_no_rows(str(text), cone, shell.user_ns):
        return {"kind": "text", "text": "", "held_back": KEPT_BACK}
    return {"kind": "text", "text": str(text)[:MOST_TEXT]}


def _formatted(shell: InteractiveShell, value: Any) -> list[Mapping[str, Any]]:
    """The value's own bundle, where it makes one (altair, plotly)."""
    if value is None or not hasattr(value, "_repr_mimebundle_") or is_frame(value):
        return []
    try:
        made = value._repr_mimebundle_(include=None, exclude=None)
    except Exception:  # noqa: BLE001 whatever somebody's chart raises
        return []
    held = made[0] if isinstance(made, tuple) and made else made
    return [held] if isinstance(held, Mapping) else []


def _chart(bundle: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for kind, spec in bundle.items():
        if kind.startswith(("application/vnd.vegalite.", "application/vnd.plotly.")):
            return spec if isinstance(spec, Mapping) else None
    return None


def _charted(spec: Mapping[str, Any]) -> dict[str, Any]:
    """A chart without the rows that it draws: its words, and how it is drawn."""
    text = chart_words(spec)
    return {
        "kind": "chart",
        "text": text if len(text) <= MOST_TEXT else "",
        "alt": chart_text(spec)[:2_000],
        "held_back": "What the chart draws stays in the notebook.",
    }


def _picture(bundle: Mapping[str, Any], alt: str) -> dict[str, Any]:
    kind = next(kind for kind in _PICTURES if kind in bundle)
    data = bundle[kind]
    raw = base64.b64decode(data) if isinstance(data, str) else bytes(data)
    return _drawn(_shrunk(raw, kind), alt, kind)


def _shrunk(raw: bytes, kind: str) -> bytes:
    """A picture with fewer dots until it is small enough, where Pillow is there to do it."""
    import io

    try:
        from PIL import Image

        picture: Image.Image = Image.open(io.BytesIO(raw))
        while len(raw) > MOST_PICTURE and min(picture.size) > 100:
            picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))
            out = io.BytesIO()
            picture.save(out, format=kind.partition("/")[2])
            raw = out.getvalue()
    except (ImportError, OSError, ValueError):
        return raw
    return raw


def _drawn(raw: bytes, alt: str, kind: str = "image/png") -> dict[str, Any]:
    said = {"kind": "figure", "alt": alt[:2_000]}
    if len(raw) > MOST_PICTURE:
        return said | {"held_back": "The picture is too large to share; its description is shared."}
    return said | {"picture": base64.b64encode(raw).decode(), "media_type": kind}


def _smaller(figure: Any, dots: int) -> bytes:
    """A figure as PNG with so many dots an inch, or fewer until it is small enough."""
    import io

    while True:
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=dots, bbox_inches="tight")
        if len(out.getvalue()) <= MOST_PICTURE or dots <= 40:
            return out.getvalue()
        dots = dots * 2 // 3


# Tables


def _tabled(value: Any, rows: int) -> dict[str, Any]:
    table = _table("", value)
    if rows:
        table["sample"] = _sample(value, min(rows, MOST_SAMPLE))
    return {
        "kind": "table",
        "table": table,
        "held_back": ""
        if rows
        else "Its rows stay in the notebook; --rows N shares the first of them.",
    }


def _table(name: str, value: Any) -> dict[str, Any]:
    found = frame_digest(value)
    columns = [
        {"name": column.name[:200], "type": column.type[:200], "digest": column.digest}
        for column in found.columns[:200]
    ]
    return {"name": name, "rows": found.rows, "columns": columns, "digest": found.digest}


def _sample(value: Any, rows: int) -> list[list[str]]:
    head = as_pandas(value).iloc[:rows, :50]
    return [[str(cell)[:200] for cell in row] for row in head.itertuples(index=False)]


def _tables(space: Mapping[str, Any], cone: Cone) -> list[dict[str, Any]]:
    """The tables that the cone's cells name, as they are now."""
    words: set[str] = set()
    for run in cone.runs:
        words |= set(_words(run.source))
    named = sorted(n for n in words if n.isidentifier() and is_frame(space.get(n)))
    found = []
    for name in named[:50]:
        try:
            found.append(_table(name, space[name]))
        except (ImportError, TypeError, ValueError):
            continue  # what can't be digested is no input that can be compared
    return found


def _words(source: str) -> Iterable[str]:
    return [node.id for node in nodes_in([source]) if isinstance(node, ast.Name)]
