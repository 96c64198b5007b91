"""An entry that names code is tied to it, told what became of it, and tied again after a rename."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.ids import EntryId
from commonground.core.question import Question
from commonground.core.role import Member
from commonground.errors import InvalidCommand, NotAllowed, UnknownId
from commonground.features.entries.commands import Add, Edit
from commonground.features.freshness.anchors import EntryFreshness
from commonground.features.freshness.commands import (
    Reanchor,
    RemoveAnchor,
    SetAnchor,
    StillHolds,
)
from commonground.features.freshness.keeper import FreshnessKeeper
from commonground.features.review.routes import waiting_queue
from commonground.features.turns.runner import TurnRunner
from commonground.service.host import Host
from commonground.service.writer import ContextService
from tests import repository
from tests.features.hosting import hosted
from tests.service.conftest import ALICE, BOB, OLGA, save

pytestmark = pytest.mark.anyio
ADA = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")


def head(root: Path) -> str:
    said = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True)
    return said.stdout.decode().strip()


def commit(root: Path, subject: str) -> str:
    repository.git(root, "add", "-A")
    repository.git(root, *ADA, "commit", "-m", subject)
    return head(root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    (root / "src").mkdir(parents=True)
    repository.git(root, "init", "-b", "main")
    (root / "src" / "orders.py").write_text("RATE = 3\n\n\ndef make_order(x):\n    return x + 1\n")
    commit(root, "Begin")
    return root


@pytest.fixture
async def host(service: ContextService, root: Path) -> AsyncIterator[Host]:
    async with hosted(service, ScriptedModel(), root) as made:
        yield made


async def state(host: Host, entry: str, who: Member = ALICE) -> EntryFreshness:
    keeper = host.find(FreshnessKeeper)
    await keeper.look()
    found = {one.entry: one for one in keeper.seen_by(who)}
    return found.get(entry, EntryFreshness(entry))


async def added(service: ContextService, title: str, body: str = "") -> str:
    return (await save(service, ALICE, Add(kind="knowledge", title=title, body=body))).entry.id


async def test_what_an_entry_names_is_found_in_its_text(host: Host, root: Path) -> None:
    text = "`src/orders.py` has `make_order()`, not `gone/none.py`"
    entry = await added(host.service, "Orders", text)
    found = await state(host, entry)
    assert [each.anchor.name for each in found.anchors] == [
        "src/orders.py",
        "src/orders.py:make_order",
    ]
    assert (found.state, found.anchors[1].line, found.anchors[1].open) == (
        "fresh", 4, "src/orders.py"
    )  # fmt: skip
    assert {each.anchor.commit for each in found.anchors} == {head(root)}


async def test_a_changed_definition_touches_and_a_changed_comment_does_not(
    host: Host, root: Path
) -> None:
    entry = await added(host.service, "`make_order()` of `src/orders.py` adds one")
    assert (await state(host, entry)).state == "fresh"
    file = root / "src" / "orders.py"
    file.write_text("# Rates\nRATE = 3\n\n\ndef make_order(x):\n    return x + 1  # one\n")
    assert (await state(host, entry)).state == "fresh"
    file.write_text("RATE = 3\n\n\ndef make_order(x):\n    return x + 2\n")
    found = await state(host, entry)
    assert found.state == "touched"
    assert "in what is not committed yet" in found.cause
    commit(root, "Add two")
    assert "last by" in (await state(host, entry)).cause
    assert "Ada" in (await state(host, entry)).cause


async def test_after_a_rename_it_is_broken_with_the_place_and_tied_again_and_back(
    host: Host, root: Path
) -> None:
    entry = await added(host.service, "Orders are made in `src/orders.py`")
    assert (await state(host, entry)).state == "fresh"
    (root / "lib").mkdir()
    repository.git(root, "mv", "src/orders.py", "lib/orders.py")
    moved = commit(root, "Move the orders")
    found = await state(host, entry)
    assert (found.state, found.anchors[0].new_path) == ("broken", "lib/orders.py")
    assert moved[:10] in found.cause
    assert "It is now lib/orders.py." in found.cause
    await host.service.run(
        BOB, Reanchor(entry=entry, old="src/orders.py", new="lib/orders.py"), source="sidebar"
    )
    again = await state(host, entry)
    assert (again.state, again.anchors[0].anchor.path) == ("fresh", "lib/orders.py")
    assert again.anchors[0].anchor.commit == moved
    back = Reanchor(entry=entry, old="lib/orders.py", new="src/orders.py")
    await host.service.run(BOB, back, source="sidebar")
    undone = await state(host, entry)
    assert (undone.state, undone.anchors[0].new_path) == ("broken", "lib/orders.py")


async def test_a_deleted_definition_breaks_it(host: Host, root: Path) -> None:
    entry = await added(host.service, "`make_order()` of `src/orders.py` adds one")
    await state(host, entry)
    (root / "src" / "orders.py").write_text("RATE = 3\n")
    assert "make_order is no longer defined" in (await state(host, entry)).cause


async def test_an_anchor_that_was_set_by_hand_stays_when_the_text_changes(host: Host) -> None:
    entry = await added(host.service, "Orders add one")
    assert (await state(host, entry)).state == "unanchored"
    said = SetAnchor(entry=entry, path="src/orders.py", symbol="make_order")
    await host.service.run(BOB, said, source="sidebar")
    assert (await state(host, entry)).state == "fresh"
    last = host.service.shared()[0].entries[EntryId(entry)].heads[0].id
    await save(host.service, ALICE, Edit(entry=entry, heads=[last], title="Orders add 1"))
    found = await state(host, entry)
    assert [each.anchor.name for each in found.anchors] == ["src/orders.py:make_order"]


async def test_a_broken_entry_is_in_no_prompt_and_a_touched_one_is_marked(
    host: Host, root: Path
) -> None:
    await added(host.service, "Zebras live in `src/orders.py`")
    runner = host.find(TurnRunner)
    info = runner.info_of()
    question = Question("Where do zebras live?", "shared", "sidebar")

    async def prompt() -> str:
        made, _ = await runner.prompts.prompt(ALICE, question, info)
        return "\n".join([*made.shared, *made.own])

    assert "Zebras live" in await prompt()
    assert "<code-changed>" not in await prompt()
    (root / "src" / "orders.py").write_text("RATE = 4\n")
    shown = await prompt()
    assert "Zebras live" in shown.partition("<code-changed>")[2]
    (root / "src" / "orders.py").unlink()
    assert "Zebras live" not in await prompt()


async def test_a_side_of_a_dispute_stays_in_the_prompt_when_its_code_is_gone(
    host: Host, root: Path
) -> None:
    entry = await added(host.service, "Zebras live in `src/orders.py`")
    last = host.service.shared()[0].entries[EntryId(entry)].heads[0].id
    for title in ("Zebras live in `src/orders.py` alone", "Zebras never live in `src/orders.py`"):
        await save(host.service, ALICE, Edit(entry=entry, heads=[last], title=title))
    said = SetAnchor(entry=entry, path="src/orders.py")
    await host.service.run(BOB, said, source="sidebar")
    await state(host, entry)
    (root / "src" / "orders.py").unlink()
    assert (await state(host, entry)).state == "broken"
    text = await shown(host, "Where do zebras live?")
    assert "alone" in text.partition("<code-changed>")[0]
    assert "never live" in text.partition("<code-changed>")[0]
    assert "is gone, and they are in a dispute" in text


async def test_an_anchor_that_never_led_anywhere_takes_nothing_out_of_a_prompt(host: Host) -> None:
    entry = await added(host.service, "Zebras are striped")
    await host.service.run(BOB, SetAnchor(entry=entry, path="no/such.py"), source="sidebar")
    found = await state(host, entry)
    assert found.state == "unanchored"
    assert found.cause == "no/such.py leads to no file, and never did."
    there = SetAnchor(entry=entry, path="src/orders.py", symbol="no_such")
    await host.service.run(BOB, there, source="sidebar")
    assert (await state(host, entry)).state == "unanchored"
    assert "Zebras are striped" in await shown(host, "Are zebras striped?")


@pytest.mark.parametrize("date", ["@999999999999 +0000", "@0 +0000"])
async def test_no_commit_keeps_a_question_from_being_asked(
    host: Host, root: Path, monkeypatch: pytest.MonkeyPatch, date: str
) -> None:
    entry = await added(host.service, "Zebras live in `src/orders.py`")
    assert (await state(host, entry)).state == "fresh"
    (root / "src" / "orders.py").unlink()
    monkeypatch.setenv("GIT_AUTHOR_DATE", date)
    commit(root, "fix \x01 bell \x02 and more")
    found = await state(host, entry)
    assert found.state == "broken"
    assert "bell" in found.cause
    assert await host.find(FreshnessKeeper).code_states()


async def shown(host: Host, question: str) -> str:
    """What a model is shown for a question of Alice's."""
    runner = host.find(TurnRunner)
    asked = Question(question, "shared", "sidebar")
    made, _ = await runner.prompts.prompt(ALICE, asked, runner.info_of())
    return "\n".join([*made.shared, *made.own])


