"""Two people in two browsers on a real JupyterLab, with screenshots in ``artifacts/``."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.browser import focus
from tests.browser.profiles import Profiles
from tests.live import ARTIFACTS, PLAIN, LiveServer, Person, free_port

DEADLINE = 60_000
"""Milliseconds after which something that should appear is taken for missing."""
HOLD = "hold"
"""A file of this name beside the notebooks of ``scripted`` keeps the model from going on."""
VISITORS_TOKEN = "the-shared-token-of-this-test-server"

expect.set_options(timeout=DEADLINE)

PANEL_IS_SAVED = """async () => {
    const name = location.pathname.split('/workspaces/')[1].split('/')[0];
    for (let tries = 0; tries < 60; tries++) {
        const answer = await fetch(`/lab/api/workspaces/${name}`);
        const {data} = answer.ok ? await answer.json() : {data: {}};
        const side = data['layout-restorer:data']?.right;
        if (side?.collapsed === false && side.current?.includes('commonground')) return;
        await new Promise(resume => setTimeout(resume, 500));
    }
    throw new Error('JupyterLab did not save that the panel is open.');
}"""


@dataclass
class Desk:
    """One person's JupyterLab."""

    person: Person
    page: Page
    heard: list[str]
    """Every WebSocket frame that this browser received."""

    @property
    def cells(self) -> Locator:
        return self.page.locator(".jp-Notebook .jp-Cell")

    @property
    def answers(self) -> Locator:
        """Outputs that show an answer, with who asked and how it stands."""
        held = self.page.get_by_test_id("cg-answer")
        return self.page.locator(".jp-Notebook .jp-OutputArea-output").filter(has=held)

    def part(self, name: str) -> Locator:
        return self.page.get_by_test_id(f"cg-{name}")

    def open_panel(self) -> None:
        self.page.locator('.jp-SideBar .lm-TabBar-tab[title*="Common Ground"]').click()
        expect(self.part("connection")).to_have_text("Live")

    def open_tab(self, name: str) -> Locator:
        self.part(f"tab-{name}").click()
        return self.part(f"panel-{name}")

    def entry(self, title: str) -> Locator:
        """The card with this text; not one whose form holds the text before the server has it."""
        open_form = self.page.get_by_test_id("cg-edit-form")
        return self.part("entry").filter(has_text=title, has_not=open_form)

    def write(self, source: str, cell: int = 0) -> None:
        """Type into a cell, as a person does."""
        self.cells.nth(cell).locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def run(self, source: str, cell: int = 0) -> None:
        self.write(source, cell)
        self.wait_for_kernel()
        self.page.keyboard.press("Control+Enter")

    def wait_for_kernel(self) -> None:
        """Until then JupyterLab may still take the focus to the notebook."""
        idle = self.page.locator('[title*="Kernel status: Idle"], [data-status="idle"]')
        expect(idle.first).to_be_attached()

    def reload(self) -> None:
        """Load the page again, once JupyterLab has saved that the panel is open."""
        self.page.evaluate(PANEL_IS_SAVED)
        self.page.reload()

    def shot(self, name: str) -> Path:
        path = ARTIFACTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path


