"""The feature ``profiles``, as the registry has it."""

from __future__ import annotations

from ...service.feature import Feature
from .settings import SETTINGS
from .shelf import profile_shelf
from .tools import TOOLS
from .verbs import NAMES, VERBS

FEATURE = Feature(
    "profiles",
    settings=SETTINGS,
    verbs=VERBS,
    names=NAMES,
    runners=(profile_shelf,),
    tools=TOOLS,
)
