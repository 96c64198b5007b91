"""No text makes a browser load anything from elsewhere, wherever it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Desk, Office, browser_port, opened, scripted_model
from tests.browser.profiles import Profiles
from tests.live import LiveServer

pytestmark = pytest.mark.browser

AWAY = "http://elsewhere.example"
MERMAID = {
    "mermaid-image": f"graph TD\n  A[\"<img src='{AWAY}/mermaid-image'>\"]",
    "mermaid-shape": f'flowchart TD\n  A@{{ img: "{AWAY}/mermaid-shape", label: "x", w: 60 }}',
    "mermaid-style": f"graph TD\n  A-->B\n  style A fill:url({AWAY}/mermaid-style)",
    "mermaid-class": f"graph TD\n  A-->B\n  classDef x fill:url({AWAY}/mermaid-class)\n  class A x",
    "mermaid-init": f'%%{{init: {{"themeCSS": "@import url({AWAY}/mermaid-init);"}}}}%%\n'
    "graph TD\n  A-->B",
    "mermaid-front": f'---\nconfig:\n  themeCSS: "* {{fill:url({AWAY}/mermaid-front)}}"\n---\n'
    "graph TD\n  A-->B",
}
VECTORS = [
    "![picture]({url})",
    "![picture][{name}]\n\n[{name}]: {url}",
    '<p style="background:url({url})">style</p>',
    '<p style="background-image:url({url}),none">style</p>',
    '<p style="list-style:url({url})">style</p>',
    '<p style="b\\61 ckground:u\\72l({url})">escaped</p>',
    '<p style="cursor:url({url}),auto;border-image:url({url})">style</p>',
    '<p style="--x:url({url});background:var(--x)">variable</p>',
    "<p style=\"background:image-set('{url}' 1x)\">set</p>",
    "<style>@import '{url}'; p {{ background: url({url}) }}</style>",
    '<img src="{url}">',
    '<img src=" &#104;ttp://elsewhere.example/{name}">',
    '<img src="//elsewhere.example/{name}">',
    '<img src="x" srcset="{url} 2x">',
    '<picture><source srcset="{url}"><img alt="x"></picture>',
    '<input type="image" src="{url}">',
    '<video src="{url}" poster="{url}" autoplay></video>',
    '<video><source src="{url}"><track default src="{url}"></video>',
    '<audio src="{url}" autoplay preload="auto"></audio>',
    '<svg><image href="{url}"/><use href="{url}#a"/><filter><feImage href="{url}"/></filter></svg>',
    '<svg><style>@import url({url});</style><rect fill="url({url}#x)" width="9" height="9"/></svg>',
    '<math><maction actiontype="statusline#{url}" xlink:href="{url}"><mi>x</mi></maction></math>',
    '<math><mglyph src="{url}"/></math>',
    '<link rel="stylesheet" href="{url}"><link rel="prefetch" href="{url}">',
    '<meta http-equiv="refresh" content="0;url={url}">',
    '<table background="{url}"><tr><td background="{url}">cell</td></tr></table>',
    '<body background="{url}">',
    '<base href="{url}/">',
    '<iframe src="{url}"></iframe><frame src="{url}"><embed src="{url}"><object data="{url}">',
    '<form action="{url}"><button autofocus>go</button></form>',
    '<a href="{url}" ping="{url}">a link, by click only</a>',
    '<bgsound src="{url}"><image src="{url}">',
    '<noscript><img src="{url}"></noscript><template><img src="{url}"></template>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src={url}&gt;">',
    "$\\includegraphics{{{url}}}$",
    "$$\\style{{background:url({url})}}{{x}}$$",
    "$\\class{{x}}{{y}}\\cssId{{a}}{{b}}\\require{{{url}}}$",
    "$\\unicode[url({url})]{{x41}}$",
]


def hostile() -> str:
    """Every way to name something to load, each with an address of its own."""
    parts = ["# A **design** that we talked about"]
    for number, vector in enumerate(VECTORS):
        name = f"vector-{number}"
        parts.append(vector.format(url=f"{AWAY}/{name}", name=name))
    parts += [f"```mermaid\n{source}\n```" for source in MERMAID.values()]
    parts.append("```mermaid\ngraph TD\n  Cart-->Till\n```")
    return "\n\n".join([*parts, "The end of the hostile text."])


COMPARE = """\
%%compare
goal: Which *way* <img src="http://elsewhere.example/goal">?
options:
  - name: Plain
    sketch: '<p style="background:url(http://elsewhere.example/sketch)">sketch</p>'
  - name: '<b style="background:url(http://elsewhere.example/option)">Other</b>'
