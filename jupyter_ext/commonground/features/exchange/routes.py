"""The routes of exchange: the context as records of a file, and a part of one taken in."""

from __future__ import annotations

from ...core.role import require
from ...service.route import Asked, Lines, get, post
from .export import Export, FileWanted
from .importer import Importer
from .records import Record
from .requests import FileQuery, ImportPart
from .views import ImportAnswer


@get("exchange/export", answer=Record, query=FileQuery, lines=True)
async def export(asked: Asked) -> Lines:
    """The context in the open format, a record a line; with `private` also your own notes.

    What the gate would keep back today stays here.
    """
    require(asked.member, "reader")
    query = asked.query
    wanted = FileWanted(query.area, query.since, query.turns, query.private)
    return Lines(Export(asked.host.service, asked.member, wanted).lines())


@post("exchange/import", body=ImportPart, answer=ImportAnswer)
async def take_in(asked: Asked) -> ImportAnswer:
    """Take in a part of a file in the open format: as proposals, or for admins as history.

    The same part again adds nothing. You are on record for it; whom the file names is not.
    """
    return await Importer(asked.host, asked.member, asked.body, asked.source).run()


ROUTES = (export, take_in)
