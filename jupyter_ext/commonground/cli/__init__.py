"""The command line ``commonground``."""

from .main import main as main
