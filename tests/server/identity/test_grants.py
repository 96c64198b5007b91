"""What members granted to clients, in the book: nothing of it grows without bound."""

from __future__ import annotations

import pytest

from commonground.errors import UnknownId
from commonground.mcp.grants import AskedScopes, GivenTokens
from commonground.server.identity.grants import ASK_WITHIN, MOST_OPEN, GrantBook
from commonground.server.identity.links import LinkBook
from tests.server.identity.conftest import Clock

DAY = 86_400_000


@pytest.fixture
def grants(book: LinkBook, clock: Clock) -> GrantBook:
    found = GrantBook(book, clock=clock)
    for client in ("one", "other"):
        found.register(client, {"client_name": client})
    return found


def asked(client: str) -> AskedScopes:
    return AskedScopes(client, ("read",), "challenge", "http://127.0.0.1/cb", True)


def count(book: LinkBook, table: str) -> int:
    with book.reading() as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_open_questions_of_a_client_are_few_and_go_with_their_time(
    book: LinkBook, grants: GrantBook, clock: Clock
) -> None:
    ada = book.find(book.invite("Ada", "contributor").token)
    assert ada is not None
    others = grants.ask("ada", ada.link, asked("other"))
    first, *_, last = [grants.ask("ada", ada.link, asked("one")) for _ in range(MOST_OPEN + 1)]
    assert count(book, "oauth_requests") == MOST_OPEN + 1
    assert grants.question("ada", last).name == "one"
    assert grants.question("ada", others).name == "other"
    with pytest.raises(UnknownId):
        grants.question("ada", first)
    clock.now += ASK_WITHIN + 1
    grants.ask("ada", ada.link, asked("one"))
    assert count(book, "oauth_requests") == 1


def test_what_renewed_a_token_goes_with_it(book: LinkBook, grants: GrantBook, clock: Clock) -> None:
    ada = book.find(book.invite("Ada", "contributor").token)
    assert ada is not None

    def tokens(days: int) -> GivenTokens:
        id = grants.ask("ada", ada.link, asked("one"))
        made = grants.exchange(grants.allow("ada", id, ["read"], days))
        assert made is not None
        return made.given

    short, long = tokens(1), tokens(30)
    renewed = grants.renew(long.refresh, ["read"])
    assert renewed is not None
    assert count(book, "oauth_refresh") == 3
    clock.now += DAY + 1
    again = grants.renew(renewed.given.refresh, ["read"])
    assert again is not None
    assert count(book, "oauth_refresh") == 3, "those of the one that goes on"
    assert grants.came_of(long.refresh) == again.token.id, "who shows an old one is still found"
    assert grants.refresh(short.refresh) is None
