"""The feature ``audit``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .requests import Redact
from .routes import ROUTES

FEATURE = Feature(
    "audit",
    acts={"redact": Redact.needs},
    routes=ROUTES,
    cli=(
        "commonground.features.audit.cli:audit",
        "commonground.features.audit.backup_cli:backup",
        "commonground.features.audit.backup_cli:restore",
        "commonground.features.audit.compact_cli:compact",
    ),
)
