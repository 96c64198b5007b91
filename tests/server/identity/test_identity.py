"""Who is who: personal links at rest, and in a real Jupyter server beside its shared token."""

from __future__ import annotations

import contextlib
import html
import json
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jupyter_server.auth.identity import (
    IdentityProvider,
    LegacyIdentityProvider,
    PasswordIdentityProvider,
    User,
)

from commonground.config import IDENTITY_DB
from commonground.core.role import Member
from commonground.errors import StoreError, UserError
from commonground.server.identity.links import STILL_GOOD, USED_RESOLUTION, LinkBook
from commonground.server.identity.members import member_for
from commonground.server.identity.names import anonymous_name, color_of, slug
from commonground.server.identity.provider import LinkUser, PersonalLinks
from tests.live import LiveServer, Person
from tests.server.identity.conftest import Clock

# The book


def test_a_link_names_its_bearer(book: LinkBook) -> None:
    link = book.invite("Ada Lovelace", "owner")
    assert re.fullmatch(r"cg_[\w-]{43}", link.token)
    found = book.find(link.token)
    assert found == link.person == book.person(link.person.link)
    assert (found.username, found.display_name, found.role) == (
        "ada-lovelace",
        "Ada Lovelace",
        "owner",
    )


def test_no_token_is_in_any_file_of_the_book(book: LinkBook) -> None:
    """Also not in the write-ahead log, while the book is open and after."""
    token = book.invite("Ada").token
    book.find(token)
    files = list(book.path.parent.iterdir())
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in files)
    for path in files:
        assert token.encode() not in path.read_bytes()
        assert token.removeprefix("cg_").encode() not in path.read_bytes()
    assert token not in repr(book.invite("Ada"))


def test_its_files_are_readable_by_their_owner_only(book: LinkBook) -> None:
    book.invite("Ada")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in book.path.parent.iterdir()}
    assert modes == {0o600}


@pytest.mark.parametrize("token", ["", "cg_", "cg_" + "A" * 43, "other"])
def test_a_token_that_was_never_given_is_nobodys(book: LinkBook, token: str) -> None:
    book.invite("Ada")
    assert book.find(token) is None


def test_the_same_name_is_the_same_person_with_one_more_link(book: LinkBook) -> None:
    first, second = book.invite("Ada Lovelace", "admin"), book.invite("  ada  LOVELACE ")
    assert first.token != second.token
    assert second.person.username == first.person.username
    assert second.person.role == "admin"  # not said anew, so kept
    assert book.find(first.token) is not None
    assert [(p.display_name, p.links) for p in book.people()] == [("Ada Lovelace", 2)]


def test_a_new_role_holds_for_all_links_of_the_person(book: LinkBook) -> None:
    first = book.invite("Ada")
    book.invite("Ada", "reader")
    found = book.find(first.token)
    assert found is not None
    assert found.role == "reader"


def test_two_people_with_like_names_get_different_usernames(book: LinkBook) -> None:
    assert book.invite("Zoë").person.username == "zoe"
    assert book.invite("Zoe").person.username == "zoe-2"


def test_two_people_of_one_name_are_told_apart_by_username(book: LinkBook) -> None:
    one = book.invite("Kim", username="kim.a")
    two = book.invite("Kim", username="kim.b")
    assert {one.person.username, two.person.username} == {"kim.a", "kim.b"}
    with pytest.raises(UserError, match=r"kim\.a, kim\.b"):
        book.invite("Kim")
    with pytest.raises(UserError, match="2 people"):
        book.username_of("kim")
    with pytest.raises(UserError, match="somebody else"):
        book.invite("Lee", username="kim.a")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ada Lovelace", "ada-lovelace"), ("Łukasz", "łukasz"), ("李雷", "李雷"), ("!!", "person")],
)
def test_usernames_are_made_of_names_in_any_script(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "", "   ", "x" * 81, "Ada\nLovelace", "Ada\x1b[31m", "Ada\u202eevil", "Ada\u200b",
        "Anonymous Io", "anonymous", "ANONYMOUS", "Ａnonymous Io", "0123456789abcdef" * 2,
    ],
)  # fmt: skip
def test_a_name_that_could_mislead_is_refused(book: LinkBook, name: str) -> None:
    with pytest.raises(UserError):
        book.invite(name)
    assert book.people() == []


