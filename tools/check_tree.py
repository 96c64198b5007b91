"""Refuse what must not be in a tracked file: a registry's address, or a path of one machine.

Whoever clones this has their own mirror and their own home. Say which line is meant to be there
with `check-tree: allow` on it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = "check-tree: allow"

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


def tracked_files() -> list[Path]:
    """Those in git and those about to be."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout
    return [ROOT / name for name in sorted(set(listing.decode().split("\0"))) if name]


def problems_in(path: Path) -> list[str]:
    """One line for each thing found, as `file:line: what it is`."""
    where = path.relative_to(ROOT).as_posix()
    try:
        text = path.read_text()
    except UnicodeDecodeError:
        return []  # a picture
    patterns = {**EVERYWHERE, **(IN_REQUIREMENTS if where.startswith("requirements/") else {})}
    found = [
        f"{where}:{number}: {what}: {match.group().strip()}"
        for number, line in enumerate(text.splitlines(), start=1)
        if ALLOWED not in line
        for what, pattern in patterns.items()
        if (match := pattern.search(line))
    ]
    if path.name == "package-lock.json":
        found += [
            f"{where}: `{name}` records where it was downloaded from (`resolved`); set "
            "`omit-lockfile-registry-resolved=true` for npm and write the lock file again"
            for name, package in json.loads(text).get("packages", {}).items()
            if "resolved" in package and not package.get("link")
        ]
    return found


def main() -> int:
    """Check the files named, or all of them; exit 1 when something was found."""
    named = [Path(name).resolve() for name in sys.argv[1:]]
    files = [path for path in named or tracked_files() if path.is_file() and not path.is_symlink()]
    found = [problem for path in files for problem in problems_in(path)]
    print("\n".join(found) or f"{len(files)} files name no registry and no one's machine.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
