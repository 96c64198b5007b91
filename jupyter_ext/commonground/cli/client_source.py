"""Writes the client's calls from the registry: ``python -m commonground.cli.client_source``.

A module for each feature in ``client/calls``, with a function for each command and route, and one
module that makes them methods. A test fails where what stands there is not what this writes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, JsonValue
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ..core.command import Command
from ..registry import features
from ..service.feature import Feature
from ..service.route import PREVIEWED, Route
from .reference import prose

FOLDER = Path(__file__).parents[1] / "client" / "calls"
HEAD = '"""{doc}\n\nWritten by ``python -m commonground.cli.client_source``.\n"""\n'
NAMES = {"status": "status"}
"""Of routes whose function is called otherwise, by path."""
RAISES = "Raises our errors, each with its ``remedy``."


@dataclass(slots=True)
class CallSource:
    """The functions of one feature, and the names that their types need."""

    name: str
    functions: dict[str, str] = field(default_factory=dict)
    imports: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, text: str) -> None:
        """One more function. Raises ValueError where there is one of that name."""
        if name in self.functions:
            raise ValueError(f"{self.name} has two calls named {name}")
        self.functions[name] = text

    def type_name(self, kind: Any) -> str:
        """A type as it is written; the names that it needs are imported."""
        return _written(kind, self)

    def view(self, kind: Any) -> str:
        """The name of an answer's class."""
        if kind is not str:
            self.imports.setdefault(kind.__module__, set()).add(kind.__name__)
        return str(kind.__name__)


def _written(kind: Any, source: CallSource) -> str:
    origin, parts = get_origin(kind), get_args(kind)
    if kind is None or kind is type(None):
        return "None"
    if kind is Any:
        source.imports.setdefault("typing", set()).add("Any")
        return "Any"
    if origin is Annotated:
        return _written(parts[0], source)
    if origin in (Union, types.UnionType):
        return " | ".join(dict.fromkeys(_written(part, source) for part in parts))
    if origin is Literal:
        source.imports.setdefault("typing", set()).add("Literal")
        return f"Literal[{', '.join(map(repr, parts))}]"
    if origin in (list, tuple):
        source.imports.setdefault("collections.abc", set()).add("Sequence")
        return f"Sequence[{_written(parts[0], source)}]"
    if origin is dict:
        source.imports.setdefault("collections.abc", set()).add("Mapping")
        return f"Mapping[{_written(parts[0], source)}, {_written(parts[1], source)}]"
    if kind is JsonValue:
        source.imports.setdefault("pydantic", set()).add("JsonValue")
        return "JsonValue"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        source.imports.setdefault(kind.__module__, set()).add(kind.__name__)
    elif kind not in (str, int, float, bool):
        raise ValueError(f"no way to write {kind}")
    return str(kind.__name__)


def _default(info: FieldInfo) -> str:
    value = info.default
    if value is PydanticUndefined:
        value = {} if get_origin(info.annotation) is dict else ()
    return "None" if value == {} else repr(value)


@dataclass(slots=True)
class CallFields:
    """The fields of a model: as parameters, and as what is sent."""

    needed: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, name: str, info: FieldInfo, source: CallSource) -> None:
        """One more field."""
        wire, kind = info.alias or name, source.type_name(info.annotation)
        if isinstance(info.default, str) and info.default.isdecimal():
            self.optional.append(f"{name}: int = {info.default}")
            self.left_out.append(f"{name}={name}")
            return
        if info.is_required():
            self.needed.append(f"{name}: {kind}")
            self.sent.append(f'"{wire}": {name}')
            return
        default = _default(info)
        open_kind = kind if default != "None" or "None" in kind else f"{kind} | None"
        self.optional.append(f"{name}: {open_kind} = {default}")
        self.left_out.append(f"{name}={name}" if wire == name else f'**{{"{wire}": {name}}}')

    @classmethod
    def of(cls, model: type[BaseModel], source: CallSource) -> CallFields:
        """Those of a model; what it is told apart by is none."""
        found = cls()
        for name, info in model.model_fields.items():
            if not _tells_apart(info):
                found.add(name, info, source)
        return found

    @property
    def mapping(self) -> str:
        """The expression of what is sent."""
        given = [f"**given({', '.join(self.left_out)})"] if self.left_out else []
        return "{" + ", ".join([*self.sent, *given]) + "}"

    def parameters(self, first: list[str]) -> str:
        """All parameters; those that may be left out by name only."""
        return ", ".join([*first, *self.needed, *(["*", *self.optional] if self.optional else [])])