@pytest.mark.parametrize(
    "username", ["anonymous", "Anonymous1", "a" * 32, "", "a b", "../x", "a" * 65, "team:x", "-a"]
)
def test_a_username_that_could_mislead_is_refused(book: LinkBook, username: str) -> None:
    with pytest.raises(UserError):
        book.invite("Ada", username=username)


def test_an_unknown_role_is_refused(book: LinkBook) -> None:
    with pytest.raises(UserError, match="reader, contributor, owner, admin"):
        book.invite("Ada", "god")  # type: ignore[arg-type]


def test_revoking_ends_every_link_of_that_person_only(book: LinkBook) -> None:
    links = [book.invite("Ada"), book.invite("Ada"), book.invite("Bob")]
    assert book.revoke("ada") == 2
    assert [book.find(link.token) is not None for link in links] == [False, False, True]
    assert book.person(links[0].person.link) is None
    assert book.knows(links[0].person.link)
    assert book.revoke("ada") == 0
    assert book.find(book.invite("Ada").token) is not None


def test_a_replacing_link_ends_the_old_ones_of_its_purpose_and_leaves_the_newest(
    book: LinkBook,
) -> None:
    invitation = book.invite("Ada")
    made = []
    for number in range(STILL_GOOD + 4):
        made.append(book.invite("Ada", purpose="starter", replace=True))
        if number != 5:  # that one was never opened
            assert book.find(made[-1].token) is not None
    good = [book.find(link.token) is not None for link in made]
    assert good == [False, False, *[True] * 3, False, *[True] * (STILL_GOOD - 2)]
    assert book.find(invitation.token) is not None
    assert book.revoke("ada") == STILL_GOOD + 2


def test_people_are_listed_with_their_last_use_and_no_hash(book: LinkBook, clock: Clock) -> None:
    link = book.invite("Ada", "owner")
    [before] = book.people()
    clock.now += 5
    book.find(link.token)
    clock.now += USED_RESOLUTION - 1
    book.find(link.token)  # too soon to be worth a write
    [after] = book.people()
    assert (before.used, after.used) == (None, 1_000_005)
    assert (after.created, after.links, after.role) == (1_000_000, 1, "owner")
    assert not any(isinstance(value, bytes) for value in (after.username, after.display_name))


def test_a_busy_file_keeps_nobody_out(book: LinkBook) -> None:
    """The last use is a nicety: it waits for no other writer and fails no request."""
    link = book.invite("Ada")
    other = sqlite3.connect(book.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert book.find(link.token) == link.person
    other.execute("ROLLBACK")
    other.close()


def test_what_another_process_revokes_is_refused_from_then_on(book: LinkBook) -> None:
    link = book.invite("Ada")
    assert book.find(link.token) is not None
    run(
        "import sys; from pathlib import Path; "
        "from commonground.server.identity.links import LinkBook; "
        "assert LinkBook(Path(sys.argv[1])).revoke('ada') == 1",
        str(book.path),
    )
    assert book.find(link.token) is None
    assert book.person(link.person.link) is None


def test_several_processes_may_make_the_book_and_write_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "identity.db"
    code = (
        "import sys; from pathlib import Path\n"
        "from commonground.server.identity.links import LinkBook\n"
        "sys.stdin.read()\n"
        "book = LinkBook(Path(sys.argv[1]))\n"
        "for n in range(10): book.invite(f'Person {n}')"
    )
    command = [sys.executable, "-c", code, str(path)]
    writers = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(4)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.close()  # all begin now
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    assert [(p.username, p.links) for p in LinkBook(path).people()] == [
        (f"person-{n}", 4) for n in range(10)
    ]


def test_a_book_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "identity.db").write_bytes(b"no database at all, but long enough to be read" * 9)
    with pytest.raises(StoreError, match="can't be used"):
        LinkBook(tmp_path / "identity.db")
    with pytest.raises(StoreError, match="can't be used"):
        LinkBook(tmp_path / "missing" / "identity.db")


def run(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, timeout=60)


# Who counts as whom


