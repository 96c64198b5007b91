"""The feature ``precedents``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .routes import ROUTES
from .runner import Precedents

FEATURE = Feature("precedents", routes=ROUTES, runners=(Precedents,))
