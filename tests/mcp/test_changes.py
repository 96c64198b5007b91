"""What clients follow: they are told that something is another now, and read it again."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from mcp.shared.subscriptions import ResourcesListChanged, ResourceUpdated

from tests.live import LiveServer, Person
from tests.mcp.clients import LEGACY, MODERN, connected, secret, text_of

pytestmark = pytest.mark.anyio
WITHIN = 20.0


def add(server: LiveServer, who: Person, title: str, kind: str = "knowledge") -> dict[str, Any]:
    return server.ask(who, "POST", "commands", {"command": "add", "kind": kind, "title": title})


def edit(server: LiveServer, who: Person, made: dict[str, Any], title: str) -> None:
    wanted = {"command": "edit", "entry": made["entry"]["id"], "heads": [made["revision"]]}
    server.ask(who, "POST", "commands", {**wanted, "title": title})


async def test_an_older_client_is_told_of_what_it_subscribed_to(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    told: asyncio.Queue[Any] = asyncio.Queue()

    async def hear(message: Any) -> None:
        await told.put(message)

    made = add(server, grace, "Followed by an older client")
    uri = f"commonground://entry/{made['entry']['id']}"
    token = secret(server, ada, "read")
    async with connected(server, token, LEGACY, message_handler=hear) as client:
        resources = client.server_capabilities.resources
        assert resources is not None
        assert resources.list_changed is True
        await client.session.subscribe_resource(uri)
        async with asyncio.timeout(WITHIN):
            await asyncio.to_thread(edit, server, grace, made, "Changed for an older client")
            while getattr((await told.get()).params, "uri", None) != uri:
                continue
            assert "older client" in text_of(await client.read_resource(uri))
            await asyncio.to_thread(add, server, grace, "One more for an older client")
            while (await told.get()).method != "notifications/resources/list_changed":
                continue


async def test_a_newer_client_listens_and_hears_of_its_own_only(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    made = add(server, grace, "Followed by a newer client")
    uri = f"commonground://entry/{made['entry']['id']}"
    async with (
        connected(server, secret(server, ada, "read"), MODERN) as client,
        client.listen(resources_list_changed=True, resource_subscriptions=[uri]) as heard,
        asyncio.timeout(WITHIN),
    ):
        events = aiter(heard)
        # Another member's note is nothing that this client could read: it hears nothing of it.
        await asyncio.to_thread(add, server, grace, "A note of mine", "note")
        await asyncio.to_thread(edit, server, grace, made, "Changed for a newer client")
        assert await anext(events) == ResourceUpdated(uri=uri)
        await asyncio.to_thread(add, server, grace, "One more for a newer client")
        assert await anext(events) == ResourcesListChanged()


async def test_a_message_is_listed_for_whom_it_waits(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    wanted = {"command": "query", "to": [f"@{ada.username}"], "title": "Which port?"}
    message = server.ask(grace, "POST", "commands", wanted)["thing"]
    uri = f"commonground://message/{message}"
    async with connected(server, secret(server, ada), MODERN) as hers:
        assert uri in {one.uri for one in (await hers.list_resources()).resources}
        told = await hers.call_tool("read_inbox", {})
        assert message in text_of(told)
        done = await hers.call_tool("answer_question", {"message": message, "text": "8443"})
        assert not done.is_error, done
        assert uri not in {one.uri for one in (await hers.list_resources()).resources}
    async with connected(server, secret(server, grace), MODERN) as other:
        read = await other.call_tool("read_message", {"message": message})
        assert "8443" in text_of(read)


async def test_work_is_handed_over_and_taken_over(
    server: LiveServer, ada: Person, grace: Person
) -> None:
    async with (
        connected(server, secret(server, grace), MODERN) as giver,
        connected(server, secret(server, ada), MODERN) as taker,
    ):
        given = {"to": [f"@{ada.username}"], "title": "The importer", "left": "Two tests fail"}
        done = await giver.call_tool("hand_over", given)
        message = done.structured_content["id"]
        again = {"message": message, "restated": "I mend the two tests"}
        own = await giver.call_tool("take_over", again)
        assert own.is_error
        assert "not for you" in text_of(own)
        taken = await taker.call_tool("take_over", again)
        assert not taken.is_error, taken


async def test_a_long_list_comes_in_pages(server: LiveServer, ada: Person) -> None:
    made = {add(server, ada, f"Entry number {n}")["entry"]["id"] for n in range(120)}
    async with connected(server, secret(server, ada, "read"), MODERN) as client:
        first = await client.list_resources()
        assert len(first.resources) == 100
        assert first.next_cursor
        rest = await client.list_resources(cursor=first.next_cursor)
        addresses = [one.uri for one in (*first.resources, *rest.resources)]
        assert len(addresses) == len(set(addresses))
        assert {f"commonground://entry/{id}" for id in made} <= set(addresses)
        assert "commonground://epoch" in addresses
