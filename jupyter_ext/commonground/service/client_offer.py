"""All that the features of one installation offer to members' clients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .client_prompt import ClientPrompt
from .client_resource import ClientResource
from .tool import UsableByClients


@dataclass(frozen=True, slots=True)
class ClientOffer:
    """Tools by name; resources and prompts in the features' order."""

    tools: tuple[UsableByClients, ...]
    resources: tuple[ClientResource, ...]
    prompts: tuple[ClientPrompt, ...]

    def lists(self) -> Iterator[tuple[Sequence[Any], str]]:
        """Each list, with what one of it is called: in none of them two have one name."""
        yield self.tools, "tool"
        yield self.resources, "resource"
        yield self.prompts, "prompt"
