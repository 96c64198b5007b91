"""The paths and symbols of a repository over its whole main line, as intervals. Pure.

Commits of the main line (the first-parent chain) are numbered, 0 the oldest. A name exists at ``i``
if one of its intervals ``[a, b)`` holds ``i``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

Interval = tuple[int, int]
END = 1 << 60
"""Where an interval ends that lasts to this day."""


class NameHistory:
    """When each path and each symbol existed."""

    def __init__(
        self,
        paths: Mapping[str, Sequence[Interval]],
        symbols: Mapping[str, Sequence[Interval]],
    ) -> None:
        self._paths = paths
        self._symbols = symbols

    def at(self, index: int) -> TreeAt:
        """The names as they were at that commit."""
        return TreeAt(self, index)

    def path_at(self, path: str, index: int) -> bool:
        """Whether there was such a file."""
        return _holds(self._paths.get(path, ()), index)

    def symbol_at(self, name: str, index: int) -> bool:
        """Whether something of that name was defined."""
        return _holds(self._symbols.get(name, ()), index)

    def paths_at(self, index: int) -> Iterator[str]:
        """All files at that commit."""
        return (path for path, spans in self._paths.items() if _holds(spans, index))

    def below(self, folder: str) -> Sequence[str]:
        """Every path that ever lay below a folder."""
        begin = bisect_left(self._sorted, f"{folder}/")
        return self._sorted[begin : bisect_left(self._sorted, f"{folder}0")]

    def named(self, base: str) -> Sequence[str]:
        """Every path of a file or folder that ever had this last part."""
        return self._by_base.get(base, ())

    def end_of(self, path: str, after: int) -> int | None:
        """The first commit after that one at which a file or folder is there no more."""
        if self.path_at(path, after):
            spans = self._paths[path]
        else:
            spans = [span for inner in self.below(path) for span in self._paths[inner]]
        end = after
        for begin, until in sorted(spans):
            if begin <= end < until:
                end = until
        return end if after < end < END else None

    def last_seen(self, path: str) -> int | None:
        """The last commit at which a file was there that is there no more; None for any other."""
        ends = [until for _, until in self._paths.get(path, ())]
        return max(ends) - 1 if ends and max(ends) < END else None

    def ever(self, path: str) -> bool:
        """Whether there ever was a file of that name."""
        return path in self._paths

    def ended(self, index: int) -> Sequence[str]:
        """The files that ended there."""
        return self._turns[1].get(index, ())

    def begun(self, index: int) -> Sequence[str]:
        """The files that began there."""
        return self._turns[0].get(index, ())

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._paths)

    @cached_property
    def _by_base(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for path in self._paths:
            above = path
            while above and above not in found[above.rpartition("/")[2]]:
                found[above.rpartition("/")[2]][above] = None
                above = above.rpartition("/")[0]
        return {base: tuple(paths) for base, paths in found.items()}

    @cached_property
    def _turns(self) -> tuple[Mapping[int, Sequence[str]], Mapping[int, Sequence[str]]]:
        begun: defaultdict[int, list[str]] = defaultdict(list)
        ended: defaultdict[int, list[str]] = defaultdict(list)
        for path, spans in self._paths.items():
            for begin, until in spans:
                begun[begin].append(path)
                ended[until].append(path)
        return begun, ended


class TreeAt:
    """One state of a history, as a ``NameTree``."""

    def __init__(self, history: NameHistory, index: int) -> None:
        self._history = history
        self._index = index

    def is_file(self, path: str) -> bool:
        """Whether there was such a file."""
        return self._history.path_at(path, self._index)

    def is_folder(self, path: str) -> bool:
        """Whether anything lay below it."""
        return any(map(self.is_file, self._history.below(path)))

    def ending(self, name: str) -> Sequence[str]:
        """The paths of files and folders that ended in these parts, and were longer."""
        longer = (p for p in self._history.named(name.rpartition("/")[2]) if p.endswith(f"/{name}"))
        return [path for path in longer if self.is_file(path) or self.is_folder(path)]

    def matching(self, pattern: re.Pattern[str]) -> bool:
        """Whether any file's path matched as a whole."""
        return any(pattern.fullmatch(path) for path in self._history.paths_at(self._index))

    def defines(self, symbol: str) -> bool:
        """Whether something of that name was defined anywhere."""
        return self._history.symbol_at(symbol, self._index)


def _holds(spans: Sequence[Interval], index: int) -> bool:
    return any(begin <= index < until for begin, until in spans)
