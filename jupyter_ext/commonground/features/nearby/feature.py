"""The feature ``nearby``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .routes import ROUTES
from .settings import SETTINGS

FEATURE = Feature("nearby", settings=SETTINGS, routes=ROUTES)
