"""The feature ``files``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .listing import file_listing
from .tools import TOOLS

FEATURE = Feature("files", tools=TOOLS, runners=(file_listing,))
