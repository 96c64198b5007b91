"""The routes of comparisons: the views, prototypes and differences, and what is done to one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ...core.question import Question
from ...errors import InvalidCommand
from ...service.page import download
from ...service.route import Asked, Download, get, post
from . import outcome
from .requests import (
    Act,
    Again,
    AnyAct,
    Begin,
    End,
    Insert,
    Judge,
    Refine,
    RunCheck,
    Save,
    Stop,
    Write,
)
from .runner import ComparisonRunner
from .source import read_source
from .table import to_csv, to_html, to_markdown
from .view import summary_of
from .views import (
    BegunComparison,
    ComparisonAnswer,
    ComparisonsAnswer,
    DifferenceAnswer,
    PrototypeAnswer,
    RecordAnswer,
)

_FORMATS = {
    "csv": (to_csv, "text/csv"),
    "md": (to_markdown, "text/markdown"),
    "html": (to_html, "text/html"),
}


class ComparisonsQuery(BaseModel):
    """Words that the goal or an option holds."""

    find: str | None = None


class PrototypeQuery(BaseModel):
    """A version of the option; without it, the newest."""

    version: str | None = None


class DifferenceQuery(BaseModel):
    """Two options or versions, by id or label."""

    model_config = ConfigDict(populate_by_name=True)
    before: str = Field("", alias="from")
    after: str = Field("", alias="to")


class TableQuery(BaseModel):
    """The form of the table."""

    format: str = Field("csv", json_schema_extra={"enum": list(_FORMATS)})


def _question(asked: Asked) -> Any:
    """How a shared question is asked from where this request comes from."""
    return lambda text: Question(text, "shared", asked.source)


async def _view(asked: Asked, key: str) -> ComparisonAnswer:
    found = await asked.host.find(ComparisonRunner).view(asked.member, key)
    return ComparisonAnswer.of(comparison=found)


@get("comparisons", query=ComparisonsQuery, answer=ComparisonsAnswer)
async def comparisons(asked: Asked) -> ComparisonsAnswer:
    """All comparisons, newest first, with what became of their options."""
    found = asked.host.find(ComparisonRunner).all(asked.query.find or "")
    return ComparisonsAnswer.of(comparisons=[summary_of(comparison) for comparison in found])


@post("comparisons", body=Begin, answer=BegunComparison, status=201)
async def begin(asked: Asked) -> BegunComparison:
    """Begin one, from the text that stands below ``%%compare``."""
    wanted, comparing = asked.body, asked.host.find(ComparisonRunner)
    source = read_source(wanted.source, first_line=1).with_functions({})
    source = replace(source, area=wanted.area or source.area)
    comparison, problem = await comparing.start(
        asked.member, source, _question(asked), path=wanted.path, cell=None
    )
    view = await comparing.view(asked.member, comparison.id)
    return BegunComparison.of(comparison=view, problem=problem)


@get("comparisons/{comparison_id}", answer=ComparisonAnswer)
async def comparison(asked: Asked) -> ComparisonAnswer:
    """The comparison: options, results, scores, arguments, decision."""
    return await _view(asked, asked.path["comparison_id"])


@post("comparisons/{comparison_id}", body=Act, answer=ComparisonAnswer)
async def act(asked: Asked) -> ComparisonAnswer:
    """Write, refine, ask again, stop, run, judge, save, insert or decide."""
    key = asked.path["comparison_id"]
    await _do(asked, key, asked.body)
    return await _view(asked, key)


@post("comparisons/{comparison_id}/record", body=End, answer=RecordAnswer)
async def record(asked: Asked) -> RecordAnswer:
    """The decision record that this decision would write, before it is made; it writes nothing."""
    end: End = asked.body
    found = await outcome.preview(
        asked.host.service,
        asked.host.find(ComparisonRunner),
        asked.member,
        asked.path["comparison_id"],
        end.option,
        end.reason,
        end.title or "",
    )
    return RecordAnswer.of(
        title=found.title, body=found.body, outcome=found.outcome, labels=found.labels
    )


async def _do(asked: Asked, key: str, act: AnyAct) -> None:
    comparing, member, ask = asked.host.find(ComparisonRunner), asked.member, _question(asked)
    match act:
        case Write():
            await comparing.write(member, key, act.option, act.text, act.sketch)
        case Refine():
            await comparing.refine(member, key, act.option, act.instruction, ask)
        case Again():
            await comparing.rewrite(member, key, act.option, ask)
        case Stop():
            await comparing.stop(member, key, act.option)
        case RunCheck():
            await comparing.run(member, key, act.option)
        case Judge():
            await comparing.judge(member, key, ask)
        case Save():
            folder, overwrite = act.folder, act.overwrite
            await comparing.save(member, key, folder, act.option, overwrite=overwrite)
        case Insert():
            await comparing.insert(member, key, act.option)
        case End():
            await comparing.decide(member, key, act.option, act.reason, act.title or "")


@get(
    "comparisons/{comparison_id}/options/{option_id}", query=PrototypeQuery, answer=PrototypeAnswer
)
async def prototype(asked: Asked) -> PrototypeAnswer:
    """The files of an option's newest version, or of the one that is named."""
    comparing, path = asked.host.find(ComparisonRunner), asked.path
    return await comparing.files(
        asked.member, path["comparison_id"], path["option_id"], asked.query.version
    )


@get("comparisons/{comparison_id}/diff", query=DifferenceQuery, answer=DifferenceAnswer)
async def difference(asked: Asked) -> DifferenceAnswer:
    """How two options or versions differ, file by file."""
    key, query = asked.path["comparison_id"], asked.query
    comparing = asked.host.find(ComparisonRunner)
    return await comparing.diff(asked.member, key, query.before, query.after)


@get("comparisons/{comparison_id}/table", query=TableQuery, answer=str)
async def table(asked: Asked) -> Download:
    """The table as CSV, Markdown or HTML."""
    name, comparing = asked.query.format, asked.host.find(ComparisonRunner)
    if name not in _FORMATS:
        raise InvalidCommand(f"There is no format {name[:20]!r}.", "Ask for csv, md or html.")
    write, mime = _FORMATS[name]
    found = await comparing.get(asked.member, asked.path["comparison_id"])
    seen = await comparing.drafts(asked.member, found)
    return Download(write(comparing.table(found, seen)), mime, f"comparison.{name}")


@get("comparisons/{comparison_id}/page", answer=str)
async def page(asked: Asked) -> Download:
    """The comparison with its minutes, as one file of HTML that needs nothing beside itself."""
    found = await outcome.page(
        asked.host.find(ComparisonRunner), asked.member, asked.path["comparison_id"]
    )
    return await download(asked.host, asked.member, found)


ROUTES = (comparisons, begin, comparison, act, record, prototype, difference, table, page)
