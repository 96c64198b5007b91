"""Which of the processes that share the tests this one is."""

from __future__ import annotations

import os

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""``gw0``, …; empty where there is one, and in the one that reports."""
