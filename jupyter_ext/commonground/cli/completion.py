"""``commonground completion SHELL``: what a shell needs to complete our commands."""

from __future__ import annotations

from typing import cast

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what SHELL needs to complete commands, options, entries, areas and people.

    \b
    bash: eval "$(commonground completion bash)"
    zsh:  eval "$(commonground completion zsh)"
    fish: commonground completion fish | source
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    root = cast(click.Group, ctx.find_root().command)
    click.echo(kind(root, {}, "commonground", "_COMMONGROUND_COMPLETE").source())
