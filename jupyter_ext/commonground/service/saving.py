"""Writes files below a root folder, and nowhere else: the one way in which features do so.

All paths are looked at before the first is written. A link out of the root is an error, also one
that comes while we write; what is there already is never lost unsaid; a file is there whole or not.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from ..core.path import safe_path
from ..errors import InvalidCommand, StoreError

SHOWN = 5
"""Files in the way that are named."""
MAX_READ = 1_000_000
"""Bytes of a file that ``files_in`` reads."""


def save_files(
    root: Path,
    files: Mapping[str, str | bytes],
    *,
    overwrite: bool = False,
    new_folders: bool = True,
    ours: Collection[str] = (),
    dotted: Collection[str] = (),
) -> list[str]:
    """Write each file; those that hold just that already stay. Answers with all paths.

    Folders that are missing are made, if ``new_folders``; ``ours`` may be written anew, since
    nobody has changed them after us. No path is hidden but those in ``dotted``, which the program
    itself names and nobody else. Raises InvalidCommand where a path leads out of ``root`` or
    another file is in the way, and then nothing is written; StoreError where the disk does not
    take it.
    """
    raw = {p: text.encode() if isinstance(text, str) else text for p, text in files.items()}
    targets = {path: _target(root, path, dotted=path in dotted) for path in raw}
    clash = next(
        (p for p, target in targets.items() if _clashes(target, raw[p], targets, raw)), None
    )
    if clash is not None:
        raise InvalidCommand(
            f"{clash!r} and another of the files lead to one place.",
            "Give each a place of its own.",
        )
    homeless = [p for p, target in targets.items() if not target.parent.is_dir()]
    if homeless and not new_folders:
        raise InvalidCommand(
            f"There is no folder for {homeless[0]!r}.", "Name a file in a folder that is there."
        )
    ahead = [
        p for p, target in targets.items() if _in_the_way(target, raw[p], overwrite or p in ours)
    ]
    if ahead:
        more = f" and {len(ahead) - SHOWN} more" if len(ahead) > SHOWN else ""
        raise InvalidCommand(
            f"There are other files already: {', '.join(sorted(ahead)[:SHOWN])}{more}.",
            "Choose another name or folder, or say --overwrite.",
        )
    try:
        for path, target in targets.items():
            if not _same(target, raw[path]):
                _write(root.resolve(), target, raw[path])
    except OSError as error:
        raise StoreError(f"The files were not all written: {error.strerror}.") from None
    return sorted(raw)


def files_in(root: Path, folder: str, ending: str) -> dict[str, str]:
    """The text files right in a folder that end so, by name. Raises InvalidCommand, as above.

    Links and what is no text or larger than ``MAX_READ`` are left out.
    """
    place = _target(root, folder)
    found: dict[str, str] = {}
    for path in sorted(place.glob(f"*{ending}")) if place.is_dir() else ():
        with suppress(OSError, UnicodeDecodeError):
            plain = path.is_file() and not path.is_symlink()
            if plain and path.stat().st_size <= MAX_READ:
                found[path.name] = path.read_text(encoding="utf-8")
    return found


def _target(root: Path, path: str, *, dotted: bool = False) -> Path:
    """Where the file really is, without any link on the way. Raises InvalidCommand."""
    base = root.resolve()
    safe = safe_path(path, dotted=dotted)
    target = None
    if safe is not None:
        with suppress(OSError, RuntimeError):  # links that lead to each other
            target = (base / safe).resolve()
    fits = _may_be_dotted if dotted else _is_plain
    if target is None or not target.is_relative_to(base) or not fits(target, base):
        raise InvalidCommand(
            f"{path[:200]!r} does not lead into this server's folder.",
            "Name a file below it, with plain names and without a dot at their beginning.",
        )
    return target


def _clashes(
    target: Path, content: bytes, targets: Mapping[str, Path], raw: Mapping[str, bytes]
) -> bool:
    """Whether another file of these is to be at that place with other content, or above it."""
    same = any(target == other and content != raw[path] for path, other in targets.items())
    return same or any(other in target.parents for other in targets.values())


def _is_plain(target: Path, base: Path) -> bool:
    return not any(part.startswith(".") for part in target.relative_to(base).parts)


def _may_be_dotted(target: Path, base: Path) -> bool:
    """Whatever link leads there: nothing of git's own is written."""
    return ".git" not in map(str.casefold, target.relative_to(base).parts)


def _in_the_way(target: Path, raw: bytes, overwrite: bool) -> bool:
    if target.is_dir() or any(parent.is_file() for parent in target.parents):
        return True
    if not os.path.lexists(target) or _same(target, raw):
        return False
    if not target.is_file():
        return True  # a pipe or a device
    return not overwrite or target.suffix == ".ipynb"  # it may be open, and live, just now


def _same(target: Path, raw: bytes) -> bool:
    try:
        return target.is_file() and target.read_bytes() == raw
    except OSError:
        return False


def _write(base: Path, target: Path, raw: bytes) -> None:
    """Whole or not at all: a reader never sees half a file."""
    parts = PurePosixPath(target.relative_to(base).as_posix()).parts
    with _folder(base, parts[:-1]) as (folder, path):
        draft = f".commonground-{secrets.token_hex(8)}"
        at = draft if folder is not None else str(path / draft)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
        before = target.stat().st_mode & 0o777 if target.is_file() else None
        handle = os.open(at, flags, 0o644 if before is None else 0o600, dir_fd=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                if before is not None and hasattr(os, "fchmod"):
                    os.fchmod(file.fileno(), before)
            last = parts[-1] if folder is not None else str(path / parts[-1])
            os.replace(at, last, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(at, dir_fd=folder)
            raise


@contextmanager
def _folder(base: Path, parts: tuple[str, ...]) -> Iterator[tuple[int | None, Path]]:
    """The folder, made where it is missing; opened step by step, so that no link slips in.

    Where the system opens nothing beside a folder (Windows), its path alone.
    """
    path = base.joinpath(*parts)
    if os.open not in os.supports_dir_fd:
        path.mkdir(parents=True, exist_ok=True)
        yield None, path
        return
    opened = os.open(base, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts:
            with suppress(FileExistsError):
                os.mkdir(part, dir_fd=opened)
            inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=opened)
            os.close(opened)
            opened = inner
        yield opened, path
    finally:
        os.close(opened)
