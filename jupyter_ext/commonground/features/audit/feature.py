"""The feature ``audit``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .backups_runner import SETTINGS, backups
from .requests import RESCUE, Redact
from .routes import ROUTES

FEATURE = Feature(
    "audit",
    acts={"redact": Redact.needs, "rescue": RESCUE},
    settings=SETTINGS,
    runners=(backups,),
    routes=ROUTES,
    cli=(
        "commonground.features.audit.cli:audit",
        "commonground.features.audit.backup_cli:backup",
        "commonground.features.audit.backup_cli:restore",
        "commonground.features.audit.compact_cli:compact",
        "commonground.features.audit.recover_cli:recover",
        "commonground.features.audit.recover_cli:rescue",
    ),
)