class Hub(IdentityProvider):
    """As JupyterHub's: it names everybody itself."""

    def get_user(self, handler: Any) -> User:
        return User("grace")


HEX = "0123456789abcdef" * 2


def member(user: User, provider: IdentityProvider, **roles: Any) -> Member:
    return member_for(user, provider, roles=roles, default_role="contributor")


def test_a_links_person_has_the_books_role_under_any_provider() -> None:
    user = LinkUser("ada", "Ada", "Ada", "A", None, color_of("ada"), link="x", role="owner")
    found = member(user, PersonalLinks(), ada="reader")
    assert found == Member("ada", "Ada", "owner", "A", color_of("ada"))


@pytest.mark.parametrize("kind", [IdentityProvider, PasswordIdentityProvider, PersonalLinks])
def test_users_of_jupyters_own_providers_are_anonymous_readers(
    kind: type[IdentityProvider],
) -> None:
    found = member(User(HEX, "Anonymous Io", "Anonymous Io", "AI"), kind())
    assert (found.username, found.display_name) == (HEX, "Anonymous Io")
    assert (found.role, found.anonymous) == ("reader", True)


def test_a_subclass_that_names_nobody_is_no_different() -> None:
    class Styled(PasswordIdentityProvider):
        def get_handlers(self) -> list[tuple[str, object]]:
            return []

    assert member(User(HEX), Styled()).anonymous


def test_an_anonymous_visitor_is_never_taken_for_a_person() -> None:
    """Name, colour and (with a cookie of another server) username are a visitor's to choose."""
    user = User("alice", "Alice", "Alice", "A", None, "red;background:url(//evil)")
    found = member(user, PasswordIdentityProvider(), alice="admin")
    assert found.anonymous
    assert found.display_name == "Anonymous Alice"
    assert found.initials == "AA"
    assert re.fullmatch(r"[0-9a-f]{32}", found.username)
    assert found.color is not None
    assert "evil" not in found.color


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        ("Alice", "Anonymous Alice"),
        ("Anonymous Io", "Anonymous Io"),
        ("anonymous anonymous Io", "Anonymous Io"),
        ("Anonymously", "Anonymous Anonymously"),
        ("\u202eecilA\n", "Anonymous ecilA"),
        ("", "Anonymous"),
    ],
)
def test_an_anonymous_name_begins_with_anonymous(chosen: str, shown: str) -> None:
    assert anonymous_name(chosen) == shown
    assert len(anonymous_name("x" * 500)) == 80


def test_users_of_a_hub_are_named_and_have_the_configured_roles() -> None:
    found = member(User("grace", "Grace Hopper"), Hub(), grace="owner")
    assert (found.display_name, found.role, found.anonymous) == ("Grace Hopper", "owner", False)
    assert member(User("linus"), Hub()).role == "contributor"


def test_a_random_username_is_anonymous_under_a_custom_provider_unless_it_is_listed() -> None:
    """A custom provider may fall back on Jupyter's token login, which names nobody."""
    assert member(User(HEX), Hub()).anonymous
    assert member(User(HEX), LegacyIdentityProvider()).anonymous
    assert not member(User(HEX), Hub(), **{HEX: "owner"}).anonymous


def test_a_cookie_of_another_server_names_nobody_here(book: LinkBook) -> None:
    """All servers of an account sign with one secret."""
    provider = PersonalLinks(book=book)
    foreign = PasswordIdentityProvider().user_to_cookie(User("ada", "Ada"))
    assert provider.user_from_cookie(foreign) is None
    assert provider.user_from_cookie(json.dumps({"link": "unknown"})) is None


def test_an_open_socket_can_ask_whether_its_user_still_is_one(book: LinkBook) -> None:
    provider = PersonalLinks(book=book)
    person = book.invite("Ada").person
    user = LinkUser("ada", link=person.link)
    assert provider.current(user) is not None
    book.revoke("ada")
    assert provider.current(user) is None
    visitor = User(HEX)
    assert provider.current(visitor) is visitor


# In a real server

SHARED = "the-shared-token"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    folder = tmp_path_factory.mktemp("identity")
    server = LiveServer(folder, name="identity", environ={"JUPYTER_TOKEN": SHARED})
    server.log_file.unlink(missing_ok=True)  # an earlier run's
    with server:
        yield server


