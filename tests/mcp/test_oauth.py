"""A client that logs in for itself, with the SDK's own client; and what does not work that way."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import httpx2
import pytest
from mcp.client.auth import OAuthClientProvider
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import (
    AuthorizationCodeResult,
    OAuthClientInformationFull,
    OAuthClientMetadata,
    OAuthToken,
)
from pydantic import AnyUrl

from commonground.config import CONTEXT_DB, IDENTITY_DB
from commonground.server.identity.grants import ACCESS_FOR, GrantBook
from commonground.server.identity.links import LinkBook
from commonground.server.identity.tokens import TokenBook
from commonground.store import ledger
from commonground.store.copies import reading
from mcp import Client
from tests.live import PLAIN, LiveServer, Person
from tests.mcp.clients import LEGACY, address, text_of
from tests.mcp.test_attacks import initialize

BACK = "http://127.0.0.1:33418/callback"


class Browser:
    """A member's browser, logged in by their personal link."""

    def __init__(self, server: LiveServer, who: Person) -> None:
        self.http = httpx.Client(
            base_url=server.url, trust_env=False, verify=PLAIN, timeout=60,
            headers={"User-Agent": "Mozilla/5.0"},
        )  # fmt: skip
        self.http.get("lab/tree", params={"token": who.token}, follow_redirects=True)
        self.origin = server.url.rstrip("/")

    def asked(self, address: str) -> str:
        """The page that asks, where a client sent its member."""
        led = self.http.get(address)
        assert led.status_code == 302, led.text
        page = self.http.get(led.headers["Location"])
        assert page.status_code == 200, page.text
        return page.text

    def answers(self, page: str, **form: Any) -> httpx.Response:
        """Where the answer leads."""
        fields = dict(re.findall(r'name="(_xsrf|request)" value="([^"]+)"', page))
        origin = form.pop("origin", self.origin)
        given = {"answer": "allow", "scope": ["read", "propose"], "days": "30"}
        return self.http.post(
            "commonground/oauth/consent", data=fields | given | form, headers={"Origin": origin}
        )


@dataclass
class Kept:
    """What a client keeps, and its browser: the SDK's storage."""

    tokens: OAuthToken | None = None
    client: OAuthClientInformationFull | None = None
    seen: dict[str, Any] = field(default_factory=dict)

    async def get_tokens(self) -> OAuthToken | None:
        return self.tokens

    async def set_tokens(self, tokens: OAuthToken) -> None:
        self.tokens = tokens

    async def get_client_info(self) -> OAuthClientInformationFull | None:
        return self.client

    async def set_client_info(self, client_info: OAuthClientInformationFull) -> None:
        self.client = client_info


def provider(server: LiveServer, browser: Browser, kept: Kept, **form: Any) -> OAuthClientProvider:
    """The SDK's OAuth, whose member answers at once."""

    async def open_browser(where: str) -> None:
        page = kept.seen["page"] = browser.asked(where)
        kept.seen["back"] = browser.answers(page, **form).headers["Location"]

    async def listen() -> AuthorizationCodeResult:
        told = dict(parse_qsl(urlsplit(kept.seen["back"]).query))
        return AuthorizationCodeResult(
            code=told.get("code", ""), state=told.get("state"), iss=told.get("iss")
        )

    wanted = OAuthClientMetadata(redirect_uris=[AnyUrl(BACK)], client_name="An Editor <b>(1.0)")
    return OAuthClientProvider(address(server), wanted, kept, open_browser, listen)


async def said(server: LiveServer, auth: OAuthClientProvider, tool: str, **given: Any) -> Any:
    """What a tool gives to the SDK's client, that logs in where it has to."""
    async with (
        httpx2.AsyncClient(auth=auth, trust_env=False, timeout=60) as http,
        Client(streamable_http_client(address(server), http_client=http), mode=LEGACY) as client,
    ):
        return await client.call_tool(tool, given)


@pytest.fixture(scope="module")
def adas(server: LiveServer, ada: Person) -> Iterator[Browser]:
    browser = Browser(server, ada)
    yield browser
    browser.http.close()


@pytest.fixture(scope="module")
def graces(server: LiveServer, grace: Person) -> Iterator[Browser]:
    browser = Browser(server, grace)
    yield browser
    browser.http.close()


@pytest.fixture
def book(server: LiveServer) -> Iterator[LinkBook]:
    found = LinkBook(server.data / IDENTITY_DB)
    yield found
    found.close()


