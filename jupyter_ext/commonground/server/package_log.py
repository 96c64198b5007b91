"""The package's loggers under the application's: one level, one format, as Jupyter configures it.

Modules log with ``logging.getLogger(__name__)`` and know no application.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

PACKAGE = "commonground"


@contextmanager
def logged_with(app_log: logging.Logger) -> Iterator[None]:
    """What the package logs goes where ``app_log`` goes, at its level, until this is left."""
    ours = logging.getLogger(PACKAGE)
    level, added = ours.level, [h for h in _handlers(app_log) if h not in _handlers(ours)]
    for handler in added:
        ours.addHandler(handler)
    ours.setLevel(app_log.getEffectiveLevel())
    try:
        yield
    finally:
        ours.setLevel(level)
        for handler in added:
            ours.removeHandler(handler)


def _handlers(logger: logging.Logger) -> list[logging.Handler]:
    """Those that a record of the logger reaches."""
    found: list[logging.Handler] = []
    place: logging.Logger | None = logger
    while place is not None:
        found += place.handlers
        place = place.parent if place.propagate else None
    return found
