"""Who writes an entry is shown the nearest ones, in the panel as in a cell."""

from __future__ import annotations

import pytest

from commonground.core.role import Member
from commonground.errors import UnknownId
from commonground.features.contradictions.commands import Relate
from commonground.features.contradictions.neighbours import LONGEST, NearestEntries
from commonground.features.entries.commands import Add, Edit
from commonground.service.host import Neighbours
from commonground.service.writer import ContextService

from ...service.conftest import ALICE, BOB, Saved, save

pytestmark = pytest.mark.anyio


async def near(service: ContextService, who: Member, saved: Saved) -> list[str]:
    found = await NearestEntries(service).near(who, saved.revision)
    return [one.title for one in found]


async def add(service: ContextService, title: str, body: str = "") -> Saved:
    return await save(service, ALICE, Add(kind="knowledge", title=title, body=body))


async def test_the_nearest_three_are_shown_nearest_first_and_nothing_off_the_subject(
    service: ContextService,
) -> None:
    for title in (
        "Passwords are hashed with bcrypt",
        "Passwords are hashed on the server",
        "Hashed passwords are never logged",
        "Hashed passwords stay in one table",
        "Lunch is at noon",
    ):
        await add(service, title)
    said = await add(service, "Passwords are hashed with Argon2")
    titles = await near(service, ALICE, said)
    assert len(titles) == 3
    assert titles[0] == "Passwords are hashed with bcrypt"
    assert "Lunch is at noon" not in titles


async def test_nothing_is_asked_about_a_first_entry_or_ones_own_earlier_text(
    service: ContextService,
) -> None:
    first = await add(service, "Passwords are hashed with bcrypt")
    assert await near(service, ALICE, first) == []
    edit = Edit(
        entry=first.entry.id,
        heads=[first.revision],
        title="Passwords are hashed with bcrypt twice",
        body="",
    )
    assert await near(service, ALICE, await save(service, ALICE, edit)) == []


async def test_private_notes_are_nobodys_neighbours(service: ContextService) -> None:
    await save(service, BOB, Add(kind="note", title="Passwords are hashed with bcrypt"))
    said = await add(service, "Passwords are hashed with Argon2")
    assert await near(service, BOB, said) == []
    note = await save(service, ALICE, Add(kind="note", title="Passwords are hashed"))
    with pytest.raises(UnknownId):
        await near(service, ALICE, note)


async def test_what_was_answered_is_not_asked_again(service: ContextService) -> None:
    one = await add(service, "Passwords are hashed with bcrypt")
    two = await add(service, "Passwords are hashed with Argon2")
    relate = Relate(first=two.revision, second=one.revision, how="contradicts")
    await service.run(BOB, relate, source="sidebar")
    assert await near(service, ALICE, two) == []


async def test_a_long_text_is_shown_by_its_beginning(service: ContextService) -> None:
    await add(service, "Passwords are hashed", "with bcrypt " * 100)
    said = await add(service, "Passwords are hashed by the server")
    (found,) = await NearestEntries(service).near(ALICE, said.revision)
    assert len(found.body) == LONGEST
    assert isinstance(NearestEntries(service), Neighbours)
