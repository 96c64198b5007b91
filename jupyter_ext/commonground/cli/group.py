"""The group of all commands: errors as people read them, and the features' commands on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from ..errors import CommonGroundError, Quarantined


class OnDemand(click.Group):
    """A group whose commands stand in other modules, which are imported when one is asked for."""

    def places(self) -> Mapping[str, str]:
        """Where these commands are, by name: ``module:command``."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, sorted."""
        return sorted({*self.commands, *self.places()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, one from elsewhere where there is none of our own."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        place = self.places().get(cmd_name)
        return None if place is None else _loaded(place)


class Commands(OnDemand):
    """A group whose commands may raise our errors: message and remedy on stderr, exit code 1.

    Features bring commands, too (``Feature.cli``); the list of features is read when one of them,
    or all, are asked for, because that takes long.
    """

    def places(self) -> Mapping[str, str]:
        """Where the features' commands are."""
        from ..registry import features

        return features().cli

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; no traceback for what somebody can put right."""
        try:
            return super().invoke(ctx)
        except UnicodeEncodeError:
            _tell("Error: The text is not valid Unicode.")
            _tell("Type it again, or check the terminal's encoding (LANG).")
            ctx.exit(1)
        except CommonGroundError as error:
            _tell(f"Error: {error.message}")
            for line in _remedies(error):
                _tell(line)
            ctx.exit(1)


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _remedies(error: CommonGroundError) -> Sequence[str]:
    """What to do next, a line each."""
    lines = [error.remedy] if error.remedy else []
    if isinstance(error, Quarantined):
        from ..features.exceptions.cli import how_to_approve

        lines += how_to_approve(error)
    return lines


def _loaded(place: str) -> click.Command:
    """The command at ``module:command``. Raises TypeError where there is something else."""
    module, _, name = place.partition(":")
    own = name.replace("-", "_")
    found = getattr(import_module(module), f"{own}_" if iskeyword(own) else own)
    if not isinstance(found, click.Command):
        raise TypeError(f"{place} is no command of click")
    return found