@pytest.fixture
def browser(server: LiveServer) -> Iterator[Callable[[], httpx.Client]]:
    """Makes clients that keep cookies, each a browser of its own."""
    opened: list[httpx.Client] = []

    def fresh() -> httpx.Client:
        client = httpx.Client(base_url=server.url, trust_env=False, timeout=30)
        opened.append(client)
        return client

    yield fresh
    for client in opened:
        client.close()


Browser = Callable[[], httpx.Client]


def me(client: httpx.Client, **headers: str) -> str:
    answer = client.get("api/me", headers=headers)
    return str(answer.json()["identity"]["name"]) if answer.is_success else str(answer.status_code)


def bearer(person: Person | str) -> str:
    return f"token {person if isinstance(person, str) else person.token}"


def enter(client: httpx.Client, person: Person) -> httpx.Client:
    """Open the personal link as a browser does."""
    answer = client.get(f"lab?token={person.token}", headers={"Sec-Fetch-Dest": "document"})
    assert answer.status_code == 200
    return client


def xsrf(client: httpx.Client) -> dict[str, str]:
    client.get("lab", follow_redirects=True)  # the login page for whoever has no cookie
    return {"X-XSRFToken": client.cookies["_xsrf"]}


def book_of(server: LiveServer) -> contextlib.closing[LinkBook]:
    """The server's book, opened by another than the server."""
    return contextlib.closing(LinkBook(server.data / IDENTITY_DB))


def test_a_link_names_its_bearer_by_header(server: LiveServer, browser: Browser) -> None:
    ada = server.invite("Ada")
    client = browser()
    answer = client.get("api/me", headers={"Authorization": bearer(ada)})
    identity = answer.json()["identity"]
    assert identity == {
        "username": "ada",
        "name": "Ada",
        "display_name": "Ada",
        "initials": "A",
        "avatar_url": None,
        "color": color_of("ada"),
    }


def test_a_link_names_its_bearer_by_address_and_then_by_cookie(
    server: LiveServer, browser: Browser
) -> None:
    client = enter(browser(), server.invite("Ada"))
    assert me(client) == "Ada"


def test_nobody_gets_in_without_a_token(browser: Browser) -> None:
    assert me(browser()) == "403"


@pytest.mark.parametrize("token", ["cg_", "cg_" + "A" * 43, "wrong", SHARED + "x"])
def test_a_wrong_token_is_refused(browser: Browser, token: str) -> None:
    assert me(browser(), Authorization=bearer(token)) == "403"
    assert browser().get(f"api/me?token={token}").status_code == 403


def test_a_revoked_link_is_refused_at_once_and_its_cookie_too(
    server: LiveServer, browser: Browser
) -> None:
    """Nor does the shared token help whoever holds such a cookie: log in anew, or stay out."""
    eve = server.invite("Eve")
    client = enter(browser(), eve)
    assert me(client) == "Eve"
    with book_of(server) as book:
        book.revoke("eve")
    assert me(browser(), Authorization=bearer(eve)) == "403"
    assert me(client) == "403"
    assert me(client, Authorization=bearer(SHARED)) == "403"
    assert me(client) == "403"
    assert me(enter(client, server.invite("Eve"))) == "Eve"


def test_the_shared_token_makes_an_anonymous_reader(server: LiveServer, browser: Browser) -> None:
    client = browser()
    name = me(client, Authorization=bearer(SHARED))
    assert name.startswith("Anonymous ")
    assert me(client) == name  # the cookie keeps the visitor the same
    status = client.get("commonground/api/status").json()["user"]
    assert (status["role"], status["anonymous"]) == ("reader", True)
    refused = client.post(
        "commonground/api/commands",
        json={"command": "add", "kind": "work", "title": "x"},
        headers={"Authorization": bearer(SHARED)},
    )
    assert refused.status_code == 403


def test_a_personal_cookie_names_the_person_beside_the_shared_token(
    server: LiveServer, browser: Browser
) -> None:
    client = enter(browser(), server.invite("Ada"))
    assert me(client, Authorization=bearer(SHARED)) == "Ada"