def _tells_apart(info: FieldInfo) -> bool:
    return get_origin(info.annotation) is Literal and info.default is not PydanticUndefined and (
        len(get_args(info.annotation)) == 1
    )  # fmt: skip


def command_source(command: type[Command], source: CallSource) -> None:
    """The function that sends a command."""
    fields, name = CallFields.of(command, source), command.command_name()
    source.imports.setdefault("commonground.core.views", set()).add("OutcomeView")
    needed = "{" + ", ".join(fields.sent) + "}"
    told = f"{_sentence(command)}\n\n    Least role: {command.needs}. {RAISES}"
    made = ", ".join([f'"{name}"', needed, *fields.left_out])
    called = _free(name, source)
    source.add(
        called, _function(called, fields.parameters([]), "OutcomeView", told, f"sent({made})")
    )


def route_source(route: Route, source: CallSource) -> None:
    """The function that asks for a route; streams are read in another way."""
    if route.lines:
        return
    model = route.query or (route.body if _is_model(route.body) else None)
    fields = CallFields.of(model, source) if model is not None else CallFields()
    ids = re.findall(r"{(\w+)}", route.path)
    first = [f"{name}: str" for name in ids]
    path = (
        f'"{route.path}"' if not ids else "f" + re.sub(r"{(\w+)}", r"{part(\1)}", f'"{route.path}"')
    )
    view = source.view(route.answer)
    parts = [f'"{route.method.upper()}"', path, f'"{route.answer.__module__}:{view}"']
    if route.query is not None:
        parts.append(f"query={fields.mapping}")
    elif route.body is not None:
        parts.append(f"body={fields.mapping if model else _open_body(route, source, first)}")
    if route.action == "read":
        parts.append("safe=True")
    name = _free(NAMES.get(route.path, route.handle.__name__), source)
    told = "\n\n    ".join([_sentence(route.handle), f"{_answer(route)} {RAISES}"])
    made = f"ApiCall({', '.join(parts)})"
    source.add(name, _function(name, fields.parameters(first), view, told, made))


def _open_body(route: Route, source: CallSource, first: list[str]) -> str:
    """Of a route that takes one of several requests, told apart by a field."""
    source.imports.setdefault("typing", set()).add("Any")
    tag = "command" if route.body == PREVIEWED else "act"
    first += [f"{tag}: str", "**fields: Any"]
    return f'{{"{tag}": {tag}, **fields}}'


def _is_model(body: Any) -> bool:
    return isinstance(body, type) and issubclass(body, BaseModel)


def _answer(route: Route) -> str:
    return "The text of a file." if route.answer is str else f"{prose(route.answer)}"


def _free(name: str, source: CallSource) -> str:
    """The name, with the feature's before it where a command is named like that already."""
    return name if name not in source.functions else f"{source.name}_{name}"


def _sentence(thing: Any) -> str:
    return " ".join((thing.__doc__ or "").split()).replace("\\", "\\\\")


def _function(name: str, parameters: str, answer: str, doc: str, call: str) -> str:
    return (
        f"def {name}({parameters}) -> ApiCall[{answer}]:\n"
        f'    """{_wrapped(doc)}\n    """\n    return {call}\n'
    )


def _wrapped(doc: str) -> str:
    parts = [
        textwrap.fill(part, 92, subsequent_indent="    ", break_on_hyphens=False)
        for part in doc.split("\n\n    ")
    ]
    return "\n\n    ".join(parts)


def sources() -> Iterator[CallSource]:
    """The calls of each feature that has any, and the server's own."""
    for feature in features():
        source = _of_feature(feature)
        if source.functions:
            yield source
    from ..server.openapi import no_state
    from ..server.routes import own_routes

    own = CallSource("server")
    for route in own_routes(features(), no_state):
        if route.path not in ("commands", "drafts"):
            route_source(route, own)
    yield own


