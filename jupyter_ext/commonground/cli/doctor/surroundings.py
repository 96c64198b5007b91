"""What is around an installation: proxy, ports, disk, permissions, programs, kernels."""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager

from ...config import CONTEXT_DB, GATE_KEY_FILE, IDENTITY_DB, is_served
from ...errors import SetupError
from .installation import Diagnosis, Installation, Level

LOOPBACK = "127.0.0.1"
PROXIES = ("http_proxy", "https_proxy", "all_proxy")
ANY_PYTHON = re.compile(r"python(3(\.\d+)?)?")
LEAST_SPACE = 500 * 1024 * 1024
"""Bytes that should be free where the data is."""
BEFORE = 1_735_689_600_000
"""2025-01-01 in milliseconds: a clock that shows less was never set."""


def proxy(here: Installation) -> Iterator[Diagnosis]:
    """Whether a proxy stands between this machine and itself."""
    lower = {name.lower(): value for name, value in here.environ.items() if value}
    spared = [host.strip() for host in lower.get("no_proxy", "").split(",")]
    if any(name in lower for name in PROXIES) and not {"*", LOOPBACK}.intersection(spared):
        yield Diagnosis(
            "warning",
            f"A proxy is set, and NO_PROXY does not leave {LOOPBACK} out: other tools (curl, some "
            "clients of yours) will not reach the server. Ours does without it.",
            f"export NO_PROXY={LOOPBACK},localhost,::1",
        )


def loopback(here: Installation) -> Iterator[Diagnosis]:
    """Whether a port of this machine's own address can be opened at all."""
    try:
        with closing(socket.create_server((LOOPBACK, 0))):
            return
    except OSError as error:
        yield Diagnosis("fault", f"No port of {LOOPBACK} can be opened ({error.strerror}).",
                        "Bring the loopback interface up, or look at the firewall.")  # fmt: skip


def data_folder(here: Installation) -> Iterator[Diagnosis]:
    """Whether the data folder lies where nobody else reads it."""
    try:
        folder = here.folder
    except SetupError as error:
        yield Diagnosis("fault", error.message, error.remedy)
        return
    if is_served(folder.resolve(), here.root.resolve()):
        yield Diagnosis("fault", f"The data folder {folder} lies inside what Jupyter serves.",
                        "Set COMMONGROUND_DATA_DIR to a folder outside.")  # fmt: skip
    if not folder.exists():
        yield Diagnosis("fine", f"There is no data yet ({folder}).")
        return
    for path in (folder, *(folder / n for n in (CONTEXT_DB, IDENTITY_DB, GATE_KEY_FILE))):
        yield from _kept_from_others(path)
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Diagnosis("fault", f"You may not write into {folder}.",
                        f"Make it yours: sudo chown -R $USER {folder}")  # fmt: skip


def _kept_from_others(path: Path) -> Iterator[Diagnosis]:
    if os.name != "posix" or not path.exists():
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        wanted = "700" if path.is_dir() else "600"
        level: Level = "warning" if path.is_dir() else "fault"
        yield Diagnosis(level, f"Others on this machine can get at {path} ({mode:o}).",
                        f"chmod {wanted} {path}")  # fmt: skip


def disk(here: Installation) -> Iterator[Diagnosis]:
    """Whether there is space where the data is."""
    place = next((p for p in (here.folder, *here.folder.parents) if p.exists()), here.root)
    free = here.free_space(place)
    if free < LEAST_SPACE:
        yield Diagnosis(
            "fault" if free < LEAST_SPACE // 10 else "warning",
            f"Only {free // 2**20} MB are free where {place} is.",
            "Free some space: a full disk means that nothing can be saved.",
        )


def clock(here: Installation) -> Iterator[Diagnosis]:
    """Whether this machine's clock was ever set."""
    if here.now() < BEFORE:
        shown = time.strftime("%Y-%m-%d", time.gmtime(here.now() / 1000))
        yield Diagnosis(
            "fault", f"The clock says {shown}.", "Set the clock (timedatectl set-ntp 1)."
        )


def git(here: Installation) -> Iterator[Diagnosis]:
    """Whether git is there, which says what of the context is stale."""
    if shutil.which("git", path=here.environ.get("PATH", "")) is None:
        yield Diagnosis(
            "warning",
            "git is not found: areas from history, provenance by commit and `init` do without it.",
            "Install git, and look at PATH.",
        )


def node(here: Installation) -> Iterator[Diagnosis]:
    """Node is for those who change the front end, and for nobody else."""
    yield Diagnosis("fine", "Node is not needed: the front end comes built.")


def kernels(here: Installation) -> Iterator[Diagnosis]:
    """Whether each Python that notebooks run in can load the magics."""
    for name, about in KernelSpecManager().get_all_specs().items():
        spec = about["spec"]
        if spec.get("language", "").lower() != "python":
            yield Diagnosis(
                "hint",
                f"The kernel {spec.get('display_name', name)} is no Python: %%ai and %cg are not "
                "there. The side panel, live cells and answers in the panel work.",
            )
            continue
        python = str((spec.get("argv") or ["python"])[0])
        if ANY_PYTHON.fullmatch(python):
            python = sys.executable  # as Jupyter starts it
        if not _has_us(python):
            yield Diagnosis(
                "warning",
                f"The kernel {spec.get('display_name', name)} has no Common Ground: %%ai and %cg "
                "are not there.",
                f"{python} -m pip install jupyter-commonground",
            )


def _has_us(python: str) -> bool:
    """Whether that interpreter finds the package; one that does not start has it not."""
    code = "import importlib.util as u, sys; sys.exit(u.find_spec('commonground') is None)"
    try:
        ran = subprocess.run(
            [python, "-c", code],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ran.returncode == 0
