"""Where something went: the likeliest of the paths that began when it ended.

Pure. Git compares contents; where only names are known, what moved along says most: if
``src/a.py`` and ``src/b.py`` ended where ``app/src/a.py`` and ``app/src/b.py`` began, ``src`` went
to ``app/src``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

LEAST_ALIKE = 0.55
"""How alike two names must be for one to be the other's new name, where nothing else says so."""
_MOST_PAIRS = 200_000
"""Pairs of names of one basename that are looked at: beyond, a commit is a new tree."""


def new_place(
    gone: str, ended: Collection[str], begun: Collection[str], *, folder: bool = False
) -> str | None:
    """The likeliest new path of a file, or of a folder; None where nothing is likely enough."""
    return folder_place(gone, ended, begun) if folder else file_place(gone, ended, begun)


def file_place(gone: str, ended: Collection[str], begun: Collection[str]) -> str | None:
    """The likeliest new path of a file: of the same name, moved as others were; else alike."""
    same = [path for path in begun if _base(path).casefold() == _base(gone).casefold()]
    same = same or [path for path in begun if _is_index_of(path, gone)]
    if same:
        moves = folder_moves(ended, begun)
        return max(same, key=lambda path: (_moved_alike(gone, path, moves), *_likeness(gone, path)))
    named = [(_name_likeness(gone, path), path) for path in begun if _ending(path) == _ending(gone)]
    if not named:
        named = [(_name_likeness(gone, path) - 0.1, path) for path in begun]
    likely = max(named, default=(0.0, ""))
    return likely[1] if likely[0] >= LEAST_ALIKE else None


def _is_index_of(path: str, gone: str) -> bool:
    """Whether a page or module became a folder of its own: ``a.md`` and ``a/index.md``."""
    folder, _, base = path.rpartition("/")
    return folder == gone.rpartition(".")[0] and _stem(base) in (
        "index",
        "README",
        "__init__",
        "mod",
    )


def folder_place(gone: str, ended: Collection[str], begun: Collection[str]) -> str | None:
    """Where most of the files below a folder went, each judged by itself."""
    votes: Counter[str] = Counter()
    below = [path for path in ended if path.startswith(f"{gone}/")]
    by_name = _by_base(begun)
    for path in below:
        inner = path[len(gone) + 1 :]
        for new in by_name.get(_base(path), ()):
            if new.endswith(f"/{inner}"):
                votes[new[: -len(inner) - 1]] += 3
            else:
                votes[new.rpartition("/")[0]] += 1
    if not votes:
        return _alike_folder(gone, begun)
    return max(votes, key=lambda place: (votes[place], *_likeness(gone, place)))


def _alike_folder(gone: str, begun: Iterable[str]) -> str | None:
    """A new folder beside it whose name is alike."""
    above = gone.rpartition("/")[0]
    depth = gone.count("/") + 1
    new = {"/".join(p.split("/")[:depth]) for p in begun if p.count("/") >= depth}
    beside = (p for p in new if p.rpartition("/")[0] == above)
    likely = max(((_ratio(_base(gone), _base(p)), p) for p in beside), default=(0.0, ""))
    return likely[1] if likely[0] >= LEAST_ALIKE else None


def folder_moves(ended: Collection[str], begun: Collection[str]) -> Counter[tuple[str, str]]:
    """How many files of the same name each pair of folders has in common."""
    moves: Counter[tuple[str, str]] = Counter()
    by_name, looked_at = _by_base(begun), 0
    for old in ended:
        for new in by_name.get(_base(old), ()):
            moves[_differing(old, new)] += 1
            looked_at += 1
        if looked_at > _MOST_PAIRS:
            break
    return moves


def _differing(old: str, new: str) -> tuple[str, str]:
    """Two paths without the parts at the end that they share."""
    one, two = old.split("/"), new.split("/")
    while one and two and one[-1] == two[-1]:
        one.pop()
        two.pop()
    return "/".join(one), "/".join(two)


def _moved_alike(old: str, new: str, moves: Mapping[tuple[str, str], int]) -> int:
    return moves.get(_differing(old, new), 0)


def _likeness(old: str, new: str) -> tuple[int, float, int]:
    """Parts in common at the end, likeness of the whole, and shorter first."""
    one, two = old.split("/"), new.split("/")
    common = 0
    while common < min(len(one), len(two)) and one[-1 - common] == two[-1 - common]:
        common += 1
    return common, _ratio(old, new), -len(new)


def _name_likeness(old: str, new: str) -> float:
    """Of the names without their endings, and a little of the folders that hold them."""
    names = _ratio(_stem(old), _stem(new))
    folders = _ratio(old.rpartition("/")[0], new.rpartition("/")[0])
    return 0.7 * names + 0.3 * folders


def _by_base(paths: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[_base(path)].append(path)
    return found


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _stem(path: str) -> str:
    base = _base(path)
    return base.rpartition(".")[0] or base


def _ending(path: str) -> str:
    base = _base(path)
    return base.rpartition(".")[2] if "." in base else ""


def _ratio(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio() if one or two else 1.0
