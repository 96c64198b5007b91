"""Runs a tree of Python files against a check, apart from the server and under limits.

::

    job.py      the values: Job, Limits, Result
    run.py      the server's side: starts one keeper process per job, reads its answer, cancels
    keeper.py   a process of its own: starts what is confined, watches it, and ends all of it
    walls.py    what confines: namespaces, own files, user, resource limits; each tried and proved
    linux.py    the system calls that Python's library lacks
    inside.py   what runs within the walls: the checks and the benchmark

Standard library only below run.py, since the keeper starts without site-packages. Imports nothing
by itself for the same reason. ``docs/security/sandbox.md`` says what holds and what this is not.
"""
