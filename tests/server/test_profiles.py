"""Settings and workspaces are each member's own; the starter's are the account's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jupyterlab_server.workspaces_handler import WorkspacesManager

from commonground.config import IDENTITY_DB
from commonground.server.identity.links import LinkBook
from tests.live import LiveServer, Person
from tests.server.doors import ask

THEME = "lab/api/settings/@jupyterlab/apputils-extension:themes"
TERMINAL = "lab/api/settings/@jupyterlab/terminal-extension:plugin"
EDITOR = "lab/api/settings/@jupyterlab/codemirror-extension:plugin"
ACCOUNTS = "lab/user-settings/@jupyterlab"
WORKSPACE = "lab/api/workspaces/planning"
DARK, LIGHT = (f'{{"theme": "JupyterLab {shade}"}}' for shade in ("Dark", "Light"))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """With what an admin set for all, and what the starter's account keeps of its own."""
    live = LiveServer(tmp_path_factory.mktemp("profiles"))
    config = live.folder / "config"
    for_all = {TERMINAL.partition("settings/")[2]: {"fontSize": 21}}
    write(config / "labconfig" / "default_setting_overrides.json", json.dumps(for_all))
    write(config / ACCOUNTS / "codemirror-extension" / "plugin.jupyterlab-settings", '{"x": 1}')
    with live:
        yield live


def answer(server: LiveServer, who: Person, method: str, path: str, body: Any = None) -> Any:
    found = ask(server, who, method, path, body)
    assert found.status_code in (200, 204), found.text
    return found.json() if found.content else None


def theme(server: LiveServer, who: Person) -> str:
    return str(answer(server, who, "GET", THEME)["raw"])


@pytest.mark.parametrize("role", ["reader", "contributor", "admin"])
def test_a_members_dark_theme_is_theirs_alone(server: LiveServer, role: Any) -> None:
    who = server.invite(f"Dora {role}", role)
    other = server.invite(f"Otto {role}", role)
    before = theme(server, other)
    answer(server, who, "PUT", THEME, {"raw": DARK})
    assert theme(server, who) == DARK
    assert theme(server, other) == before != DARK


def test_german_is_offered_and_our_texts_come_with_it(server: LiveServer) -> None:
    gerda = server.invite("Gerda")
    assert "de_DE" in answer(server, gerda, "GET", "lab/api/translations/")["data"]
    texts = answer(server, gerda, "GET", "lab/api/translations/de_DE")["data"]
    assert list(texts) == ["jupyter_commonground"]
    ours = texts["jupyter_commonground"]
    assert ours["Work in progress"] == ["Laufende Arbeit"]
    assert ours["%1 entry"] == ["%1 Eintrag", "%1 Einträge"]
    assert ours["settings\x04Density"] == ["Dichte"]


def test_a_workspace_is_its_members_own(server: LiveServer) -> None:
    ada, bob = server.invite("Ada", "reader"), server.invite("Bob", "contributor")
    layout = {"data": {"layout": 1}, "metadata": {"id": "planning"}}
    answer(server, ada, "PUT", WORKSPACE, layout)
    assert answer(server, ada, "GET", WORKSPACE)["data"] == {"layout": 1}
    assert answer(server, bob, "GET", WORKSPACE)["data"] == {}
    listed = answer(server, bob, "GET", "lab/api/workspaces")["workspaces"]["values"]
    assert listed == []


def test_the_starter_goes_on_with_the_accounts_settings(server: LiveServer) -> None:
    """With each of their links, and so does who comes without a name."""
    with_link = server.invite("Stella Starter", "admin")
    book = LinkBook(server.data / IDENTITY_DB)
    started = replace(with_link, token=book.invite("Stella Starter", purpose="starter").token)
    book.close()
    answer(server, with_link, "PUT", THEME, {"raw": DARK})
    assert theme(server, started) == DARK
    kept = (server.folder / "config").rglob("themes.jupyterlab-settings")
    assert [path.read_text() for path in kept] == [DARK]


def test_no_page_has_the_server_look_for_something_to_build(server: LiveServer) -> None:
    """Each opened page would start Node: what we ship is built, and asks for nothing."""
    page = ask(server, server.invite("Ada", "reader"), "GET", "lab").text
    assert '"buildCheck": false' in page


def test_what_an_admin_sets_for_all_holds_for_all(server: LiveServer) -> None:
    ada, bob = server.invite("Ada"), server.invite("Bob")
    answer(server, ada, "PUT", TERMINAL, {"raw": '{"fontSize": 9}'})
    for who, raw in ((ada, '{"fontSize": 9}'), (bob, "{}")):
        found = answer(server, who, "GET", TERMINAL)
        default = found["schema"]["properties"]["fontSize"]["default"]
        assert (found["raw"], default) == (raw, 21)


def test_a_new_team_does_not_begin_with_what_its_starter_set_elsewhere(server: LiveServer) -> None:
    assert answer(server, server.invite("Newcomer"), "GET", EDITOR)["raw"] == "{}"


def test_a_team_that_shared_one_folder_begins_with_it(tmp_path: Path) -> None:
    """And what is set since is each one's own, also of those who come later."""
    server = LiveServer(tmp_path, name="profiles-before")
    ada, bob = server.invite("Ada"), server.invite("Bob")
    stella = server.invite("Stella Starter", "admin")
    book = LinkBook(server.data / IDENTITY_DB)
    book.find(ada.token)  # she was here before members had folders
    book.invite("Stella Starter", purpose="starter")
    book.close()
    kept = server.folder / "config" / ACCOUNTS / "apputils-extension" / "themes.jupyterlab-settings"
    write(kept, DARK)
    layout = {"data": {"layout": 2}, "metadata": {"id": "planning"}}
    workspaces = server.folder / "config" / "lab" / "workspaces"
    workspaces.mkdir()
    WorkspacesManager(str(workspaces)).save("planning", json.dumps(layout))
    with server:
        assert answer(server, ada, "GET", WORKSPACE)["data"] == {"layout": 2}
        assert (theme(server, ada), theme(server, stella)) == (DARK, DARK)
        answer(server, ada, "PUT", THEME, {"raw": LIGHT})
        answer(server, stella, "PUT", THEME, {"raw": "{}"})
        assert (theme(server, ada), theme(server, bob)) == (LIGHT, DARK)
        server.stop()
        server.start()
        assert (theme(server, ada), theme(server, bob)) == (LIGHT, DARK)
        assert theme(server, stella) == "{}"