@pytest.mark.anyio
async def test_the_sdks_client_logs_in_works_renews_and_is_revoked(
    server: LiveServer, ada: Person, adas: Browser
) -> None:
    kept = Kept()
    done = await said(
        server, provider(server, adas, kept), "propose_entry", kind="knowledge", title="By OAuth"
    )
    assert done.structured_content["id"]
    assert "An Editor &lt;b&gt;(1.0)" in kept.seen["page"]
    assert 'value="private"' not in kept.seen["page"]  # the client did not ask for it
    (mine,) = server.ask(ada, "GET", "mcp/tokens")["tokens"]
    assert (mine["client"], mine["scopes"]) == ("an-editor-b-1.0", ["read", "propose"])
    assert mine["ends"] - mine["created"] == 30 * 86_400_000
    with reading(server.data / CONTEXT_DB) as db:
        events = [row.to_wire() for row in ledger.chain(db)]
    made = [one for one in events if one["command"] == "make_client_token"][-1]
    assert (made["actor"], made["source"]) == (ada.username, "oauth")
    by = [one["source"] for one in events if one["entry"] == done.structured_content["id"]]
    assert by == ["mcp:an-editor-b-1.0"]
    refused = await said(server, provider(server, adas, kept), "announce", text="Not mine to say")
    assert "scope message" in text_of(refused)

    first = kept.tokens
    assert first is not None
    assert first.refresh_token is not None
    again = token(server, kept, grant_type="refresh_token", refresh_token=first.refresh_token)
    renewed = again.json()
    assert renewed["scope"] == "read propose"
    assert renewed["refresh_token"] != first.refresh_token
    assert initialize(server, bearer(first.access_token)).status_code == 401
    assert initialize(server, bearer(renewed["access_token"])).status_code == 200
    assert [t["id"] for t in server.ask(ada, "GET", "mcp/tokens")["tokens"]] == [mine["id"]]

    server.ask(ada, "POST", f"mcp/tokens/{mine['id']}/revoke", {})
    assert initialize(server, bearer(renewed["access_token"])).status_code == 401
    ended = token(server, kept, grant_type="refresh_token", refresh_token=renewed["refresh_token"])
    assert ended.json()["error"] == "invalid_grant"


@pytest.mark.anyio
async def test_the_sdks_client_renews_by_itself_what_is_at_its_end(
    server: LiveServer, adas: Browser, book: LinkBook
) -> None:
    kept = Kept()
    auth = provider(server, adas, kept)
    await said(server, auth, "search_context", query="anything")
    first = kept.tokens
    assert first is not None
    with book.writing() as db:
        db.execute("UPDATE oauth_grants SET access_ends = access_ends - ?", (ACCESS_FOR,))
    assert initialize(server, bearer(first.access_token)).status_code == 401
    auth.context.token_expiry_time = 1.0  # what it had been told of the time
    kept.seen.clear()
    found = await said(server, auth, "search_context", query="anything")
    assert found.is_error is not True
    assert not kept.seen  # nobody was asked
    assert kept.tokens is not None
    assert kept.tokens.access_token != first.access_token


# Attacks, by hand


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def call(server: LiveServer, path: str, **given: Any) -> httpx.Response:
    return httpx.post(
        f"{server.url}commonground/oauth/{path}", trust_env=False, verify=PLAIN, timeout=60, **given
    )


def registered(server: LiveServer, *uris: str, **more: Any) -> httpx.Response:
    wanted = {"redirect_uris": uris or (BACK,), "client_name": "by-hand", **more}
    return call(server, "register", json=wanted)


def token(server: LiveServer, kept: Kept | str, **form: str) -> httpx.Response:
    id = kept if isinstance(kept, str) else getattr(kept.client, "client_id", "")
    return call(server, "token", data={"client_id": id, **form})


@dataclass
class Flow:
    """One way from a client to its member and back, each step of which a test may take wrong."""

    server: LiveServer
    scope: str | None = "read"
    client: str = ""
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    def __post_init__(self) -> None:
        self.client = self.client or registered(self.server).json()["client_id"]

    def start(self, **more: str) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        hashed = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        query = {
            "client_id": self.client, "response_type": "code", "redirect_uri": BACK,
            "code_challenge": hashed, "code_challenge_method": "S256", "state": "st",
        }  # fmt: skip
        if self.scope is not None:
            query["scope"] = self.scope
        url = httpx.URL(f"{self.server.url}commonground/oauth/authorize", params=query | more)
        return str(url)

    def code(self, browser: Browser, **form: Any) -> str:
        led = browser.answers(browser.asked(self.start()), **form)
        assert led.status_code == 303, led.text
        assert led.headers["Location"].startswith(BACK + "?")
        told = parse_qs(urlsplit(led.headers["Location"]).query)
        assert told["state"] == ["st"]
        assert told["iss"] == [self.server.url + "commonground/oauth"]
        return told["code"][0]

    def tokens(self, code: str, **form: str) -> httpx.Response:
        given = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
        wanted = given | {"code_verifier": self.verifier} | form
        return token(self.server, wanted.pop("client_id", self.client), **wanted)


