"""The feature ``preferences``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .settings import SETTINGS
from .verbs import VERBS

FEATURE = Feature("preferences", settings=SETTINGS, verbs=VERBS)
