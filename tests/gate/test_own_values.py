"""The team's own secret values: where they are read, when they are read again, what is kept."""

from __future__ import annotations

import gc
import os
import threading
from pathlib import Path
from typing import Any

import pytest

from commonground.gate.dotenv import assigned, in_json
from commonground.gate.gate import Gate
from commonground.gate.own_values import LOOK_AGAIN, OwnValues

KEY = b"k" * 32
WORD = "blauer-" + "elefant-17"
OTHER = "kornblume" + "-99-x"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def stopped(own: OwnValues, value: str) -> bool:
    return Gate(KEY, own=own()).check(f"it opens with {value} today").outcome == "quarantine"


def write(path: Path, text: str) -> Path:
    """A new state of the file, whatever the resolution of its times."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "line",
    [
        "API_TOKEN={}", "export API_TOKEN={}", 'API_TOKEN="{}"', "API_TOKEN='{}'  # the new one",
        "API_TOKEN = {} # the new one", "  API_TOKEN: {}", "A=1\r\nAPI_TOKEN={}\r\nB=2",
        "# a comment\n\nAPI_TOKEN=`{}`", 'OTHER="two\nlines"\nAPI_TOKEN={}',
    ],
)  # fmt: skip
def test_a_value_is_read_from_every_dialect_of_env_files(line: str) -> None:
    assert ("API_TOKEN", WORD) in list(assigned(line.format(WORD)))


def test_json_is_read_at_any_depth_and_broken_json_is_none() -> None:
    assert list(in_json('{"db": {"passwords": ["a", {"x": "b"}]}, "n": 1}')) == [
        ("passwords", "a"), ("x", "b"),
    ]  # fmt: skip
    assert list(in_json("[" * 100_000)) == []


def test_the_environment_and_env_files_below_the_root_count(tmp_path: Path) -> None:
    write(tmp_path / "services" / "api" / ".env.local", f"DB_PASSWORD={OTHER}")
    write(tmp_path / ".env.example", "DB_PASSWORD=put-yours-here-77")
    own = OwnValues(KEY, {"API_TOKEN": WORD, "EDITOR": "some-plain-editor"}, tmp_path)
    assert stopped(own, WORD)
    assert stopped(own, OTHER)
    assert not stopped(own, "some-plain-editor")
    assert not stopped(own, "put-yours-here-77")


def test_a_changed_file_counts_at_once_and_a_new_one_soon(tmp_path: Path) -> None:
    clock = Clock()
    env = write(tmp_path / "api" / ".env", f"DB_PASSWORD={OTHER}")
    own = OwnValues(KEY, {}, tmp_path, clock=clock)
    assert stopped(own, OTHER)
    assert not stopped(own, WORD)
    write(env, f"DB_PASSWORD={WORD}\n")
    assert stopped(own, WORD)
    assert not stopped(own, OTHER)
    write(tmp_path / "web" / ".env", f"DB_PASSWORD={OTHER}")
    clock.now += LOOK_AGAIN
    assert stopped(own, OTHER)
    env.unlink()
    assert not stopped(own, WORD)


def test_the_roots_own_file_counts_as_soon_as_it_is_there(tmp_path: Path) -> None:
    own = OwnValues(KEY, {}, tmp_path, clock=Clock())
    assert not stopped(own, WORD)
    write(tmp_path / ".env", f"DB_PASSWORD={WORD}")
    assert stopped(own, WORD)


def test_what_a_hub_mounts_is_read_from_files_and_folders(tmp_path: Path) -> None:
    mounted = tmp_path / "mounted"
    write(mounted / "db-password", WORD + "\n")
    one = write(tmp_path / "secrets.json", f'{{"db": {{"password": "{OTHER}"}}}}')
    own = OwnValues(KEY, {}, None, [mounted, one, tmp_path / "missing"])
    assert stopped(own, WORD)
    assert stopped(own, OTHER)


def test_nothing_changes_for_the_gate_while_no_file_does(tmp_path: Path) -> None:
    write(tmp_path / ".env", f"DB_PASSWORD={WORD}")
    own = OwnValues(KEY, {}, tmp_path)
    assert own() is own()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_that_is_called_env_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".env")
    own = OwnValues(KEY, {"API_TOKEN": WORD}, tmp_path)
    waiting = threading.Thread(target=own, daemon=True)
    waiting.start()
    waiting.join(20)
    assert not waiting.is_alive()
    assert stopped(own, WORD)


def test_no_value_is_kept(tmp_path: Path) -> None:
    """Everything that can be reached from it is searched; a control value shows that this works."""
    write(tmp_path / ".env", f"DB_PASSWORD={OTHER}")
    own = OwnValues(KEY, {"API_TOKEN": WORD}, tmp_path / "", [tmp_path / "a-path-to-find"])
    own()
    found = _texts_within(own)
    assert any("a-path-to-find" in text for text in found)
    assert not [text for text in found if WORD in text or OTHER in text]


def _texts_within(root: object) -> list[str]:
    seen: set[int] = set()
    waiting: list[Any] = [vars(root)]
    texts: list[str] = []
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, type) or callable(one):
            continue
        seen.add(id(one))
        if isinstance(one, str | bytes | Path):
            texts.append(one.decode("latin-1") if isinstance(one, bytes) else str(one))
        else:
            waiting += gc.get_referents(one)
    return texts
