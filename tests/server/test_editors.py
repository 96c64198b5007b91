"""Who edits files through this server is seen by it: in live files, and by Jupyter's contents."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from typing import Any

from pycrdt import Doc, Text, create_sync_message, create_update_message, handle_sync_message

from commonground.server.identity.room_frames import adds_text
from tests.live import LiveServer
from tests.server.doors import RoomSocket, ask

WITHIN = 20.0


def git(server: LiveServer, *arguments: str) -> None:
    name = ("-c", "user.name=t", "-c", "user.email=t@t")
    subprocess.run(["git", *name, *arguments], cwd=server.root, check=True, capture_output=True)


def until(found: Callable[[], object], wanted: object) -> None:
    deadline = time.monotonic() + WITHIN
    while (seen := found()) != wanted:
        assert time.monotonic() < deadline, seen
        time.sleep(0.1)


def test_what_is_typed_and_saved_is_its_writers(server: LiveServer) -> None:
    for name in ("typed.py", "saved.py", "gone.py"):
        (server.root / name).write_text("one\ntwo\n")
    git(server, "init", "-q", "-b", "main")
    git(server, "add", "typed.py", "saved.py", "gone.py")
    git(server, "commit", "-qm", "Begin")
    ada, bob, cyd = (server.invite(name) for name in ("Ada Typist", "Bob Saver", "Cyd Onlooker"))

    def claimed() -> dict[str, list[str]]:
        with server.client(ada) as client:
            found = client.work.now()["claims"]
        return {
            one["by"]: sorted(file["path"] for file in one["files"])
            for one in found
            if one["source"] == "tree"
        }

    looking = RoomSocket(server, cyd, "typed.py", "text", "file")
    typing = RoomSocket(server, ada, "typed.py", "text", "file")
    source: Text = typing.doc.get("source", type=Text)
    before = typing.doc.get_state()
    source += "three\n"
    typing.socket.send_binary(create_update_message(typing.doc.get_update(before)))
    written = {"type": "file", "format": "text", "content": "one\nzwei\n"}
    assert ask(server, bob, "PUT", "api/contents/saved.py", written).is_success
    assert ask(server, bob, "DELETE", "api/contents/gone.py").is_success
    until(claimed, {ada.username: ["typed.py"], bob.username: ["gone.py", "saved.py"]})
    for one in (looking, typing):
        one.close()


def test_frames_that_bring_nothing_new_are_nobody_s_writing() -> None:
    ours: Doc[Any] = Doc()
    theirs: Doc[Any] = Doc()
    ours["source"] = Text("all of it")
    asking = create_sync_message(theirs)
    answer = handle_sync_message(asking[1:], ours)
    assert answer is not None
    assert adds_text(answer)
    theirs.apply_update(ours.get_update())
    nothing = handle_sync_message(create_sync_message(theirs)[1:], ours)
    assert nothing is not None
    assert not adds_text(nothing)
    assert not adds_text(asking)
    assert not adds_text(bytes((1, 0)))
    assert adds_text(create_update_message(ours.get_update()))
