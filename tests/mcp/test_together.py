"""One proposal in four places: a client, the command line, a notebook and the panel's feed."""

from __future__ import annotations

import asyncio
import json
import time

import httpx2
import pytest
from click.testing import CliRunner
from mcp.shared.exceptions import MCPError
from tornado.httpclient import HTTPClientError

from commonground.cli.main import main
from commonground.core.ids import TEAM
from tests.kernel.tabs import Notebook, Tab
from tests.live import LiveServer, Person
from tests.mcp.clients import MODERN, connected, made, text_of
from tests.server.test_feed import Follower, follow

pytestmark = pytest.mark.anyio
HANGS_AFTER = 60.0
"""Seconds after which a test ends; what is asserted of speed is printed, for a loaded machine."""
TITLE = "The ledger speaks TLS"


def typed(server: LiveServer, who: Person, *words: str) -> tuple[int, str]:
    """What the command line ends with and prints."""
    env = {"COMMONGROUND_URL": server.api, "COMMONGROUND_TOKEN": who.token}
    done = CliRunner().invoke(main, words, env=env)
    return done.exit_code, done.stdout


def status_in(follower: Follower) -> str | None:
    """The status of the entry in the panel's replica."""
    doc = follower.docs.get(TEAM)
    entries = doc.snapshot().entries.values() if doc else ()
    return next((h.status for e in entries for h in e.heads if h.title == TITLE), None)


async def cell(tab: Tab, source: str) -> str:
    """What a cell shows, run in a real kernel."""
    ran = await asyncio.to_thread(tab.run, source)
    return json.dumps(ran.shown) + ran.printed + ran.error


class Watch:
    """Measures how long something takes until it is seen everywhere."""

    def __init__(self) -> None:
        self.began = time.monotonic()

    def seen(self, what: str) -> None:
        print(f"{what}: {time.monotonic() - self.began:.2f} s")


async def test_a_proposal_its_acceptance_and_a_revocation_are_seen_everywhere(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    token = made(server, ada, "read,propose", "agent")
    admin = server.invite("Root", "admin")
    notebook = Notebook(server, ada, "together.ipynb")
    tab = Tab(notebook, ada)
    async with asyncio.timeout(HANGS_AFTER), follow(server, grace.token) as panel:
        await panel.sync(TEAM)
        await cell(tab, "%load_ext commonground")
        async with connected(server, token["secret"], MODERN) as client:
            # A client proposes. The first search of a server reads what it ranks with: seconds.
            found = await client.call_tool("search_context", {"query": "ledger"})
            assert not found.is_error, text_of(found)
            watch = Watch()
            done = await client.call_tool("propose_entry", {"title": TITLE, "kind": "decision"})
            assert not done.is_error, text_of(done)
            await panel.until(lambda: status_in(panel) == "proposed")
            watch.seen("proposal, panel")
            code, queue = await asyncio.to_thread(typed, server, grace, "review", "--json")
            watch.seen("proposal, command line")
            items = json.loads(queue)["items"]
            (entry,) = [i["entries"][0] for i in items if TITLE in i["after"]]
            assert code == 0
            assert TITLE in await cell(tab, "%cg context")
            watch.seen("proposal, notebook")
            # The owner accepts it from a terminal.
            async with client.listen(
                resource_subscriptions=[f"commonground://entry/{entry['id']}"]
            ) as heard:
                watch = Watch()
                words = ("review", "--accept", entry["id"])
                assert (await asyncio.to_thread(typed, server, grace, *words))[0] == 0
                await anext(aiter(heard))
                watch.seen("acceptance, client")
            read = await client.read_resource(f"commonground://entry/{entry['id']}")
            assert "accepted" in text_of(read)
            await panel.until(lambda: status_in(panel) == "accepted")
            watch.seen("acceptance, panel")
            shown = await cell(tab, "%cg context")
            watch.seen("acceptance, notebook")
            assert TITLE in shown
            # The token ends: the client is out at once, and what it proposed stays.
            watch = Watch()
            ending = ("mcp", "token", "revoke", token["token"]["id"])
            assert (await asyncio.to_thread(typed, server, ada, *ending))[0] == 0
            with pytest.raises(Exception, match=r".+") as refused:
                await client.call_tool("search_context", {"query": "ledger"})
            assert isinstance(refused.value, MCPError | httpx2.HTTPError), refused.value
            watch.seen("revocation, client")
        _, listed = await asyncio.to_thread(typed, server, ada, "mcp", "token", "list", "--json")
        assert token["token"]["id"] not in listed
        assert status_in(panel) == "accepted"
        # A person's own links end: the same everywhere.
        await ended_for(server, admin, ada, tab)
    tab.close()


async def ended_for(server: LiveServer, admin: Person, ada: Person, tab: Tab) -> None:
    """All doors of a person whose links are taken: command line, feed and notebook."""
    watch = Watch()
    async with follow(server, ada.token) as hers:
        server.ask(admin, "POST", "links", {"act": "take", "name": ada.username})
        while await hers.step():
            continue
        watch.seen("revocation, panel")
    assert (await asyncio.to_thread(typed, server, ada, "context"))[0] == 4
    watch.seen("revocation, command line")
    with pytest.raises(RuntimeError, match="socket was closed"):
        await asyncio.to_thread(tab.run, "%cg context")
    watch.seen("revocation, notebook")
    with pytest.raises(HTTPClientError):
        async with follow(server, ada.token):
            pass
