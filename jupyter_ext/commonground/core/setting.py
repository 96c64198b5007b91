"""The team's settings: a record of changes, of which the latest of each name holds.

Pure. Nothing is overwritten: who changed what and when stays in the document. Which settings there
are, what their values look like and who may change them is declared by the features.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import InvalidCommand, NotAllowed
from .place import place_of
from .role import Member, Role, at_least
from .texts import Id, Name, Person


@dataclass(frozen=True, slots=True)
class Setting:
    """One change of one setting. ``at`` is milliseconds since 1970, UTC.

    ``tick`` is its place in the record, which the document gives it.
    """

    id: Id
    name: Name
    value: Any
    by: Person
    at: int
    tick: int = field(default=0, compare=False)


def current(settings: Iterable[Setting]) -> Mapping[str, Setting]:
    """The setting of each name that holds: the last one in the record, on every replica."""
    return {s.name: s for s in sorted(settings, key=place_of)}


def history(settings: Iterable[Setting], prefix: str) -> tuple[Setting, ...]:
    """All changes whose name begins so, in the order of the record."""
    found = (s for s in settings if s.name.startswith(prefix))
    return tuple(sorted(found, key=place_of))


@dataclass(frozen=True, slots=True)
class SettingKind:
    """One setting that a feature declares.

    ``of`` names what each is of, behind a colon (``area:NAME``); None where there is one for all.
    ``check`` takes that and the value, and gives the value as it is kept; it raises InvalidCommand.
    ``own``: a member's own takes ``needs``, somebody else's takes an owner. ``personal``: each has
    one, in their own room.
    """

    name: str
    check: Callable[[str, Any], Any]
    needs: Role
    of: str | None = None
    own: bool = False
    personal: bool = False
    members: Callable[[Any], Iterable[str]] | None = None
    """The usernames in a value, where it names people: only those of the team are taken."""
    of_ours: bool = False
    """Whether what it is of is made by us (a fingerprint): it looks random and is no secret."""
    value: Any = Name
    """What its value holds: names, unless it is declared."""
    travels: bool = False
    """Whether it means the same on another server: it stands in an exported file."""

    @property
    def form(self) -> str:
        """How its name is written."""
        return self.name if self.of is None else f"{self.name}:{self.of}"


class SettingKinds:
    """All settings that there are, in the order in which features declare them."""

    def __init__(self, kinds: Iterable[SettingKind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}

    def __iter__(self) -> Iterator[SettingKind]:
        return iter(self._kinds.values())

    def of(self, name: str) -> SettingKind | None:
        """The kind of the setting of that name."""
        return self._kinds.get(name.partition(":")[0])

    def checked(self, name: str, value: Any) -> Any:
        """The value, if the setting of that name can have it. Raises InvalidCommand."""
        prefix, _, rest = name.partition(":")
        kind = self._kinds.get(prefix)
        if kind is None or bool(rest) is not (kind.of is not None) or (":" in name and not rest):
            listed = ", ".join(each.form for each in self)
            raise InvalidCommand(f"There is no setting {name[:40]!r}.", f"Settings are: {listed}.")
        return kind.check(rest, value)

    def people(self, name: str, value: Any) -> frozenset[str]:
        """Whom the value of the setting of that name speaks of, by username."""
        kind = self.of(name)
        if kind is None or kind.members is None or value is None:
            return frozenset()
        return frozenset(kind.members(value))

    def require(self, member: Member, name: str) -> None:
        """Raise NotAllowed unless the member may change that setting."""
        prefix, _, rest = name.partition(":")
        kind = self._kinds.get(prefix)
        needed: Role = "admin" if kind is None else kind.needs
        if kind is not None and kind.own and rest != member.username:
            needed = "owner"
        if not at_least(member.role, needed):
            raise NotAllowed(
                f"Your role here is {member.role}; to change this takes {needed}.",
                "Ask the context owner to do it, or an admin for the role.",
            )


def fields_of(value: Any, names: set[str], what: str) -> dict[str, Any]:
    """The value as fields of just these names. Raises InvalidCommand saying what it should be."""
    if not isinstance(value, dict) or set(value) != names:
        raise InvalidCommand(f"That is not {what}.", f"Give exactly: {', '.join(sorted(names))}.")
    return value
