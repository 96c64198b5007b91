"""``python -m commonground.cli``."""

from .main import main

main()
