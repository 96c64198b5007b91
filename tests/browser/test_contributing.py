"""What the AI suggests to keep, with two people; a proposal tried first; many entries as one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Desk, Office, browser_port, opened, scripted_model
from tests.browser.profiles import Profiles
from tests.live import LiveServer, Person

pytestmark = pytest.mark.browser

QUOTE = "Take the VAT rate from the service at vat.internal"
TITLE = "VAT rates come from vat.internal"
LEARNED = {
    "kind": "convention",
    "title": TITLE,
    "body": "It knows from which day a rate holds.",
    "quotes": [QUOTE],
}
HOSTED = "Everything is hosted in Frankfurt, near to our customers"
HOSTING = {"kind": "decision", "title": "Hosted in Frankfurt", "body": "", "quotes": [HOSTED]}
DEPLOYS = "A deploy waits until two colleagues have approved it, whatever the hour"
DEPLOY = {
    "kind": "knowledge",
    "title": "Deploys wait for two approvals",
    "body": "",
    "quotes": [DEPLOYS],
}

COPIED = "Copies of the database are made each night and kept for thirty days"
COPIES = {"kind": "knowledge", "title": "Copies are kept a month", "body": "", "quotes": [COPIED]}


def learned(one: Mapping[str, object]) -> str:
    return json.dumps({"suggestions": [one]})


SCRIPT = {
    "demo": False,
    "delay": 1.5,
    "words": 400,
    "rules": [
        [HOSTED, learned(HOSTING)],
        [DEPLOYS, learned(DEPLOY)],
        [COPIED, learned(COPIES)],
        ["<known>", learned(LEARNED)],
        ["How do we host", f"{HOSTED}, {HOSTED.lower()}."],
        ["How do we back up", f"{COPIED}, {COPIED.lower()}."],
        ["How do we deploy", f"{DEPLOYS}. That is how it is done."],
        ["<entry>", json.dumps({"title": "How charts look", "body": "Unit and source, always."})],
        ["Which rate", f"{QUOTE}, for it knows from which day on a rate holds in which country."],
        [f"shown:{TITLE}", "Ask vat.internal for the rate of that day."],
    ],
    "default": "Take 19 percent.",
}
CHARTS = (
    "Charts show their unit on the axis",
    "Charts show their source below the axis",
    "Charts show the unit of each axis in brackets",
)


@pytest.fixture(scope="module")
def learning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server whose model can judge, and takes its time."""
    folder = tmp_path_factory.mktemp("learning")
    model, port = scripted_model(folder, SCRIPT), browser_port("main")
    with LiveServer(folder, name="browser-learning", model=model, port=port) as server:
        yield server


@pytest.fixture
def office(
    request: pytest.FixtureRequest, learning: LiveServer, profiles: Profiles
) -> Iterator[Office]:
    yield from opened(request, learning, profiles)


def strip(desk: Desk, cell: int = 0) -> Locator:
    return desk.cells.nth(cell).get_by_test_id("cg-suggestion")


def review(desk: Desk) -> Locator:
    return desk.open_tab("review")


def unfold(panel: Locator, name: str) -> Locator:
    found = panel.get_by_test_id(name)
    found.locator("summary").first.click()
    return found