def request_in(page: str) -> str:
    found = re.search(r'name="request" value="([^"]+)"', page)
    assert found is not None, page
    return found[1]


def wrong(answer: httpx.Response) -> str:
    assert answer.status_code in (400, 401), answer.text
    return str(answer.json()["error"])


def test_what_a_client_reads_first(server: LiveServer) -> None:
    told = initialize(server, {}).headers["WWW-Authenticate"]
    assert 'scope="read propose message"' in told
    about = re.search(r'resource_metadata="([^"]+)"', told)
    assert about is not None
    root = f"{server.url}.well-known/"
    for where in (about[1], f"{root}oauth-protected-resource/commonground/mcp"):
        found = httpx.get(where, trust_env=False, verify=PLAIN).json()
        assert found["resource"] == address(server)
        assert found["authorization_servers"] == [f"{server.url}commonground/oauth"]
    for where in (
        f"{root}oauth-authorization-server/commonground/oauth",
        f"{server.url}commonground/oauth/.well-known/openid-configuration",
    ):
        found = httpx.get(where, trust_env=False, verify=PLAIN).json()
        assert found["issuer"] == f"{server.url}commonground/oauth"
        assert found["code_challenge_methods_supported"] == ["S256"]
        assert found["token_endpoint_auth_methods_supported"] == ["none"]


def test_a_code_is_for_who_asked_for_it_and_works_once(
    server: LiveServer, adas: Browser, book: LinkBook
) -> None:
    flow = Flow(server)
    code = flow.code(adas, scope="read")
    assert wrong(flow.tokens(code, code_verifier="x" * 64)) == "invalid_grant"
    assert wrong(flow.tokens(code, client_id=Flow(server).client)) == "invalid_grant"
    assert wrong(flow.tokens(code, redirect_uri="http://127.0.0.1:1/else")) == "invalid_request"
    assert wrong(flow.tokens("x" * 43)) == "invalid_grant"
    first = flow.tokens(code).json()
    assert first["scope"] == "read"
    assert initialize(server, bearer(first["access_token"])).status_code == 200
    assert wrong(flow.tokens(code)) == "invalid_grant"  # and since one of the two stole it:
    assert initialize(server, bearer(first["access_token"])).status_code == 401
    assert GrantBook(book).refresh(first["refresh_token"]) is None


def test_a_refresh_token_works_once_and_never_grows(server: LiveServer, adas: Browser) -> None:
    flow = Flow(server, scope="read propose private")
    first = flow.tokens(flow.code(adas)).json()
    assert first["scope"] == "read propose"  # private was asked for, and is off unless chosen
    renew = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    assert wrong(token(server, flow.client, **renew, scope="read private")) == "invalid_scope"
    assert wrong(token(server, Flow(server).client, **renew)) == "invalid_grant"
    second = token(server, flow.client, **renew, scope="read").json()
    assert second["scope"] == "read"
    assert wrong(token(server, flow.client, **renew)) == "invalid_grant"
    assert initialize(server, bearer(second["access_token"])).status_code == 401


def test_what_a_client_did_not_ask_for_is_not_granted(server: LiveServer, adas: Browser) -> None:
    narrow = registered(server, scope="read").json()["client_id"]
    led = adas.http.get(Flow(server, client=narrow).start(scope="read private"))
    assert "(invalid_scope)" in led.text
    assert "Location" not in led.headers
    flow = Flow(server, client=narrow)
    given = flow.tokens(flow.code(adas, scope=["read", "private", "message"])).json()
    assert given["scope"] == "read"
    none = adas.answers(adas.asked(Flow(server).start()), scope=["private"])
    assert none.status_code == 200
    assert "Choose at least one" in none.text


@pytest.mark.parametrize(
    "uri",
    ["http://evil.example/cb", "http://127.0.0.1@evil.example/", "javascript://x/%0aalert(1)",
     "data://x/y", "https://good.example/cb#fragment", "http://localhost.evil.example/",
     "https://user:word@good.example/"],
)  # fmt: skip
def test_an_answer_goes_to_no_foreign_place(server: LiveServer, uri: str) -> None:
    found = registered(server, BACK, uri)
    assert found.status_code == 400
    assert found.json()["error"] == "invalid_redirect_uri"


