"""``python -m tests.data.gate OUT_DIR``: write the expanded sets as JSON Lines."""

import sys
from pathlib import Path

from . import write

if len(sys.argv) != 2:
    sys.exit("usage: python -m tests.data.gate OUT_DIR")
for path in write(Path(sys.argv[1])):
    print(path)
