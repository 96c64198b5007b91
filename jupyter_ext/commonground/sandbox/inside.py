"""What runs within the walls: writes the tree, imports it, runs the checks and the benchmark.

Tells what it finds line by line through ``tell``, so that what was done stands even if the process
is ended. Nothing here protects anything: the code under test runs in this very process.
"""

from __future__ import annotations

import errno
import importlib
import inspect
import linecache
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

Tell = Callable[[Mapping[str, Any]], None]
ROUNDS, ROUNDS_WITHIN = 5, 2.0
"""A benchmark is run so often, or until so many seconds have gone by; the best round counts."""


def work(job: Mapping[str, Any], folder: str, tell: Tell) -> None:
    """Do the whole job in ``folder``; ``tell`` gets check, benchmark and end lines."""
    tree = os.path.join(folder, "tree")
    _, outcome, ended = _attempt(lambda: _write(tree, job["files"]))
    if ended != "ok":
        tell(_line("the files of the tree", outcome))
        tell({"end": ended})
        return
    sys.path[:0] = [tree, os.path.join(tree, "src")]
    os.chdir(tree)
    started = time.perf_counter()
    ended = _run_checks(job, tell)
    tell({"seconds": time.perf_counter() - started})
    if ended == "ok" and job["benchmark"]:
        ended = _run_benchmark(job, tell)
    tell({"end": ended})


def _write(tree: str, files: Mapping[str, str]) -> None:
    os.mkdir(tree)
    for path, text in files.items():
        where = os.path.join(tree, path)
        os.makedirs(os.path.dirname(where), exist_ok=True)
        with open(where, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(text)


# The tree's own module


def main_module(files: Mapping[str, str]) -> str | None:
    """The module that a check is given: ``main``, or the tree's only one; None if not clear."""
    names = {name for name in map(_top_name, files) if name}
    if "main" in names:
        return "main"
    names = {name for name in names if not name.startswith("test") and name != "conftest"}
    return names.pop() if len(names) == 1 else None


def _top_name(path: str) -> str:
    parts = PurePosixPath(path).parts
    parts = parts[1:] if parts[0] == "src" else parts
    if not parts or not path.endswith(".py"):
        return ""
    return parts[0].removesuffix(".py")


class _NoModule(LookupError):
    """The check asks for the tree's module and there is none, or more than one."""


# Checks


def _run_checks(job: Mapping[str, Any], tell: Tell) -> str:
    name = main_module(job["files"])
    module, ended = None, "ok"
    if name is not None:
        module, outcome, ended = _attempt(lambda: importlib.import_module(name))
        if ended != "ok":
            tell(_line(f"import {name}", outcome))
            return ended
    space, outcome, ended = _attempt(lambda: _load(job["check"], "check.py", module))
    checks = _checks_of(space) if space else {}
    if ended != "ok" or not checks:
        tell(_line("check", outcome))
        return ended
    for title, function in checks.items():
        value, outcome, how = _attempt(lambda function=function: _call(function, module))  # type: ignore[misc]
        for line in [_line(title, outcome)] if outcome else _outcomes(title, value):
            tell(line)
            how = how if line["check"]["ok"] or how != "ok" else "failed"
        if how not in ("ok", "failed"):
            return how
        ended = how if how != "ok" else ended
    return ended


def _load(source: str, name: str, module: ModuleType | None) -> dict[str, Any]:
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    space: dict[str, Any] = {"__name__": "check", "__file__": name}
    if module is not None:
        space["module"] = module
    exec(compile(source, name, "exec"), space)
    return space


def _checks_of(space: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    return {
        name: value
        for name, value in space.items()
        if inspect.isfunction(value)
        and value.__code__.co_filename == "check.py"
        and (name == "check" or name.startswith(("check_", "test_")))
    }


def _call(function: Callable[..., Any], module: ModuleType | None) -> Any:
    if not inspect.signature(function).parameters:
        return function()
    if module is None:
        raise _NoModule(
            "the tree has no module of its own that is clear: name one main.py, "
            "or import what is checked"
        )
    return function(module)


def _outcomes(title: str, value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, Mapping):
        for name, outcome in value.items():
            ok = outcome is None or outcome is True
            yield _line(str(name), "" if ok else _said(outcome))
    else:
        yield _line(title, "it returned False" if value is False else "")


def _said(outcome: object) -> str:
    return "it returned False" if outcome is False else str(outcome) or "not said"


def _line(name: str, message: str) -> dict[str, Any]:
    return {"check": {"name": name, "ok": not message, "message": message[:4000]}}


# The benchmark


def _run_benchmark(job: Mapping[str, Any], tell: Tell) -> str:
    name = main_module(job["files"])
    module = sys.modules.get(name) if name else None
    best, outcome, ended = _attempt(lambda: _best_round(job["benchmark"], module))
    if ended == "ok":
        tell({"benchmark": best})
    else:
        tell(_line("benchmark", outcome))
    return ended


def _best_round(source: str, module: ModuleType | None) -> float:
    first = time.perf_counter()
    space = _load(source, "benchmark.py", module)
    best = time.perf_counter() - first
    function = space.get("benchmark")
    if not inspect.isfunction(function):
        return best
    times: list[float] = []
    while len(times) < ROUNDS and time.perf_counter() - first < ROUNDS_WITHIN:
        begun = time.perf_counter()
        _call(function, module)
        times.append(time.perf_counter() - begun)
    return min(times, default=best)


# What went wrong, in words


def _attempt(act: Callable[[], Any]) -> tuple[Any, str, str]:
    """The value, what went wrong ("" if nothing), and how that ends the run."""
    try:
        return act(), "", "ok"
    except BaseException as error:  # noqa: BLE001 - whatever the code raises is its outcome
        return None, explain(error), _ended_by(error)


def explain(error: BaseException) -> str:
    """The error in a line, with where in the tree or the check it was raised."""
    text = str(error)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _ours(frame.filename)]
    if isinstance(error, SyntaxError):
        place = f"{_short(error.filename or '')}, line {error.lineno}"
        return f"{type(error).__name__}: {error.msg} ({place})"
    if not frames:
        return f"{type(error).__name__}: {text}" if text else type(error).__name__
    last = frames[-1]
    if not text and isinstance(error, AssertionError):
        text = (last.line or "").strip()
    return f"{type(error).__name__}: {text} ({_short(last.filename)}, line {last.lineno})"


def _ours(name: str) -> bool:
    return name in ("check.py", "benchmark.py") or name.startswith(os.getcwd() + os.sep)


def _short(name: str) -> str:
    return os.path.relpath(name) if os.path.isabs(name) and _ours(name) else name


def _ended_by(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, OSError) and error.errno == errno.EAGAIN:
        return "processes"
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return "processes"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT):
        return "space"
    return "failed"
