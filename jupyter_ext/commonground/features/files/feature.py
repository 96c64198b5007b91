"""The feature ``files``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .tools import TOOLS

FEATURE = Feature("files", tools=TOOLS)
