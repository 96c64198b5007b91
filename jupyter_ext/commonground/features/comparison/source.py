"""What stands below ``%%compare``: YAML, read forgivingly, with errors that name the cell's line.

Names of keys may be in the plural or the singular, an option may be one line or several, criteria
with or without weights. Nothing is guessed beyond that: an unknown key is an error, since what
nobody reads would be lost in silence.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ...errors import InvalidCommand
from .model import MAX_OPTIONS, Better, Criterion, Scoring
from .syntax import EXAMPLE

MAX_SOURCE = 50_000
"""Characters that are read."""
MAX_DEPTH = 12
FIRST_LINE = 2
"""The cell's line on which the source begins: ``%%compare`` itself is the first."""

_TOP = {
    "goal": "goal", "question": "goal", "problem": "goal",
    "options": "options", "option": "options", "designs": "options",
    "criteria": "criteria", "criterion": "criteria",
    "check": "check", "checks": "check", "test": "check",
    "benchmark": "benchmark", "bench": "benchmark",
    "scoring": "scoring", "scores": "scoring",
    "area": "area",
}  # fmt: skip
_OPTION = {
    "name": "name", "title": "name",
    "sketch": "sketch", "idea": "sketch", "description": "sketch",
    "constraints": "constraints", "constraint": "constraints",
    "prototype": "prototype", "code": "prototype",
}  # fmt: skip
_BETTER: Mapping[str, Better] = {
    "higher": "higher",
    "more": "higher",
    "lower": "lower",
    "less": "lower",
}
_SCORING: Mapping[str, Scoring] = {"open": "open", "secret": "secret", "hidden": "secret"}


@dataclass(frozen=True, slots=True)
class OptionSource:
    """An option as it is written; with ``prototype`` a person has written its code already."""

    name: str
    sketch: str = ""
    constraints: tuple[str, ...] = ()
    prototype: str = ""
    line: int = FIRST_LINE


@dataclass(frozen=True, slots=True)
class ComparisonSource:
    """A comparison as it is written. ``check`` is code, or the name of a function.

    ``check_line`` is where it stands in the cell.
    """

    goal: str
    options: tuple[OptionSource, ...]
    criteria: tuple[Criterion, ...] = ()
    check: str = ""
    check_line: int = FIRST_LINE
    benchmark: str | None = None
    benchmark_line: int = FIRST_LINE
    scoring: Scoring = "open"
    area: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The functions of the notebook that check and benchmark name."""
        return tuple(t for t in (self.check, self.benchmark or "") if t.isidentifier())

    def with_functions(self, sources: Mapping[str, str]) -> ComparisonSource:
        """The same with the functions' code in place of their names. Raises InvalidCommand."""
        check = self._code("check", self.check, self.check_line, sources)
        benchmark = None
        if self.benchmark is not None:
            benchmark = self._code("benchmark", self.benchmark, self.benchmark_line, sources)
        return replace(self, check=check, benchmark=benchmark)

    def _code(self, role: str, text: str, line: int, sources: Mapping[str, str]) -> str:
        if not text.isidentifier():
            _parses(role, text, line)
            return text
        if text not in sources:
            _wrong(
                line,
                f"there is no function {text!r} in this notebook",
                f"Define it in a cell above and run that, or write the code below `{role}: |`.",
            )
        code = sources[text]
        return code if text == role else f"{code.rstrip()}\n\n\n{role} = {text}\n"


def read_source(text: str, first_line: int = FIRST_LINE) -> ComparisonSource:
    """The comparison that a text describes. Raises InvalidCommand, naming the line."""
    if len(text) > MAX_SOURCE:
        raise InvalidCommand(
            f"The comparison has {len(text):,} characters; at most {MAX_SOURCE:,} are read.",
            "Keep the options to their sketches.",
            too_large=True,
        )
    return _SourceReader(first_line).read(text)


