"""Languages that JupyterLab offers since Common Ground speaks them, as its language packs do.

The texts themselves are in ``locale/`` and reach JupyterLab by the entry point
``jupyterlab.locale``, beside those of any language pack. JupyterLab walks through the folder of a
pack, and takes the last one of a language: so this folder holds nothing else, and gives way to
JupyterLab's own pack.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType


def _pack(locale: str) -> ModuleType:
    """JupyterLab's own pack of that language where it is installed, else this module."""
    try:
        return import_module(f"jupyterlab_language_pack_{locale}")
    except ImportError:
        return sys.modules[__name__]


de_DE = _pack("de_DE")
