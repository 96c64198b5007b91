"""Threads are renamed and closed by who took part, and deleted by whom the team lets do it."""

from __future__ import annotations

import pytest

from commonground.core.role import Member
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.team.commands import Set
from commonground.features.turns.lookup import thread_named
from commonground.features.turns.thread import find_thread, threads_in
from commonground.features.turns.thread_commands import (
    CloseThread,
    DeleteThread,
    OpenThread,
    RenameThread,
    SayInThread,
)
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, OLGA

pytestmark = pytest.mark.anyio


async def opened(service: ContextService, who: Member, title: str) -> str:
    return str((await service.run(who, OpenThread(title=title), source="sidebar")).thing)


async def test_a_thread_is_renamed_by_who_took_part(service: ContextService) -> None:
    about = await opened(service, ALICE, "VAT")
    rename = RenameThread(thread=about, title="Tax on books")
    with pytest.raises(NotAllowed, match="took no part"):
        await service.run(BOB, rename, source="sidebar")
    await service.run(BOB, SayInThread(thread=about, text="Books have 7 %"), source="sidebar")
    await service.run(BOB, rename, source="sidebar")
    assert find_thread(service.shared(), about).title == "Tax on books"
    assert find_thread(service.shared(), about).author == "alice"
    assert (await thread_named(service, ALICE, "tax on BOOKS", source="cell")).id == about
    assert await opened(service, ALICE, "VAT") != about
    with pytest.raises(InvalidCommand, match="Another open thread has that title"):
        await service.run(OLGA, RenameThread(thread=about, title="vat"), source="sidebar")


async def test_the_owner_deletes_unless_the_team_says_otherwise(service: ContextService) -> None:
    about = await opened(service, ALICE, "VAT")
    with pytest.raises(NotAllowed, match="may not delete"):
        await service.run(ALICE, DeleteThread(thread=about), source="sidebar")
    await service.run(OLGA, Set(name="thread-delete", value="author"), source="sidebar")
    with pytest.raises(NotAllowed):
        await service.run(BOB, DeleteThread(thread=about), source="sidebar")
    await service.run(ALICE, DeleteThread(thread=about), source="sidebar")
    assert threads_in(service.shared()) == ()
    with pytest.raises(UnknownId):
        await service.run(ALICE, CloseThread(thread=about), source="sidebar")
    assert await opened(service, ALICE, "VAT") != about
    await service.run(OLGA, Set(name="thread-delete", value="nobody"), source="sidebar")
    with pytest.raises(NotAllowed):
        await service.run(
            OLGA, DeleteThread(thread=await opened(service, BOB, "Rates")), source="sidebar"
        )
    with pytest.raises(InvalidCommand, match="who deletes"):
        await service.run(OLGA, Set(name="thread-delete", value="everyone"), source="sidebar")
