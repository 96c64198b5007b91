"""All checks, in order, and what they find: the one list that the doctor goes through."""

from __future__ import annotations

import json
import platform
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

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
TOKEN = re.compile(r"\bcgm?_[A-Za-z0-9_-]+|(?<=token=)[^\s&\"']+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
USERINFO = re.compile(r"(?<=//)[^/@\s]+@")
HOME_ENDS = r"(?![\w-])(?!\.\w)"
"""What follows the name of a home folder: nothing that makes it a longer name."""


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
    """What the machine and its packages are, in texts that may be sent."""
    found = {name: here.packages[name].version for name in SHOWN if name in here.packages}
    told = {
        "commonground": __version__,
        "python": sys.version.split()[0],
        "system": platform.platform(),
        **found,
    }
    return {name: without_secrets(text, here) for name, text in told.items()}


def cleaned(one: Examined, here: Installation) -> Examined:
    """The same in texts that may be sent."""
    found = (
        Diagnosis(d.level, without_secrets(d.said, here), without_secrets(d.remedy, here))
        for d in one.found
    )
    return Examined(one.check, tuple(found))


def without_secrets(text: str, here: Installation) -> str:
    """A text that may be sent: nothing that the gate finds, no token, no name of a home folder.

    It is a text as it was said: one that was put into JSON hides what it holds.
    """
    held = {value for name, value in here.environ.items() if _is_secret(name) and len(value) > 5}
    forms = {form for value in held for form in _forms(value)}
    for form in sorted(forms, key=len, reverse=True):
        text = text.replace(form, "[a secret]")
    text = MAIL.sub("[an address]", USERINFO.sub("", TOKEN.sub("[a token]", text)))
    gate = Gate(b"\0" * 32)
    passed = "\n".join(gate.for_prompt(line).text for line in text.split("\n"))
    home = (here.environ.get("HOME") or str(Path.home())).rstrip("/")
    return re.sub(re.escape(home) + HOME_ENDS, "~", passed) if len(home) > 1 else passed


def _forms(value: str) -> Iterator[str]:
    """How a value may stand in a message: as it is, quoted by Python or JSON, in an address."""
    yield value
    yield repr(value)[1:-1]
    yield json.dumps(value)[1:-1]
    yield quote(value, safe="")


def _is_secret(name: str) -> bool:
    return any(part in name.upper() for part in ("TOKEN", "KEY", "SECRET", "PASSWORD"))
