"""What keys look like: the rules of ``rules.toml``, and where they match in a text.

Pure but for reading that one packaged file, once. It judges no outcome.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from .guards import CHECKS, stand_in

Sort = Literal["secret", "personal"]

OWN, PROVIDER, KNOWN, ASSIGNED, PERSONAL = range(5)
"""Whose word counts where findings overlap: the smallest."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text where something was found, with its value; for the gate alone."""

    rule: str
    label: str
    kind: Sort
    start: int
    end: int
    value: str
    rank: int = PROVIDER


@dataclass(frozen=True, slots=True)
class Rule:
    """One provider's pattern; see the head of ``rules.toml``."""

    id: str
    label: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    check: Callable[[str], bool] | None

    def find(self, text: str) -> Iterator[Hit]:
        """Where it matches."""
        for match in self.pattern.finditer(text):
            group = "value" if "value" in self.pattern.groupindex else 0
            value = match[group]
            if self.check(value) if self.check else not stand_in(value):
                yield Hit(self.id, self.label, "secret", *match.span(group), value)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, read from the package."""
    source = files(__package__).joinpath("rules.toml").read_text("utf-8")
    return tuple(
        Rule(
            row["id"], row["label"], tuple(row["anchors"]),
            re.compile(rf"(?<![A-Za-z0-9])(?:{row['pattern']})"),
            CHECKS[row["check"]] if "check" in row else None,
        )
        for row in tomllib.loads(source)["rule"]
    )  # fmt: skip


@cache
def _by_anchor() -> tuple[tuple[str, Rule], ...]:
    return tuple((anchor, rule) for rule in rules() for anchor in rule.anchors)


_WORTH_A_LOOK = re.compile(
    r"[A-Za-z0-9_+/=.~%:$@-]{14}|://|PRIVATE KEY|-u |--user|sshpass|mysql|mariadb|redis-cli|"
    r"[Pp]assword=|[Pp]wd=|PWD=|PASSWORD="
)
"""No rule matches a text that has none of these; most sentences have none."""


def provider_secrets(text: str) -> Iterator[Hit]:
    """Everything in the text that has the shape of some provider's key."""
    if not _WORTH_A_LOOK.search(text):
        return
    lowered = text.lower()
    worth = {rule.id: rule for anchor, rule in _by_anchor() if anchor in lowered}
    for rule in worth.values():
        yield from rule.find(text)
