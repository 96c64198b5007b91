"""``python -m commonground.cli.open_format FILE``: writes the open format's JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..features.exchange.schema import schema
from ..registry import features


def written() -> str:
    """The schema as it is published."""
    return json.dumps(schema(features().facts.declared()), indent=1, ensure_ascii=False) + "\n"


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where FILE is stale.")
def main(file: Path, check: bool) -> None:
    """Write the JSON Schema of the open format to FILE."""
    if not check:
        file.write_text(written(), encoding="utf-8")
    elif not file.is_file() or file.read_text(encoding="utf-8") != written():
        click.echo(f"{file} is stale: python -m commonground.cli.open_format {file}", err=True)
        raise click.exceptions.Exit(1)


if __name__ == "__main__":
    main()
