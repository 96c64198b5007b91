"""A key that can't be printed by accident.

``reveal()`` hands it out; ``repr`` and ``str`` do not.
"""

from __future__ import annotations

import hmac
from typing import Any, NoReturn

from ..errors import SetupError


class Secret:
    """A key. ``reveal()`` is the only way to its text; repr, str and format hide it.

    Raises SetupError, which does not repeat it, where it holds what no HTTP header may hold: such
    a header would otherwise come back inside an error message.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text.strip()
        if not (self._text.isascii() and self._text.isprintable()):
            raise SetupError(
                "The key holds a character that a key can't have (a line break, an accent).",
                "Set it again, and copy nothing but the key itself.",
            )

    def reveal(self) -> str:
        """The key itself. Call it where it leaves for its server and nowhere else."""
        return self._text

    def hide(self, text: str) -> str:
        """``text`` with the key taken out, for words that came from elsewhere."""
        return text.replace(self._text, "[key]") if self._text else text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text, other._text)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Secret(set)" if self._text else "Secret(empty)"

    def __str__(self) -> str:
        return repr(self)

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not pickled")
