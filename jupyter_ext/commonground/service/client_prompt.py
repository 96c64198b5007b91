"""Prompts that a feature brings for clients: text that a person before a client chooses to send.

``make`` gives the text for a member, as of now; what people wrote in it is data, marked as such.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from ..core.role import Member
from .host import Host


@dataclass(frozen=True, slots=True)
class PromptParameter:
    """What a person fills in."""

    name: str
    told: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class ClientPrompt:
    """``told`` is what the person reads before they choose it."""

    name: str
    title: str
    told: str
    make: Callable[[Host, Member, Mapping[str, str]], Awaitable[str]]
    parameters: tuple[PromptParameter, ...] = ()
