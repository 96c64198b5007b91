"""What is answered of relevance."""

from __future__ import annotations

from ...core.views import SelectionView, View


class RelevantAnswer(View):
    """What of the team's context concerns a text, and why."""

    selection: SelectionView
