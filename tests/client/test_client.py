"""The client: one server, our errors, and a stream that goes on where it broke."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from commonground import errors
from commonground.client.answer_stream import RETRIES
from commonground.client.client import Client
from commonground.core.magic import Magic
from commonground.core.turn import Turn
from commonground.errors import CommonGroundError, NetworkError, NotAttributed, SetupError

from ..kernel.answering import STATUS, Answering, a_turn

ENDED = a_turn("complete", "Cents are exact.")


def client_for(
    handler: Callable[[httpx2.Request], httpx2.Response], **options: Any
) -> tuple[Client, list[float]]:
    slept: list[float] = []
    client = Client(
        "http://127.0.0.1:1/commonground/api",
        transport=httpx2.MockTransport(handler),
        sleep=slept.append,
        **({"token": "alices-token"} | options),
    )
    return client, slept


def lines(*values: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(v, ensure_ascii=False).encode() + b"\n" for v in values)


class Breaking(httpx2.SyncByteStream):
    """A body that breaks off after its pieces."""

    def __init__(
        self, *pieces: bytes, error: type[httpx2.TransportError] = httpx2.ReadError
    ) -> None:
        self._pieces, self._error = pieces, error

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces
        raise self._error("gone")


# What it needs to know


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, "COMMONGROUND_URL"),
        ({"COMMONGROUND_TOKEN": "x"}, "COMMONGROUND_URL"),
        ({"COMMONGROUND_URL": "localhost:8888", "COMMONGROUND_TOKEN": "x"}, "COMMONGROUND_URL"),
        ({"COMMONGROUND_URL": "http://localhost:8888/commonground/api"}, "COMMONGROUND_TOKEN"),
    ],
)
def test_a_missing_setting_is_named_with_the_command_that_gives_it(
    environ: dict[str, str], named: str
) -> None:
    with pytest.raises(SetupError) as caught:
        Client.from_environ(environ)
    assert named in str(caught.value)
    assert "commonground token" in caught.value.remedy


def test_the_kernels_token_goes_before_a_persons(server: Answering) -> None:
    server.on("GET status", (200, STATUS))
    environ = {"COMMONGROUND_URL": server.url, "COMMONGROUND_TOKEN": "alices-token"}
    with Client.from_environ(environ) as client:
        client.status()
    with Client.from_environ(environ | {"COMMONGROUND_KERNEL_TOKEN": "kernels"}) as client:
        assert client.served
        client.status()
    assert [a.authorization for a in server.asked] == ["token alices-token", "Bearer kernels"]


def test_no_token_is_in_the_repr_or_in_an_error() -> None:
    client, _ = client_for(lambda _: httpx2.Response(403), token="secret-of-alice")
    with pytest.raises(SetupError) as caught:
        client.status()
    assert "secret-of-alice" not in repr(client) + str(caught.value)


# Errors


def all_errors(kind: type[CommonGroundError] = CommonGroundError) -> set[type[CommonGroundError]]:
    return {kind}.union(*(all_errors(k) for k in kind.__subclasses__()))


@pytest.mark.parametrize("kind", sorted(all_errors(), key=str))
def test_every_error_of_the_server_arrives_as_what_it_was(kind: type[CommonGroundError]) -> None:
    sent = kind("What happened.", "What to do.")
    client, _ = client_for(lambda _: httpx2.Response(sent.status, json=sent.to_wire()))
    with pytest.raises(kind) as caught:
        client.status()
    assert type(caught.value) is kind
    assert (caught.value.message, caught.value.remedy) == ("What happened.", "What to do.")


def test_the_codes_of_our_errors_differ() -> None:
    kinds = all_errors()
    assert len({k.code for k in kinds}) == len(kinds)
    assert errors.NotAttributed in kinds


@pytest.mark.parametrize(
    ("response", "kind", "hint"),
    [
        (httpx2.Response(403, json={"message": "Forbidden"}), SetupError, "commonground token"),
        (httpx2.Response(302, headers={"Location": "/login"}), SetupError, "commonground token"),
        (httpx2.Response(404, json={"message": "Not Found"}), NetworkError, "COMMONGROUND_URL"),
        (httpx2.Response(200, text="<html>a login page</html>"), NetworkError, "COMMONGROUND_URL"),
        (httpx2.Response(200, json=["a list"]), NetworkError, "COMMONGROUND_URL"),
        (httpx2.Response(500, text="oops"), NetworkError, "log"),
    ],
)
def test_what_is_not_our_servers_answer_is_explained(
    response: httpx2.Response, kind: type[CommonGroundError], hint: str
) -> None:
    client, _ = client_for(lambda _: response)
    with pytest.raises(kind, match=hint):
        client.status()


def test_a_server_that_is_down_is_named_with_how_to_start_one() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    client = Client(f"http://127.0.0.1:{port}/commonground/api", token="x")
    with pytest.raises(NetworkError) as caught:
        client.status()
    assert f"127.0.0.1:{port}" in caught.value.message
    assert "commonground lab" in caught.value.remedy
    assert "commonground token" in caught.value.remedy


def test_a_server_that_stays_silent_is_a_network_error() -> None:
    def silent(_: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("silence")

    client, _ = client_for(silent)
    with pytest.raises(NetworkError, match="in time"):
        client.status()


# Requests


def test_a_magic_is_sent_as_it_stands_and_its_turn_comes_back(server: Answering) -> None:
    turn = a_turn()
    reply = {"kind": "turn", "turn": turn.to_wire(), "asker": "Alice", "insert": False}
    server.on("POST kernel/m-1", (200, reply))
    with Client(server.url, kernel_token="kernels") as client:
        found = client.run_magic("m-1", Magic("ai", True, "--vars", "Why {x}?\n"), {"x": "1"})
    assert (found.turn, found.asker) == (turn, "Alice")
    assert server.asked[0].body == {
        "magic": "ai",
        "cell_magic": True,
        "line": "--vars",
        "body": "Why {x}?\n",
        "vars": {"x": "1"},
    }


def test_a_message_id_can_not_lead_to_another_route() -> None:
    seen: list[bytes] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.url.raw_path)
        return httpx2.Response(200, json={"kind": "text", "text": ""})

    client, _ = client_for(note)
    client.run_magic("../commands?x=", Magic("cg", False, "status"), {})
    assert seen == [b"/commonground/api/kernel/..%2Fcommands%3Fx%3D"]


# Streams


def test_a_stream_gives_its_pieces_and_then_the_turn(server: Answering) -> None:
    server.on(
        "GET turns/t_1/stream",
        lambda: [{"text": "Cents "}, {"text": "are exact."}, {"turn": ENDED.to_wire()}],
    )
    with Client.from_environ() as client:
        assert list(client.stream("t_1")) == ["Cents ", "are exact.", ENDED]


def test_separators_inside_an_answer_do_not_split_it() -> None:
    text = "a\u2028b\x85c\x0cd\x1ce"
    ended = a_turn("complete", text)
    body = lines({"text": text}, {"turn": ended.to_wire()})
    client, _ = client_for(lambda _: httpx2.Response(200, content=body))
    assert list(client.stream("t_1")) == [text, ended]


def test_a_broken_stream_goes_on_where_it_broke() -> None:
    bodies: list[Any] = [
        Breaking(lines({"text": "Cents "}, {"text": "are "}), b'{"text": "half a li'),
        lines({"text": "Cents are ex"}, {"text": "act."}, {"turn": ENDED.to_wire()}),
    ]

    def answer(_: httpx2.Request) -> httpx2.Response:
        body = bodies.pop(0)
        if isinstance(body, bytes):
            return httpx2.Response(200, content=body)
        return httpx2.Response(200, stream=body)

    client, slept = client_for(answer)
    pieces = list(client.stream("t_1"))
    assert pieces == ["Cents ", "are ", "ex", "act.", ENDED]
    assert len(slept) == 1


def test_a_model_that_thinks_for_long_is_waited_for_without_counting_failures() -> None:
    quiet = RETRIES + 3
    done = lines({"text": "Cents are exact."}, {"turn": ENDED.to_wire()})

    def answer(_: httpx2.Request) -> httpx2.Response:
        nonlocal quiet
        quiet -= 1
        if quiet >= 0:
            return httpx2.Response(200, stream=Breaking(error=httpx2.ReadTimeout))
        return httpx2.Response(200, content=done)

    client, slept = client_for(answer)
    assert list(client.stream("t_1")) == ["Cents are exact.", ENDED]
    assert slept == []


@pytest.mark.parametrize("broken", [lambda: Breaking(lines({"text": "C"})), lambda: b""])
def test_a_server_that_stays_away_ends_the_stream_with_an_error(
    broken: Callable[[], Any],
) -> None:
    def answer(_: httpx2.Request) -> httpx2.Response:
        body = broken()
        if isinstance(body, bytes):
            return httpx2.Response(200, content=body)
        return httpx2.Response(200, stream=body)

    client, slept = client_for(answer)
    with pytest.raises(NetworkError) as caught:
        list(client.stream("t_1"))
    assert caught.value.remedy
    assert len(slept) == RETRIES
    assert max(slept) <= 3.0


def test_a_refusal_inside_a_stream_is_the_servers() -> None:
    wire = NotAttributed("This run did not ask that.", "Ask it in a cell.").to_wire()
    client, _ = client_for(lambda _: httpx2.Response(403, json=wire))
    with pytest.raises(NotAttributed, match="did not ask"):
        list(client.stream("t_1", msg_id="m-1"))


def test_a_kernels_stream_and_stop_name_its_message(server: Answering) -> None:
    stopped = a_turn("partial", "Cents", problem="Stopped by Alice.")
    server.on("POST kernel/m-1/turns/t_1/stop", (200, {"turn": stopped.to_wire()}))
    server.on("GET kernel/m-1/turns/t_1/stream", lambda: [{"turn": stopped.to_wire()}])
    with Client(server.url, kernel_token="kernels") as client:
        assert list(client.stream("t_1", msg_id="m-1")) == [stopped]
        assert client.stop("t_1", msg_id="m-1") == stopped


def test_a_turn_read_alone_is_whole(server: Answering) -> None:
    server.on("GET turns/t_1", (200, {"turn": ENDED.to_wire(), "seq": 2}))
    with Client.from_environ() as client:
        found = client.turn("t_1")
    assert isinstance(found, Turn)
    assert found == ENDED
