"""Every error that Common Ground raises on purpose, and whose move it is.

::

    CommonGroundError
    ├── UserError              the person's move: shown as it is
    │   ├── InvalidCommand     the request breaks the schema (length, depth, unknown field)
    │   ├── UnknownId          an entry, revision or turn that is not there (or not for this member)
    │   ├── Cancelled          somebody ended it before it changed anything
    │   ├── Quarantined        the gate found a secret; nobody else saw it
    │   ├── NotAllowed         the member's role does not permit it
    │   ├── NotLoggedIn        no token, or one that is revoked or another server's
    │   ├── Busy               too much of theirs is under way already
    │   │   └── OverBudget     what may be spent today is spent
    │   ├── NotAttributed      nobody can be named as the author of a kernel's request
    │   └── SetupError         something has to be configured or installed first
    │       ├── NoModel        no key, no base URL and no embedded model
    │       └── TokenRefused   the server does not honour the token that it was shown
    ├── ModelError             what a model's server answered
    │   ├── ModelAuth          the key is missing, wrong or may not use this model   (configure)
    │   ├── ModelRequest       the server refuses this request as it stands          (change it)
    │   │   ├── ToolsRefused   the server takes no tools for this model              (do without)
    │   │   └── PicturesRefused  nor pictures                                        (do without)
    │   ├── ModelBusy          rate limit or overload; retries are used up           (wait)
    │   └── ModelBroken        unreachable, timed out or broken off mid-stream       (ask again)
    ├── NetworkError           the Common Ground server can't be reached             (retry)
    │   ├── ServerFailed       it answers that it failed itself                      (its log)
    │   └── UnexpectedAnswer   it answers, and not as this version reads it          (upgrade)
    └── StoreError             the disk did not take it; nothing was acknowledged    (free space)
        └── DamagedStore       what is stored is not what was written                (restore)

A message says what happened; ``remedy`` says what to do next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class CommonGroundError(Exception):
    """Base of all errors here. ``status`` is the HTTP status that an adapter answers with."""

    code = "error"
    status = 500
    remedy = ""
    passing = False
    """Whether the same request may succeed a little later."""

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if remedy is not None:
            self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()

    def to_wire(self) -> dict[str, Any]:
        """The JSON that a client gets: ``code``, ``message``, ``remedy``."""
        return {"code": self.code, "message": self.message, "remedy": self.remedy}


class UserError(CommonGroundError):
    """The person can put it right."""

    code = "user_error"
    status = 400


class InvalidCommand(UserError):
    """The request breaks the schema. ``status`` 413 where it is merely too large."""

    code = "invalid_command"

    def __init__(self, message: str, remedy: str | None = None, *, too_large: bool = False) -> None:
        super().__init__(message, remedy)
        if too_large:
            self.status = 413


class Cancelled(UserError):
    """Somebody cancelled what was asked for, before it changed anything."""

    code = "cancelled"
    status = 409


class UnknownId(UserError):
    """No such entry, revision or turn, or it is not for this member to know."""

    code = "unknown_id"
    status = 404
    remedy = "Reload the list: it may have been retired, or it was never shared with you."


class Quarantined(UserError):
    """The gate keeps a text back from others. ``findings`` are wire values without the secret;
    ``note`` is the author's private note that keeps the text, if one does.
    """

    code = "quarantined"
    status = 422

    def __init__(
        self,
        message: str,
        remedy: str | None = None,
        *,
        findings: Sequence[Mapping[str, Any]] = (),
        note: str | None = None,
    ) -> None:
        super().__init__(message, remedy)
        self.findings = tuple(findings)
        self.note = note

    def to_wire(self) -> dict[str, Any]:
        """The JSON that a client gets, with the findings and where the text is kept."""
        found = [dict(finding) for finding in self.findings]
        return {**super().to_wire(), "findings": found, "note": self.note}


class NotAllowed(UserError):
    """The member's role does not permit it."""

    code = "not_allowed"
    status = 403


class NotLoggedIn(UserError):
    """No token and no cookie, or ones that this server does not honour."""

    code = "not_logged_in"
    status = 403
    remedy = "Open your personal link again, or ask for a new one (commonground invite NAME)."


class Busy(UserError):
    """Too much of theirs is under way; nothing was done. ``retry_after``: seconds to wait."""

    code = "busy"
    passing = True
    status = 429

    def __init__(
        self, message: str, remedy: str | None = None, *, retry_after: float = 1.0
    ) -> None:
        super().__init__(message, remedy)
        self.retry_after = retry_after


class OverBudget(Busy):
    """What may be spent today is spent. ``retry_after``: seconds to the next day."""

    code = "over_budget"


class NotAttributed(UserError):
    """The server can't tell which member a kernel's request belongs to."""

    code = "not_attributed"
    status = 403


class SetupError(UserError):
    """Something has to be configured or installed first."""

    code = "setup"
    status = 503


class TokenRefused(SetupError):
    """The server, or what stands before it, does not honour the token that it was shown."""

    code = "token_refused"


class NoModel(SetupError):
    """No key, no base URL and no embedded model."""

    code = "no_model"


class ModelError(CommonGroundError):
    """What a model's server answered, in our words."""

    code = "model_error"
    status = 502


class ModelAuth(ModelError):
    """The key is missing, wrong, out of credit or may not use this model."""

    code = "model_auth"


class ModelRequest(ModelError):
    """The model's server refuses the request as it stands; asking again changes nothing."""

    code = "model_request"


class ToolsRefused(ModelRequest):
    """The model's server takes no request with tools."""

    code = "tools_refused"


class PicturesRefused(ModelRequest):
    """The model's server takes no request with pictures, or not with these."""

    code = "pictures_refused"


class ModelBusy(ModelError):
    """Rate limit or overload, and the SDK's retries are used up."""

    code = "model_busy"
    passing = True
    status = 503


class ModelBroken(ModelError):
    """Unreachable, timed out, or broken off in the middle of an answer."""

    code = "model_broken"
    passing = True


class NetworkError(CommonGroundError):
    """The Common Ground server can't be reached from here."""

    code = "network"
    passing = True
    status = 503


class ServerFailed(NetworkError):
    """A server answers that it failed itself (HTTP 500 and the like), not by what it was sent."""

    code = "server_failed"
    status = 502


class UnexpectedAnswer(NetworkError):
    """A server of ours answers, and not in a form that this version reads."""

    code = "unexpected_answer"
    passing = False
    status = 502


class StoreError(CommonGroundError):
    """The disk did not take the write. Nothing was acknowledged, nothing was shown to others."""

    code = "store"
    passing = True
    status = 507
    remedy = "Free disk space on the server, then send it again: your text is still in the form."


class DamagedStore(StoreError):
    """What is stored can't be read, or is not what was written."""

    code = "damaged"
    passing = False
    remedy = (
        "Stop the server. Then `commonground restore` brings back the last good backup, and "
        "`commonground recover` keeps all that can still be read; both put what is there aside."
    )
