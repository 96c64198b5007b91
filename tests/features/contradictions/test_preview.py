"""A preview says what a command would do, and does nothing."""

from __future__ import annotations

import pytest

from commonground.core.ids import TEAM, member_room
from commonground.errors import InvalidCommand, NotAllowed
from commonground.features.contradictions.keyed import Fields
from commonground.features.contradictions.preview import preview
from commonground.features.contradictions.views import PreviewAnswer
from commonground.features.entries.commands import Add, Edit, Share
from commonground.features.review.commands import Merge, Seen
from commonground.features.team.commands import Set
from commonground.service.writer import ContextService
from commonground.store.memory import MemoryStore

from ...service.conftest import ALICE, BOB, NOBODY, OLGA, Ear

pytestmark = pytest.mark.anyio
TOKEN = "ghp_" + "a8Kq2Zx9LmWn4Rt7Yv1Bc3Df6Gh0JkPs5QeU"


async def test_it_says_status_readers_and_writes_nothing(
    service: ContextService, store: MemoryStore
) -> None:
    leave = service.listen(Ear(BOB))
    await service.run(OLGA, Add(kind="knowledge", title="Here already"), source="sidebar")
    before = (await service.snapshot(ALICE, TEAM), await store.load(TEAM))
    shown = await preview(service, ALICE, Add(kind="convention", title="Use tabs"))
    assert (shown.status, shown.outcome, shown.title) == ("proposed", "pass", "Use tabs")
    assert shown.readers == ("alice", "bob", "olga")
    assert (await service.snapshot(ALICE, TEAM), await store.load(TEAM)) == before
    accepted = await preview(service, OLGA, Add(kind="convention", title="Use tabs"))
    assert accepted.status == "accepted"
    leave()


async def test_an_areas_entry_reaches_those_who_follow_it(service: ContextService) -> None:
    area = {"globs": ["api/"], "members": ["alice"]}
    await service.run(OLGA, Set(name="area:api", value=area), source="sidebar")
    leave = service.listen(Ear(BOB))
    shown = await preview(service, ALICE, Add(kind="knowledge", title="t", area="api"))
    assert (shown.area, shown.readers) == ("api", ("alice",))
    leave()


async def test_a_secret_is_named_and_never_told_again(service: ContextService) -> None:
    shown = await preview(service, ALICE, Add(kind="knowledge", title="Token", body=TOKEN))
    assert shown.outcome == "quarantine"
    assert [f["field"] for f in shown.findings] == ["body"]
    assert TOKEN not in str(shown.findings)


async def test_customer_data_is_shown_as_it_would_be_stored(service: ContextService) -> None:
    note = await service.run(
        ALICE,
        Add(kind="note", title="Refund", body="Write to jo.smith@acme-mail.com"),
        source="sidebar",
    )
    assert note.entry is not None
    share = Share(note=note.entry.id, heads=[note.entry.heads[0].id], kind="knowledge",
                  title="Refund", body="Write to jo.smith@acme-mail.com")  # fmt: skip
    shown = await preview(service, ALICE, share)
    assert shown.outcome == "redact"
    assert "jo.smith" not in shown.body
    assert shown.body.startswith("Write to [redacted")
    kept = await service.snapshot(ALICE, member_room("alice"))
    assert [e.heads[0].body for e in kept.live()] == ["Write to jo.smith@acme-mail.com"]


async def test_what_it_would_contradict_is_quoted_the_new_text_first(
    service: ContextService,
) -> None:
    outcome = await service.run(
        OLGA, Add(kind="knowledge", title="The request timeout is 30 seconds"), source="sidebar"
    )
    assert outcome.entry is not None
    new = "The request timeout is 10 seconds"
    (clash,) = (await preview(service, ALICE, Add(kind="knowledge", title=new))).contradicts
    assert clash.entry == outcome.entry.id
    assert clash.quotes == (new, "The request timeout is 30 seconds")
    edit = Edit(entry=outcome.entry.id, heads=[outcome.entry.heads[0].id], title=new)
    assert (await preview(service, OLGA, edit)).contradicts == ()


async def test_a_merge_is_not_held_against_what_it_replaces(service: ContextService) -> None:
    seen = []
    for seconds in (10, 30):
        title = f"The request timeout is {seconds} seconds"
        entry = (await service.run(OLGA, Add(kind="work", title=title), source="sidebar")).entry
        assert entry is not None
        seen.append(Seen(entry=entry.id, heads=[entry.heads[0].id]))
    merge = Merge(entries=seen, title="The request timeout is 30 seconds")
    assert (await preview(service, OLGA, merge)).contradicts == ()


async def test_who_may_not_write_is_told_so(service: ContextService) -> None:
    with pytest.raises(NotAllowed):
        await preview(service, NOBODY, Add(kind="knowledge", title="t"))
    with pytest.raises(InvalidCommand):
        await preview(service, ALICE, Add(kind="knowledge", title="t", area="nowhere"))


async def test_keyed_fields_are_suggested_until_their_author_says_some(
    service: ContextService,
) -> None:
    said = Add(kind="knowledge", title="The order timeout is 30 s in production")
    fields = (await preview(service, ALICE, said)).fields
    assert fields == Fields("order", "timeout", "30 s", "production")
    keyed = said.model_copy(update={"subject": "orders", "attribute": "wait", "value": "30 s"})
    assert (await preview(service, ALICE, keyed)).fields is None
    vague = Add(kind="knowledge", title="We met on Friday")
    assert (await preview(service, ALICE, vague)).fields is None


async def test_what_is_taken_out_can_be_told_over_the_wire(service: ContextService) -> None:
    """The answer's model takes both: what stops a text, and what is only taken out of it."""
    token = "gh" + "p_b7Jr3Ay8Mn5Wc6Pd2Su7Zx4Fk6Je1Tg3Hv9Q"
    texts = {"Write to jo.smith@acme-mail.com": "redact", f"It is {token}": "quarantine"}
    for body, outcome in texts.items():
        shown = await preview(service, ALICE, Add(kind="knowledge", title="Refund", body=body))
        wire = PreviewAnswer.model_validate(shown)
        assert wire.gate.outcome == outcome
        assert wire.gate.findings
