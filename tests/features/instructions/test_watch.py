"""Watching: each file's line once, until it changes; a server that stays away is said."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from commonground.errors import NetworkError
from commonground.features.instructions.rules import TeamContext
from commonground.features.instructions.state import FileState
from commonground.features.instructions.watch import watch_folder


def test_each_change_is_said_once() -> None:
    ended = threading.Event()
    looks: Iterator[list[FileState]] = iter(
        [
            [FileState("AGENTS.md", "level", wrote=True)],
            [FileState("AGENTS.md", "level")],
            [FileState("AGENTS.md", "level")],
            [FileState("AGENTS.md", "edited")],
        ]
    )
    asked = 0

    def ask() -> TeamContext:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise NetworkError("Nobody answers.", "")
        if asked == 5:
            ended.set()
        return TeamContext(())

    said = list(watch_folder(ask, lambda _: next(looks), every=0.001, ended=ended))
    assert said == [
        "AGENTS.md: written, 0 entries",
        "Nobody answers. It is asked again every 0.001 s.",
        "AGENTS.md: level, 0 entries",
        "AGENTS.md: edited by hand. Tell the team: commonground files import",
    ]
