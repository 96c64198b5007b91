"""A synchronous client of the server's API, and how the command line finds its server."""

from .client import Client as Client
