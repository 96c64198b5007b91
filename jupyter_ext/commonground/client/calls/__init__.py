"""The client's calls: every command and every route.

Written by ``python -m commonground.cli.client_source``.
"""