"""


@pytest.fixture
def hostile_office(
    request: pytest.FixtureRequest, profiles: Profiles, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("hostile")
    script = {"delay": 0.0, "words": 400, "rules": [], "default": hostile()}
    with LiveServer(
        folder,
        name="browser-hostile",
        model=scripted_model(folder, script),
        port=browser_port("main"),
    ) as server:
        yield from opened(request, server, profiles)


def fill(office: Office, desk: Desk, colleague: str) -> None:
    """Put the hostile text wherever a member may write."""
    text = hostile()
    small = f"![x]({AWAY}/title) <img src={AWAY}/title>"

    def say(**command: Any) -> Any:
        return office.api(desk.person, "commands", command)

    for kind in ("convention", "knowledge", "work", "discussion"):
        made = say(command="add", kind=kind, title=f"{kind} {small}", body=text)
    known = {"entry": made["entry"]["id"], "heads": [made["revision"]]}
    for version in ("one", "two"):
        say(command="edit", **known, title=version, body=text)
    say(command="add", kind="note", title=f"note {small}", body=text)
    say(command="query", to=[f"@{colleague}"], title=f"query {small}", body=text)
    say(command="announce", to=[f"@{colleague}"], title=f"news {small}", body=text)
    say(command="open_thread", title=f"thread {small}")
    [thread] = office.api(desk.person, "threads")["threads"]
    say(command="say", thread=thread["id"], text=text)


def requests_away(page: Page, home: str) -> list[str]:
    """A list that every request to another host is put into, and where it is stopped."""
    away: list[str] = []

    def heard(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != home:
            away.append(request.url)

    page.context.on("request", heard)
    page.context.route(f"{AWAY}/**", lambda route: route.abort())
    return away


def open_everything(desk: Desk) -> None:
    """Click whatever unfolds a text in the tab that is open."""
    folded = desk.page.locator(
        ".cg-panel :is(button, summary)[aria-expanded='false']:visible, "
        ".cg-panel details:not([open]) > summary:visible"
    )
    for _ in range(60):
        if folded.count() == 0:
            return
        folded.first.click()


def test_no_text_makes_a_browser_load_anything_from_elsewhere(hostile_office: Office) -> None:
    office = hostile_office
    path = office.notebook("", "")
    alice = office.desk(office.server.invite("Alice Adams", "admin"), path)
    bob = office.desk(office.server.invite("Bob Brown"), path)
    home = urlsplit(office.server.api).netloc
    heard = {desk.person.username: requests_away(desk.page, home) for desk in (alice, bob)}
    # The way we listen hears what a page loads.
    bob.page.evaluate("address => void fetch(address).catch(() => {})", f"{AWAY}/control")
    expect(bob.part("connection")).to_have_text("Live")
    assert heard[bob.person.username] == [f"{AWAY}/control"]
    heard[bob.person.username].clear()

    fill(office, alice, bob.person.username)
    alice.run("%%ai\nWhat may load?")
    for desk in (alice, bob):
        expect(desk.answers.first).to_contain_text("The end of the hostile text.")
        expect(desk.answers.first).not_to_contain_text("answering…")
    alice.run(COMPARE, 1)
    expect(alice.page.get_by_test_id("cg-comparison").first).to_be_visible()
    for desk in (alice, bob):
        for name in ("context", "review", "turns", "inbox", "private", "people"):
            if desk.part(f"tab-{name}").count() == 0:
                continue
            desk.open_tab(name)
            open_everything(desk)
        desk.shot(f"no-requests-{desk.person.username}")
    drawn = bob.page.locator(".cg-markdown", has_text="The end of the hostile text.")
    assert drawn.count() > 0
    assert heard == {"alice-adams": [], "bob-brown": []} | {name: [] for name in heard}

    for desk in (alice, bob):  # a plain diagram is drawn, and formatting stays
        answer = desk.answers.first
        expect(answer.locator(".jp-RenderedMermaid img")).to_have_count(1)
        expect(answer.locator("h1 strong")).to_have_text("design")
        expect(answer.locator(".cg-markdown :is(p, b, table)[style]")).to_have_count(0)
    # By click, an image is loaded.
    waiting = bob.answers.first.locator("button.cg-not-loaded").first
    expect(waiting).to_contain_text("elsewhere.example")
    with bob.page.expect_request(f"{AWAY}/**") as loaded:
        waiting.click()
    assert loaded.value.url == f"{AWAY}/vector-0"
    assert "referer" not in loaded.value.headers
