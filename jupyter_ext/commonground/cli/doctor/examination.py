"""All checks, in order, and what they find: the one list that the doctor goes through."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ... import __version__
from ...gate.gate import Gate
from . import packages, running, stored, surroundings
from .installation import LEVELS, Diagnosis, Installation, InstallationCheck, Level

CHECKS: Mapping[str, InstallationCheck] = {
    "versions": packages.versions,
    "front end": packages.front_end,
    "front end switched off": packages.disabled_front_end,
    "server extension": packages.server_extension,
    "live notebooks": packages.collaboration,
    "doubled libraries": packages.doubled,
    "other magics": packages.other_magics,
    "kernels": surroundings.kernels,
    "proxy": surroundings.proxy,
    "loopback": surroundings.loopback,
    "data folder": surroundings.data_folder,
    "disk": surroundings.disk,
    "clock": surroundings.clock,
    "git": surroundings.git,
    "node": surroundings.node,
    "database": stored.whole,
    "journal": stored.journal,
    "lock": stored.lock,
    "future": stored.future,
    "server": running.server,
    "address": running.address,
    "token": running.token,
    "clocks": running.skew,
    "server's own word": running.live,
    "model": running.model,
}
SHOWN = ("jupyter-commonground", "jupyterlab", "jupyter-server", "jupyter-collaboration",
         "jupyter-server-ydoc", "pycrdt", "anthropic", "ipykernel", "notebook")  # fmt: skip
"""Packages whose versions a report says."""
TOKEN = re.compile(r"\bcgm?_[A-Za-z0-9_-]+|(?<=token=)[^\s&]+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
USERINFO = re.compile(r"(?<=//)[^/@\s]+@")


@dataclass(frozen=True, slots=True)
class Examined:
    """What one check found."""

    check: str
    found: tuple[Diagnosis, ...]

    @property
    def level(self) -> Level:
        """The worst that it found."""
        return worst(one.level for one in self.found)


def worst(levels: Iterable[Level]) -> Level:
    """The worst of them; ``fine`` where there is none."""
    return max(levels, key=LEVELS.index, default="fine")


def examine(here: Installation) -> Iterator[Examined]:
    """Go through all checks. One that fails itself is a finding, and the others go on."""
    for name, check in CHECKS.items():
        try:
            found = tuple(check(here))
        except Exception as error:  # noqa: BLE001 - a doctor that falls ill helps nobody
            said = f"This check failed: {type(error).__name__}: {error}"
            found = (Diagnosis("warning", said, "Send the report: that is a mistake of ours."),)
        yield Examined(name, found)


def about(here: Installation) -> Mapping[str, str]:
    """What the machine and its packages are."""
    found = {name: here.packages[name].version for name in SHOWN if name in here.packages}
    return {
        "commonground": __version__,
        "python": sys.version.split()[0],
        "system": platform.platform(),
        **found,
    }


def without_secrets(text: str, here: Installation) -> str:
    """A text that may be sent: nothing that the gate finds, no token, no name of a home folder."""
    home = here.environ.get("HOME") or str(Path.home())
    held = {value for name, value in here.environ.items() if _is_secret(name) and len(value) > 5}
    for value in sorted(held, key=len, reverse=True):
        text = text.replace(value, "[a secret]")
    text = MAIL.sub("[an address]", USERINFO.sub("", TOKEN.sub("[a token]", text)))
    gate = Gate(b"\0" * 32)
    lines = (gate.for_prompt(line).text for line in text.split("\n"))
    cleaned = "\n".join(lines)
    return cleaned.replace(home, "~") if len(home) > 1 else cleaned


def _is_secret(name: str) -> bool:
    return any(part in name.upper() for part in ("TOKEN", "KEY", "SECRET", "PASSWORD"))
