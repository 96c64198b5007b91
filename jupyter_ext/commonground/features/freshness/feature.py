"""The feature ``freshness``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature

FEATURE = Feature("freshness", cli=("commonground.features.freshness.cli:check-docs",))
