"""The version stands in several files, and all of them are set together."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tools.set_version import PLACES, ROOT, counted_on, present, write


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that state a version, as they are."""
    for name in PLACES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_all_files_state_the_version_that_was_set_and_change_nowhere_else(clone: Path) -> None:
    write(clone, "7.8.9")
    assert present(clone) == "7.8.9"
    for name in ("package.json", "package-lock.json"):
        path = Path("jupyter_ext/frontend") / name
        before = json.loads((ROOT / path).read_text())
        after = json.loads((clone / path).read_text())
        assert _without_version(after, "7.8.9") == _without_version(before, present(ROOT))


def _without_version(package: dict[str, Any], expected: str) -> dict[str, Any]:
    """What is left of it, and of what a lock file says of it, when the version is taken out."""
    for place in (package, package.get("packages", {}).get("", package)):
        assert place.pop("version", expected) == expected
    return package


def test_where_one_file_has_no_version_none_is_changed(clone: Path) -> None:
    before = (clone / "pyproject.toml").read_text()
    (clone / "jupyter_ext" / "frontend" / "package.json").write_text("{}")
    with pytest.raises(ValueError, match=r"package\.json states no version"):
        write(clone, "7.8.9")
    assert (clone / "pyproject.toml").read_text() == before


@pytest.mark.parametrize(
    ("version", "spec", "expected"),
    [
        ("0.1.0", "next", "0.1.1"),
        ("0.1.9", "patch", "0.1.10"),
        ("0.2.0rc1", "patch", "0.2.0"),
        ("0.1.7", "minor", "0.2.0"),
        ("0.1.7", "major", "1.0.0"),
        ("0.1.7", "0.2.0rc1", "0.2.0rc1"),
    ],
)
def test_a_spec_counts_on_from_the_present_version(version: str, spec: str, expected: str) -> None:
    assert counted_on(version, spec) == expected


def test_what_is_no_version_is_refused() -> None:
    with pytest.raises(ValueError, match="neither a version nor"):
        counted_on("0.1.0", "latest")
