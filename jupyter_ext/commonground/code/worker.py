"""The process that reads files for the index: a question a line in, its answer a line out.

It runs apart from the server: a grammar that hangs or crashes takes nothing along.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from .grammars import load
from .reading import outline_of, read_all, stale
from .shelf import Shelf


def main(root: str, cache: str, nice: str) -> None:
    """Answer until the input ends."""
    if hasattr(os, "nice"):
        os.nice(int(nice))
    shelf, folder = Shelf(Path(cache)), Path(root)
    asks: dict[str, Callable[..., object]] = {
        "read": read_all,
        "stale": stale,
        "outline": outline_of,
        "load": lambda shelf, folder, paths: load(paths),
    }
    gc.disable()  # nothing here is in cycles: looking for them takes a tenth of the time
    gc.freeze()
    for line in sys.stdin:
        what, about = json.loads(line)
        print(json.dumps(asks[what](shelf, folder, about)), flush=True)
        gc.collect()
    shelf.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])
