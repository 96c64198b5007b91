"""Patterns of paths: they match as git's do, and no pattern makes matching long or fail."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pathspec import PathSpec

from commonground.core.path_pattern import matches

MAX_PATH = 1_024
names = st.text("ab[-]", min_size=1, max_size=4)
paths = st.lists(names, min_size=1, max_size=4).map("/".join)
pieces = st.sampled_from([*"ab*?-/!^#", "**/", "/**", "[ab]", "[!a]", "[a-b]", "[]a]", "[", "]"])
globs = st.lists(pieces, min_size=1, max_size=8).map("".join)
HOSTILE = (
    "*?*?*?*?*?*?*?*?*?*?0",
    "*?" * 149 + "0",
    "**/*?*?" * 42 + "0",
    "**/" + "*?/" * 90,
    "**/a" * 75,
    "*[!b]" * 59 + "0",
    "[a-z]*" * 49 + "0",
)


def ignores(pattern: str, path: str) -> bool:
    """Whether that one line ignores the path; False for a bracket that it can't read."""
    try:
        return PathSpec.from_lines("gitignore", [pattern]).match_file(path)
    except re.error:
        return False


@pytest.mark.filterwarnings("ignore:Possible nested set:FutureWarning")
@given(globs, paths)
def test_they_match_as_gitignore_does_with_brackets_as_such_and_as_they_stand(
    glob: str, path: str
) -> None:
    assume("[" not in glob or "/" not in path)  # its brackets have the slash, which git's don't
    plain = f"\\{glob}" if glob.startswith(("#", "!")) else glob
    either = ignores(plain, path) or ignores(plain.replace("[", "\\["), path)
    assert matches(glob, path) is either


@given(st.text("ab*?[]-!^\\/# \n\0\ud800", max_size=12), st.text("ab[]-\\/ \n\ud800", max_size=9))
def test_no_pattern_and_no_path_raises(glob: str, path: str) -> None:
    assert matches(glob, path) in (True, False)


@pytest.mark.parametrize(
    ("glob", "path", "found"),
    [
        ("[z-a]", "m", False),
        ("[z-a]", "[z-a]", True),
        ("app/[user-id]/page.tsx", "app/[user-id]/page.tsx", True),
        ("a\\", "a", False),
        ("src/[^a]/*", "src/b/x", True),
        ("/a[!x]b", "a/b", False),
        ("/[a-c]/**/[!x-z]*/", "b/m/n/y/o/p", True),
        ("/[a-c]/**/[!x-z]*/", "b/x/y/p", False),
        ("/", "a/b", True),
        ("docs/", "docs/", True),
        ("**/", "a", False),
        ("**/", "a/b", True),
    ],
)
def test_what_is_malformed_matches_itself_at_most(glob: str, path: str, found: bool) -> None:
    assert matches(glob, path) is found


def steps(call: Callable[[], Any]) -> int:
    """Lines of code that a call takes."""
    count = 0

    def traced(frame: FrameType, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("glob", HOSTILE)
@pytest.mark.parametrize("path", ["a" * MAX_PATH, "ab/" * (MAX_PATH // 3) + "c", "a/" * 511 + "b"])
def test_no_pattern_takes_more_steps_than_its_parts_times_the_path(glob: str, path: str) -> None:
    parts = len({*glob.split("/")})
    taken = steps(lambda: matches(glob, path))
    assert taken < 20 * (parts + 1) * len(path) + 40 * len(glob)
