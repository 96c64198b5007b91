"""The list of features: ours, and those of packages (entry point ``commonground.features``).

Only the adapters (server, kernel, command line) see it; they hand what they need of it inwards.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from .features.audit.feature import FEATURE as AUDIT
from .features.comparison.feature import FEATURE as COMPARISON
from .features.contradictions.feature import FEATURE as CONTRADICTIONS
from .features.entries.feature import FEATURE as ENTRIES
from .features.exceptions.feature import FEATURE as EXCEPTIONS
from .features.handoff.feature import FEATURE as HANDOFF
from .features.messages.feature import FEATURE as MESSAGES
from .features.review.feature import FEATURE as REVIEW
from .features.sprint.feature import FEATURE as SPRINT
from .features.team.feature import FEATURE as TEAM
from .features.turns.feature import FEATURE as TURNS
from .service.feature import Feature, Features
from .service.writer import ContextService
from .store.base import Store

log = logging.getLogger(__name__)

GROUP = "commonground.features"
"""The entry point group in which a package names its ``Feature``."""
OURS: tuple[Feature, ...] = (
    TEAM,
    ENTRIES,
    REVIEW,
    TURNS,
    CONTRADICTIONS,
    MESSAGES,
    HANDOFF,
    COMPARISON,
    SPRINT,
    AUDIT,
    EXCEPTIONS,
)
"""Runners are built in this order, and may use those before them."""


@cache
def features() -> Features:
    """All features of this installation. Raises SetupError where two bring the same name."""
    return Features((*OURS, *_installed()))


def _installed() -> Iterator[Feature]:
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        try:
            found = point.load()
        except Exception:
            log.exception("The feature %s of %s could not be loaded", point.name, point.value)
            continue
        if isinstance(found, Feature):
            yield found
        else:
            log.error("%s is no Feature, so %s is left out", point.value, point.name)


def context_service(store: Store, *, ranking: Any = None, **given: Any) -> ContextService:
    """A service with all features' rules; ``given`` are its other arguments.

    ``ranking`` is how near two statements are in meaning (None: by words in common).
    """
    return ContextService(store, rules=features().rules(ranking), **given)
