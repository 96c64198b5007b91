"""Refuse pins that have fallen behind what they are compiled from: `make lock` brings them level.

It compares names and version ranges, with no look at the network; the embedded model's versions
are also what `commonground model install` fetches.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"


def pinned(name: str) -> dict[str, str]:
    """Version by package in one of the compiled files."""
    lines = (REQUIREMENTS / f"{name}.txt").read_text().splitlines()
    pins = (line.split(";")[0].strip(" \\").split("==") for line in lines if "==" in line)
    return {canonicalize_name(pin[0]): pin[1].strip() for pin in pins if pin[0][0].isalnum()}


def asked(name: str) -> list[str]:
    """The lines of one of the `.in` files."""
    lines = (REQUIREMENTS / f"{name}.in").read_text().splitlines()
    return [line for line in (line.split("#")[0].strip() for line in lines) if line]


def unmet(requirements: list[str], name: str) -> list[str]:
    """What a compiled file lacks, or holds in a version that isn't asked for any more."""
    pins = pinned(name)
    found = []
    for requirement in map(Requirement, requirements):
        version = pins.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            found.append(f"requirements/{name}.txt has {version or 'no version'} for {requirement}")
    return found


def main() -> int:
    """Exit 1 and name each pin that is missing or outside its range."""
    described = tomllib.loads((ROOT / "pyproject.toml").read_text())
    project, extras = described["project"], described["project"]["optional-dependencies"]
    runtime = project["dependencies"] + asked("base")
    build = described["build-system"]["requires"] + asked("build")
    found = [
        *unmet(runtime, "base"),
        *unmet(runtime + extras["test"], "test"),
        *unmet(runtime + extras["test"] + extras["dev"] + build, "dev"),
        *unmet(build, "build"),
        *unmet(asked("docs"), "docs"),
        *unmet(asked("model"), "model"),
        *unmet(asked("uv"), "uv"),
    ]
    widest = pinned("dev")
    found += [
        f"requirements/{name}.txt has {package} {version}, dev.txt has {widest.get(package)}"
        for name in ("base", "test", "build")
        for package, version in pinned(name).items()
        if widest.get(package) != version
    ]
    fetched = (ROOT / "jupyter_ext" / "commonground" / "ai" / "install.py").read_text()
    found += [
        f"`commonground model install` fetches another {package} than {version}"
        for package, version in pinned("model").items()
        if f'"{version}"' not in fetched
    ]
    if found:
        print("\n".join(found), "Run `make lock` and commit what it writes.", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
