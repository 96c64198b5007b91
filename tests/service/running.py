"""A small real runner for tests: a process of its own, a time limit, and no walls at all.

It keeps the contract of ``comparing.Runner`` for code that the tests themselves wrote. The product
runs prototypes in its sandbox instead.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_INSIDE = """\
import importlib, json, resource, sys, time
sys.path.insert(0, ".")
check = open("check.txt").read()
began = time.perf_counter()
checks, message, ok = [], "", True
try:
    module = importlib.import_module("main")
    names = {"module": module}
    exec(check, names)
    for name, value in list(names.items()):
        if callable(value) and (name == "check" or name.startswith("check_")):
            value(module)
except Exception as error:
    ok, message = False, f"{type(error).__name__}: {error}"
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
result = {"ok": ok, "checks": [{"name": "check", "ok": ok, "message": message}],
          "seconds": seconds, "peak_memory_bytes": peak}
open("result.json", "w").write(json.dumps(result))
"""


async def run_here(
    files: Mapping[str, str], check: str, benchmark: str | None, within: float = 20.0
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        (folder / "check.txt").write_text(check)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-c", _INSIDE, cwd=folder,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        output, _ = await asyncio.wait_for(process.communicate(), within)
        told = folder / "result.json"
        result = json.loads(told.read_text()) if told.exists() else {"ok": False, "checks": []}
    return {
        "benchmark_seconds": None,
        "output": output.decode(),
        "ended": "ok" if result["ok"] else "failed",
        "note": "",
        "limits_held": [{"name": "time", "held": True, "how": "the test waits so long"}],
        **result,
    }
