"""Who holds a socket open is asked for again: what a hub takes away ends there too."""

import pytest
from jupyter_server.auth import User
from tornado.web import HTTPError

from commonground.server.identity.renewal import RENEW_AFTER, Renewal

pytestmark = pytest.mark.anyio


class Provider:
    """One that knows whoever it is told, and counts how often it was asked."""

    def __init__(self, known: User | None) -> None:
        self.known, self.asked, self.refuses = known, 0, False

    async def ask(self) -> User | None:
        self.asked += 1
        if self.refuses:
            raise HTTPError(403)
        return self.known


async def test_an_answer_counts_for_a_while_and_is_asked_for_again() -> None:
    now, provider = [0.0], Provider(User("ada", name="Ada Adams"))
    renewal = Renewal(User("ada"), provider.ask, lambda: now[0])
    now[0] = RENEW_AFTER
    assert (await renewal.user()) == User("ada")
    assert provider.asked == 0
    now[0] += 1
    assert (await renewal.user()) == User("ada", name="Ada Adams")
    assert (await renewal.user()) is not None
    assert provider.asked == 1


@pytest.mark.parametrize("refuses", [False, True])
async def test_whoever_is_not_let_in_any_more_stays_out(refuses: bool) -> None:
    now, provider = [0.0], Provider(None)
    provider.refuses = refuses
    renewal = Renewal(User("ada"), provider.ask, lambda: now[0])
    now[0] = RENEW_AFTER + 1
    assert (await renewal.user()) is None
    provider.known, provider.refuses = User("ada"), False
    now[0] += RENEW_AFTER + 1
    assert (await renewal.user()) is None
