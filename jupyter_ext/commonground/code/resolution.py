"""Which file and definition of a repository an imported or called name means.

It knows paths, and reads no file. In doubt it answers None: of two files that a name could mean it
guesses none.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .uses import Import, Use

_ENDINGS: Final = (".ts", ".tsx", ".d.ts", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs")
_SCRIPTS: Final = (*_ENDINGS, *(f"/index{ending}" for ending in _ENDINGS))
_BUILT: Final = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
"""TypeScript imports a source by the name that it will have when it is built."""


class Modules:
    """The modules of a repository, by path and by what its `tsconfig.json` calls them."""

    def __init__(
        self, paths: Iterable[str], aliases: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self._paths = frozenset(paths)
        self._aliases = dict(aliases or {})
        self._stems: dict[str, list[str]] = {}
        self._packages: set[str] = set()
        for path in self._paths:
            if path.endswith(".py"):
                self._add(path)

    def _add(self, path: str) -> None:
        folder, name = posixpath.split(path)
        if name == "__init__.py":
            self._packages.add(folder)
            folder, name = posixpath.split(folder)
        self._stems.setdefault(name.removesuffix(".py"), []).append(path)

    def file(self, path: str, module: str) -> str | None:
        """The path of the module that the file ``path`` calls so; None where it is not of here."""
        if path.endswith((".py", ".pyi", ".ipynb")):
            return (
                self._relative(path, module)
                if module.startswith(".")
                else self._absolute(path, module)
            )
        return self._script(path, module)

    def _relative(self, path: str, module: str) -> str | None:
        name = module.lstrip(".")
        folder = posixpath.dirname(path)
        for _ in range(len(module) - len(name) - 1):
            folder = posixpath.dirname(folder)
        return self._python(posixpath.join(folder, *name.split(".")) if name else folder)

    def _python(self, stem: str) -> str | None:
        candidates = (f"{stem}.py", posixpath.join(stem, "__init__.py"))
        return next((path for path in candidates if path in self._paths), None)

    def _absolute(self, path: str, module: str) -> str | None:
        """A module's path ends with its name; what is before that is no package: `src/`, say."""
        inside = module.replace(".", "/")
        found = []
        for candidate in self._stems.get(module.rpartition(".")[2], ()):
            stem = candidate.removesuffix(".py").removesuffix("/__init__")
            root = stem.removesuffix(inside)
            if (
                root + inside == stem
                and (not root or root.endswith("/"))
                and root[:-1] not in self._packages
            ):
                found.append(
                    (len(posixpath.commonpath([path, root or "."]) if root else ""), candidate)
                )
        return _only_best(found)

    def _script(self, path: str, module: str) -> str | None:
        if module.startswith("."):
            return self._started(
                posixpath.normpath(posixpath.join(posixpath.dirname(path), module))
            )
        for alias, targets in self._aliases.items():
            if (rest := _rest(alias, module)) is not None:
                for target in targets:
                    if found := self._started(posixpath.normpath(target.replace("*", rest))):
                        return found
        return None

    def _started(self, stem: str) -> str | None:
        base, ending = posixpath.splitext(stem)
        names = [
            stem,
            *(base + other for other in _BUILT.get(ending, ())),
            *(stem + other for other in _SCRIPTS),
        ]
        return next((name for name in names if name in self._paths), None)

    def meant(
        self, path: str, use: Use, imports: Iterable[Import], own: Iterable[str]
    ) -> tuple[str, str] | None:
        """The file and the qualified name that a use in ``path`` means.

        ``own`` are the names of the file's definitions.
        """
        first, _, rest = use.name.partition(".")
        names = set(own)
        for scope in _scopes(use.by):
            if first in {"self", "cls", "this"} and rest and f"{scope}.{rest}" in names:
                return path, f"{scope}.{rest}"
            full = f"{scope}.{use.name}" if scope else use.name
            if full in names:
                return path, full
        for one in imports:
            if one.alias == first and (target := self._imported(path, one, rest)):
                return target
            whole = not one.alias and not one.name and use.name.startswith(f"{one.module}.")
            if whole and (file := self.file(path, one.module)):
                return file, use.name[len(one.module) + 1 :]
        return None

    def _imported(self, path: str, one: Import, rest: str) -> tuple[str, str] | None:
        if one.name and path.endswith((".py", ".ipynb")):
            dot = "" if one.module.endswith(".") else "."
            if file := self.file(path, f"{one.module}{dot}{one.name}"):
                return (file, rest) if rest else None
        file = self.file(path, one.module)
        name = ".".join(part for part in ("" if one.name == "default" else one.name, rest) if part)
        return (file, name or "default") if file else None


def _only_best(found: list[tuple[int, str]]) -> str | None:
    """The path with the highest rank; None where there are two."""
    found.sort(reverse=True)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1]


def _scopes(name: str) -> Iterator[str]:
    """The definition, and those around it, and "" for the module."""
    while name:
        yield name
        name = name.rpartition(".")[0]
    yield ""


def _rest(alias: str, module: str) -> str | None:
    """What stands for the `*` of an alias; None where the module isn't one of those."""
    before, star, after = alias.partition("*")
    if not star:
        return "" if module == alias else None
    if (
        module.startswith(before)
        and module.endswith(after)
        and len(module) >= len(before) + len(after)
    ):
        return module[len(before) : len(module) - len(after)]
    return None


_COMMENT: Final = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_COMMA: Final = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)


def aliases(path: str, data: bytes) -> dict[str, tuple[str, ...]]:
    """The names that a `tsconfig.json` (`paths`, `baseUrl`) or `package.json` gives to folders.

    Values are paths from the top of the repository, with `*` where the alias has it. A file that
    can't be read gives none.
    """
    text = _COMMENT.sub(lambda match: match.group(1) or "", data.decode("utf-8", "replace"))
    try:
        found = json.loads(_COMMA.sub(lambda match: match.group(1) or "", text))
    except (ValueError, RecursionError):
        return {}
    folder = posixpath.dirname(path)
    if not isinstance(found, dict):
        return {}
    if posixpath.basename(path) == "package.json":
        return _package(folder, found.get("name"))
    return _paths(folder, found.get("compilerOptions"))


def _package(folder: str, name: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(name, str) or not name or not folder:
        return {}
    return {
        name: (posixpath.join(folder, "src"), folder),
        f"{name}/*": (f"{folder}/*", f"{folder}/src/*"),
    }


def _paths(folder: str, options: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(options, dict):
        return {}
    base, paths = options.get("baseUrl"), options.get("paths")
    root = posixpath.join(folder, base) if isinstance(base, str) else folder
    kept: dict[str, tuple[str, ...]] = {}
    for alias, targets in paths.items() if isinstance(paths, dict) else ():
        if isinstance(targets, list):
            kept[alias] = tuple(
                posixpath.normpath(posixpath.join(root, str(target))) for target in targets
            )
    if isinstance(base, str):
        kept["*"] = (posixpath.normpath(posixpath.join(root, "*")),)
    return kept
