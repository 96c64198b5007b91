"""A finding's picture is kept with it: in every backup, and gone with the words that it shows."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from commonground.ai.scripted import ScriptedModel
from commonground.core.event import Event
from commonground.core.ids import TEAM
from commonground.features.audit.redaction import redact
from commonground.features.audit.requests import Redact
from commonground.features.findings.claim import read_claim
from commonground.features.findings.gathered import from_pieces, in_pieces
from commonground.features.findings.model import findings_in
from commonground.features.findings.pictures import MOST_BYTES, picture_of
from commonground.features.findings.runner import FindingKeeper
from commonground.service.writer import ContextService
from commonground.store.backup import restore
from commonground.store.backup_shelf import take

from ...service.conftest import ALICE, BOB, OLGA
from ..hosting import hosted
from .sharing import gathered, service_of

pytestmark = pytest.mark.anyio
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 60
SHOWS = "Blue Whale Ltd left"


def picture(claim: str) -> str:
    """Base64 of a picture that nothing else has."""
    return base64.b64encode(PNG + claim.encode()).decode()


def address(claim: str) -> str:
    return f"data:image/png;base64,{picture(claim)}"


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[ContextService]:
    async with service_of(tmp_path) as made:
        yield made


def all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def share(service: ContextService, root: Path, *claims: str) -> None:
    async with hosted(service, ScriptedModel(), root) as host:
        keeper = host.find(FindingKeeper)
        for claim in claims:
            sent = gathered(kind="figure", text="", alt="A line.", picture=picture(claim),
                            media_type="image/png")  # fmt: skip
            made = await keeper.made(from_pieces(in_pieces(sent)), None)
            await keeper.share(ALICE, read_claim(claim, ""), made, None)


async def pictures(service: ContextService) -> dict[str, str]:
    found = findings_in([await service.snapshot(BOB, TEAM)])
    return {one.claim: one.shared["output"]["picture"] for one in found}


async def test_a_redaction_takes_the_picture_of_what_held_the_text_and_no_other(
    service: ContextService, tmp_path: Path
) -> None:
    """Of its bytes no file holds any."""
    await share(service, tmp_path, SHOWS, "Churn was low")
    assert await pictures(service) == {claim: address(claim) for claim in (SHOWS, "Churn was low")}
    done = await redact(
        service, OLGA, Redact(text="Blue Whale", reason="A customer"), source="sidebar"
    )
    assert done.clean
    assert await pictures(service) == {
        "[redacted] Ltd left": "", "Churn was low": address("Churn was low")
    }  # fmt: skip
    held = all_bytes(tmp_path)
    assert picture("Churn was low").encode()[-40:] in held
    assert picture(SHOWS).encode()[-20:] not in held


async def test_a_backup_carries_the_picture(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    async with service_of(here) as service:
        await share(service, here, SHOWS)
        made = take(here, at=1, keep=1)
    event = Event("a_1", 1, "olga", "owner", "restore", "cli")
    restore(there, made, event, stamp="20261130T000001Z")
    async with service_of(there) as again:
        assert await pictures(again) == {SHOWS: address(SHOWS)}


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"GIF89a" + b"\x00" * 50, "image/png"),
        (PNG, "image/svg+xml"),
        (PNG, "image/jpeg"),
        (PNG + b"\x00" * MOST_BYTES, "image/png"),
        (b"gh" + b"p_Z9x8C7v6B5n4M3l2K1j0H9g8F7d6S5a4Q3w2", "image/png"),
    ],
)
def test_what_is_no_small_picture_is_not_kept(raw: bytes, kind: str) -> None:
    assert picture_of(base64.b64encode(raw).decode(), kind) == ""
