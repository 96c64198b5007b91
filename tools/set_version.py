"""Set the version in every file that states it: `python tools/set_version.py X.Y.Z`.

`patch`, `next`, `minor` and `major` count on from the present one. jupyter-releaser calls this.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+|\.dev\d+)?")
PLACES = {
    "pyproject.toml": re.compile(r'^(version = ")[^"]+(")$', re.MULTILINE),
    "jupyter_ext/frontend/package.json": re.compile(r'^(  "version": ")[^"]+(",)$', re.MULTILINE),
    "jupyter_ext/frontend/package-lock.json": re.compile(
        r'("name": "jupyter-commonground",\s+"version": ")[^"]+(",)'
    ),
}
"""Where it stands in each file; the lock file has it twice."""


def present(root: Path) -> str:
    """The version that pyproject.toml states."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def counted_on(version: str, spec: str) -> str:
    """The version that a spec means after another one. Raises ValueError for no such spec."""
    if VERSION.fullmatch(spec):
        return spec
    major, minor, patch = (int(part) for part in re.findall(r"\d+", version)[:3])
    final = re.fullmatch(r"\d+\.\d+\.\d+", version) is not None
    match spec:
        case "next" | "patch":
            return f"{major}.{minor}.{patch + 1 if final else patch}"
        case "minor":
            return f"{major}.{minor + 1}.0"
        case "major":
            return f"{major + 1}.0.0"
    raise ValueError(f"{spec!r} is neither a version nor one of next, patch, minor, major.")


def write(root: Path, version: str) -> None:
    """Put the version into every place, or into none. Raises ValueError where one has none."""
    texts = {}
    for name, pattern in PLACES.items():
        text = (root / name).read_text("utf-8")
        texts[name], count = pattern.subn(rf"\g<1>{version}\g<2>", text)
        if count == 0:
            raise ValueError(f"{name} states no version where one was expected.")
    for name, text in texts.items():
        (root / name).write_text(text, "utf-8")


def main() -> int:
    """Set it and print it; exit 2 for what can't be a version."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        version = counted_on(present(ROOT), sys.argv[1])
        write(ROOT, version)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(version)
    return 0


if __name__ == "__main__":
    sys.exit(main())
