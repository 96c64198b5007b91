"""The tool by which a model learns what data looks like, without its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from ...core.fields import Wire
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.tool import ToolAsked, reads
from .model import Profile
from .report import profile_text
from .shelf import ProfileShelf
from .suffixes import SUFFIXES, is_compressed, is_data

MOST_BYTES = 500_000_000
"""A larger file is not read for a model."""


class DescribeData(Wire):
    """Which data."""

    path: Annotated[
        str,
        StringConstraints(min_length=1, max_length=200),
        Field(
            description="A file, from the served folder on, with slashes: data/sales.csv; or the "
            "name of a variable that the asker profiled: df"
        ),
    ]


@reads("describe_data", DescribeData)
async def describe_data(asked: ToolAsked) -> str:
    """Say what a file of data (CSV, Parquet, JSON), or a variable that the asker profiled, looks
    like: columns, types, what is missing, how values are spread, which are common, keys, time
    covered. It gives no rows, and nothing that few rows share."""
    path, host = asked.input.path, asked.host
    if is_data(path):
        return profile_text(await _of_file(host, path))
    for one in asked.question.brought:
        if one.name == path:
            return one.text
    if asked.question.visibility != "private":
        raise InvalidCommand(
            f"{path[:100]!r} is neither a file of data ({', '.join(SUFFIXES)}) nor what the "
            "question brings along.",
            f"Tell the asker: %%ai --data {path[:100]}",
        )
    return host.find(ProfileShelf).told(asked.member, path)


async def _of_file(host: Host, path: str) -> Profile:
    """A file that git does not ignore, below the served folder, reached through no link."""
    listed = host.listed_files
    if listed is None or path not in await listed.paths():
        raise _refused(path)
    root = host.root.resolve()
    whole = root / path
    if whole.resolve() != whole or not whole.is_file():
        raise _refused(path)
    if is_compressed(path):
        raise InvalidCommand(
            "A compressed file is not read by the server.", "Tell the asker: %cg profile FILE"
        )
    if whole.stat().st_size > MOST_BYTES:
        raise InvalidCommand(
            f"The file has more than {MOST_BYTES:,} bytes.", "Tell the asker: %cg profile FILE"
        )
    shelf = host.find(ProfileShelf)
    k = shelf.group_size()
    return await shelf.read(lambda: _profile(whole, path, k))


def _profile(whole: Path, path: str, k: int) -> Profile:
    from .files import opened  # pandas takes a second to import, and few servers need it
    from .measure import profile_of

    return profile_of(opened(whole), path, k)


def _refused(path: str) -> InvalidCommand:
    """One answer for all: who asks learns nothing of files that are not to be read."""
    return InvalidCommand(
        f"{path[:200]!r} can't be read.",
        "Name a file of data below the served folder that git does not ignore.",
    )


TOOLS = (describe_data,)
