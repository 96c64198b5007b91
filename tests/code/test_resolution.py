"""Imports and calls are found, and each means a definition of the repository, or nothing."""

from __future__ import annotations

import pytest

from commonground.code.resolution import Modules, aliases
from commonground.code.symbols import parse
from commonground.code.uses import Import, uses

PYTHON = """import os, team.store as store
import team.rooms
from . import clock
from ..core.ids import new_id as fresh
from team.store import *

class Writer(Base):
    def save(self):
        self.check()
        return store.put(fresh())

    def check(self):
        team.rooms.find("a")
        clock.now()

@decorated
def other():
    Writer().save()
    (1).bit_length()
"""
SCRIPT = """import Panel, { open as start, close } from './panel'
import * as feed from '@/feed/socket'
export { render } from '../ui/render.js'
const { parse } = require('./parse')
import './side'

export class View extends Panel {
  show() { start(); feed.join(1); return <close.Button /> }
}
function go() { new View().show(); parse() }
"""


def test_what_a_python_file_imports_and_calls() -> None:
    found = uses(parse("src/team/web/view.py", PYTHON.encode()))
    assert found.imports == (
        Import("os", "", ""),
        Import("team.store", "", "store"),
        Import("team.rooms", "", ""),
        Import(".", "clock", "clock"),
        Import("..core.ids", "new_id", "fresh"),
        Import("team.store", "*", ""),
    )
    assert {(one.by, one.name) for one in found.uses} == {
        ("Writer", "Base"),
        ("Writer.save", "self.check"),
        ("Writer.save", "store.put"),
        ("Writer.save", "fresh"),
        ("Writer.check", "team.rooms.find"),
        ("Writer.check", "clock.now"),
        ("other", "decorated"),
        ("other", "Writer"),
    }


def test_what_a_script_imports_and_calls() -> None:
    found = uses(parse("web/src/view.tsx", SCRIPT.encode()))
    assert found.imports == (
        Import("./panel", "default", "Panel"),
        Import("./panel", "open", "start"),
        Import("./panel", "close", "close"),
        Import("@/feed/socket", "", "feed"),
        Import("../ui/render.js", "render", "render"),
        Import("./parse", "parse", "parse"),
        Import("./side", "", ""),
    )
    assert {(one.by, one.name) for one in found.uses} >= {
        ("View.show", "start"),
        ("View.show", "feed.join"),
        ("View.show", "close.Button"),
        ("go", "View"),
        ("go", "parse"),
    }


PATHS = [
    "src/team/__init__.py",
    "src/team/store.py",
    "src/team/rooms/__init__.py",
    "src/team/web/__init__.py",
    "src/team/web/view.py",
    "src/team/web/clock.py",
    "src/team/web/json.py",
    "src/team/core/ids.py",
    "tools/one/run.py",
    "tools/two/run.py",
    "web/src/panel/index.tsx",
    "web/src/view.tsx",
    "web/src/parse.ts",
    "web/src/feed/socket.ts",
    "web/ui/render.ts",
    "packages/shared/src/index.ts",
]
ALIASES = {
    **aliases(
        "web/tsconfig.json",
        b'{ // c\n "compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["src/*"],}} }',
    ),
    **aliases("packages/shared/package.json", b'{"name": "@team/shared"}'),
}


@pytest.mark.parametrize(
    ("path", "module", "meant"),
    [
        ("src/team/web/view.py", "team.store", "src/team/store.py"),
        ("src/team/web/view.py", "team.rooms", "src/team/rooms/__init__.py"),
        ("src/team/web/view.py", ".clock", "src/team/web/clock.py"),
        ("src/team/web/view.py", "..core.ids", "src/team/core/ids.py"),
        ("src/team/web/view.py", "..", "src/team/__init__.py"),
        ("src/team/web/view.py", "json", None),
        ("src/team/web/view.py", "os", None),
        ("tests/test_run.py", "run", None),
        ("tools/one/other.py", "run", "tools/one/run.py"),
        ("web/src/view.tsx", "./panel", "web/src/panel/index.tsx"),
        ("web/src/view.tsx", "../ui/render.js", "web/ui/render.ts"),
        ("web/src/view.tsx", "@/feed/socket", "web/src/feed/socket.ts"),
        ("web/src/view.tsx", "ui/render", "web/ui/render.ts"),
        ("web/src/view.tsx", "@team/shared", "packages/shared/src/index.ts"),
        ("web/src/view.tsx", "react", None),
    ],
)
def test_a_module_is_a_file_of_the_repository_or_none(
    path: str, module: str, meant: str | None
) -> None:
    assert Modules(PATHS, ALIASES).file(path, module) == meant


def meant(path: str, source: str) -> set[tuple[str, str]]:
    parsed = parse(path, source.encode())
    found = uses(parsed)
    own = [one.name for one in parsed.definitions]
    modules = Modules(PATHS, ALIASES)
    targets = (modules.meant(path, one, found.imports, own) for one in found.uses)
    return {target for target in targets if target}


def test_calls_mean_definitions_of_this_file_and_of_those_it_imports() -> None:
    assert meant("src/team/web/view.py", PYTHON) == {
        ("src/team/web/view.py", "Writer.check"),
        ("src/team/web/view.py", "Writer"),
        ("src/team/store.py", "put"),
        ("src/team/core/ids.py", "new_id"),
        ("src/team/rooms/__init__.py", "find"),
        ("src/team/web/clock.py", "now"),
    }
    assert meant("web/src/view.tsx", SCRIPT) == {
        ("web/src/panel/index.tsx", "open"),
        ("web/src/panel/index.tsx", "close.Button"),
        ("web/src/feed/socket.ts", "join"),
        ("web/src/parse.ts", "parse"),
        ("web/src/view.tsx", "View"),
    }


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b'{"compilerOptions": 3}', b"\xff" * 9, b"[" * 5000]
)
def test_a_broken_configuration_gives_no_names(data: bytes) -> None:
    assert aliases("tsconfig.json", data) == aliases("a/package.json", data) == {}