async def test_a_private_note_is_not_looked_at(host: Host) -> None:
    note = (await save(host.service, ALICE, Add(kind="note", title="`src/orders.py`"))).entry.id
    assert (await state(host, note)).state == "unanchored"
    with pytest.raises(UnknownId):
        await host.service.run(ALICE, SetAnchor(entry=note, path="src/orders.py"), source="x")


async def test_a_place_that_the_entry_is_not_tied_to_is_refused(host: Host) -> None:
    entry = await added(host.service, "Orders")
    wrong = Reanchor(entry=entry, old="src/none.py", new="src/orders.py")
    with pytest.raises(InvalidCommand):
        await host.service.run(OLGA, wrong, source="sidebar")
    with pytest.raises(ValueError, match="below the top"):
        SetAnchor(entry=entry, path="../outside.py")


async def holds(host: Host, who: Member, entry: str, gone: bool = False) -> EntryFreshness:
    await host.service.run(who, StillHolds(entry=entry, gone=gone), source="sidebar")
    return await state(host, entry)


def waiting(host: Host) -> list[tuple[str, str, str]]:
    """What waits for the owner: what it is, the entry, and the cause."""
    return [(one.type, one.entries[0].id, one.cause) for one in waiting_queue(host)]


async def test_a_touched_entry_is_fresh_again_once_anyone_who_writes_says_that_it_holds(
    host: Host, root: Path
) -> None:
    entry = await added(host.service, "`make_order()` of `src/orders.py` adds one")
    await state(host, entry)
    file = root / "src" / "orders.py"
    file.write_text("RATE = 3\n\n\ndef make_order(x):\n    return x + 2\n")
    assert (await state(host, entry)).state == "touched"
    assert (await holds(host, BOB, entry)).state == "fresh"
    file.write_text("RATE = 3\n\n\ndef make_order(x):\n    return x + 3\n")
    assert (await state(host, entry)).state == "touched", "what comes later is another matter"


