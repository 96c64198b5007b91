"""What is handed to JupyterLab: our own options, but for those that somebody gives after ``--``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

ALIASES = {
    "ip": "ServerApp.ip",
    "port": "ServerApp.port",
    "port-retries": "ServerApp.port_retries",
    "notebook-dir": "ServerApp.root_dir",
    "no-browser": "ServerApp.open_browser",
    "allow-root": "ServerApp.allow_root",
}
"""Jupyter's short names for the options that we set; a test holds them against Jupyter's own."""

Options = Mapping[str, str | None]
"""By trait (``ServerApp.ip``); None for a flag."""


def given(extra: Sequence[str]) -> dict[str, str]:
    """The options that are set there, by trait: the last one counts, a flag is an empty text.

    Jupyter takes ``--name=value`` and ``--name value``, in both ways of writing a name.
    """
    found: dict[str, str] = {}
    for word, after in zip_longest(extra, extra[1:], fillvalue=""):
        if not word.startswith("-") or word in ("-", "--"):
            continue
        name, sign, value = word.lstrip("-").partition("=")
        trait = ALIASES.get(name, name)
        found[trait] = value if sign else "" if after.startswith("-") else after
    return found


def together(ours: Options, extra: Sequence[str]) -> list[str]:
    """Jupyter's command line: our options, without those which ``extra`` sets, and ``extra``."""
    return [*_written(ours, given(extra)), *extra]


def _written(ours: Options, instead: Mapping[str, str]) -> Iterator[str]:
    flags = {trait: name for name, trait in ALIASES.items()}
    for trait, value in ours.items():
        if trait in instead:
            continue
        yield f"--{flags[trait]}" if value is None else f"--{trait}={value}"
