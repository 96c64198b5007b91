"""The panel asks the owner whether a server of models on this machine is to answer, and says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.ai.conftest import needs_embedded
from tests.ai.nearby_server import OLLAMA, NearbyServer
from tests.browser.conftest import Office, browser_port, opened
from tests.browser.profiles import Profiles
from tests.live import LiveServer

pytestmark = [pytest.mark.browser, needs_embedded]


IS_KNOWN = """async () => {
    for (let tries = 0; tries < 60; tries++) {
        const answer = await fetch('/commonground/api/status');
        if (answer.ok && (await answer.json()).model.lacks.length > 0) return;
        await new Promise(resume => setTimeout(resume, 500));
    }
    throw new Error('It is not known what the model can do.');
}"""


@pytest.fixture(scope="module")
def ollama() -> Iterator[NearbyServer]:
    with NearbyServer(OLLAMA) as server:
        yield server


@pytest.fixture
def nearby_office(
    request: pytest.FixtureRequest,
    ollama: NearbyServer,
    profiles: Profiles,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Office]:
    environ = {"COMMONGROUND_LOCAL_SERVERS": ollama.url}
    with LiveServer(
        tmp_path_factory.mktemp("nearby"),
        name="browser-nearby",
        model=None,
        environ=environ,
        port=browser_port("nearby"),
    ) as server:
        yield from opened(request, server, profiles)


def test_the_owner_is_asked_once_and_can_change_it(
    nearby_office: Office, ollama: NearbyServer
) -> None:
    office = nearby_office
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    offer = olga.part("nearby")
    expect(offer).to_contain_text("Ollama answers on the server’s machine.")
    expect(bob.part("model")).to_contain_text("SmolLM2")
    expect(bob.part("nearby")).to_have_count(0)
    olga.shot("nearby-offer")
    olga.part("nearby-model").select_option(label="gemma3:4b")
    olga.part("nearby-use").click()
    expect(offer).to_have_count(0)
    expect(olga.part("model")).to_contain_text("gemma3:4b (Ollama on this machine)")
    bob.open_tab("private")
    bob.part("private-ask").fill("What is the rate?")
    bob.part("private-submit").click()
    expect(bob.page.locator(".cg-panel")).to_contain_text("I run here.")
    assert ollama.asked[-1][1]["model"] == "gemma3:4b"

    # Three small requests found out that it does nothing but answer in words.
    bob.page.evaluate(IS_KNOWN)
    olga.page.reload()
    lacks = olga.part("model-lacks")
    expect(lacks).to_contain_text("uses no tools · reads no pictures · fills in no forms")
    olga.shot("nearby-lacks")

    olga.part("model-change").click()
    expect(olga.part("nearby-model")).to_have_value("1")
    olga.shot("nearby-change")
    olga.part("nearby-cancel").click()
    expect(offer).to_have_count(0)
    olga.part("model-change").click()
    olga.part("nearby-no").click()
    expect(offer).to_have_count(0)
    expect(olga.part("model")).to_contain_text("SmolLM2")
    olga.page.reload()
    expect(olga.part("model")).to_contain_text("SmolLM2")
    expect(olga.part("model-change")).to_be_visible()
    expect(offer).to_have_count(0)
