"""The routes of comparisons: the views, prototypes and differences, and what is done to one.

Handlers translate between HTTP and ``Comparing``; ``core/comparison.py`` shows the JSON.
"""

from __future__ import annotations

from dataclasses import replace

from ...core.command import parse_as, parse_with
from ...core.role import Member
from ...errors import InvalidCommand
from ...server.handler import GroundHandler, route, source_of
from ..turns.runner import Question
from .requests import (
    ACTS,
    Again,
    AnyAct,
    Begin,
    End,
    Insert,
    Judge,
    Refine,
    Run,
    Save,
    Stop,
    Write,
)
from .runner import Comparing, listed
from .source import read_source
from .table import to_csv, to_html, to_markdown

_FORMATS = {
    "csv": (to_csv, "text/csv"),
    "md": (to_markdown, "text/markdown"),
    "html": (to_html, "text/html"),
}


class _ComparisonHandler(GroundHandler):
    """Base: hands out the comparisons, and how a question is asked from here."""

    @property
    def comparing(self) -> Comparing:
        """The comparisons under way."""
        return self.ground.comparing

    def ask(self, text: str) -> Question:
        """A shared question from the side panel, the command line or a kernel."""
        return Question(
            text, "shared", source_of(self.request.headers.get("X-CommonGround-Client"))
        )

    async def answer_view(self, key: str, status: int = 200) -> None:
        """Answer with the comparison as this member sees it."""
        self.answer({"comparison": await self.comparing.view(self.member, key)}, status)


class ComparisonsHandler(_ComparisonHandler):
    """``GET comparisons`` and ``POST comparisons``."""

    @route("read")
    async def get(self) -> None:
        """All comparisons, newest first, with what became of their options."""
        found = self.comparing.all(self.get_query_argument("find", ""))
        self.answer({"comparisons": [listed(comparison) for comparison in found]})

    @route("write")
    async def post(self) -> None:
        """Begin one, from the text that stands below ``%%compare``."""
        begin = parse_as(Begin, self.request.body)
        source = read_source(begin.source, first_line=1).with_functions({})
        source = replace(source, area=begin.area or source.area)
        comparison, problem = await self.comparing.start(
            self.member, source, self.ask, path=begin.path, cell=None
        )
        view = await self.comparing.view(self.member, comparison.id)
        self.answer({"comparison": view, "problem": problem}, 201)


class ComparisonHandler(_ComparisonHandler):
    """``GET comparisons/{comparison_id}`` and ``POST comparisons/{comparison_id}``."""

    @route("read")
    async def get(self, comparison_id: str) -> None:
        """The comparison: options, results, scores, arguments, decision."""
        await self.answer_view(comparison_id)

    @route("write")
    async def post(self, comparison_id: str) -> None:
        """Write, refine, ask again, stop, run, judge, save, insert or decide."""
        await self._do(self.member, comparison_id, parse_with(ACTS, self.request.body))
        await self.answer_view(comparison_id)

    async def _do(self, member: Member, key: str, act: AnyAct) -> None:
        comparing = self.comparing
        match act:
            case Write():
                await comparing.write(member, key, act.option, act.text, act.sketch)
            case Refine():
                await comparing.refine(member, key, act.option, act.instruction, self.ask)
            case Again():
                await comparing.again(member, key, act.option, self.ask)
            case Stop():
                await comparing.stop(member, key, act.option)
            case Run():
                await comparing.run(member, key, act.option)
            case Judge():
                await comparing.judge(member, key, self.ask)
            case Save():
                folder, overwrite = act.folder, act.overwrite
                await comparing.save(member, key, folder, act.option, overwrite=overwrite)
            case Insert():
                await comparing.insert(member, key, act.option)
            case End():
                await comparing.decide(member, key, act.option, act.reason, act.title or "")


class PrototypeHandler(_ComparisonHandler):
    """``GET comparisons/{comparison_id}/options/{option_id}``."""

    @route("read")
    async def get(self, comparison_id: str, option_id: str) -> None:
        """The files of an option's newest version, or of the one that is named."""
        version = self.get_query_argument("version", None)
        found = await self.comparing.files(self.member, comparison_id, option_id, version)
        self.answer(found)


class DifferenceHandler(_ComparisonHandler):
    """``GET comparisons/{comparison_id}/diff``."""

    @route("read")
    async def get(self, comparison_id: str) -> None:
        """How two options or versions differ, file by file."""
        before = self.get_query_argument("from", "")
        after = self.get_query_argument("to", "")
        self.answer(await self.comparing.diff(self.member, comparison_id, before, after))


class TableHandler(_ComparisonHandler):
    """``GET comparisons/{comparison_id}/table``."""

    @route("read")
    async def get(self, comparison_id: str) -> None:
        """The table as CSV, Markdown or HTML."""
        name = self.get_query_argument("format", "csv")
        if name not in _FORMATS:
            raise InvalidCommand(f"There is no format {name[:20]!r}.", "Ask for csv, md or html.")
        write, mime = _FORMATS[name]
        comparison = await self.comparing.get(self.member, comparison_id)
        seen = await self.comparing.seen(self.member, comparison)
        self.set_header("Content-Type", f"{mime}; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="comparison.{name}"')
        self.finish(write(self.comparing.table(comparison, seen)), set_content_type=mime)


_KEY = r"(?P<comparison_id>[A-Za-z0-9_-]{1,64})"
_OPTION = r"(?P<option_id>[A-Za-z0-9_-]{1,64})"
COMPARISON_ROUTES: tuple[tuple[str, type[GroundHandler]], ...] = (
    ("comparisons", ComparisonsHandler),
    (rf"comparisons/{_KEY}", ComparisonHandler),
    (rf"comparisons/{_KEY}/options/{_OPTION}", PrototypeHandler),
    (rf"comparisons/{_KEY}/diff", DifferenceHandler),
    (rf"comparisons/{_KEY}/table", TableHandler),
)
