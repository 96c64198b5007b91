"""A ``SKILL.md`` as a value: its front matter and its text, by the open Agent Skills format.

Reads text and finds what is wrong with it; knows no folder. Nothing in it is taken for YAML's own
types: every scalar is a text, and no alias is followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from ...core.markdown import plainly
from ...core.skill import NEEDS, Need, is_skill_name

Level = Literal["error", "warning"]
MAX_FRONT = 16_000
"""Characters of a front matter."""
MAX_SKILL = 100_000
"""Characters of a ``SKILL.md``."""
ADVISED_LINES = 500
"""Lines of a ``SKILL.md`` that the format advises at most."""
MAX_DESCRIPTION, MAX_COMPATIBILITY = 1024, 500
"""Characters."""
NEEDS_KEY = "commonground-needs"
"""The key of a skill's metadata that declares its needs."""
FENCE = "---"
_KEYS = ("name", "description", "license", "compatibility", "metadata", "allowed-tools")
_PLAIN = re.compile(r"(?P<key>[A-Za-z][\w-]*):[ \t]+(?P<value>[^\s'\"|>\[{&*!%@`#].*)")
_TOOL = re.compile(r"[^\s,()]+(?:\([^()]*\))?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong. With an ``error`` a skill can't be used; ``line`` is where, from 1 on."""

    level: Level
    rule: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a ``SKILL.md`` says. ``allowed`` are its ``allowed-tools``; None where it names none."""

    name: str
    description: str
    body: str = ""
    license: str | None = None
    compatibility: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    allowed: tuple[str, ...] | None = None

    @property
    def needs(self) -> frozenset[Need]:
        """What of the team it declares to need."""
        words = self.metadata.get(NEEDS_KEY, "").replace(",", " ").split()
        return frozenset(need for need in NEEDS if need in words)

    @property
    def text(self) -> str:
        """The file that says so."""
        said: dict[str, Any] = {"name": self.name, "description": self.description}
        if self.license is not None:
            said["license"] = self.license
        if self.compatibility is not None:
            said["compatibility"] = self.compatibility
        if self.metadata:
            said["metadata"] = dict(self.metadata)
        if self.allowed is not None:
            said["allowed-tools"] = " ".join(self.allowed)
        front = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=float("inf"))
        return f"{FENCE}\n{front}{FENCE}\n\n{self.body}\n"


def read_manifest(text: str) -> tuple[Manifest | None, tuple[Problem, ...]]:
    """The manifest, None where an error keeps it from being one, and all that is wrong."""
    if len(text) > MAX_SKILL:
        return None, (
            _error(
                "size", f"SKILL.md has {len(text):,} characters; at most {MAX_SKILL:,} are read."
            ),
        )
    split = _split(text)
    if isinstance(split, Problem):
        return None, (split,)
    front, body, lines = split
    fields, problems = _fields(front)
    if fields is None:
        return None, tuple(problems)
    problems += _unknown(fields)
    if lines > ADVISED_LINES:
        said = f"SKILL.md has {lines} lines; the format advises at most {ADVISED_LINES}."
        problems.append(_warning("long", f"{said} Move details to files beside it."))
    if not body:
        problems.append(_warning("empty", "There are no instructions below the front matter."))
    manifest = _manifest(fields, body, problems)
    bad = any(problem.level == "error" for problem in problems)
    return (None if bad else manifest), tuple(problems)


def _error(rule: str, message: str, line: int | None = None) -> Problem:
    return Problem("error", rule, message, line)


def _warning(rule: str, message: str, line: int | None = None) -> Problem:
    return Problem("warning", rule, message, line)


def _split(text: str) -> tuple[str, str, int] | Problem:
    """Front matter, body, and how many lines there are; or what is wrong."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != FENCE:
        return _error("front-matter", "The first line is not ---: there is no front matter.", 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return _error("front-matter", "The front matter has no end: a line that is just ---.", 1)
    front = "\n".join(lines[1:end])
    if len(front) > MAX_FRONT:
        said = f"The front matter has {len(front):,} characters; at most {MAX_FRONT:,} are read."
        return _error("front-matter", said, 1)
    return front, "\n".join(lines[end + 1 :]).strip(), len(lines)


class _Texts(yaml.BaseLoader):  # type: ignore[misc]
    """Reads every scalar as a text, and follows no alias: a few of those can mean millions."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """A node. Raises where it is an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "an alias is not read here", mark)
        return super().compose_node(parent, index)


def _fields(front: str) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The fields of the front matter, None where they can't be read."""
    try:
        return _mapping(_loaded(front))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = _not_yaml(error)
    quoted = _quoted(front)
    if quoted == front:
        return None, [problem]
    try:
        fields, problems = _mapping(_loaded(quoted))
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, [problem]
    said = "A value with a colon stands without quotes, which is no YAML; it is read as a text."
    return fields, [_warning("quotes", said, problem.line), *problems]


def _loaded(front: str) -> Any:
    return yaml.load(front, Loader=_Texts)


def _mapping(value: Any) -> tuple[dict[str, Any] | None, list[Problem]]:
    if not isinstance(value, dict):
        return None, [_error("front-matter", "The front matter is no mapping of names to values.")]
    return {str(key): each for key, each in value.items()}, []


def _not_yaml(error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = None if mark is None else mark.line + 2
    told = getattr(error, "problem", None) or "it is nested too deep"
    return _error("yaml", f"The front matter is no YAML: {told}.", line)


def _quoted(front: str) -> str:
    """The lines at the left edge that are a name and a text with a colon, with that text quoted."""
    return "\n".join(_quoted_line(line) for line in front.split("\n"))


def _quoted_line(line: str) -> str:
    found = _PLAIN.fullmatch(line)
    if found is None or not re.search(r":(?:\s|$)", found["value"]):
        return line
    return f"{found['key']}: {json.dumps(found['value'].rstrip(), ensure_ascii=False)}"


def _unknown(fields: Mapping[str, Any]) -> list[Problem]:
    more = sorted(set(fields) - set(_KEYS))
    if not more:
        return []
    named = ", ".join(plainly(key)[:40] for key in more[:8])
    return [_warning("unknown-field", f"The format knows no field {named}; put it into metadata.")]


def _manifest(fields: Mapping[str, Any], body: str, problems: list[Problem]) -> Manifest:
    return Manifest(
        name=_name(fields, problems),
        description=_described(fields, problems),
        body=body,
        license=_optional(fields, "license", problems),
        compatibility=_optional(fields, "compatibility", problems, MAX_COMPATIBILITY),
        metadata=_metadata(fields, problems),
        allowed=_allowed(fields, problems),
    )


def _name(fields: Mapping[str, Any], problems: list[Problem]) -> str:
    name = fields.get("name")
    if not isinstance(name, str) or not name.strip():
        problems.append(_error("name", "There is no name."))
        return ""
    if not is_skill_name(name.strip()):
        said = "1 to 64 of a-z, 0-9 and single hyphens, none at either end"
        problems.append(
            _error("name", f"The name {plainly(name)[:80]!r} can't be one: it is {said}.")
        )
    return name.strip()


def _described(fields: Mapping[str, Any], problems: list[Problem]) -> str:
    value = fields.get("description")
    if not isinstance(value, str) or not value.strip():
        problems.append(_error("description", "There is no description of what it does and when."))
        return ""
    if len(value.strip()) > MAX_DESCRIPTION:
        said = f"The description has {len(value.strip()):,} characters"
        problems.append(_error("description", f"{said}; at most {MAX_DESCRIPTION:,} are allowed."))
    return value.strip()


def _optional(
    fields: Mapping[str, Any], key: str, problems: list[Problem], most: int | None = None
) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        problems.append(_warning(key, f"The field {key} holds no text."))
        return None
    if most is not None and len(value.strip()) > most:
        problems.append(
            _error(key, f"The field {key} has {len(value.strip()):,} characters; at most {most}.")
        )
    return value.strip()


def _metadata(fields: Mapping[str, Any], problems: list[Problem]) -> Mapping[str, str]:
    value = fields.get("metadata")
    if value is None or value == "":
        return {}
    if not isinstance(value, dict):
        problems.append(_warning("metadata", "The field metadata is no mapping; it is left out."))
        return {}
    kept = {str(key): each for key, each in value.items() if isinstance(each, str)}
    if len(kept) < len(value):
        problems.append(_warning("metadata", "Values of metadata that are no texts are left out."))
    words = kept.get(NEEDS_KEY, "").replace(",", " ").split()
    problems += [
        _warning("needs", f"There is no need {plainly(word)[:40]!r}; known are {', '.join(NEEDS)}.")
        for word in words
        if word not in NEEDS
    ]
    return kept


def _allowed(fields: Mapping[str, Any], problems: list[Problem]) -> tuple[str, ...] | None:
    """The tools by name, in order. A skill that names none in a way that can be read gets none."""
    value = fields.get("allowed-tools")
    if value is None:
        return None
    if isinstance(value, list):
        problems.append(
            _warning("allowed-tools", "allowed-tools is a list; the format has a text.")
        )
        value = " ".join(each for each in value if isinstance(each, str))
    if not isinstance(value, str):
        problems.append(_error("allowed-tools", "The field allowed-tools is no text."))
        return ()
    if "," in re.sub(r"\([^()]*\)", "", value):
        said = "allowed-tools has commas; the format puts spaces between the names."
        problems.append(_warning("allowed-tools", said))
    return tuple(_names(value))


def _names(value: str) -> Iterator[str]:
    return iter(dict.fromkeys(found[0] for found in _TOOL.finditer(value)))
