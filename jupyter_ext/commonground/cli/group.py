"""The group of all commands: errors as people read them, and each command on demand."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from ..errors import CommonGroundError, Quarantined
from .exit_codes import FAILED, STOPPED, exit_code
from .offered import function_of, offered, sentence


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

    def sections(self) -> Mapping[str, Sequence[str]]:
        """The headings of the help page, and the commands below each."""
        return {}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """A line for each command, below its heading; no command is imported for it."""
        left = set(self.list_commands(ctx))
        for heading, names in self.sections().items():
            self._write(formatter, heading, [name for name in names if name in left])
            left -= set(names)
        self._write(formatter, "More" if self.sections() else "Commands", sorted(left))

    def _write(self, formatter: click.HelpFormatter, heading: str, names: Sequence[str]) -> None:
        if not names:
            return
        limit = formatter.width - 6 - max(map(len, names))
        with formatter.section(heading):
            formatter.write_dl([(name, self._short(name, limit)) for name in names])

    def _short(self, name: str, limit: int) -> str:
        own = self.commands.get(name)
        help_text = own.help if own is not None else sentence(self.places()[name])
        return click.Command(name, help=help_text).get_short_help_str(limit)


class Commands(OnDemand):
    """A group whose commands may raise our errors: message and remedy on stderr, and a code.

    Features bring commands, too (``Feature.cli``).
    """

    def __init__(self, *args: Any, **fields: Any) -> None:
        self.own: Mapping[str, str] = fields.pop("own", {})
        self.headings: Mapping[str, Sequence[str]] = fields.pop("headings", {})
        super().__init__(*args, **fields)

    def places(self) -> Mapping[str, str]:
        """Where the commands are: our own, and the features'."""
        return {**offered(), **self.own}

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; for one of our own no feature is looked at."""
        place = self.own.get(cmd_name)
        return _loaded(place) if place is not None else super().get_command(ctx, cmd_name)

    def sections(self) -> Mapping[str, Sequence[str]]:
        """As it was made."""
        return self.headings

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; no traceback for what somebody can put right."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            _tell("Stopped.")
            ctx.exit(STOPPED)
        except UnicodeEncodeError:
            _tell("Error: The text is not valid Unicode.")
            _tell("Type it again, or check the terminal's encoding (LANG).")
            ctx.exit(FAILED)
        except CommonGroundError as error:
            _tell(f"{click.style('Error:', fg='red', bold=True)} {error.message}")
            for line in _remedies(error):
                _tell(line)
            ctx.exit(exit_code(error))


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
    found = getattr(import_module(module), function_of(name))
    if not isinstance(found, click.Command):
        raise TypeError(f"{place} is no command of click")
    return found
