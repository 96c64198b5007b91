"""What a client can't do: be somebody else, do more than its token says, or open another door."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import httpx
import pytest
import websocket
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonground.config import CONTEXT_DB, IDENTITY_DB
from commonground.core.role import Role
from commonground.server.identity.links import LinkBook
from commonground.server.identity.tokens import DAY, TokenBook
from commonground.store import ledger
from commonground.store.copies import reading
from tests.effort import examples
from tests.live import PLAIN, LiveServer, Person
from tests.mcp.clients import PlainClient, address, made, plainly, secret
from tests.server.doors import AT_ONCE, ask, notebook, socket_of
from tests.server.state import on_disk, state
from tests.server.test_doors import READS, SHARED_SETTINGS, WRITES

KEY = "AKIA" + "QYLPMN5HHHFPZAM2"
CANARY = "zilpzalpofaclient"


def text(result: dict[str, Any]) -> str:
    return "\n".join(block["text"] for block in result["content"])


def error(result: dict[str, Any]) -> dict[str, Any]:
    assert result["isError"] is True, result
    return dict(result["structuredContent"]["error"])


def initialize(server: LiveServer, headers: dict[str, str], **more: Any) -> httpx.Response:
    params = {"protocolVersion": "2025-06-18", "capabilities": {},
              "clientInfo": {"name": "x", "version": "1"}}  # fmt: skip
    body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}
    accept = {"Accept": "application/json, text/event-stream"}
    return httpx.post(
        address(server), json=body, headers=accept | headers, trust_env=False, verify=PLAIN,
        timeout=60, **more,
    )  # fmt: skip


# Who one is


def test_a_session_is_of_the_token_that_opened_it(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    with (
        plainly(server, secret(server, ada)) as adas,
        plainly(server, secret(server, grace)) as hers,
    ):
        own = hers.session
        hers.session = adas.session
        stolen = hers.post({"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}})
        assert stolen.status_code == 404
        assert hers.end() == 404
        second = PlainClient(server, secret(server, ada, client="another"))
        second.session = adas.session  # of the same member, and still another token's
        assert second.post({"jsonrpc": "2.0", "id": 1, "method": "ping"}).status_code == 404
        hers.session = own
        assert "result" in adas.ask("tools/list")
        assert "result" in hers.ask("tools/list")


def test_what_a_client_sends_is_its_members(server: LiveServer, ada: Person, grace: Person) -> None:
    token = secret(server, ada, client="claude-code")
    with plainly(server, token) as client:
        forged = client.ask(
            "tools/call",
            name="propose_entry",
            arguments={"kind": "knowledge", "title": "Written by whom?"},
            _meta={"user": grace.username, "caller": grace.username},
        )["result"]
        extra = client.call("propose_entry", kind="knowledge", title="x", author=grace.username)
    assert error(extra)["code"] == "invalid_command"
    with reading(server.data / CONTEXT_DB) as db:
        events = [row.to_wire() for row in ledger.chain(db)]
    mine = [one for one in events if one["entry"] == forged["structuredContent"]["id"]]
    assert [(e["actor"], e["source"]) for e in mine] == [(ada.username, "mcp:claude-code")]


def test_a_clients_word_is_no_owners(server: LiveServer, grace: Person) -> None:
    with plainly(server, secret(server, grace)) as client:
        done = client.call("propose_entry", kind="convention", title="We deploy on Fridays")
        assert done["structuredContent"]["status"] == "proposed"
        named = {tool["name"] for tool in client.ask("tools/list")["result"]["tools"]}
        assert not named & {"accept", "reject", "set", "retire"}


@pytest.mark.parametrize("role", ["reader"])
def test_a_readers_client_only_reads(server: LiveServer, role: Role) -> None:
    who = server.invite("Rita Reader", role)
    with plainly(server, secret(server, who)) as client:
        refused = error(client.call("propose_entry", kind="knowledge", title="By a reader"))
        assert refused["code"] == "not_allowed"
        assert refused["retry"] is False
        assert client.call("search_context", query="anything").get("isError") is not True


# Tokens


@pytest.mark.parametrize("era", ["2025-06-18", "2026-07-28"])
def test_no_token_but_a_clients_opens_it(server: LiveServer, ada: Person, era: str) -> None:
    version = {"MCP-Protocol-Version": era}
    good = secret(server, ada)
    for headers in (
        {},
        {"Authorization": "Bearer cgm_" + "x" * 43},
        {"Authorization": f"Bearer {ada.token}"},  # her own link
        {"Authorization": f"token {good}"},
        {"Authorization": f"Basic {good}"},
        {"Cookie": f"token={good}"},
    ):
        found = initialize(server, {**version, **headers})
        assert found.status_code == 401, headers
        assert found.headers["WWW-Authenticate"].startswith("Bearer")
        assert "commonground mcp token new" in found.text
    assert initialize(server, version, params={"token": good}).status_code == 401


def test_a_token_ends(server: LiveServer, ada: Person) -> None:
    book = LinkBook(server.data / IDENTITY_DB)
    long_ago = TokenBook(book, clock=lambda: int(time.time() * 1000) - 2 * DAY)
    ended = long_ago.new(ada.username, "old", ["read"], days=1).secret
    book.close()
    assert initialize(server, {"Authorization": f"Bearer {ended}"}).status_code == 401


@pytest.mark.parametrize("how", ["token", "person"])
def test_a_revoked_token_ends_what_is_open_at_once(server: LiveServer, how: str) -> None:
    who = server.invite(f"Somebody {how}", "contributor", username=f"somebody-{how}")
    new = made(server, who)
    with plainly(server, new["secret"]) as client:
        ended = threading.Event()
        opened = threading.Event()

        def follow() -> None:
            headers = {"Mcp-Session-Id": client.session or "", "Accept": "text/event-stream"}
            try:
                with client.http.stream("GET", client.url, headers=headers) as stream:
                    assert stream.status_code == 200
                    opened.set()
                    for _ in stream.iter_bytes():
                        pass
            except httpx.TransportError:
                pass
            ended.set()

        thread = threading.Thread(target=follow)
        thread.start()
        assert opened.wait(30)
        began = time.monotonic()
        if how == "token":
            server.ask(who, "POST", f"mcp/tokens/{new['token']['id']}/revoke")
        else:
            server.revoke(who)
        assert ended.wait(10 * AT_ONCE)
        assert time.monotonic() - began < 3 * AT_ONCE  # a loaded machine looks later
        thread.join()
        assert client.post({"jsonrpc": "2.0", "id": 9, "method": "ping"}).status_code == 401


def test_nobody_sees_or_ends_somebody_elses_token(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    new = made(server, ada)
    hers = server.ask(grace, "GET", "mcp/tokens")["tokens"]
    assert new["token"]["id"] not in {one["id"] for one in hers}
    path = f"commonground/api/mcp/tokens/{new['token']['id']}/revoke"
    assert ask(server, grace, "POST", path).status_code == 404
    assert initialize(server, {"Authorization": f"Bearer {new['secret']}"}).status_code == 200
    assert new["secret"] not in json.dumps(server.ask(ada, "GET", "mcp/tokens"))


def test_a_clients_token_opens_no_other_door(server: LiveServer, ada: Person) -> None:
    path = notebook(server, "As it was")
    token = Person(ada.display_name, ada.username, ada.role, secret(server, ada))
    before, files = state(server), on_disk(server)
    doors: list[tuple[str, str, Any]] = [("GET", one, None) for one in READS]
    doors += [(m, p.format(kernel="x", terminal="x"), b) for m, p, b in (*WRITES, *SHARED_SETTINGS)]
    doors += [
        ("GET", "commonground/api/mcp/tokens", None),
        ("POST", "commonground/api/mcp/tokens", {"client": "x", "scopes": ["private"]}),
        ("POST", "commonground/api/commands", {"command": "add", "kind": "work", "title": "x"}),
        ("POST", "commonground/api/verbs", {"verb": "context"}),
        ("POST", "commonground/api/turns", {"question": "x", "visibility": "private"}),
        ("POST", "commonground/api/links", {"act": "give", "name": "x"}),
        ("POST", "commonground/api/invitations", {"name": "x", "role": "owner"}),
        ("GET", f"api/contents/{path}", None),
        ("PUT", f"api/collaboration/session/{path}", {"format": "json", "type": "notebook"}),
        ("GET", "metrics", None),
    ]
    opened = [d for d in doors if _is_open(ask(server, token, *d))]
    assert opened == []
    for scheme in ("token", "Bearer"):
        headers = {"Authorization": f"{scheme} {token.token}"}
        found = httpx.get(
            f"{server.api}/status?token={token.token}", headers=headers, trust_env=False,
            verify=PLAIN,
        )  # fmt: skip
        assert found.status_code == 403
    nobody = Person("Nobody", "nobody", "reader", "no-token")
    for socket in ("commonground/api/feed", "api/collaboration/room/json:notebook:x",
                   "api/kernels/x/channels", "terminals/websocket/1",
                   "api/events/subscribe", "lsp/ws/pylsp"):  # fmt: skip
        assert _refusal(server, token, socket) == _refusal(server, nobody, socket), socket
    assert (state(server), on_disk(server)) == (before, files)


def _refusal(server: LiveServer, who: Person, socket: str) -> int:
    """The status by which a socket is refused; it fails where it is not."""
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        socket_of(server, who, socket)
    return refused.value.status_code


def _is_open(found: httpx.Response) -> bool:
    login = found.status_code == 302 and "/login" in found.headers["Location"]
    return not (login or found.status_code in (401, 403))


def test_a_client_with_a_cookie_beside_it_is_still_no_browser(
    server: LiveServer, ada: Person
) -> None:
    with httpx.Client(trust_env=False, verify=PLAIN) as browser:
        browser.get(f"{server.url}lab?token={ada.token}", follow_redirects=True)
        assert browser.get(f"{server.api}/status").status_code == 200
        headers = {"Authorization": f"token {secret(server, ada)}"}
        assert browser.get(f"{server.api}/status", headers=headers).status_code == 403
        assert browser.post(address(server), json={}).status_code == 401


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}])
def test_another_sites_page_gets_nothing(
    server: LiveServer, ada: Person, headers: dict[str, str]
) -> None:
    own = {"Authorization": f"Bearer {secret(server, ada)}"}
    assert initialize(server, own | headers).status_code == 403


# Scopes


def test_a_token_does_what_its_scopes_say_and_no_more(server: LiveServer, ada: Person) -> None:
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        "read": ("search_context", {"query": "anything"}),
        "propose": ("propose_entry", {"kind": "knowledge", "title": "By scope"}),
        "message": ("announce", {"to": ["@all"], "title": "By scope"}),
        "private": ("keep_note", {"title": "By scope"}),
    }
    for scope in calls:
        with plainly(server, secret(server, ada, scope)) as client:
            listed = {tool["name"] for tool in client.ask("tools/list")["result"]["tools"]}
            for other, (name, arguments) in calls.items():
                result = client.call(name, **arguments)
                assert (name in listed) is (scope == other)
                if scope == other:
                    assert result.get("isError") is not True, result
                else:
                    refused = error(result)
                    assert refused["code"] == "not_allowed"
                    assert f"scope {other}" in text(result)
            if scope != "read":
                assert (
                    client.ask("resources/list")["result"]["resources"] == [] or scope == "private"
                )
                assert "error" in client.ask("resources/read", uri="commonground://epoch")
                assert "error" in client.ask("prompts/get", name="handoff")


def test_nobody_makes_a_token_with_more_than_there_is(server: LiveServer, ada: Person) -> None:
    for wrong in (
        {"client": "x", "scopes": ["admin"]},
        {"client": "x", "scopes": []},
        {"client": "x", "scopes": ["read"], "days": 100_000},
        {"client": "../x", "scopes": ["read"]},
        {"client": "x", "scopes": ["read"], "username": "grace-hopper"},
    ):
        assert ask(server, ada, "POST", "commonground/api/mcp/tokens", wrong).status_code == 400


def test_private_notes_leave_with_their_members_scope_alone(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    with plainly(server, secret(server, ada, "private")) as client:
        kept = client.call("keep_note", title=f"Mine: {CANARY}", body=CANARY)
        note = kept["structuredContent"]["id"]
        assert CANARY in text(client.call("read_notes"))
        assert CANARY in json.dumps(client.ask("resources/list"))
    without = secret(server, ada, "read,propose,message")
    for token in (without, secret(server, grace)):
        with plainly(server, token) as client:
            seen = [client.ask(f"{what}/list") for what in ("resources", "tools", "prompts")]
            seen += [client.ask("prompts/get", name=name) for name in ("handoff", "review")]
            for prefix in ("note", "entry", "thread", "message"):
                uri = f"commonground://{prefix}/{note}"
                seen.append(client.ask("resources/read", uri=uri))
                seen.append(client.ask("resources/subscribe", uri=uri))
            for name, arguments in (
                ("read_notes", {}),
                ("read_entry", {"entry": note}),
                ("search_context", {"query": CANARY}),
                ("who_is_working_on", {"subject": CANARY}),
                ("read_handoff", {"of": "today"}),
                ("read_inbox", {}),
                ("read_message", {"message": note}),
                ("search_code", {"text": CANARY}),
            ):
                asked = json.dumps(client.ask("tools/call", name=name, arguments=arguments))
                seen.append({name: asked.replace(json.dumps(arguments), "")})
            assert CANARY not in json.dumps(seen)


# What is sent


def test_a_secret_is_kept_back_and_said_not_to_be_sent_again(
    server: LiveServer, ada: Person
) -> None:
    with plainly(server, secret(server, ada, "read,propose,message")) as client:
        for name, arguments in (
            ("propose_entry", {"kind": "knowledge", "title": "How", "body": f"Use {KEY}"}),
            ("announce", {"to": ["@all"], "title": "Note", "body": f"Use {KEY}"}),
        ):
            result = client.call(name, **arguments)
            assert error(result)["code"] == "quarantined"
            assert error(result)["retry"] is False
            assert KEY not in json.dumps(result)
        assert KEY not in text(client.call("search_context", query="use"))


def test_what_is_too_large_or_too_deep_is_refused_unread(server: LiveServer, ada: Person) -> None:
    with plainly(server, secret(server, ada)) as client:
        large = client.post(b'{"jsonrpc": "2.0", "id": 1, "method": "' + b"x" * 2_000_000 + b'"}')
        assert large.status_code == 413
        deep = client.post(b'{"jsonrpc":"2.0","id":1,"method":"x","params":' + b"[" * 100_000)
        assert deep.status_code == 400
        nested: Any = "x"
        for _ in range(12):
            nested = {"a": nested}
        assert error(client.call("search_context", query=nested))["code"] == "invalid_command"
        assert "result" in client.ask("ping")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3)
    ),
    max_leaves=12,
)
METHODS = st.sampled_from(
    ["initialize", "ping", "tools/list", "tools/call", "resources/list", "resources/read",
     "resources/subscribe", "resources/templates/list", "prompts/list", "prompts/get",
     "server/discover", "notifications/cancelled", "completion/complete", "logging/setLevel"]
)  # fmt: skip
MESSAGES = st.one_of(
    st.binary(max_size=200),
    JSON.map(lambda value: json.dumps(value).encode()),
    st.builds(
        lambda method, params, id: json.dumps(
            {"jsonrpc": "2.0", "id": id, "method": method, "params": params}
        ).encode(),
        METHODS,
        JSON
        | st.fixed_dictionaries(
            {"name": st.sampled_from(["read_entry", "search_context", "take_over", "x"])},
            optional={"arguments": JSON, "_meta": JSON},
        )
        | st.fixed_dictionaries({"uri": st.text(max_size=60)}),
        st.integers(1, 9) | st.text(max_size=5) | st.none(),
    ),
)


@given(body=MESSAGES, version=st.sampled_from([None, "2025-06-18", "2026-07-28", "9999-01-01"]))
@settings(
    max_examples=examples(60), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_no_message_does_harm(
    server: LiveServer, fuzzed: PlainClient, body: bytes, version: str | None
) -> None:
    headers = {} if version is None else {"MCP-Protocol-Version": version}
    found = fuzzed.post(body, **headers)
    assert found.status_code < 500, (body, found.text)
    assert "Traceback" not in found.text


@pytest.fixture(scope="module")
def fuzzed(server: LiveServer, ada: Person) -> PlainClient:
    client = PlainClient(server, secret(server, ada))
    client.begin()
    return client


def test_one_client_keeps_no_more_sessions_than_a_few(server: LiveServer, ada: Person) -> None:
    token = secret(server, ada)
    clients = [PlainClient(server, token) for _ in range(18)]
    for client in clients:
        client.begin()
    found = [c.post({"jsonrpc": "2.0", "id": 1, "method": "ping"}).status_code for c in clients]
    assert found == [404, 404, *[200] * 16]


def test_one_member_has_no_more_tokens_than_a_few(server: LiveServer) -> None:
    who = server.invite("Many Tokens", "contributor")
    for _ in range(20):
        made(server, who)
    wanted = {"client": "one-more", "scopes": ["read"]}
    refused = ask(server, who, "POST", "commonground/api/mcp/tokens", wanted)
    assert refused.status_code == 400
    assert "Revoke one" in refused.text


def test_no_token_is_in_the_log_or_on_the_disk(server: LiveServer) -> None:
    token = secret(server, server.invite("Somebody else", "contributor"))
    with plainly(server, token) as client:
        client.ask("tools/list")
    httpx.get(f"{server.url}lab?token={token}", trust_env=False, verify=PLAIN)
    assert token not in server.log()
    for file in server.data.rglob("*"):
        assert not file.is_file() or token.encode() not in file.read_bytes(), file
