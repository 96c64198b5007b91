"""The grammar of cells: how every verb of this installation is written, without what does it.

A kernel reads, explains and completes lines with this, and imports no feature's machinery for it:
each feature keeps the syntax of its verbs in a module of its own, ``syntax.py``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING

from .core.grammar import OWN, Grammar
from .core.syntax import Syntax
from .features import OURS

if TYPE_CHECKING:
    from .service.feature import Feature

log = logging.getLogger(__name__)

GROUP = "commonground.features"
"""The entry point group in which a package names its ``Feature``."""


@cache
def grammar() -> Grammar:
    """How all verbs are written, in the order of ``%cg help``."""
    return Grammar((*_ours(), *(v.syntax for f in installed() for v in f.verbs), *OWN))


def _ours() -> Iterator[Syntax]:
    for name in OURS:
        module = f"{__package__}.features.{name}.syntax"
        if find_spec(module) is not None:
            yield from import_module(module).SYNTAX


@cache
def installed() -> tuple[Feature, ...]:
    """The features that other packages bring; one that can't be loaded is logged and left out."""
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    if not points:
        return ()
    from .service.feature import Feature

    found: list[Feature] = []
    for point in points:
        try:
            feature = point.load()
        except Exception:
            log.exception("The feature %s of %s could not be loaded", point.name, point.value)
            continue
        if isinstance(feature, Feature):
            found.append(feature)
        else:
            log.error("%s is no Feature, so %s is left out", point.value, point.name)
    return tuple(found)