async def test_a_broken_entry_waits_for_the_owner_who_alone_lets_go_of_what_is_gone(
    host: Host, root: Path
) -> None:
    entry = await added(host.service, "`make_order()` of `src/orders.py` adds one")
    await state(host, entry)
    assert waiting(host) == []
    (root / "src" / "orders.py").write_text("RATE = 3\n")
    assert (await state(host, entry)).state == "broken"
    cause = "make_order is no longer defined in src/orders.py."
    assert waiting(host) == [("broken", entry, cause)]
    assert (await holds(host, BOB, entry)).state == "broken", "that is not what Bob can say"
    with pytest.raises(NotAllowed):
        await holds(host, BOB, entry, gone=True)
    found = await holds(host, OLGA, entry, gone=True)
    assert [each.anchor.name for each in found.anchors] == ["src/orders.py"]
    assert (found.state, waiting(host)) == ("fresh", [])
    assert "adds one" in await shown(host, "What does make_order add?")


@pytest.mark.parametrize("gone", ["the file", "the definition", "a file git never knew"])
async def test_who_is_no_owner_puts_no_broken_entry_back_into_prompts(
    host: Host, root: Path, gone: str
) -> None:
    name = "src/new.py" if gone == "a file git never knew" else "src/orders.py"
    (root / name).write_text("RATE = 3\n\n\ndef make_order(x):\n    return x + 1\n")
    entry = await added(host.service, f"Zebras live by `make_order()` of `{name}`")
    await state(host, entry)
    (root / "src" / "other.py").write_text("OTHER = 1\n")
    if gone == "the definition":
        (root / name).write_text("RATE = 3\n")
    else:
        (root / name).unlink()
    for said in (
        RemoveAnchor(entry=entry, path=name, symbol="make_order"),
        SetAnchor(entry=entry, path=name, symbol="make_order"),
        Reanchor(entry=entry, old=name, new="src/other.py"),
        Reanchor(entry=entry, old=name, new="src/never.py"),
    ):
        with pytest.raises(NotAllowed, match="owner"):
            await host.service.run(BOB, said, source="sidebar")
    assert (await state(host, entry)).state == "broken"
    assert "Zebras live" not in await shown(host, "Where do zebras live?")
    last = Reanchor(entry=entry, old=name, new="src/other.py")
    await host.service.run(OLGA, last, source="sidebar")
    assert "Zebras live" in await shown(host, "Where do zebras live?")


