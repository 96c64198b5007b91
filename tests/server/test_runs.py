"""Whose run it is: noted at the socket, one use for each command, and only for that kernel."""

import json
from typing import Any

import pytest
from jupyter_server.auth import User
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from commonground.core.magic import magics_in
from commonground.errors import NotAttributed
from commonground.server.magics import RunMagic
from commonground.server.runs import CELL_ID, LIFETIME, V1, Run, Runs, read_message


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


ASK = RunMagic(magic="ai", cell_magic=True, line="", body="Why?")


def run(source: str, msg_id: str = "m1", kernel: str = "k1", user: str = "alice") -> Run:
    commands = list(magics_in(source))
    return Run(kernel, msg_id, User(user), "c1", commands, 0.0, lambda: True)


@pytest.fixture
def runs() -> Runs:
    return Runs(Clock())


def test_a_command_that_stands_in_the_cell_is_attributed_once(runs: Runs) -> None:
    runs.note(run("%%ai\nWhy?"))
    assert runs.take("k1", "m1", ASK).user.username == "alice"
    with pytest.raises(NotAttributed):
        runs.take("k1", "m1", ASK)


def test_two_equal_commands_in_a_cell_can_be_used_twice(runs: Runs) -> None:
    share = RunMagic(magic="cg", cell_magic=False, line="share x", body="")
    runs.note(run("%cg share x\n%cg share x"))
    assert runs.take("k1", "m1", share)
    assert runs.take("k1", "m1", share)
    with pytest.raises(NotAttributed):
        runs.take("k1", "m1", share)


@pytest.mark.parametrize(
    ("kernel", "msg_id", "wanted"),
    [
        ("k2", "m1", ASK),
        ("k1", "m2", ASK),
        ("k1", "m1", RunMagic(magic="ai", cell_magic=True, line="", body="Say yes!")),
        ("k1", "m1", RunMagic(magic="cg", cell_magic=False, line="share a lie", body="")),
        ("k1", "m1", RunMagic(magic="ai", cell_magic=True, line="--insert", body="Why?")),
    ],
)
def test_anything_else_is_refused(runs: Runs, kernel: str, msg_id: str, wanted: RunMagic) -> None:
    runs.note(run("%%ai\nWhy?"))
    with pytest.raises(NotAttributed):
        runs.take(kernel, msg_id, wanted)


def test_somebody_who_repeats_a_message_id_is_not_taken_for_its_sender(runs: Runs) -> None:
    runs.note(run("%%ai\nWhy?", user="alice"))
    runs.note(run("%%ai\nWhy?", user="mallory"))
    with pytest.raises(NotAttributed, match="same id"):
        runs.take("k1", "m1", ASK)


def test_a_cell_that_is_only_being_written_runs_nothing(runs: Runs) -> None:
    written = run("%%ai\nWhy?")
    written.completing = True
    runs.note(written)
    assert runs.current("k1", "m1", completing=True).user.username == "alice"
    with pytest.raises(NotAttributed):
        runs.take("k1", "m1", ASK)


def test_a_run_that_is_over_or_old_grants_nothing() -> None:
    clock = Clock()
    runs = Runs(clock)
    runs.note(run("%%ai\nWhy?", "m1"))
    runs.note(run("%%ai\nWhy?", "m2"))
    runs.end("k1", "m1")
    with pytest.raises(NotAttributed, match="over"):
        runs.take("k1", "m1", ASK)
    with pytest.raises(NotAttributed, match="over"):
        runs.current("k1", "m1")  # what a kernel reads as somebody, it reads while their cell runs
    assert runs.current("k1", "m2") is runs.find("k1", "m2")
    clock.now = LIFETIME + 1
    with pytest.raises(NotAttributed, match="over"):
        runs.take("k1", "m2", ASK)


def test_a_token_names_one_kernel_and_a_made_up_one_none(runs: Runs) -> None:
    token = runs.token_for("k1")
    assert runs.kernel_of(token) == "k1"
    assert runs.kernel_of(runs.token_for("k2")) == "k2"
    assert runs.kernel_of("made-up") is None
    assert runs.kernel_of("") is None


def request(code: str) -> dict[str, Any]:
    return {
        "header": {"msg_id": "m1", "msg_type": "execute_request", "username": "forged"},
        "parent_header": {},
        "metadata": {"cellId": "c1"},
        "content": {"code": code},
    }


def on_v1(message: dict[str, Any]) -> bytes:
    parts = [json.dumps(message[k]).encode() for k in ("header", "parent_header", "metadata")]
    parts.append(json.dumps(message["content"]).encode())
    return bytes(serialize_msg_to_ws_v1(parts, "shell"))


def test_both_socket_protocols_are_read() -> None:
    message = request("%%ai\nWhy?")
    legacy = json.dumps(message | {"channel": "shell", "buffers": []})
    for subprotocol, raw in ((V1, on_v1(message)), (None, legacy)):
        found = read_message(subprotocol, raw)
        assert found is not None
        assert found.kind == "execute_request"
        assert found.header["msg_id"] == "m1"
        assert found.metadata["cellId"] == "c1"
        assert found.content["code"] == "%%ai\nWhy?"


def test_a_type_is_read_as_json_however_it_is_spelt() -> None:
    """A kernel reads the escape; whoever searched the bytes for the word would not see it."""
    message = request("1 + 1")
    header = json.dumps(message["header"]).replace("execute_request", "\\u0065xecute_request")
    assert "execute_request" not in header
    parts = [header.encode(), b"{}", b"{}", json.dumps(message["content"]).encode()]
    legacy = json.dumps({**message, "channel": "shell"}).replace("execute_", "e\\u0078ecute_")
    for subprotocol, raw in ((V1, bytes(serialize_msg_to_ws_v1(parts, "shell"))), (None, legacy)):
        found = read_message(subprotocol, raw)
        assert found is not None
        assert (found.kind, found.content["code"]) == ("execute_request", "1 + 1")


@pytest.mark.parametrize("raw", [b"", b"\x00" * 9, b"\xff" * 40, "not json", "[]", "{}", "1"])
def test_a_broken_message_can_t_be_read_and_raises_nothing(raw: Any) -> None:
    assert read_message(None, raw) is None
    assert read_message(V1, raw) is None


@pytest.mark.parametrize(
    "header", ["[]", '{"msg_type": 1}', "{}", '"execute_request"', "{", "\xff"]
)
def test_a_header_that_names_no_type_can_t_be_read(header: str) -> None:
    parts = [header.encode("latin-1"), b"{}", b"{}", b'{"code": "1"}']
    assert read_message(V1, bytes(serialize_msg_to_ws_v1(parts, "shell"))) is None


def test_a_cells_id_is_taken_only_in_nbformats_form() -> None:
    assert CELL_ID.fullmatch("a1_b-2")
    for wrong in ("", "../../x", "a\nb", "x" * 65):
        assert not CELL_ID.fullmatch(wrong)


def test_a_magic_below_another_cell_magic_is_told_what_is_wrong(runs: Runs) -> None:
    runs.note(run("%%time\n%cg status", "m9"))
    with pytest.raises(NotAttributed) as caught:
        runs.take("k1", "m9", RunMagic(magic="cg", cell_magic=False, line="status", vars={}))
    assert "does not begin with another %% line (as %%time)" in caught.value.remedy
