"""Folders of other programs, read as records of the open format: what each holds, nothing else.

It follows no link, reads no hidden folder, and names each file that it leaves out, with the reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

from ...core.encoding import decoded
from ...errors import InvalidCommand
from . import agent_mail, basic_memory, notes
from .note import ForeignFolder, ForeignNote, Program, records_of

PROGRAMS: tuple[Program, ...] = get_args(Program)
MAX_FILE = 2_000_000
"""Bytes of a file that is read."""
MOST_FILES = 50_000
_READERS: dict[Program, Callable[[str, str], Iterator[ForeignNote]]] = {
    "basic-memory": basic_memory.notes_in,
    "agent-mail": agent_mail.notes_in,
    "notes": notes.notes_in,
}
_PROGRAMS_OWN = "It is the program's own."


def read_folder(program: Program, root: Path) -> ForeignFolder:
    """All of a folder. Raises InvalidCommand where it is none, or holds nothing of that kind."""
    if not root.is_dir():
        raise InvalidCommand(f"{root} is no folder.", f"Name the folder that {program} keeps.")
    folder, seen = ForeignFolder(), set[str]()
    for path in _files(root, folder):
        _read(program, root, path, folder, seen)
    if not folder.records:
        first = "; ".join(f"{path}: {why}" for path, why in folder.left_out[:3])
        raise InvalidCommand(
            f"{root} holds nothing that {program} writes. {first}".strip(), "Name another folder."
        )
    return folder


def _files(root: Path, folder: ForeignFolder) -> Iterator[str]:
    count = 0
    for place, names, files in os.walk(root):
        inner = Path(place).relative_to(root)
        for name in sorted(names):
            path = (inner / name).as_posix()
            if name.startswith("."):
                folder.left_out.append((f"{path}/", _PROGRAMS_OWN))
            elif (root / path).is_symlink():
                folder.left_out.append((f"{path}/", "It is a link."))
        names[:] = sorted(n for n in names if not n.startswith("."))
        for name in sorted(files):
            count += 1
            if count > MOST_FILES:
                folder.left_out.append(("…", f"Over {MOST_FILES:,} files."))
                return
            yield (inner / name).as_posix()


def _read(program: Program, root: Path, path: str, folder: ForeignFolder, seen: set[str]) -> None:
    why = agent_mail.left_out(path) if program == "agent-mail" else None
    why = why or _no_text(root / path)
    if why is not None:
        folder.left_out.append((path, why))
        return
    try:
        text, _ = decoded((root / path).read_bytes())
    except InvalidCommand as problem:
        folder.left_out.append((path, str(problem)))
        return
    except OSError as problem:
        folder.left_out.append((path, f"It can't be read: {problem.strerror}."))
        return
    if program == "agent-mail" and (why := _copy(path, text, seen)) is not None:
        folder.left_out.append((path, why))
        return
    found = [
        record for note in _READERS[program](path, text) for record in records_of(program, note)
    ]
    folder.records += found
    if not found:
        nothing = agent_mail.NO_MESSAGE if program == "agent-mail" else notes.NOTHING
        folder.left_out.append((path, nothing))


def _no_text(place: Path) -> str | None:
    if place.is_symlink():
        return "It is a link."
    if place.suffix.lower() not in (".md", ".markdown"):
        return _PROGRAMS_OWN if place.name.startswith(".") else "It is no Markdown."
    if not place.is_file() or place.stat().st_size > MAX_FILE:
        return f"It has over {MAX_FILE:,} bytes."
    return None


def _copy(path: str, text: str, seen: set[str]) -> str | None:
    """Why a message is not read again: each is once, whichever copy comes first."""
    key = agent_mail.message_key(text)
    if key is None:
        return None
    if key in seen:
        return "A copy of a message that is there already."
    seen.add(key)
    return None
