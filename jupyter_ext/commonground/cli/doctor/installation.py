"""What the doctor looks at, and what it finds. Knows no check."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any, Literal

from jupyter_core.paths import jupyter_config_path, jupyter_path
from packaging.utils import canonicalize_name
from traitlets.config import Config
from traitlets.config.application import Application

from ...config import ServerFile, data_path, read_server_file

Level = Literal["fine", "hint", "warning", "fault"]
LEVELS: Sequence[Level] = ("fine", "hint", "warning", "fault")
"""From what needs nothing to what must be mended."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was found. ``remedy`` is empty where nothing has to be done."""

    level: Level
    said: str
    remedy: str = ""


@dataclass(frozen=True)
class Installation:
    """An installation: ``site`` are the folders of its packages, ``now`` is ms since 1970.

    ``asks_model``: whether the model's server may be asked whether it takes the key.
    """

    root: Path
    environ: Mapping[str, str]
    site: Sequence[str]
    now: Callable[[], int]
    asks_model: bool = False
    answers: dict[str, Any] = field(default_factory=dict)
    """What the server answered to these paths, so that it is asked once."""
    free_space: Callable[[Path], int] = field(default=lambda path: shutil.disk_usage(path).free)

    @cached_property
    def folder(self) -> Path:
        """The data folder, whether or not it exists. Raises SetupError."""
        return data_path(self.root, self.environ)

    @cached_property
    def server(self) -> ServerFile | None:
        """The server whose process lives on this folder, whether or not it answers."""
        return read_server_file(self.folder)

    @cached_property
    def packages(self) -> Mapping[str, Distribution]:
        """What is installed, by canonical name; of several the one that Python would take."""
        found: dict[str, Distribution] = {}
        for one in distributions(path=list(self.site)):
            name = one.metadata["Name"]
            if name:
                found.setdefault(canonicalize_name(name), one)
        return found

    def settings(self, *names: str) -> Config:
        """What Jupyter's configuration files of these names say (``jupyter_server_config``)."""
        merged = Config()
        for name in names:
            folders = list(reversed(jupyter_config_path()))
            for found, _ in Application._load_config_files(name, path=folders):
                merged.merge(found)
        return merged

    @property
    def labextension_folders(self) -> list[Path]:
        """Where JupyterLab looks for front ends, the first one counts."""
        return [Path(path) for path in jupyter_path("labextensions")]


InstallationCheck = Callable[[Installation], Iterator[Diagnosis]]


def json_object(value: Any) -> dict[str, Any]:
    """The value, if it is an object; else an empty one."""
    return value if isinstance(value, dict) else {}
