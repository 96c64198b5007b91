"""What the feature ``audit`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall

if TYPE_CHECKING:
    from ...features.audit.views import RedactionAnswer, RescueAnswer


def redactions(text: str, reason: str) -> ApiCall[RedactionAnswer]:
    """Take a leaked text out of everything that is kept, for good. For the context owner.

    What held the text; `clean`: nothing in the data folder holds it any more. `left` are the
    places that still do. `backups` counts the server's own backups, which were removed.
    Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "redactions",
        "commonground.features.audit.views:RedactionAnswer",
        body={"text": text, "reason": reason},
    )


def rescues() -> ApiCall[RescueAnswer]:
    """Write all that the server holds to a new file on its machine. For admins.

    Where all that the server holds was written, and the last row of the audit chain in it.
    Raises our errors, each with its ``remedy``.
    """
    return ApiCall("POST", "rescue", "commonground.features.audit.views:RescueAnswer")
