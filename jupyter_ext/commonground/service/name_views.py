"""What is answered of names, for completion."""

from __future__ import annotations

from ..core.views import View


class NamesAnswer(View):
    """The names of one kind, as they are written."""

    names: tuple[str, ...]
