"""What is answered of precedents."""

from __future__ import annotations

from ...core.precedent import PrecedentKind, PrecedentState
from ...core.views import View


class PrecedentView(View):
    """An earlier answer: ``said`` is the question as it was asked, or the claim of a finding.
    ``name`` is how ``by`` is displayed.

    ``at`` is ms since 1970 (UTC). ``why`` says whether what it rests on changed, in a sentence;
    ``answer`` is Markdown. ``path`` and ``cell`` are where it stands, if in a notebook.
    """

    kind: PrecedentKind
    id: str
    said: str
    by: str
    name: str
    at: int
    state: PrecedentState
    why: str
    answer: str
    path: str | None
    cell: str | None


class AskedBeforeAnswer(View):
    """The answer that there is already; null in any doubt."""

    before: PrecedentView | None