def test_an_answer_goes_where_the_client_registered_alone(
    server: LiveServer, adas: Browser
) -> None:
    for uri in (BACK + "/", BACK + "?x=1", "http://127.0.0.1:33419/callback", "https://e.example"):
        found = adas.http.get(Flow(server).start(redirect_uri=uri))
        assert found.status_code == 400, uri
        assert "Location" not in found.headers
    unknown = adas.http.get(Flow(server, client="nobody").start())
    assert unknown.status_code == 400
    assert "Location" not in unknown.headers


@pytest.mark.parametrize(
    "wrong",
    [{"resource": "https://other.example/mcp"}, {"code_challenge_method": "plain"},
     {"response_type": "nope"}, {"scope": "bad"}, {"state": "x" * 2_001}],
)  # fmt: skip
def test_nobody_is_led_to_a_client_before_they_answered(
    server: LiveServer, adas: Browser, wrong: dict[str, str]
) -> None:
    uri = "https://evil.example/cb"
    evil = registered(server, uri).json()["client_id"]
    found = adas.http.get(Flow(server, client=evil).start(redirect_uri=uri, **wrong))
    assert (found.status_code, found.headers.get("Location")) == (400, None)
    assert "The client asks for what is not given here (" in found.text
    assert "evil" not in found.text


def test_a_member_answers_for_themselves_alone_and_from_our_page(
    server: LiveServer, adas: Browser, graces: Browser
) -> None:
    page = adas.asked(Flow(server).start())
    id = request_in(page)
    hers = graces.asked(Flow(server).start())
    hers = hers.replace(request_in(hers), id)
    assert graces.answers(hers).status_code == 404
    seen = graces.http.get("commonground/oauth/consent", params={"request": id})
    assert seen.status_code == 404
    for origin in ("https://evil.example", "null"):
        assert adas.answers(page, origin=origin).status_code in (403, 404)
    assert adas.answers(page, _xsrf="2|aaaa|bbbb|1").status_code == 403
    denied = adas.answers(page, answer="deny")
    assert "error=access_denied" in denied.headers["Location"]
    assert adas.answers(page).status_code == 404  # it was answered
    shut = httpx.get(Flow(server).start(), trust_env=False, verify=PLAIN)
    assert "/login?next=" in shut.headers["Location"]
    asked = adas.http.get(Flow(server).start(), follow_redirects=True)
    assert "frame-ancestors 'none'" in asked.headers["Content-Security-Policy"]


def test_who_is_let_in_no_more_has_no_code(server: LiveServer) -> None:
    gone = server.invite("Gone Soon", "contributor")
    flow, browser = Flow(server), Browser(server, gone)
    code = flow.code(browser)
    server.revoke(gone)
    assert wrong(flow.tokens(code)) == "invalid_grant"


def test_foreign_pages_and_plain_http_get_nothing(server: LiveServer, adas: Browser) -> None:
    evil = {"Origin": "https://evil.example"}
    assert call(server, "register", json={}, headers=evil).status_code == 403
    assert call(server, "register", content=b"x" * 20_000).status_code == 413
    assert call(server, "register", content=b"[[[").status_code == 400
    key = "AKIA" + "QYLPMN5HHHFPZAM2"
    assert registered(server, client_name=key).json()["error"] == "invalid_client_metadata"
    answer = registered(server, token_endpoint_auth_method="client_secret_post").json()
    assert answer["token_endpoint_auth_method"] == "none"
    assert "client_secret" not in answer


def test_a_client_ends_its_own_token_and_no_other(
    server: LiveServer, ada: Person, adas: Browser, book: LinkBook
) -> None:
    flow = Flow(server)
    mine = flow.tokens(flow.code(adas)).json()["access_token"]
    call(server, "revoke", data={"client_id": Flow(server).client, "token": mine})
    assert initialize(server, bearer(mine)).status_code == 200
    by_hand = TokenBook(book).new(ada.username, "by-hand", ["read"]).secret
    call(server, "revoke", data={"client_id": flow.client, "token": by_hand})
    assert initialize(server, bearer(by_hand)).status_code == 200
    done = call(server, "revoke", data={"client_id": flow.client, "token": mine})
    assert done.status_code == 200
    assert initialize(server, bearer(mine)).status_code == 401
