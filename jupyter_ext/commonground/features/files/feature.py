"""The feature ``files``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .listing import file_listing
from .sandbox import TOOLS as RUN_TOOLS
from .sandbox import sandbox_runs
from .tools import TOOLS

FEATURE = Feature("files", tools=(*TOOLS, *RUN_TOOLS), runners=(sandbox_runs, file_listing))
