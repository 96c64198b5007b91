"""A synchronous client of the server's API, and how the command line finds its server.

Nothing is imported here: the client in ``client.py`` brings an HTTP library that takes a third of a
second, and most commands need none.
"""
