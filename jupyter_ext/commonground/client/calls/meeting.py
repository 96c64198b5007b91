"""What the feature ``meeting`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall, given

if TYPE_CHECKING:
    from ...features.meeting.views import MeetingAnswer


def meeting() -> ApiCall[MeetingAnswer]:
    """Everybody who presents now, and where they are.

    Everybody who presents now. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", "meeting", "commonground.features.meeting.views:MeetingAnswer", safe=True)


def present(*, path: str | None = None, cell: str | None = None) -> ApiCall[MeetingAnswer]:
    """Show the others where you are; they follow as long as they like.

    Everybody who presents now. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "meeting",
        "commonground.features.meeting.views:MeetingAnswer",
        body={**given(path=path, cell=cell)},
    )
