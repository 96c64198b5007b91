"""The process that reads files for the index: paths a line in, those that had changed a line out.

It runs apart from the server: a grammar that hangs or crashes takes nothing along.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path

from .reading import read_all
from .shelf import Shelf


def main(root: str, cache: str, nice: str) -> None:
    """Answer until the input ends."""
    if hasattr(os, "nice"):
        os.nice(int(nice))
    gc.disable()  # nothing here is in cycles: looking for them takes a tenth of the time
    shelf = Shelf(Path(cache))
    for line in sys.stdin:
        asked = json.loads(line)
        changed = read_all(shelf, Path(root), asked["paths"], asked["pass"])
        print(json.dumps(changed), flush=True)
        gc.collect()
    shelf.close()


if __name__ == "__main__":
    main(*sys.argv[1:4])
