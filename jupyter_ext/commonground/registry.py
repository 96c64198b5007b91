"""The list of features: ours, and those of packages (entry point ``commonground.features``).

Only the adapters (server, kernel, command line) see it; they hand what they need of it inwards.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from .features import OURS
from .grammar import installed
from .service.feature import Feature, Features
from .service.writer import ContextService
from .store.base import Store


@cache
def features() -> Features:
    """All features of this installation. Raises SetupError where two bring the same name."""
    ours = (import_module(f"{__package__}.features.{name}.feature") for name in OURS)
    return Features((*(_feature(module) for module in ours), *installed()))


def _feature(module: Any) -> Feature:
    found: Feature = module.FEATURE
    return found


def context_service(store: Store, *, ranking: Any = None, **given: Any) -> ContextService:
    """A service with all features' rules; ``given`` are its other arguments.

    ``ranking`` is how near two statements are in meaning (None: by words in common).
    """
    return ContextService(store, rules=features().rules(ranking), **given)
