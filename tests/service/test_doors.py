"""Texts that others read, by whichever door they come."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from commonground.errors import Quarantined, UserError
from commonground.features.entries.commands import Add
from commonground.features.messages.commands import Announce
from commonground.features.team.commands import Set
from commonground.features.team.worktree import WorkTree
from commonground.server.identity.names import anonymous_name, checked_name, shown_name
from commonground.service.writer import ContextService
from tests.data.gate.shapes import SHAPES

from .conftest import ALICE

pytestmark = pytest.mark.anyio
TOKEN = SHAPES["github"](Random(11))
HALVES = TOKEN[:20], TOKEN[20:]


async def test_a_secret_over_the_border_of_title_and_body_is_kept_back(
    service: ContextService,
) -> None:
    for title, body in (HALVES, ("The database password is", "kX9#mQ2!vT7p\nand so on")):
        with pytest.raises(Quarantined):
            await service.run(
                ALICE, Add(kind="knowledge", title=title, body=body), source="sidebar"
            )
        with pytest.raises(Quarantined):
            await service.run(
                ALICE, Announce(to=["@bob"], title=title, body=body), source="sidebar"
            )
    fine = Add(kind="knowledge", title="The database password", body="It is in the vault.")
    assert (await service.run(ALICE, fine, source="sidebar")).revision


async def test_what_one_follows_holds_no_secret(service: ContextService) -> None:
    wish = {"areas": [TOKEN.replace("_", "-")], "muted": [TOKEN]}
    with pytest.raises(Quarantined):
        await service.run(ALICE, Set(name="follow", value=wish), source="sidebar")


def test_a_name_that_holds_a_secret_is_shown_to_nobody() -> None:
    assert shown_name(f"Ada {TOKEN}", "ada") == "ada"
    assert shown_name("Ada Lovelace", "ada") == "Ada Lovelace"
    assert shown_name("ada@example.org", "ada") == "ada@example.org"
    assert TOKEN not in anonymous_name(TOKEN)
    with pytest.raises(UserError, match="secret"):
        checked_name(f"Ada {TOKEN}")


async def test_suggestions_from_codeowners_hold_no_secret(
    service: ContextService, tmp_path: Path
) -> None:
    (tmp_path / "CODEOWNERS").write_text(f"/shop/ @ada\n/{TOKEN}/ @bob\n/docs/ @{TOKEN}\n")
    found = (await WorkTree(tmp_path).suggested({"ada": "Ada"})).through(service.gate())
    assert TOKEN not in repr(found)
    assert TOKEN[4:] not in repr(found)
    assert [area.globs for area in found.codeowners] == [("/shop/",), ("/docs/",)]
    assert [area.members for area in found.codeowners] == [("ada",), ()]
    assert "left out" in found.problems[-1]
