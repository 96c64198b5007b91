"""What the feature ``nearby`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..call import ApiCall

if TYPE_CHECKING:
    from ...features.nearby.views import NearbyAnswer


def nearby() -> ApiCall[NearbyAnswer]:
    """Which servers of models answer on this machine, and which was chosen. Only the context owner
    is told; nothing of anybody's is sent to them.

    What is found, for the context owner; `asked`: somebody has decided, either way. `fixed`: a
    key, an address or a name that the server was started with decides instead. Raises our
    errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET", "models/nearby", "commonground.features.nearby.views:NearbyAnswer", safe=True
    )