@dataclass(slots=True)
class _SourceReader:
    """Reads one source; ``first_line`` is the number of its first line in the cell."""

    first_line: int
    found: dict[str, Node] = field(default_factory=dict)

    def read(self, text: str) -> ComparisonSource:
        root = self._composed(text)
        if root is None:
            raise InvalidCommand("There is nothing to compare.", f"For example:\n\n{EXAMPLE}")
        top = self._fields(root, _TOP, "a comparison has a goal and options, each as `key: value`")
        if "goal" not in top:
            _wrong(self.first_line, "there is no goal", "Begin with a line like `goal: …`.")
        goal = self._text(top["goal"], "goal")
        if "options" not in top:
            _wrong(self._line(root), "there are no options", "List two to four below `options:`.")
        source = ComparisonSource(goal, tuple(self._options(top["options"])))
        return self._more(source, top)

    def _composed(self, text: str) -> Node | None:
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = self.first_line + (mark.line if mark else 0)
            said = " ".join(filter(None, (error.context, error.problem)))
            _wrong(line, f"this is not YAML: {said}", _remedy(text, line - self.first_line))
        except yaml.YAMLError as error:
            _wrong(self.first_line, f"this is not YAML: {str(error).splitlines()[0]}", "")
        except RecursionError:
            _wrong(self.first_line, "it is nested too deeply", "Write it flat, as in %cg help.")

    def _more(self, source: ComparisonSource, top: Mapping[str, Node]) -> ComparisonSource:
        changes: dict[str, object] = {}
        if "criteria" in top:
            changes["criteria"] = tuple(self._criteria(top["criteria"]))
        for name in ("check", "benchmark"):
            if name in top:
                changes[name] = self._text(top[name], name).strip("\n")
                block = isinstance(top[name], ScalarNode) and top[name].style in ("|", ">")
                changes[f"{name}_line"] = self._line(top[name]) + (1 if block else 0)
        if "area" in top:
            changes["area"] = self._text(top["area"], "area")
        if "scoring" in top:
            word = self._text(top["scoring"], "scoring").lower()
            if word not in _SCORING:
                line = self._line(top["scoring"])
                _wrong(line, f"scoring can't be {word!r}", "Write `open` or `secret`.")
            changes["scoring"] = _SCORING[word]
        return replace(source, **changes)  # type: ignore[arg-type]

    def _options(self, node: Node) -> Iterator[OptionSource]:
        found = list(self._each_option(node))
        if not 2 <= len(found) <= MAX_OPTIONS:
            _wrong(
                self._line(node),
                f"a comparison has two to {MAX_OPTIONS} options, and here is {len(found)}",
                "More can be added while it goes on: %cg option NAME.",
            )
        names: dict[str, OptionSource] = {}
        for option in found:
            if option.name.casefold() in names:
                _wrong(option.line, f"there are two options {option.name!r}", "Name each anew.")
            names[option.name.casefold()] = option
        yield from found

    def _each_option(self, node: Node) -> Iterator[OptionSource]:
        match node:
            case SequenceNode():
                for item in node.value:
                    yield self._option(item)
            case MappingNode():  # each option by its name
                for key, value in node.value:
                    yield self._named(self._text(key, "an option's name"), value, self._line(key))
            case _:
                _wrong(self._line(node), "options are a list", "Begin each with `- `.")

    def _option(self, node: Node) -> OptionSource:
        line = self._line(node)
        if isinstance(node, ScalarNode):
            return OptionSource(self._text(node, "an option"), line=line)
        if isinstance(node, MappingNode) and len(node.value) == 1:
            key, value = node.value[0]
            name = self._text(key, "an option's name")
            if name.casefold() not in _OPTION:  # `- Queue: a sketch`
                return self._named(name, value, line)
        said = "an option is a name, or has name, sketch and constraints"
        fields = self._fields(node, _OPTION, said)
        if "name" not in fields:
            _wrong(line, "this option has no name", "Begin it with `- name: …`.")
        return self._filled(OptionSource(self._text(fields["name"], "name"), line=line), fields)

    def _named(self, name: str, node: Node, line: int) -> OptionSource:
        if isinstance(node, MappingNode):
            fields = self._fields(node, _OPTION, "an option has a sketch and constraints")
            return self._filled(OptionSource(name, line=line), fields)
        return OptionSource(name, self._text(node, "sketch", empty=True), line=line)

    def _filled(self, option: OptionSource, fields: Mapping[str, Node]) -> OptionSource:
        changes: dict[str, object] = {}
        for name in ("sketch", "prototype"):
            if name in fields:
                changes[name] = self._text(fields[name], name, empty=True)
        if "constraints" in fields:
            changes["constraints"] = tuple(self._texts(fields["constraints"], "a constraint"))
        return replace(option, **changes)  # type: ignore[arg-type]

    def _criteria(self, node: Node) -> Iterator[Criterion]:
        items = list(self._each_criterion(node))
        names = [criterion.name.casefold() for criterion in items]
        if len(set(names)) < len(names):
            _wrong(self._line(node), "a criterion is named twice", "Name each once.")
        yield from items

    def _each_criterion(self, node: Node) -> Iterator[Criterion]:
        match node:
            case MappingNode():
                for key, value in node.value:
                    yield Criterion(self._text(key, "a criterion"), self._weight(value))
            case SequenceNode():
                for item in node.value:
                    if isinstance(item, MappingNode):
                        yield from self._listed_criterion(item)
                    else:
                        yield Criterion(self._text(item, "a criterion"))
            case _:
                for name in self._text(node, "criteria").split(","):
                    if name.strip():
                        yield Criterion(name.strip())

    def _listed_criterion(self, node: MappingNode) -> Iterator[Criterion]:
        fields = {self._text(k, "a criterion").casefold(): v for k, v in node.value}
        if "name" in fields and set(fields) <= {"name", "weight", "better"}:
            weight = self._weight(fields["weight"]) if "weight" in fields else 1.0
            better = self._better(fields["better"]) if "better" in fields else "higher"
            yield Criterion(self._text(fields["name"], "name"), weight, better)
        else:
            yield from self._each_criterion(node)

    def _weight(self, node: Node) -> float:
        text = self._text(node, "a weight", empty=True)
        if not text:
            return 1.0
        try:
            weight = float(text)
        except ValueError:
            weight = 0.0
        if not 0 < weight <= 100:
            _wrong(self._line(node), f"{text!r} is no weight", "Give a number above 0, up to 100.")
        return weight

    def _better(self, node: Node) -> Better:
        word = self._text(node, "better").casefold()
        if word not in _BETTER:
            _wrong(self._line(node), f"better can't be {word!r}", "Write `higher` or `lower`.")
        return _BETTER[word]

    def _fields(self, node: Node, known: Mapping[str, str], otherwise: str) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            _wrong(self._line(node), otherwise, f"For example:\n\n{EXAMPLE}")
        found: dict[str, Node] = {}
        for key, value in node.value:
            word = self._text(key, "a key")
            name = known.get(word.casefold())
            if name is None:
                close = difflib.get_close_matches(word.casefold(), known, 1)
                hint = f"Did you mean {close[0]!r}?" if close else f"Known: {_listed(known)}."
                _wrong(self._line(key), f"there is no {word!r} here", hint)
            if name in found:
                _wrong(self._line(key), f"{word!r} is there twice", "Keep one of them.")
            found[name] = value
        return found

    def _texts(self, node: Node, what: str) -> list[str]:
        if isinstance(node, SequenceNode):
            return [self._text(item, what) for item in node.value]
        return [line for line in self._text(node, what).splitlines() if line.strip()]

    def _text(self, node: Node, what: str, *, empty: bool = False) -> str:
        """A value as it is written: `yes` stays "yes" and `1.0` stays "1.0"."""
        if not isinstance(node, ScalarNode):
            hint = "Put text with a colon in it into quotes."
            _wrong(self._line(node), f"{what} is a text, and here is a list or a table", hint)
        text = str(node.value)
        if not text.strip() and not empty:
            _wrong(self._line(node), f"{what} is empty", "Write something behind the colon.")
        return text if node.style in ("|", ">") else text.strip()

    def _line(self, node: Node) -> int:
        return int(node.start_mark.line) + self.first_line


def _remedy(text: str, index: int) -> str:
    lines = text.splitlines()
    line = lines[index] if 0 <= index < len(lines) else ""
    if "\t" in line:
        return "Use spaces for the indentation; here is a tab."
    if line.count(": ") > 1:
        return "Put text with a colon in it into quotes."
    return "Look at the indentation of this line and the one above it."


def _parses(role: str, code: str, line: int) -> None:
    """Code that can't run is refused before anybody waits for it."""
    try:
        compile(code, f"<{role}>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        at = line + (getattr(error, "lineno", None) or 1) - 1
        said = getattr(error, "msg", None) or str(error)
        _wrong(at, f"the {role} is not Python: {said}", f"Correct it below `{role}: |`.")


def _listed(known: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(known.values()))


def _wrong(line: int, what: str, remedy: str) -> NoReturn:
    raise InvalidCommand(f"Line {line}: {what}.", remedy)
