"""The process that reads files for the index: paths a line in, those that had changed a line out.

It runs at low priority, apart from the server: a grammar that hangs or crashes takes nothing along.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from commonground.code.reading import read_all
from commonground.code.shelf import Shelf

NICE = 10


def main(root: str, cache: str) -> None:
    """Answer until the input ends."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    shelf = Shelf(Path(cache))
    for line in sys.stdin:
        asked = json.loads(line)
        changed = read_all(shelf, Path(root), asked["paths"], asked["pass"])
        print(json.dumps(changed), flush=True)
    shelf.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
