"""The served folder as far as areas are read from it: CODEOWNERS, git's log, top folders.

Reads files and runs ``git log``; which areas the team has is the caller's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ...code.git import git
from ...core.area import Area, suggest
from ...core.codeowners import parse_codeowners
from ...core.encoding import decoded
from ...errors import InvalidCommand
from ...gate.gate import Gate

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub and GitLab look for the file, in their order."""
MAX_CODEOWNERS = 3 * 1024 * 1024
"""Bytes; what GitHub reads at most."""
COMMITS = 2_000
"""How far back the log is read."""
SPELLED = 8
"""Owners who are no members that are named one by one."""
DEADLINE = 10.0
"""Seconds after which a log that is still being read is given up."""
_LOG = (
    "log", f"--max-count={COMMITS}", "--no-merges", "--name-only", "--relative", "-z",
    "--format=%x01%an%x02%ae%x02",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AreaSuggestion:
    """Areas as CODEOWNERS has them, areas that the tree suggests, and what could not be read."""

    codeowners: tuple[Area, ...] = ()
    suggested: tuple[Area, ...] = ()
    problems: tuple[str, ...] = ()

    def without(self, areas: Mapping[str, Area]) -> AreaSuggestion:
        """What is not among the team's areas yet: neither by name nor with a pattern of theirs."""
        taken = {glob.strip("/") for area in areas.values() for glob in area.globs}
        named = {name.casefold() for name in areas}

        def fresh(found: Iterable[Area]) -> tuple[Area, ...]:
            return tuple(
                a
                for a in found
                if a.name.casefold() not in named and not taken & {g.strip("/") for g in a.globs}
            )

        return replace(self, codeowners=fresh(self.codeowners), suggested=fresh(self.suggested))

    def through(self, gate: Gate) -> AreaSuggestion:
        """Without areas whose name, patterns or members hold what the gate keeps back."""

        def safe(area: Area) -> bool:
            words = " ".join((area.name, *area.globs, *area.members))
            return not any(f.kind == "secret" for f in gate.check(words).findings)

        kept = [tuple(filter(safe, areas)) for areas in (self.codeowners, self.suggested)]
        left = len(self.codeowners) + len(self.suggested) - sum(map(len, kept))
        said = [gate.for_prompt(problem).text for problem in self.problems]
        if left:
            said.append(f"{left} left out: what they hold seems to be a secret.")
        return AreaSuggestion(kept[0], kept[1], tuple(said))


class WorkTree:
    """A folder that may be a git work tree and may have a CODEOWNERS file."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def suggested(self, members: Mapping[str, str]) -> AreaSuggestion:
        """Areas for these members (display names by username)."""
        owned, problems = await asyncio.to_thread(self._codeowners)
        usernames = _usernames(members)
        strangers = dict.fromkeys(m for a in owned for m in a.members if _key(m) not in usernames)
        if strangers:
            problems = (*problems, _left_out(tuple(strangers)))
        owned = tuple(replace(a, members=_members(a.members, usernames)) for a in owned)
        touches = [
            (usernames.get(_key(name)) or usernames.get(_key(email.split("@")[0]), ""), path)
            for name, email, path in await self._log()
        ]
        if not touches:
            touches = [("", path) for path in await asyncio.to_thread(self._paths)]
        found = tuple(replace(a, members=tuple(filter(None, a.members))) for a in suggest(touches))
        return AreaSuggestion(owned, found, problems)

    def _codeowners(self) -> tuple[tuple[Area, ...], tuple[str, ...]]:
        for place in PLACES:
            path = self._root / place
            try:
                if path.stat().st_size > MAX_CODEOWNERS:
                    return (), (f"{place} is too large to be read.",)
                text, _ = decoded(path.read_bytes())
            except FileNotFoundError:
                continue
            except OSError as error:
                return (), (f"{place} can't be read: {error.strerror}.",)
            except InvalidCommand as error:
                return (), (f"{place} can't be read. {error}",)
            areas, problems = parse_codeowners(text)
            said = ((f"{place}, line {p.line}" if p.line else place, p.message) for p in problems)
            return areas, tuple(f"{where}: {message}" for where, message in said)
        return (), ()

    async def _log(self) -> list[tuple[str, str, str]]:
        """Author's name, e-mail and path of what was changed lately; nothing without git."""
        with suppress(OSError, TimeoutError):
            return list(_commits(await git(self._root, *_LOG, seconds=DEADLINE)))
        return []

    def _paths(self) -> list[str]:
        """A path for each file of a top folder's first level."""
        with suppress(OSError):
            return [
                f"{top.name}/{inner.name}"
                for top in sorted(self._root.iterdir())
                if top.is_dir() and not top.is_symlink() and not top.name.startswith(".")
                for inner in sorted(top.iterdir())[:1_000]
            ]
        return []


def _commits(text: str) -> Iterable[tuple[str, str, str]]:
    for commit in text.split("\x01")[1:]:
        name, email, paths = commit.split("\x02", 2)
        for path in paths.split("\0"):
            if path.strip():
                yield name, email, path.strip("\n")


def _members(owners: Iterable[str], usernames: Mapping[str, str]) -> tuple[str, ...]:
    """Those of the owners who are members, each once."""
    found = (usernames.get(_key(owner)) for owner in owners)
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _left_out(strangers: tuple[str, ...]) -> str:
    rest = len(strangers) - SPELLED
    more = f" and {rest} more" if rest > 0 else ""
    return (
        f"CODEOWNERS names {', '.join(strangers[:SPELLED])}{more}, who are no members here: left "
        "out. An admin invites people in the tab People."
    )


def _usernames(members: Mapping[str, str]) -> dict[str, str]:
    """The username for whatever somebody is called elsewhere."""
    found = {_key(shown): username for username, shown in members.items()}
    return found | {_key(username): username for username in members}


def _key(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())
