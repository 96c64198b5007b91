"""The feature ``metrics``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .verbs import NAMES, VERBS

FEATURE = Feature("metrics", verbs=VERBS, names=NAMES)
