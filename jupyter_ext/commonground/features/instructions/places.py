"""Which files coding agents read first, by tool: where they lie, and what stands at their head.

Pure: paths and texts in, values out. Whether a file is there is the folder's to say.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ...core.area import Area
from ...core.path_pattern import folders_of

Tool = Literal["agents", "claude", "gemini", "copilot", "cursor", "windsurf", "claude-rules"]


@dataclass(frozen=True, slots=True)
class AgentPlace:
    """Where a tool reads. ``nested``: a folder further down may have a file of its own.

    ``head`` is the front matter of a file of rules, for patterns of paths (none: always).
    """

    tool: Tool
    path: str
    nested: bool = False
    head: Callable[[tuple[str, ...]], str] | None = None

    def of_area(self, area: Area, folder: str | None) -> str | None:
        """The area's own file here; None where this place has none for it."""
        if self.head is not None and area.globs:
            stem, ending = posixpath.splitext(self.path)
            return f"{stem}-{area.name.replace('/', '-')}{ending}"
        if self.nested and folder is not None:
            return f"{folder}/{self.path}"
        return None


def _quoted(text: str) -> str:
    """A text as YAML and JSON both write it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _cursor(globs: tuple[str, ...]) -> str:
    rows = ["description: What the team agreed on"]
    rows += [f"globs: {','.join(globs)}"] if globs else []
    return _front([*rows, f"alwaysApply: {'false' if globs else 'true'}"])


def _windsurf(globs: tuple[str, ...]) -> str:
    if not globs:
        return _front(["trigger: always_on"])
    return _front(["trigger: glob", f"globs: {','.join(globs)}"])


def _claude(globs: tuple[str, ...]) -> str:
    return _front(["paths:", *(f"  - {_quoted(glob)}" for glob in globs)]) if globs else ""


def _front(rows: Iterable[str]) -> str:
    return "\n".join(["---", *rows, "---", "", ""])


PLACES = (
    AgentPlace("agents", "AGENTS.md", nested=True),
    AgentPlace("claude", "CLAUDE.md", nested=True),
    AgentPlace("gemini", "GEMINI.md", nested=True),
    AgentPlace("copilot", ".github/copilot-instructions.md"),
    AgentPlace("cursor", ".cursor/rules/commonground.mdc", head=_cursor),
    AgentPlace("windsurf", ".windsurf/rules/commonground.md", head=_windsurf),
    AgentPlace("claude-rules", ".claude/rules/commonground.md", head=_claude),
)
"""In the order in which they are written."""
TOOLS: tuple[Tool, ...] = tuple(place.tool for place in PLACES)
RULE_FOLDERS = {".cursor/rules": ".mdc", ".windsurf/rules": ".md", ".claude/rules": ".md"}
"""Folders of rules, with how their files end."""
_NAMES = frozenset({"AGENTS.md", "CLAUDE.md", "GEMINI.md"})
_COPILOT = ".github/copilot-instructions.md"
_IMPORT = re.compile(r"^@(\S+)[ \t]*$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def is_instructions(path: str) -> bool:
    """Whether a coding agent reads the file at that path of a repository."""
    folder, name = posixpath.split(path)
    if name in _NAMES or path == _COPILOT:
        return True
    return any(
        f"/{rules}/" in f"/{folder}/"
        for rules, ending in RULE_FOLDERS.items()
        if name.endswith(ending)
    )


def imports_of(path: str, text: str) -> tuple[str, ...]:
    """The files that a text takes in by ``@name`` on a line of its own, by path from the root."""
    folder = posixpath.dirname(path)
    found = (posixpath.join(folder, name) for name in _IMPORT.findall(_FENCED.sub("", text)))
    return tuple(posixpath.normpath(name) for name in found)


def without_importers(imports: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The paths that take in no other one of them: one block is enough for both.

    Where all take in each other, the first stays.
    """
    kept = [p for p, taken in imports.items() if not {t for t in taken if t in imports} - {p}]
    return tuple(kept or list(imports)[:1])


def folder_of(area: Area, is_folder: Callable[[str], bool]) -> str | None:
    """The one folder that all of an area's patterns lie in; None where there is none."""
    found = [_folder(glob, is_folder) for glob in area.globs]
    if not found or not all(found):
        return None
    common = posixpath.commonpath(found)
    return common or None


def _folder(glob: str, is_folder: Callable[[str], bool]) -> str:
    """The deepest folder that a pattern begins with; empty where it begins with none."""
    parts = folders_of(glob)
    while parts and not is_folder("/".join(parts)):
        parts = parts[:-1]
    if any(part.startswith(".") for part in parts):
        return ""
    return "/".join(parts)
