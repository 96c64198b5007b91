"""What a name in a question may become while it is written: people, areas, entries and files.

Only what reaches whoever writes it. Variables are a kernel's, which offers its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from ...core.prompt import speaking
from ...core.reference import THINGS, begun_at_end, fitting, written
from ...core.reference import Kind as ReferenceKind
from ...core.role import Member
from ...errors import CommonGroundError
from ...service.host import Host
from .views import ReferencesAnswer, ReferenceView

MOST = 12


async def offered(host: Host, member: Member, text: str) -> ReferencesAnswer:
    """The best of what fits; nothing where no name is being written."""
    begun = begun_at_end(text)
    if begun is None:
        return ReferencesAnswer.of(begun="", references=())
    found: list[ReferenceView] = []
    if begun.kind is None:
        found += _signs(begun.name)
        found += _views("person", begun.name, _people(host))
    elif begun.kind == "area":
        found += _views("area", begun.name, _areas(host, member))
    elif begun.kind == "entry":
        found += _views("entry", begun.name, _entries(host, member))
    elif begun.kind == "file":
        names = {path: path async for path in _files(host)}
        found += _views("file", begun.name, names)
    return ReferencesAnswer.of(begun=begun.written, references=tuple(found[:MOST]))


def _signs(begun: str) -> Iterator[ReferenceView]:
    for kind in THINGS:
        if kind.startswith(begun):
            yield ReferenceView(written=f"@{kind}:", kind=kind, told="")


def _views(kind: ReferenceKind, begun: str, told: dict[str, str]) -> Iterator[ReferenceView]:
    """``told`` holds what each name stands for."""
    for name in fitting(begun, told, MOST):
        yield ReferenceView(written=written(kind, name), kind=kind, told=told[name])


def _people(host: Host) -> dict[str, str]:
    return dict(host.names())


def _areas(host: Host, member: Member) -> dict[str, str]:
    return {name: ", ".join(area.globs) for name, area in host.service.areas().items()}


def _entries(host: Host, member: Member) -> dict[str, str]:
    found: dict[str, str] = {}
    for room in host.service.view(member):
        for entry in room.entries.values():
            if entry.live:
                found |= {version.title: entry.kind for version in speaking(entry)}
    return found


async def _files(host: Host) -> AsyncIterator[str]:
    listed = host.listed_files
    if listed is not None:
        try:
            for path in await listed.paths():
                yield path
        except CommonGroundError:
            return
