"""What the feature ``exchange`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from pydantic import JsonValue

from ..call import ApiCall, given

if TYPE_CHECKING:
    from ...features.exchange.views import ImportAnswer


def take_in(
    file: str,
    records: Sequence[JsonValue],
    *,
    how: Literal["proposals", "history"] = "proposals",
    dry_run: bool = False,
    private: bool = False,
    people: Mapping[str, str] | None = None,
) -> ApiCall[ImportAnswer]:
    """Take in a part of a file in the open format: as proposals, or for admins as history. The
    same part again adds nothing. You are on record for it; whom the file names is not.

    What became of a part of a file, record by record. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "POST",
        "exchange/import",
        "commonground.features.exchange.views:ImportAnswer",
        body={
            "file": file,
            "records": records,
            **given(how=how, dry_run=dry_run, private=private, people=people),
        },
    )
