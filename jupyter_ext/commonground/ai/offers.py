"""The models that a question may name: the usual one, and what else these settings can ask.

With a provider's key that is the catalog, unless ``COMMONGROUND_MODELS`` names others. It reaches
nothing: whether a server knows a model shows when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from ..clouds import CLOUDS, LABELS
from ..errors import SetupError
from . import catalog, local, scripted
from .base import Model
from .select import Settings, choose


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that a question may name, and how it is called beside an answer."""

    name: str
    label: str


class ModelOffers(Protocol):
    """What may be asked beside the usual model."""

    @property
    def offers(self) -> tuple[Offer, ...]:
        """In the order in which they are shown. Never blocks."""
        ...

    def choose(self, name: str) -> Model:
        """The model of that offer. Raises NoModel, SetupError, KeyError for no offer."""
        ...


class NoOffers:
    """Where there is but the usual model."""

    offers: tuple[Offer, ...] = ()

    def choose(self, name: str) -> Model:
        """There is none."""
        raise KeyError(name)


class OtherModels:
    """The offers of these settings. ``named`` are names, or kinds as ``COMMONGROUND_MODEL`` has."""

    def __init__(self, settings: Settings, named: Iterable[str] = ()) -> None:
        wanted = tuple(named)
        own = bool(settings.key) and not settings.base_url and not settings.kind
        if not wanted and own:
            wanted = tuple(catalog.MODELS)
        self._known = dict(_offer(settings, name) for name in wanted)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """In the order of the settings."""
        return tuple(self._known)

    def choose(self, name: str) -> Model:
        """The model of that offer. Raises NoModel, SetupError, KeyError."""
        return choose(next(self._known[offer] for offer in self._known if offer.name == name))


def others_from(environ: Mapping[str, str]) -> tuple[str, ...]:
    """What ``COMMONGROUND_MODELS`` names, with commas between."""
    found = (name.strip() for name in environ.get("COMMONGROUND_MODELS", "").split(","))
    return tuple(dict.fromkeys(filter(None, found)))


def _offer(settings: Settings, name: str) -> tuple[Offer, Settings]:
    kind = name.partition(":")[0]
    if kind == "scripted":
        info = scripted.from_setting(name).info
        return Offer(info.name, info.label), replace(settings, kind=name)
    if kind == "embedded":
        return Offer(local.INFO.name, local.INFO.label), replace(settings, kind=name)
    own = (settings.kind or "").partition(":")[0]
    if own in CLOUDS or kind in CLOUDS:
        return _in_cloud(settings, own, name)
    if not (settings.key or settings.base_url):
        raise SetupError(
            f"COMMONGROUND_MODELS names {name[:40]!r}, and there is no key and no base URL.",
            "Set ANTHROPIC_API_KEY or COMMONGROUND_BASE_URL, or name only embedded.",
        )
    return Offer(name, catalog.label_of(name)), replace(settings, kind=None, model=name)


def _in_cloud(settings: Settings, cloud: str, name: str) -> tuple[Offer, Settings]:
    """Another model of the cloud that answers: what is set here goes to no other provider."""
    named, _, rest = name.partition(":")
    plain = rest if named in CLOUDS else name
    if cloud not in CLOUDS or (named in CLOUDS and named != cloud):
        raise SetupError(
            f"COMMONGROUND_MODELS names {name[:40]!r}, and another provider answers here.",
            "Name models of the provider that COMMONGROUND_MODEL chooses.",
        )
    label = f"{catalog.label_of(plain)} ({LABELS[CLOUDS[cloud]]})"
    return Offer(plain, label), replace(settings, kind=f"{cloud}:{plain}")
