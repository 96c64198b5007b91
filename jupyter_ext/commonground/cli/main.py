"""The command line ``commonground``: start a server, invite people, ask, read, review.

Each noun has a module of its own here; the features bring theirs. None is imported before it is
asked for.
"""

from __future__ import annotations

import click

from .group import Commands

OWN = {
    "lab": "lab:lab",
    "invite": "people:invite",
    "revoke": "people:revoke",
    "people": "people:people",
    "token": "people:token",
    "status": "status:status",
    "doctor": "doctor.command:doctor",
    "jobs": "jobs:jobs",
    "model": "model:model",
    "mcp": "mcp:mcp",
    "note": "context:note",
    "share": "context:share",
    "context": "context:context",
    "bench": "bench:bench",
    "completion": "completion:completion",
}
"""Our own commands, and where they are in this package."""
HEADINGS = {
    "Start": ("lab", "init", "status", "doctor"),
    "Read": ("context", "search", "inbox", "handoff", "sprint", "compare", "thread", "work",
             "provenance"),
    "Ask and write": ("ask", "note", "share", "review", "suggestions", "summaries", "skills"),
    "People": ("invite", "revoke", "people", "token"),
    "Other tools": ("files", "mcp", "export", "import", "check-docs", "completion"),
    "Operate": ("backup", "restore", "compact", "recover", "rescue", "audit", "exceptions",
                "settings", "jobs", "model", "bench"),
}  # fmt: skip
"""The order of the help page; what stands in none comes last."""


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        import importlib.metadata

        try:
            found = importlib.metadata.version("jupyter-commonground")
        except importlib.metadata.PackageNotFoundError:
            found = "(not installed: running from its sources)"
        click.echo(f"commonground {found}")
        ctx.exit()


@click.group(
    cls=Commands,
    own={name: f"{__package__}.{place}" for name, place in OWN.items()},
    headings=HEADINGS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Print the version.",
)  # fmt: skip
def main() -> None:
    """One shared AI context for a team, inside live, collaborative notebooks.

    Begin with `commonground lab`. It prints an address that is yours alone; `commonground invite
    NAME` makes one for somebody else.
    """


if __name__ == "__main__":
    main()