def test_a_suggestion_is_taken_by_one_tried_by_the_owner_and_never_comes_back(
    office: Office,
) -> None:
    path = office.notebook("", "")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    alice.run("%%ai\nWhich rate holds?")
    for desk in (alice, olga):
        expect(strip(desk)).to_contain_text(TITLE)
        expect(strip(desk)).to_contain_text("Worth keeping?")
    strip(alice).get_by_test_id("cg-suggestion-sources").locator("summary").click()
    expect(strip(alice)).to_contain_text(QUOTE)
    expect(strip(alice)).to_contain_text("Suggested by scripted model (AI)")
    alice.shot("suggestion-cell")
    card = alice.open_tab("turns").get_by_test_id("cg-turn").first
    card.get_by_test_id("cg-turn-toggle").click()
    expect(card.get_by_test_id("cg-suggestion")).to_contain_text(TITLE)
    alice.shot("suggestion-panel")

    strip(alice).get_by_test_id("cg-suggestion-accept").click()
    for desk in (alice, olga):
        expect(strip(desk)).to_have_count(0)
    item = review(olga).get_by_test_id("cg-review-item")
    expect(item).to_contain_text("The AI suggested it; Alice Adams proposed it.")
    item.get_by_test_id("cg-try").click()
    item.get_by_test_id("cg-try-question").fill("What is the rate of books?")
    item.get_by_test_id("cg-try-form-submit").click()
    sides = item.get_by_test_id("cg-trial-side")
    expect(sides.nth(0)).to_contain_text("Take 19 percent.")
    expect(sides.nth(1)).to_contain_text("Ask vat.internal for the rate of that day.")
    expect(sides.nth(1).get_by_test_id("cg-shown")).to_contain_text(TITLE)
    expect(item.get_by_test_id("cg-trial").get_by_test_id("cg-diff")).to_contain_text(
        "vat.internal"
    )
    sides.nth(0).scroll_into_view_if_needed()
    olga.shot("try-before-accept")
    assert all(turn["source"] != "trial" for turn in office.turns(alice.person))
    assert [turn["source"] for turn in office.turns(olga.person)].count("trial") == 2
    item.get_by_test_id("cg-review-accept").click()
    expect(review(alice).get_by_test_id("cg-review-item")).to_have_count(0)

    # What the team knows is not suggested again.
    alice.run("%%ai\nWhich rate holds today?", cell=1)
    expect(alice.answers.nth(1)).to_contain_text("vat.internal")
    alice.page.get_by_test_id("cg-tab-turns").click()
    expect(alice.part("panel-turns").get_by_test_id("cg-cost")).to_be_visible()
    expect(strip(alice, 1)).to_have_count(0)


def test_not_again_is_remembered_for_all_and_can_be_taken_back(office: Office) -> None:
    path = office.notebook("")
    carol = office.desk(office.server.invite("Carol Clark"), path, dark=True)
    dan = office.desk(office.server.invite("Dan Dean"), path)
    olga = office.server.invite("Olga Owner", "owner")
    office.api(olga, "commands", policy(9))
    talk = office.api(carol.person, "commands", {"command": "open_thread", "title": "Hosting"})
    said = {"command": "say", "thread": talk["thing"], "text": f"{HOSTED}."}
    office.api(dan.person, "commands", said)

    box = unfold(review(carol), "cg-suggested")
    expect(box.get_by_test_id("cg-suggested-hint")).to_contain_text("At most 9 suggestions a day.")
    box.get_by_test_id("cg-sweep").click()
    expect(box.get_by_test_id("cg-sweep-said")).to_contain_text("Looked through 1 thread.")
    one = box.get_by_test_id("cg-suggestion").filter(has_text="Hosted")
    one.get_by_test_id("cg-suggestion-sources").locator("summary").click()
    expect(one).to_contain_text("Dan Dean")
    carol.shot("sweep-panel-dark")
    one.get_by_test_id("cg-suggestion-never").click()
    expect(one).to_have_count(0)

    other = unfold(review(dan), "cg-suggested")
    never = other.get_by_test_id("cg-never")
    never.locator("summary").click()
    expect(never).to_contain_text("Hosted in Frankfurt")
    expect(never).to_contain_text("Carol Clark")
    other.get_by_test_id("cg-sweep").click()
    expect(other.get_by_test_id("cg-sweep-said")).to_contain_text("0 suggestions.")
    dan.shot("never-panel")
    never.get_by_test_id("cg-never-undo").click()
    expect(never).to_have_count(0)
    expect(carol.part("never")).to_have_count(0)