def test_the_shared_token_does_not_spare_a_persons_cookie_the_xsrf_check(
    server: LiveServer, browser: Browser
) -> None:
    """Else any visitor who knows it could have Ada's browser act as Ada from another page."""
    client = enter(browser(), server.invite("Ada"))
    command = {"command": "add", "kind": "work", "title": "Forged?"}
    forged = client.post(f"commonground/api/commands?token={SHARED}", json=command)
    assert forged.status_code == 403
    own = client.post("commonground/api/commands", json=command, headers=xsrf(client))
    assert own.status_code == 200
    assert own.json()["entry"]["created_by"] == "ada"


def test_a_personal_token_beats_a_cookie(server: LiveServer, browser: Browser) -> None:
    client = enter(browser(), server.invite("Ada"))
    bob = server.invite("Bob")
    assert me(client, Authorization=bearer(bob)) == "Bob"
    assert me(enter(client, bob)) == "Bob"
    assert me(client) == "Bob"


def test_a_picture_on_another_page_does_not_turn_a_reader_into_somebody_else(
    server: LiveServer, browser: Browser
) -> None:
    client = enter(browser(), server.invite("Ada"))
    mallory = server.invite("Mallory")
    client.get(f"lab?token={mallory.token}", headers={"Sec-Fetch-Dest": "image"})
    assert me(client) == "Ada"


CROSS = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}
MOZILLA = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"}


@pytest.mark.parametrize(
    "headers",
    [CROSS, CROSS | {"Sec-Fetch-Site": "none"}, CROSS | {"Sec-Fetch-Site": "same-origin"}, MOZILLA],
)
@pytest.mark.parametrize("path", ["lab", "lab/tree/x.ipynb", "login", "tree", "files/none"])
def test_a_link_asks_before_it_turns_somebody_into_somebody_else(
    server: LiveServer, browser: Browser, headers: dict[str, str], path: str
) -> None:
    client = enter(browser(), server.invite("Ada"))
    mallory = server.invite("Mallory <b>")
    asked = client.get(f"{path}?token={mallory.token}&a=1", headers=headers)
    assert asked.status_code == 200
    assert "Continue as Mallory &lt;b&gt;?" in asked.text
    assert "frame-ancestors 'none'" in asked.headers["Content-Security-Policy"]
    assert ("Another site sent you here" in asked.text) == (headers is CROSS)
    assert me(client) == "Ada"

    stay = re.search(r'<a href="([^"]*)"', asked.text)
    assert stay is not None
    assert html.unescape(stay[1]) == f"/{path}?a=1"
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', asked.text))
    action = re.search(r'action="/([^"]*)"', asked.text)
    assert action is not None
    address = html.unescape(action[1])
    assert client.post(address, data={"password": mallory.token}).status_code == 403  # no _xsrf
    assert me(client) == "Ada"
    done = client.post(address, data={k: html.unescape(v) for k, v in fields.items()})
    assert (done.status_code, done.headers["Location"]) == (302, f"/{path}?a=1")
    assert me(client) == "Mallory <b>"


@pytest.mark.parametrize("dest", ["document", "iframe", "empty"])
def test_no_form_of_another_site_turns_somebody_into_somebody_else(
    server: LiveServer, browser: Browser, dest: str
) -> None:
    client = enter(browser(), server.invite("Ada"))
    mallory = server.invite("Mallory")
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": dest}
    for path in ("lab", "login", "api/contents", "api/me"):
        client.post(path, headers=headers, data={"token": mallory.token})
        assert me(client) == "Ada"
        client.post(path, headers=headers, params={"token": mallory.token})
        assert me(client) == "Ada"
    client.get("api/me", params={"token": mallory.token}, headers=headers)
    assert me(client) == "Ada"


def test_a_link_of_ones_own_or_of_a_browser_without_a_person_does_not_ask(
    server: LiveServer, browser: Browser
) -> None:
    ada, again = server.invite("Ada"), server.invite("Ada")
    client = browser()
    for person in (ada, again):
        assert "Continue as" not in client.get(f"lab?token={person.token}", headers=CROSS).text
        assert me(client) == "Ada"
    gone = server.invite("Gone Person")
    client = enter(browser(), gone)
    server.revoke(gone)
    assert "Continue as" not in client.get(f"lab?token={ada.token}", headers=CROSS).text
    assert me(client) == "Ada"


