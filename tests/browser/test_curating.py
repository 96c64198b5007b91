"""Curating, by two people in two browsers: proposals, rejections, contradictions, secrets."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Office
from tests.live import Person

pytestmark = pytest.mark.browser


def test_the_owner_judges_what_waits_and_its_author_sees_it(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    for title in ("Wrap lines at 88 characters", "Name branches after tickets"):
        office.add(bob.person, title, "convention")
    queue = olga.open_tab("review")
    items = queue.get_by_test_id("cg-review-item")
    first = items.filter(has_text="Wrap lines at 88 characters")
    second = items.filter(has_text="Name branches after tickets")
    expect(first).to_be_visible()
    expect(second).to_contain_text("Bob Brown")
    expect(first.get_by_test_id("cg-review-asks")).to_contain_text("Bob Brown asks to add this")
    expect(first.get_by_test_id("cg-diff")).not_to_contain_text("<")
    olga.shot("review")
    # All at once by mistake: undone by a key, before anybody has seen it.
    olga.part("review-all").check()
    olga.part("review-accept-selected").click()
    expect(items).to_have_count(0)
    olga.part("review-undo").click()
    expect(first).to_be_visible()
    expect(olga.part("review-undo")).to_have_count(0)
    first.get_by_test_id("cg-review-accept").click()
    expect(first).to_have_count(0)
    second.get_by_test_id("cg-review-reject").click()
    olga.part("review-reason").fill("Tickets move between trackers.")
    olga.page.keyboard.press("Control+Enter")
    expect(second).to_have_count(0)
    told = bob.page.locator(".Toastify__toast").filter(has_text="Tickets move between trackers.")
    expect(told).to_contain_text("Olga Owner rejected")
    bob.shot("notification")
    bob.open_tab("context")
    accepted = bob.entry("Wrap lines at 88 characters")
    expect(accepted).to_be_visible()
    expect(accepted).not_to_contain_text("proposed")
    expect(accepted).to_contain_text("Bob Brown, accepted by Olga Owner")
    statuses = {
        e["revisions"][-1]["title"]: (
            e["revisions"][-1]["status"],
            e["revisions"][-1].get("reason"),
        )
        for e in office.api(bob.person, "entries")["entries"]
    }
    assert statuses["Wrap lines at 88 characters"][0] == "accepted"
    assert statuses["Name branches after tickets"] == (
        "rejected",
        "Tickets move between trackers.",
    )


def test_a_contradiction_is_shown_to_both_until_it_is_resolved(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    office.add(bob.person, "The request timeout is 30 seconds")
    office.add(olga.person, "The request timeout is 10 seconds")
    queue = olga.open_tab("review")
    dispute = queue.get_by_test_id("cg-review-item").filter(has_text="10 seconds")
    expect(dispute).to_contain_text("30 seconds")
    olga.shot("contradiction")
    [item] = [
        i for i in office.api(bob.person, "review")["items"]
        if i["type"] == "dispute" and "timeout" in i["before"]
    ]  # fmt: skip
    assert item["dispute"]["rule"] == "number"
    sides = item["dispute"]["sides"]
    office.api(
        olga.person,
        "commands",
        {"command": "resolve", "sides": sides, "keep": sides[:1], "title": "One timeout",
         "reason": "measured"},
    )  # fmt: skip
    expect(dispute).to_have_count(0)


def test_a_secret_reaches_nobody_and_is_kept_for_its_author(office: Office) -> None:
    path = office.notebook("")
    alice = office.desk(office.server.invite("Alice Adams"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    secret = "ghp_" + "a8Kq2Zx9Lm4Vb7Nc1Rt6Yw3Ej5Hd0Sf2Gu8P"[:36]
    alice.part("add").click()
    alice.page.get_by_label("Kind", exact=True).select_option("knowledge")
    alice.page.get_by_label("Title", exact=True).fill(f"The token is {secret}")
    alice.part("submit").click()
    expect(alice.part("panel")).to_contain_text("was not shared")
    alice.shot("quarantined")
    office.add(alice.person, "Said after the secret")
    expect(bob.entry("Said after the secret")).to_be_visible()
    assert not [frame for frame in bob.heard if secret in frame]
    assert secret not in str(office.api(bob.person, "entries"))
    assert secret in str(office.api(alice.person, "entries?room=mine"))
    assert secret not in office.server.log()
    # One click asks the owner, who is told what was found and not the value, and allows it.
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    alice.part("ask-owner-why").fill("It is printed in their docs.")
    alice.part("ask-owner").click()
    expect(alice.part("owner-asked")).to_be_visible()
    request = olga.open_tab("inbox").get_by_test_id("cg-message").filter(has_text="no secret")
    expect(request).to_contain_text("It is printed in their docs.")
    olga.shot("allow")
    request.get_by_test_id("cg-allow").click()
    expect(request.get_by_test_id("cg-allow")).to_have_count(0)
    alice.part("submit").click()
    expect(alice.part("add-form")).to_have_count(0)
    expect(bob.entry(secret)).to_be_visible()


def test_the_owner_takes_a_leaked_text_out_and_both_go_on(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    leak = "canary-blue-whale\nin two lines"
    said = {"command": "add", "kind": "knowledge", "title": "Our customer", "body": f"Is {leak}."}
    office.api(bob.person, "commands", said)
    expect(bob.entry("canary-blue-whale")).to_be_visible()
    olga.open_tab("people")
    olga.part("open-redact").click()
    olga.page.get_by_label("The text, exactly").fill(f"{leak}\n")
    olga.page.get_by_label("Why (without the text)").fill("A customer's name.")
    olga.shot("redact")
    olga.part("redact-form-submit").click()
    expect(olga.part("team-done")).to_contain_text("Taken out of 1 version")
    expect(bob.entry("Is [redacted].")).to_be_visible()
    assert "canary-blue" not in str(office.api(bob.person, "entries"))
    office.add(olga.person, "Written to the new document")
    expect(bob.entry("Written to the new document")).to_be_visible()


def test_the_owner_adds_an_area_and_a_rota(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    people = olga.open_tab("people")
    olga.part("open-area").click()
    olga.part("suggest-areas").click()
    expect(olga.part("suggested-areas")).to_be_visible()
    form = olga.part("area-form")
    form.get_by_label("Name", exact=True).fill("billing")
    form.get_by_label("Paths, as in CODEOWNERS").fill("/billing/")
    form.get_by_label("Bob Brown").check()
    olga.part("area-form-submit").click()
    area = people.get_by_test_id("cg-area-row").filter(has_text="billing")
    expect(area).to_contain_text("/billing/ · Bob Brown")
    expect(olga.part("open-area")).to_be_focused()
    area.get_by_label("Change the area billing").click()
    expect(form.get_by_label("Paths, as in CODEOWNERS")).to_be_focused()
    form.get_by_label("Paths, as in CODEOWNERS").fill("/billing/\n/invoices/")
    form.get_by_label("Bob Brown").uncheck()
    olga.shot("area-change")
    olga.part("area-form-submit").click()
    expect(area).to_contain_text("/billing/, /invoices/")
    expect(area).not_to_contain_text("Bob Brown")
    expect(area.get_by_label("Change the area billing")).to_be_focused()
    area.get_by_label("Remove the area billing").click()
    olga.page.get_by_role("button", name="Remove", exact=True).click()
    expect(area).to_have_count(0)
    olga.part("open-rota").click()
    form = olga.part("rota-form")
    listed = form.get_by_role("listitem").filter(has_text=re.compile("Olga|Bob"))
    # By name: a member who is chosen, or no longer, changes their place in the list.
    for username in [box.get_attribute("value") for box in form.get_by_role("checkbox").all()]:
        box = form.locator(f'input[type="checkbox"][value="{username}"]')
        box.set_checked(username == bob.person.username)
    form.get_by_label("Olga Owner", exact=True).check()
    form.get_by_label("Olga Owner earlier").click()
    expect(listed.first).to_contain_text("Olga Owner")
    expect(form.get_by_label("Olga Owner earlier")).to_be_focused()
    olga.shot("rota")
    olga.part("rota-form-submit").click()
    expect(olga.part("duty")).to_contain_text("Olga Owner")
    expect(olga.part("duty")).to_contain_text("next: Bob Brown")
    olga.shot("people")
    bob.open_tab("people")
    expect(bob.part("duty")).to_contain_text("Olga Owner")


def test_the_share_step_says_what_leaves_who_sees_it_and_what_it_contradicts(
    office: Office,
) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path, panel=False)
    area = {"globs": ["/shipping/"], "members": [olga.person.username]}
    office.api(olga.person, "commands", {"command": "set", "name": "area:shipping", "value": area})
    office.add(olga.person, "The parcel limit is 30 kilograms")
    bob = office.desk(office.server.invite("Bob Brown"), path)
    secret = "ghp_" + "b7Jr3Ay8Mn5Wc6Pd2Su7Zx4Fk6Je1Tg3Hv9Q"[:36]
    note = {"command": "add", "kind": "note", "title": "Limits", "body": f"By {secret}"}
    office.api(bob.person, "commands", note)
    bob.open_tab("private")
    bob.part("share").first.click()
    form, gate = bob.part("share-form"), bob.part("gate")
    expect(gate).to_contain_text("can’t be shared as it is")
    expect(form.get_by_test_id("cg-submit")).to_be_disabled()
    form.get_by_label("Title", exact=True).fill("The parcel limit is 20 kilograms")
    form.get_by_label("Text").fill("Ask jo.smith@acme-mail.com")
    expect(gate).to_contain_text("Taken out before anybody sees it")
    expect(bob.part("share-preview")).not_to_contain_text("jo.smith")
    expect(bob.part("would-contradict")).to_contain_text("30 kilograms")
    form.get_by_test_id("cg-area").select_option("shipping")
    expect(bob.part("share-readers")).to_contain_text("those who follow shipping: Olga Owner")
    bob.shot("share")
    form.get_by_test_id("cg-submit").click()
    expect(bob.part("share-dialog")).to_have_count(0)
    olga.open_panel()
    shared = olga.entry("The parcel limit is 20 kilograms").first
    expect(shared).to_contain_text("shipping")
    expect(shared).to_contain_text("[redacted: e-mail address]")
    assert not [frame for frame in olga.heard if "jo.smith" in frame or secret in frame]


def test_a_filter_is_found_again_at_the_next_visit(office: Office) -> None:
    path = office.notebook("")
    bob = office.desk(office.server.invite("Bob Brown"), path)
    office.add(bob.person, "Seen whatever the filter")
    expect(bob.entry("Seen whatever the filter")).to_be_visible()
    bob.part("filter").select_option("closed")
    expect(bob.entry("Seen whatever the filter")).to_have_count(0)
    bob.page.goto(office.server.lab_url(bob.person, path, workspace="filter-again"))
    expect(bob.cells.first).to_be_visible()
    bob.open_panel()
    expect(bob.part("filter")).to_have_value("closed")


def test_what_an_entry_is_about_is_suggested_confirmed_and_kept_by_an_edit(
    office: Office,
) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    office.add(olga.person, "The ferry timeout is 30 seconds")
    olga.part("add").click()
    form = olga.part("add-form")
    form.get_by_label("Title", exact=True).fill("The ferry timeout is 10 seconds at sea")
    form.get_by_label("Title", exact=True).fill("The ferry timeout is 10 seconds")
    expect(form.get_by_test_id("cg-would-contradict")).to_contain_text("30 seconds")
    expect(form.get_by_test_id("cg-suggestion")).to_contain_text("timeout of ferry is 10 seconds")
    form.get_by_test_id("cg-use-suggestion").click()
    expect(form.get_by_label("Property")).to_have_value("timeout")
    expect(form.get_by_test_id("cg-suggestion")).to_have_count(0)
    olga.shot("keyed")
    form.get_by_test_id("cg-submit").click()
    entry = olga.entry("The ferry timeout is 10 seconds")
    entry.get_by_test_id("cg-edit").first.click()
    form = olga.part("edit-form")
    expect(form.get_by_label("Title", exact=True)).to_be_focused()
    form.get_by_label("Title", exact=True).fill("Ferries wait for 10 seconds at most")
    form.get_by_test_id("cg-submit").click()
    expect(olga.entry("Ferries wait for 10 seconds at most")).to_be_visible()
    (said,) = (
        revision
        for entry in office.api(olga.person, "entries?room=team")["entries"]
        for revision in entry["revisions"]
        if revision["title"].startswith("Ferries wait")
    )
    assert (said["subject"], said["attribute"], said["value"]) == ("ferry", "timeout", "10 seconds")


def test_the_owner_merges_two_proposals_into_one_entry(office: Office) -> None:
    path = office.notebook("")
    olga = office.desk(office.server.invite("Olga Owner", "owner"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    titles = ("Tag releases with the year", "Tag releases with year and week")
    for title in titles:
        office.add(bob.person, title, "convention")
    items = olga.open_tab("review").get_by_test_id("cg-review-item")
    for title in titles:
        items.filter(has_text=title).get_by_test_id("cg-review-select").check()
    olga.part("review-merge-selected").click()
    form = olga.part("merge-form")
    form.get_by_text(titles[1], exact=True).click()
    expect(form.get_by_label("Title of the one entry")).to_have_value(titles[1])
    form.get_by_label("Title of the one entry").fill("Tag releases as 2026.48")
    olga.shot("merge")
    olga.part("merge-form-submit").click()
    for title in titles:
        expect(items.filter(has_text=title)).to_have_count(0)
    merged = bob.entry("Tag releases as 2026.48")
    expect(merged).to_be_visible()
    expect(merged.get_by_test_id("cg-badge-proposed")).to_have_count(0)
    expect(bob.entry(titles[0])).to_have_count(0)
    bob.part("filter").select_option("closed")
    expect(bob.entry(titles[0])).to_contain_text("superseded")


def test_an_admin_gives_a_member_another_role(office: Office) -> None:
    path = office.notebook("")
    ada = office.desk(office.server.invite("Ada Admin", "admin"), path)
    rita = office.desk(office.server.invite("Rita Reader", "reader"), path)
    expect(rita.part("add")).to_have_count(0)
    people = ada.open_tab("people")
    role = people.get_by_label("Role of Rita Reader")
    expect(role).to_have_value("reader")
    expect(people.get_by_label("Role of Ada Admin")).to_have_count(0)
    role.select_option("contributor")
    asked = ada.page.get_by_role("dialog").filter(has_text="from reader to contributor?")
    ada.shot("role-asks")
    asked.get_by_role("button", name="Cancel").click()
    expect(role).to_have_value("reader")
    role.select_option("contributor")
    asked.get_by_role("button", name="Change the role").click()
    expect(rita.part("add")).to_be_visible()
    expect(role).to_have_value("contributor")
    ada.shot("roles")


def test_an_admin_invites_somebody_with_a_link_that_is_shown_once(office: Office) -> None:
    """And finds the tab again when the page is loaded anew; her dark theme is hers alone."""
    path = office.notebook("")
    ada = office.desk(office.server.invite("Ada Admin", "admin"), path, dark=True)
    people = ada.open_tab("people")
    ada.part("invite").click()
    expect(ada.page.get_by_label("Name, as the others see it")).to_be_focused()
    ada.page.keyboard.insert_text("Grace Hopper")
    ada.part("invite-role").select_option("reader")
    ada.shot("invite")
    ada.page.keyboard.press("Control+Enter")
    expect(people.get_by_label("Role of Grace Hopper")).to_have_value("reader")
    link = ada.part("invite-link").input_value()
    ada.shot("invited")
    assert link.startswith(office.server.url)
    token = link.partition("?token=")[2]
    grace = Person("Grace Hopper", "grace-hopper", "reader", token)
    assert not violations(ada.page, "[data-testid=cg-invited]")
    ada.part("copy-link").press("Enter")
    expect(ada.part("copy-link")).to_be_focused()
    ada.part("invite-done").click()
    expect(ada.part("invite")).to_be_focused()
    ada.reload()
    expect(ada.part("panel-people")).to_be_visible()
    expect(ada.part("members")).to_contain_text("Grace Hopper")
    expect(ada.part("invite-link")).to_have_count(0)
    kept = ada.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert token not in str(kept) + office.server.log()
    light = office.desk(grace, path)
    expect(light.page.locator('body[data-jp-theme-light="true"]')).to_be_attached()
    expect(ada.page.locator('body[data-jp-theme-light="false"]')).to_be_attached()