def test_a_private_suggestion_is_shared_with_a_preview_and_by_its_asker_alone(
    office: Office,
) -> None:
    path = office.notebook("")
    eve = office.desk(office.server.invite("Eve Evans"), path)
    finn = office.desk(office.server.invite("Finn Fox"), path)
    private = eve.open_tab("private")
    eve.part("private-ask").fill("How do we deploy?")
    eve.part("private-submit").click()
    one = private.get_by_test_id("cg-suggestion")
    expect(one).to_contain_text("Worth sharing? Only you see this.")
    assert not any("Deploys wait" in frame for frame in finn.heard)
    eve.shot("suggestion-private")
    one.get_by_test_id("cg-suggestion-share").click()
    dialog = eve.part("share-dialog")
    expect(dialog.get_by_test_id("cg-share-preview")).to_contain_text("Deploys wait")
    eve.shot("suggestion-share")
    dialog.get_by_test_id("cg-submit").click()
    expect(dialog).to_have_count(0)
    expect(one).to_have_count(0)
    finn.open_tab("context")
    expect(finn.entry("Deploys wait for two approvals")).to_be_visible()

    # Another one, that the team was never asked about, is passed over and is gone.
    eve.part("private-ask").fill("How do we back up?")
    eve.part("private-submit").click()
    expect(one).to_contain_text("Copies are kept a month")
    one.get_by_test_id("cg-suggestion-dismiss").click()
    expect(one).to_have_count(0)
    assert all("Copies" not in str(s) for s in suggested(office, finn.person) if s["private"])


def test_the_owner_says_how_many_suggestions_a_day(office: Office) -> None:
    olga = office.desk(office.server.invite("Olga Owner", "owner"), office.notebook(""))
    olga.open_tab("people")
    olga.part("open-suggestions").click()
    olga.part("policy-daily").fill("0")
    olga.part("policy-days").fill("14")
    olga.shot("suggestion-policy")
    olga.part("policy-form-submit").click()
    expect(olga.part("team-done")).to_have_text("This holds from the next answer on.")
    box = unfold(review(olga), "cg-suggested")
    expect(box).to_contain_text("The context owner switched suggestions off")
    office.api(olga.person, "commands", policy(5))


def policy(daily: int) -> dict[str, object]:
    value = {"daily": daily, "days": 7}
    return {"command": "set", "name": "suggestions", "value": value}


def suggested(office: Office, who: Person) -> list[dict[str, object]]:
    return list(office.api(who, "suggestions")["suggestions"])


def test_many_small_entries_become_one_and_can_stand_again(office: Office) -> None:
    path = office.notebook("")
    owner = office.server.invite("Olga Owner", "owner")
    for title in CHARTS:
        office.add(owner, title, kind="decision")
    gil = office.desk(office.server.invite("Gil Gray"), path)
    olga = office.desk(owner, path)
    box = unfold(review(gil), "cg-tidy")
    box.get_by_test_id("cg-tidy-look").click()
    group = box.get_by_test_id("cg-group").filter(has_text=CHARTS[0])
    expect(group).to_contain_text(CHARTS[2])

    job = gil.part("job")
    with office.held_model():
        group.get_by_test_id("cg-group-draft").click()
        expect(job).to_have_attribute("data-kind", "summary")
        gil.shot("summary-job")
        job.get_by_test_id("cg-job-cancel").click()
        expect(job).to_contain_text("Cancelled; nothing was changed.")
    group.get_by_test_id("cg-group-draft").click()
    form = group.get_by_test_id("cg-summary-form")
    expect(form.get_by_test_id("cg-summary-by")).to_contain_text("Written by scripted model (AI)")
    form.get_by_label("Title of the one entry").fill("How all our charts look")
    gil.shot("summary-form")
    form.get_by_test_id("cg-summary-form-submit").click()
    expect(group).to_have_count(0)

    item = review(olga).get_by_test_id("cg-review-item").filter(has_text="How all our charts look")
    expect(item.get_by_test_id("cg-summed-up")).to_contain_text(
        "Once accepted it takes the place of 3 entries"
    )
    item.get_by_test_id("cg-review-accept").click()
    held = unfold(review(gil), "cg-tidy") if box.get_attribute("open") is None else box
    expect(held.get_by_test_id("cg-summary")).to_contain_text("How all our charts look")
    assert not set(CHARTS) & titles(office, owner)

    box = unfold(review(olga), "cg-tidy")
    olga.shot("summary-held")
    box.get_by_test_id("cg-summary-undo").click()
    expect(box.get_by_test_id("cg-summary")).to_have_count(0)
    assert set(CHARTS) <= titles(office, owner)


def titles(office: Office, who: Person) -> set[str]:
    """Titles of the entries that hold."""
    entries = office.api(who, "entries")["entries"]
    revisions = [one for entry in entries for one in entry["revisions"]]
    heads = {head for entry in entries for head in entry["heads"]}
    return {r["title"] for r in revisions if r["id"] in heads and r["status"] == "accepted"}
