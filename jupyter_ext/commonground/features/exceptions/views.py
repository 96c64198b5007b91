"""What is answered of the gate's exceptions."""

from __future__ import annotations

from ...core.views import View


class ExceptionView(View):
    """What the owner lets through the gate: which rule, why, by whom and when."""

    fingerprint: str
    rule: str
    reason: str
    by: str
    at: int


class ExceptionsAnswer(View):
    """All exceptions, oldest first."""

    exceptions: tuple[ExceptionView, ...]