def _of_feature(feature: Feature) -> CallSource:
    source = CallSource(feature.name)
    for command in feature.commands:
        if command.from_people:
            command_source(command, source)
    for route in feature.routes:
        route_source(route, source)
    return source


def module_text(source: CallSource) -> str:
    """The module of one feature's calls."""
    plain = {m: n for m, n in source.imports.items() if not m.startswith("commonground")}
    ours = {m: n for m, n in source.imports.items() if m.startswith("commonground")}
    lines = [HEAD.format(doc=f"What the feature ``{source.name}`` is asked for, as values.")]
    if source.name == "server":
        lines = [HEAD.format(doc="What the server itself is asked for, as values.")]
    lines += ["from __future__ import annotations", "from typing import TYPE_CHECKING"]
    lines += [_imported(plain)] if plain else []
    text = "\n\n".join(source.functions.values())
    used = [name for name in ("given", "part", "sent") if f"{name}(" in text]
    lines.append(f"from ..call import {', '.join(['ApiCall', *used])}")
    if ours:
        lines.append(f"if TYPE_CHECKING:\n    {_imported(ours).replace(chr(10), chr(10) + '    ')}")
    else:
        lines.remove("from typing import TYPE_CHECKING")
    return "\n".join([*lines, "", text])


def _imported(modules: Mapping[str, set[str]]) -> str:
    return "\n".join(
        f"from {_relative(module)} import {', '.join(sorted(names))}"
        for module, names in sorted(modules.items())
    )


def _relative(module: str) -> str:
    return re.sub(r"^commonground\.", "...", module)


def methods_text(found: list[CallSource], *, awaited: bool) -> str:
    """The module that makes all calls methods, of one kind."""
    base, made, prefix = (
        ("AwaitedCalls", "AwaitedMethod", "Async") if awaited else ("WaitingCalls", "Method", "")
    )
    doc = "All calls as methods to await." if awaited else "All calls as methods that wait."
    protocol = "Awaiting" if awaited else "Waiting"
    names = ", ".join(f"{source.name} as of_{source.name}" for source in found)
    lines = [
        HEAD.format(doc=doc), "from __future__ import annotations",
        f"from ..call import {base}, {made}, {protocol}", f"from . import {names}",
    ]  # fmt: skip
    for source in found:
        lines += ["", "", f"class {prefix}{class_name(source.name)}({base}):"]
        lines.append(f'    """Of ``{source.name}``."""')
        lines += [f"    {name} = {made}(of_{source.name}.{name})" for name in source.functions]
    lines += ["", "", f"class {prefix}Calls:", '    """All of them, by feature."""']
    lines += [f"    def __init__(self, client: {protocol}) -> None:"]
    lines += [f"        self.{s.name} = {prefix}{class_name(s.name)}(client)" for s in found]
    return "\n".join(lines) + "\n"


def class_name(feature: str) -> str:
    """The class of one feature's calls."""
    return "".join(part.title() for part in feature.split("_")) + "Calls"


def written() -> dict[str, str]:
    """Every module's text by its file's name, as it is formatted."""
    found = sorted(sources(), key=lambda source: source.name)
    texts = {f"{source.name}.py": module_text(source) for source in found}
    texts["__init__.py"] = HEAD.format(doc="The client's calls: every command and every route.")
    texts["waiting.py"] = methods_text(found, awaited=False)
    texts["awaited.py"] = methods_text(found, awaited=True)
    return {name: formatted(text) for name, text in texts.items()}


def formatted(text: str) -> str:
    """As the formatter has it."""
    for work in (["check", "--select", "I,F401", "--fix-only", "--quiet"], ["format", "--quiet"]):
        ran = subprocess.run(
            [sys.executable, "-m", "ruff", *work, "--line-length", "100", "-"],
            input=text, capture_output=True, text=True, check=True,
        )  # fmt: skip
        text = ran.stdout
    return text


def main() -> None:
    """Write them all."""
    texts = written()
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.py"):
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
