"""Packages and front ends: versions, what is built, what is switched off, what is doubled."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_config_path
from jupyter_server.extension.config import ExtensionConfigManager
from jupyterlab.commands import get_app_dir  # type: ignore[import-untyped]
from jupyterlab_server.config import get_page_config
from packaging.requirements import Requirement

from ... import __version__
from .installation import Diagnosis, Installation, json_object

OURS = "jupyter-commonground"
COLLABORATION = "jupyter_server_ydoc"
RIVAL = "jupyter_server_documents"
SINGLETONS = ("yjs", "y-protocols", "@jupyter/ydoc")
"""What has to be in a page once: with two of them, notebooks are not shared and nothing says so."""
SOURCES = Path(__file__).parents[3] / "frontend" / "src"
REINSTALL = f"pip install --force-reinstall --no-deps {OURS}"


def versions(here: Installation) -> Iterator[Diagnosis]:
    """Whether each package that is needed is there, in a version that works."""
    own = here.packages.get(OURS)
    if own is None:
        yield Diagnosis("warning", f"{OURS} runs from its sources and is not installed.",
                        f"pip install {OURS}, or `make setup` in a clone.")  # fmt: skip
        return
    for line in own.requires or ():
        need = Requirement(line)
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        found = here.packages.get(need.name.lower().replace("_", "-"))
        if found is None:
            yield Diagnosis("fault", f"{need.name} is not installed.", f"pip install '{need}'")
        elif not need.specifier.contains(found.version, prereleases=True):
            yield Diagnosis(
                "fault",
                f"{need.name} {found.version} does not fit: {need.specifier} is needed.",
                f"pip install '{need}'",
            )


def front_end(here: Installation) -> Iterator[Diagnosis]:
    """Whether JupyterLab finds our front end, of this version and newer than its sources."""
    places = (folder / OURS for folder in here.labextension_folders)
    found = next((place for place in places if (place / "package.json").exists()), None)
    if found is None:
        yield Diagnosis("fault", "JupyterLab does not find our front end: it was not built.",
                        f"{REINSTALL}; in a clone `make setup`.")  # fmt: skip
        return
    built = _described(found)
    made = json_object(json_object(built.get("jupyterlab")).get("_build"))
    entry = found / str(made.get("load"))
    if not entry.is_file():
        yield Diagnosis("fault", f"The front end in {found} is not whole.",
                        f"{REINSTALL}; in a clone `make setup`.")  # fmt: skip
    elif built.get("version") != __version__:
        yield Diagnosis(
            "warning",
            f"The front end is {built.get('version')}, the server {__version__}: it is stale.",
            f"{REINSTALL}; then reload the page.",
        )
    elif SOURCES.is_dir() and _newest(SOURCES) > entry.stat().st_mtime:
        yield Diagnosis("hint", "The front end's sources are newer than what is built.",
                        "`make setup` builds it.")  # fmt: skip


def _newest(folder: Path) -> float:
    return max(path.stat().st_mtime for path in folder.rglob("*") if path.is_file())


def disabled_front_end(here: Installation) -> Iterator[Diagnosis]:
    """Whether JupyterLab was told to leave our front end, or that of collaboration, out."""
    folders = [str(folder) for folder in here.labextension_folders]
    settings = Path(get_app_dir()) / "settings"
    page = get_page_config(folders, str(settings))
    off = page.get("disabledExtensions") or {}
    for name in filter(off.get, off) if isinstance(off, Mapping) else off:
        plugin = str(name).partition(":")[0]
        if plugin in (OURS, "@jupyter/collaboration-extension", "@jupyter/docprovider-extension"):
            yield Diagnosis("fault", f"{name} is disabled in JupyterLab.",
                            f"jupyter labextension enable {name}")  # fmt: skip


def server_extension(here: Installation) -> Iterator[Diagnosis]:
    """Whether Jupyter's server loads ours, and the one that shares notebooks."""
    enabled = _server_extensions()
    if not enabled.get("commonground"):
        yield Diagnosis(
            "fault",
            "The server extension commonground is not enabled (`commonground lab` does so itself).",
            "jupyter server extension enable commonground",
        )
    if not enabled.get(COLLABORATION) and RIVAL not in enabled:
        yield Diagnosis(
            "warning",
            f"{COLLABORATION} is not enabled, so notebooks are not shared live.",
            f"jupyter server extension enable {COLLABORATION}",
        )


def _server_extensions() -> dict[str, bool]:
    manager = ExtensionConfigManager(read_config_path=jupyter_config_path())
    return dict(manager.get_jpserver_extensions())  # type: ignore[no-untyped-call]


def collaboration(here: Installation) -> Iterator[Diagnosis]:
    """Whether live notebooks are switched off, or two packages want to share them."""
    if _server_extensions().get(RIVAL) or "jupyter-server-documents" in here.packages:
        yield Diagnosis(
            "warning",
            "jupyter-server-documents is installed and switches jupyter-collaboration off.",
            "pip uninstall jupyter-server-documents, and restart the server.",
        )
    kinds = ("jupyter_config", "jupyter_server_config", "jupyter_lab_config")
    settings = here.settings(*kinds, "jupyter_server_ydoc_config")
    if settings.YDocExtension.get("disable_rtc"):
        yield Diagnosis(
            "warning",
            "Live notebooks are switched off (YDocExtension.disable_rtc).",
            "Take that line out of Jupyter's configuration (`jupyter --paths` says where it is).",
        )


def doubled(here: Installation) -> Iterator[Diagnosis]:
    """Whether a page would hold a shared library twice, or one front end in two versions."""
    places: defaultdict[str, dict[Path, str]] = defaultdict(dict)
    for folder in here.labextension_folders:
        for name, about in _front_ends(folder):
            places[name][folder] = str(about.get("version"))
            for library in _bundled(about):
                yield Diagnosis(
                    "fault",
                    f"The front end {name} brings its own {library}, so a page holds it twice.",
                    f"jupyter labextension disable {name}, or upgrade its package.",
                )
    for name, found in sorted(places.items()):
        if len(set(found.values())) > 1:
            where = ", ".join(f"{version} in {folder}" for folder, version in found.items())
            yield Diagnosis("warning", f"The front end {name} is installed twice: {where}.",
                            "Uninstall its package in the place that you do not use.")  # fmt: skip


def _front_ends(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in (*folder.glob("*/package.json"), *folder.glob("@*/*/package.json")):
        yield path.parent.relative_to(folder).as_posix(), _described(path.parent)


def _described(folder: Path) -> Mapping[str, Any]:
    try:
        return json_object(json.loads((folder / "package.json").read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def _bundled(about: Mapping[str, Any]) -> Iterator[str]:
    """The libraries of which it brings one of its own, as it says itself."""
    shared = json_object(json_object(about.get("jupyterlab")).get("sharedPackages"))
    for library in SINGLETONS:
        if library not in json_object(about.get("dependencies")):
            continue
        said = shared.get(library)
        if said is False or (isinstance(said, Mapping) and said.get("singleton") is False):
            yield library


def other_magics(here: Installation) -> Iterator[Diagnosis]:
    """Whether another package registers ``%%ai``, which then stays its own."""
    for name in ("jupyter-ai-magics", "jupyter-ai"):
        if name in here.packages:
            yield Diagnosis(
                "hint",
                f"{name} is installed; where a notebook loads its magics, %%ai is theirs.",
                "Ask with the side panel there, or leave `%load_ext jupyter_ai_magics` out.",
            )
            return
