"""Run in the sandbox as a check: the cells in order in one namespace, then what is to be compared.

It stands by itself: beside it lie ``asked.json`` and ``frame_digest.py``. What is asked, and the
mark behind which the answer stands, are read and deleted before the first cell runs: a cell that
wants to forge the answer has to look for them in this process. That raises the bar, and no more.
"""

import ast
import contextlib
import io
import json
import math
import os
import sys
from typing import Any

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("MPLCONFIGDIR", os.getcwd())
os.environ.setdefault("HOME", os.getcwd())


def check() -> None:
    """Run all cells; what one raises is what is said."""
    with open("asked.json", encoding="utf-8") as file:
        asked = json.load(file)
    os.unlink("asked.json")
    mark = asked.pop("mark")
    sys.path.insert(0, os.getcwd())
    import frame_digest  # type: ignore[import-not-found]

    folder = os.path.join(os.getcwd(), "notebook", *asked["beside"].split("/"))
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    for name, place in asked["links"].items():
        if not os.path.isabs(name):
            os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
            if not os.path.lexists(name):
                os.symlink(place, name)
    space: dict[str, Any] = {"__name__": "__main__", "display": lambda *_, **__: None}
    with contextlib.redirect_stdout(io.StringIO()):
        given = _all(asked, space, frame_digest)
    print(f"\n{mark}:{json.dumps(given)}")


def _all(asked: dict[str, Any], space: dict[str, Any], digests: Any) -> dict[str, Any]:
    """What they gave, or which cell raised what: the words of an exception may hold a row."""
    number = -1
    try:
        for number, source in enumerate(asked["cells"]):
            _run(source, number, space)
        number = -1
        return _given(asked, space, digests)
    except BaseException as error:  # noqa: BLE001 whatever a cell raises is the answer
        return {"raised": type(error).__name__[:80], "cell": number}


def _run(source: str, number: int, space: dict[str, Any]) -> None:
    tree = ast.parse(source, f"cell {number + 1}")
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    exec(compile(tree, f"cell {number + 1}", "exec"), space)
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), f"cell {number + 1}", "eval"), space)
        if value is not None:
            space["_"] = value


def _given(asked: dict[str, Any], space: dict[str, Any], digests: Any) -> dict[str, Any]:
    figures = {}
    for name, expression in asked["figures"]:
        figures[name] = _number(eval(expression, space))
    tables = {
        name: _table(space[name], digests, 0)
        for name in asked["tables"]
        if digests.is_frame(space.get(name))
    }
    result = space.get("_") if asked["result"] else None
    shown = _table(result, digests, asked["sample"]) if digests.is_frame(result) else None
    return {"figures": figures, "tables": tables, "result": shown}


def _number(value: Any) -> Any:
    if getattr(value, "shape", None) == () and hasattr(value, "item"):
        value = value.item()
    plain = type(value) in (int, float) and math.isfinite(value) and abs(value) < 1e300
    return value if plain else None


def _table(value: Any, digests: Any, sample: int) -> dict[str, Any]:
    found = digests.frame_digest(value)
    columns = [
        {"name": one.name[:200], "type": one.type[:200], "digest": one.digest}
        for one in found.columns[:200]
    ]
    rows = digests.as_pandas(value).iloc[:sample, :50].itertuples(index=False) if sample else ()
    return {
        "rows": found.rows,
        "columns": columns,
        "digest": found.digest,
        "sample": [[str(cell)[:200] for cell in row] for row in rows],
    }