def test_a_person_cannot_change_their_name(server: LiveServer, browser: Browser) -> None:
    client = enter(browser(), server.invite("Ada"))
    for field in ("name", "display_name", "initials", "color", "username"):
        answer = client.patch("api/me", json={field: "Bob"}, headers=xsrf(client))
        assert answer.status_code == 400
        assert "personal link" in answer.json()["message"]
    assert me(client) == "Ada"


def test_a_visitor_who_takes_a_persons_name_stays_recognisably_anonymous(
    browser: Browser,
) -> None:
    client = browser()
    assert me(client, Authorization=bearer(SHARED)).startswith("Anonymous ")
    wanted = {"name": "Ada", "display_name": "Ada", "initials": "A", "color": "url(//evil)"}
    answer = client.patch("api/me", json=wanted, headers=xsrf(client))
    assert answer.status_code == 200
    identity = client.get("api/me").json()["identity"]
    assert (identity["name"], identity["display_name"]) == ("Anonymous Ada", "Anonymous Ada")
    assert (identity["initials"], identity["color"]) == ("AA", None)
    shown = client.get("commonground/api/status").json()["user"]
    assert (shown["display_name"], shown["anonymous"]) == ("Anonymous Ada", True)
    assert client.patch("api/me", json={"username": "ada"}, headers=xsrf(client)).status_code == 400


def test_the_login_page_takes_a_personal_token(server: LiveServer, browser: Browser) -> None:
    client = browser()
    typed = {"password": server.invite("Ada").token}
    assert client.post("login", data=typed, headers=xsrf(client)).status_code == 302
    assert me(client) == "Ada"


def test_pages_hold_no_token(server: LiveServer, browser: Browser) -> None:
    """JupyterLab puts the shared one into each page, where it would outlive a revoked link."""
    ada = server.invite("Ada")
    page = browser().get(f"lab?token={ada.token}")
    found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page.text, re.S)
    assert found is not None
    assert json.loads(found[1])["token"] == ""
    assert SHARED not in page.text
    assert ada.token not in page.text


def test_the_servers_log_holds_no_token(server: LiveServer, browser: Browser) -> None:
    ada = server.invite("Ada")
    client = enter(browser(), ada)
    referer = {"Referer": f"{server.url}?token={ada.token}"}
    assert client.get(f"nowhere?token={ada.token}", headers=referer).status_code == 404
    assert client.get(f"files/none?a=1&token={ada.token}&b=2").status_code == 404
    assert client.post(f"api/contents?token={SHARED}").status_code == 403
    assert "nowhere" in server.log()
    assert "files/none?a=1&b=2" in server.log()
    assert "cg_" not in server.log()
    assert SHARED not in server.log()


# Without a choice of the operator's, and with another one


class PlainLab(LiveServer):
    """As ``jupyter lab`` starts it."""

    def _command(self) -> list[str]:
        return [word for word in super()._command() if "PersonalLinks" not in word]


def test_a_plain_jupyter_lab_names_people_too(tmp_path: Path) -> None:
    plain = PlainLab(tmp_path, name="adopted", arguments=["--IdentityProvider.token=configured"])
    with plain as server, httpx.Client(base_url=server.url, trust_env=False, timeout=30) as client:
        ada = server.invite("Ada")
        assert me(client, Authorization=bearer("configured")).startswith("Anonymous ")
        assert me(enter(client, ada)) == "Ada"
        assert me(client) == "Ada"
        assert '"token": ""' in client.get("lab").text
        status = client.get("commonground/api/status").json()["user"]
        assert (status["username"], status["role"]) == ("ada", "contributor")


def test_an_operators_choice_is_left_alone(tmp_path: Path) -> None:
    chosen = "--ServerApp.identity_provider_class=jupyter_server.auth.PasswordIdentityProvider"
    plain = PlainLab(tmp_path, name="chosen", arguments=[chosen])
    with plain as server, httpx.Client(base_url=server.url, trust_env=False, timeout=30) as client:
        assert me(client, Authorization=bearer(server.invite("Ada"))) == "403"