class Office:
    """The people of one test: ``desk(person, notebook)`` opens a browser for them."""

    def __init__(self, server: LiveServer, profiles: Profiles, name: str) -> None:
        self.server = server
        self.name = name
        self._profiles = profiles
        self._desks: list[Desk] = []

    def notebook(self, *sources: str) -> str:
        """A new notebook with these code cells; returns its path."""
        cells: list[dict[str, Any]] = [
            {
                "cell_type": "code",
                "id": f"cell-{i}",
                "metadata": {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for i, source in enumerate(sources)
        ]
        kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
        content = {
            "cells": cells,
            "metadata": {"kernelspec": kernel},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        path = f"{self.name}.ipynb"
        (self.server.root / path).write_text(json.dumps(content))
        return path

    def api(self, person: Person, path: str, body: dict[str, Any] | None = None) -> Any:
        """A route's answer as that person: GET, or POST with a body."""
        headers = {"Authorization": f"token {person.token}"}
        method = "GET" if body is None else "POST"
        url = f"{self.server.api}/{path}"
        answer = httpx.request(
            method,
            url,
            json=body,
            headers=headers,
            trust_env=False,
            verify=PLAIN,
            timeout=DEADLINE / 1000,
        )
        answer.raise_for_status()
        return answer.json()

    def turns(self, person: Person) -> list[dict[str, Any]]:
        """The turns that person may see, newest first."""
        return list(self.api(person, "turns")["turns"])

    @contextmanager
    def held_model(self) -> Iterator[None]:
        """Within it a ``scripted_model`` says nothing: whoever cancels comes in time."""
        held = self.server.folder / HOLD
        scripts = [json.loads(file.read_text()) for file in held.parent.glob("*.json")]
        assert any(script.get("hold") == str(held) for script in scripts), "no model looks for it"
        held.touch()
        try:
            yield
        finally:
            held.unlink()

    def add(self, person: Person, title: str, kind: str = "knowledge") -> None:
        self.api(person, "commands", {"command": "add", "kind": kind, "title": title})

    def saved_outputs(self, desk: Desk, path: str, having: str = "") -> list[dict[str, Any]]:
        """The first cell's outputs in the file, once an answer with that text is saved there.

        Read from the disk: while Jupyter writes a notebook, whoever asks it for that notebook makes
        it move the half-written file aside, and then the notebook is gone.
        """
        desk.page.keyboard.press("Control+s")
        for _ in range(120):
            outputs = self._outputs(path)
            if any(said and having in said for said in map(_said, outputs)):
                return outputs
            desk.page.wait_for_timeout(500)
        there = sorted(file.name for file in self.server.root.iterdir())
        raise AssertionError(f"No such answer was saved in {path}: {outputs}; there are {there}")

    def _outputs(self, path: str) -> list[dict[str, Any]]:
        try:
            cells = json.loads((self.server.root / path).read_text())["cells"]
        except (OSError, ValueError):  # it is being written
            return []
        return list(cells[0]["outputs"])

    def saved_cells(self, desk: Desk, path: str) -> list[dict[str, Any]]:
        """The cells of the file, once what this browser shows has been saved."""
        with desk.page.expect_response(
            lambda r: r.request.method == "PUT" and f"/api/contents/{path}" in r.url
        ):
            desk.page.locator('[data-command="docmanager:save"]').first.click()
        return list(json.loads((self.server.root / path).read_text())["cells"])

    def desk(
        self,
        person: Person,
        path: str,
        *,
        panel: bool = True,
        dark: bool = False,
        first_visit: bool = False,
    ) -> Desk:
        """A browser of that person's, of its own; on a later visit, where nothing else is said."""
        page = self._profiles.take().new_page()
        if not first_visit:  # on the first one the panel opens by itself
            page.add_init_script("localStorage.setItem('commonground::visited', '[\"yes\"]')")
        # On a busy machine JupyterLab asks whether to go on waiting for the notebook.
        waiting = page.get_by_role("button", name="Continue waiting")
        page.add_locator_handler(waiting, lambda button: button.click())
        page.add_init_script(focus.WATCH)
        heard: list[str] = []
        page.on(
            "websocket", lambda socket: socket.on("framereceived", lambda f: heard.append(str(f)))
        )
        workspace = f"{self.name}-{person.username}-{len(self._desks)}"
        page.goto(self.server.lab_url(person, path, workspace=workspace))
        desk = Desk(person, page, heard)
        self._desks.append(desk)
        expect(desk.cells.first).to_be_visible()
        if dark:
            page.get_by_role("menuitem", name="Settings").click()
            page.get_by_text("Theme", exact=True).click()
            page.get_by_text("JupyterLab Dark", exact=True).click()
            expect(page.locator('body[data-jp-theme-light="false"]')).to_be_attached()
        if panel:
            desk.open_panel()
        return desk

    def close(self) -> None:
        lost: dict[str, list[str]] = {}
        for number, desk in enumerate(self._desks):
            if not desk.page.is_closed():
                desk.shot(f"{self.name}-{number}-{desk.person.username}")
                lost[desk.person.username] = focus.lost(desk.page)
            self._profiles.give_back(desk.page.context, self.server.url.rstrip("/"))
        assert not any(lost.values()), f"The focus fell to the page after: {lost}"


def _said(output: dict[str, Any]) -> str:
    """The Markdown of a saved output, which a file may hold as lines."""
    held = output.get("data", {}).get("text/markdown", "")
    return "".join(held)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show with a failure what its servers said: the pages alone seldom tell why."""
    report = yield
    if report.failed:
        held = getattr(item, "funcargs", {}).items()
        offices = {name: value for name, value in held if isinstance(value, Office)}
        report.sections.extend(
            (f"the end of the server's log, {name}", office.server.log_tail())
            for name, office in offices.items()
        )
    return report


@cache
def browser_port(name: str) -> int:
    """The port of all servers of that name: the browsers' caches go by address."""
    return free_port()


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Profiles]:
    """The browsers of each file: Playwright keeps an event loop running in this thread, and until
    that ends no other test can start its own. Their folders serve all files.
    """
    with sync_playwright() as playwright:
        made = Profiles(playwright, tmp_path_factory.getbasetemp() / "profiles")
        yield made
        made.close()


def scripted_model(folder: Path, script: dict[str, Any], name: str = "script") -> str:
    """The setting of a model that answers from this script, for a server in that folder.

    Whoever starts a server with it can hold its model (``Office.held_model``).
    """
    file = folder / f"{name}.json"
    file.write_text(json.dumps({**script, "hold": str(folder / HOLD)}))
    return f"scripted:{file}"


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server whose model answers from a script, slowly enough to be watched.

    One for each file: a team's people, roles, notes and sprint are not another file's to know.
    """
    folder = tmp_path_factory.mktemp("scripted")
    arguments = [f"--IdentityProvider.token={VISITORS_TOKEN}"]
    with LiveServer(
        folder,
        name="browser-scripted",
        model=scripted_model(folder, SCRIPT),
        arguments=arguments,
        port=browser_port("main"),
    ) as server:
        yield server


@pytest.fixture(scope="module")
def not_live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The same with jupyter-collaboration's notebooks switched off: each browser has its own."""
    folder = tmp_path_factory.mktemp("not-live")
    with LiveServer(
        folder,
        name="browser-not-live",
        model=scripted_model(folder, SCRIPT),
        arguments=["--YDocExtension.disable_rtc=True"],
        port=browser_port("not-live"),
    ) as server:
        yield server


@pytest.fixture(scope="module")
def own_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """A server that its file may stop, start, refuse people at and take things away from.

    At a port of its own: a file may use ``scripted`` beside it.
    """
    name = request.path.stem.removeprefix("test_")
    folder = tmp_path_factory.mktemp(name)
    with LiveServer(folder, name=f"browser-{name}", port=browser_port("own")) as server:
        yield server


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server with the embedded model, as ``make lab`` starts it without a key."""
    folder = tmp_path_factory.mktemp("embedded")
    port = browser_port("embedded")
    with LiveServer(folder, name="browser-embedded", model="embedded", port=port) as server:
        yield server


SCRIPT = {
    "delay": 0.05,
    "words": 2,
    "rules": [
        [
            "round",
            "Use **integer cents**.\n\n```python\ntotal = round(1995 * 1.19)\n```\n\nThen:\n\n"
            "```python\nprint(total)\n```\n",
        ],
        [
            "propose",
            "In this team nobody knows the rate.\n\n```cg-ask\nto: @bob-brown\n"
            "title: Which rate for e-books?\n\nThe cart needs it.\n```\n",
        ],
        ["shown:checked again and gave something else", "That finding differs by now."],
        ["shown:Churn was 20 percent", "By the team's finding, churn was 20 percent in May."],
        ["long", " ".join(f"word{i}" for i in range(600))],
    ],
    "uses": [
        {
            "when": "count in the sandbox",
            "calls": [{"tool": "run_in_sandbox", "input": {"code": "print(6 * 7)", "files": []}}],
        },
        {
            "when": "wait in the sandbox",
            "calls": [{"tool": "run_in_sandbox", "input": {"code": "import time\ntime.sleep(9)"}}],
        },
        {
            "when": "use your tools",
            "calls": [
                {"tool": "search_context", "input": {"query": "money"}},
                {
                    "tool": "announce",
                    "input": {"to": ["@all"], "title": "We move to cents", "body": "On Monday."},
                },
            ],
        },
        {
            "when": "correct the total",
            "calls": [
                {
                    "tool": "propose_cells",
                    "input": {
                        "changes": [
                            {
                                "op": "replace",
                                "cell": "cell-1",
                                "source": "rate = 1.19\ntotal = price * rate",
                                "reason": "The rate is 19 %, not 119.",
                            },
                            {"op": "insert", "after": "cell-1", "source": "print(total)"},
                        ]
                    },
                }
            ],
        },
        {
            "when": "sort the cells",
            "calls": [
                {
                    "tool": "propose_cells",
                    "input": {
                        "changes": [
                            {"op": "delete", "cell": "cell-0", "reason": "Nobody uses it."},
                            {"op": "move", "cell": "cell-2", "after": None},
                        ]
                    },
                }
            ],
        },
    ],
    "default": "Noted.",
}


def opened(
    request: pytest.FixtureRequest, server: LiveServer, profiles: Profiles
) -> Iterator[Office]:
    """An office on that server, named after the test, until the test is over."""
    made = Office(server, profiles, request.node.name.removeprefix("test_")[:60])
    yield made
    made.close()


@pytest.fixture
def office(
    request: pytest.FixtureRequest, scripted: LiveServer, profiles: Profiles
) -> Iterator[Office]:
    yield from opened(request, scripted, profiles)


@pytest.fixture
def quiet_office(
    request: pytest.FixtureRequest, embedded: LiveServer, profiles: Profiles
) -> Iterator[Office]:
    """The same with the embedded model."""
    yield from opened(request, embedded, profiles)


@pytest.fixture
def office_not_live(
    request: pytest.FixtureRequest, not_live: LiveServer, profiles: Profiles
) -> Iterator[Office]:
    """The same where notebooks are not live."""
    yield from opened(request, not_live, profiles)


@pytest.fixture
def own_office(
    request: pytest.FixtureRequest, own_server: LiveServer, profiles: Profiles
) -> Iterator[Office]:
    """The same with the file's own server."""
    yield from opened(request, own_server, profiles)
