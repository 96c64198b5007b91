"""``python -m commonground.cli``."""

from .main import main

main(prog_name="commonground")
