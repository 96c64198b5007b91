"""The models that a question may name: the usual one, and what else these settings can ask.

With a provider's key that is the catalog, unless ``COMMONGROUND_MODELS`` names others. It reaches
nothing: whether a server knows a model shows when it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

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
    if not (settings.key or settings.base_url):
        raise SetupError(
            f"COMMONGROUND_MODELS names {name[:40]!r}, and there is no key and no base URL.",
            "Set ANTHROPIC_API_KEY or COMMONGROUND_BASE_URL, or name only embedded.",
        )
    return Offer(name, catalog.label_of(name)), replace(settings, kind=None, model=name)
