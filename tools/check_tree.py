"""Refuse what must not be in the tree: a registry's address, a path of one machine, a live key.

Whoever clones this has their own mirror and their own home, and a code host refuses a push that
holds anything in the shape of a key. The shapes are those of the gate (``rules.toml``), the ones
that need no further proof. Say which line is meant to be there with `check-tree: allow` on it; for
a key there is no such excuse: write it in pieces, as ``tests/data/gate`` does.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "jupyter_ext" / "commonground" / "gate" / "rules.toml"
ALLOWED = "check-tree: allow"

TOP_LEVEL = frozenset(
    [
        ".ci",
        ".editorconfig",
        ".github",
        ".gitignore",
        ".pre-commit-config.yaml",
        ".pre-commit-hooks.yaml",
        "AGENTS.md",
        "CHANGELOG.md",
        "CODE_OF_CONDUCT.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "SECURITY.md",
        "binder",
        "docs",
        "jupyter_ext",
        "notebooks",
        "pyproject.toml",
        "requirements",
        "tests",
        "tools",
    ]
)
"""Everything that may stand at the top. Whoever adds a name here says so in CONTRIBUTING.md."""

EVERYWHERE = {
    "a package registry's address": re.compile(
        r"\bregistry\.[a-z]+(\.[a-z]+)*\.[a-z]{2,}\b|\bpypi\.[a-z]+\b|\bpythonhosted\.|"
        # Names that lead nowhere, as tests use them, are nobody's registry.
        r"https?://(?!127\.0\.0\.1|localhost|[\w.-]+\.(?:example|invalid|test)\b)[^\s\"']+/simple\b"
    ),
    "a path of one machine": re.compile(
        r"(?<![\w.~$}-])/(root|work|home/\w+|Users/\w+|opt/\w+)/|\b[A-Z]:\\+Users\\"
    ),
}
IN_REQUIREMENTS = {
    "an address or a local path among the pins": re.compile(
        r"://|^(--?[a-z]*-?index|--find-links|-f\b)| @ "
    ),
}


@dataclass(frozen=True)
class Shape:
    """What one provider's keys look like, from the gate's own list."""

    label: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]

    def places(self, text: str) -> Iterator[int]:
        """Where such a key begins, by its offset in the text."""
        for match in self.pattern.finditer(text):
            value = match["value"] if "value" in self.pattern.groupindex else match[0]
            if len(set(value[4:])) > 4:  # `glpat-xxxxxxxx` only stands for one
                yield match.start()


@cache
def key_shapes() -> tuple[Shape, ...]:
    """The gate's rules that are sure by the shape alone: those without a `check`."""
    return tuple(
        Shape(
            rule["label"],
            tuple(rule["anchors"]),
            re.compile(rf"(?<![A-Za-z0-9])(?:{rule['pattern']})"),
        )
        for rule in tomllib.loads(RULES.read_text("utf-8"))["rule"]
        if "check" not in rule
    )


def tracked_files(root: Path) -> list[Path]:
    """Those in git and those about to be."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout
    return [root / name for name in sorted(set(listing.decode().split("\0"))) if name]


def unknown_names(files: list[Path], root: Path) -> list[str]:
    """The names at the top that are not in the list."""
    names = {path.relative_to(root).parts[0] for path in files}
    return [
        f"{name}: not a name that stands at the top; move it, or add it to TOP_LEVEL"
        for name in sorted(names - TOP_LEVEL)
    ]


def addresses(where: str, text: str) -> list[str]:
    """Lines that name a registry or a machine."""
    patterns = {**EVERYWHERE, **(IN_REQUIREMENTS if where.startswith("requirements/") else {})}
    return [
        f"{where}:{number}: {what}: {match.group().strip()}"
        for number, line in enumerate(text.splitlines(), start=1)
        if ALLOWED not in line
        for what, pattern in patterns.items()
        if (match := pattern.search(line))
    ]


def live_keys(where: str, text: str) -> list[str]:
    """Lines that hold what looks like a key, without the key itself."""
    lowered = text.lower()
    return [
        f"{where}:{text.count(chr(10), 0, place) + 1}: what looks like a live key: {shape.label}"
        for shape in key_shapes()
        if any(anchor in lowered for anchor in shape.anchors)
        for place in shape.places(text)
    ]


def recorded_hosts(where: str, text: str) -> list[str]:
    """Packages of a npm lock file that record where they came from."""
    return [
        f"{where}: `{name}` records where it was downloaded from (`resolved`); set "
        "`omit-lockfile-registry-resolved=true` for npm and write the lock file again"
        for name, package in json.loads(text).get("packages", {}).items()
        if "resolved" in package and not package.get("link")
    ]


def problems_in(path: Path, root: Path) -> list[str]:
    """One line for each thing found in a file, as `file:line: what it is`."""
    where = path.relative_to(root).as_posix()
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return []  # a picture
    found = addresses(where, text) + live_keys(where, text)
    return found + (recorded_hosts(where, text) if path.name == "package-lock.json" else [])


def check(root: Path, named: list[Path]) -> tuple[int, list[str]]:
    """How many files were read, those named or all of them, and what was found in them."""
    files = [path for path in named or tracked_files(root) if path.is_file()]
    readable = [path for path in files if not path.is_symlink()]
    found = [problem for path in readable for problem in problems_in(path, root)]
    return len(readable), unknown_names(files, root) + found


def main() -> int:
    """Check the files named, or all of them; exit 1 when something was found."""
    count, found = check(ROOT, [Path(name).resolve() for name in sys.argv[1:]])
    print("\n".join(found) or f"{count} files name no registry, no one's machine and no key.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