async def test_who_is_no_owner_takes_no_entry_out_of_prompts_by_a_place_that_is_gone(
    host: Host, root: Path
) -> None:
    (root / "src" / "old.py").write_text("OLD = 'quite another text, which went for good'\n")
    commit(root, "Add")
    (root / "src" / "old.py").unlink()
    commit(root, "Take it away")
    entry = await added(host.service, "Zebras live in `src/orders.py`")
    assert (await state(host, entry)).state == "fresh"
    for said in (
        SetAnchor(entry=entry, path="src/old.py"),
        Reanchor(entry=entry, old="src/orders.py", new="src/old.py"),
    ):
        with pytest.raises(NotAllowed, match="owner"):
            await host.service.run(BOB, said, source="sidebar")
    assert "Zebras live" in await shown(host, "Where do zebras live?")


async def test_an_entry_that_holds_moves_with_a_file_that_git_saw_renamed(
    host: Host, root: Path
) -> None:
    entry = await added(host.service, "`make_order()` of `src/orders.py` adds one")
    await state(host, entry)
    repository.git(root, "mv", "src/orders.py", "src/sales.py")
    commit(root, "Rename")
    assert (await state(host, entry)).state == "broken"
    found = await holds(host, OLGA, entry, gone=True)
    assert [(each.anchor.name, each.state) for each in found.anchors] == [
        ("src/sales.py", "fresh"),
        ("src/sales.py:make_order", "fresh"),
    ]


async def test_what_is_in_dispute_or_not_accepted_waits_as_that_and_not_as_broken(
    host: Host, root: Path
) -> None:
    add = Add(kind="convention", title="Orders are made in `src/orders.py`")
    entry = (await save(host.service, ALICE, add)).entry.id
    await state(host, entry)
    (root / "src" / "orders.py").unlink()
    assert (await state(host, entry)).state == "broken"
    assert waiting(host) == [("proposal", entry, "")]


async def test_a_version_that_was_changed_meanwhile_is_not_said_to_hold(host: Host) -> None:
    entry = await added(host.service, "Orders")
    first = host.service.shared()[0].entries[EntryId(entry)].heads[0].id
    await save(host.service, ALICE, Edit(entry=entry, heads=[first], title="Orders add 1"))
    late = StillHolds(entry=entry, revision=first)
    with pytest.raises(InvalidCommand, match="changed meanwhile"):
        await host.service.run(BOB, late, source="sidebar")


async def test_a_place_that_was_taken_away_by_hand_is_judged_no_more(
    host: Host, root: Path
) -> None:
    entry = await added(host.service, "`make_order()` of `src/orders.py` adds one")
    await state(host, entry)
    said = RemoveAnchor(entry=entry, path="src/orders.py", symbol="make_order")
    await host.service.run(BOB, said, source="sidebar")
    found = await state(host, entry)
    assert [each.anchor.name for each in found.anchors] == ["src/orders.py"]
    with pytest.raises(InvalidCommand, match="not tied"):
        await host.service.run(BOB, said, source="sidebar")
