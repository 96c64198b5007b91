"""Comparisons under way on one server: what routes, verbs and cells ask of them.

Each part is a module of its own: the record, prototypes, options, runs, the judgement, files and
cells, the decision, the notebook's cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from ...core.notebook import Notebooks
from ...core.role import Member
from ...sandbox.run import OneByOne
from ...service.host import Host, Turns
from ...service.tasks import Tasks
from ...service.writer import ContextService
from .cell import ComparisonCell
from .commands import option_in
from .decision import decision_of, export_decisions
from .judgement import judge_options
from .keep import insert_cells, save_prototypes
from .model import Comparison, Option
from .options import Ask, OptionWriter
from .prototypes import Prototypes
from .record import ComparisonRecord
from .report import Draft, finished_markdown, status_markdown
from .runs import OptionRuns, SandboxRunner, no_runner
from .source import ComparisonSource
from .table import ComparisonTable
from .view import comparison_view, option_view
from .views import ComparisonView, DifferenceAnswer, OptionView, PrototypeAnswer


class ComparisonRunner:
    """Use as ``async with ComparisonRunner(service, turns, ...)``; leaving ends what runs.

    ``root`` is the folder that prototypes are saved below; ``name`` shows a member by username.
    What changes a comparison answers with the comparison as it is then. ``record`` finds them.
    """

    def __init__(
        self,
        service: ContextService,
        turns: Turns,
        *,
        root: Path,
        runner: SandboxRunner = no_runner,
        cells: Notebooks | None = None,
        name: Callable[[str], str] = str,
    ) -> None:
        self.name = name
        self._root = root
        self._turns = turns
        self._notebooks = cells
        self._tasks = Tasks()
        self.record = ComparisonRecord(service)
        self._prototypes = Prototypes(turns)
        self._options = OptionWriter(self.record, self._prototypes, turns)
        self._cell = ComparisonCell(
            self.record, self._options, cells, self._tasks, partial(self.markdown, whole=True)
        )
        self._runs = OptionRuns(
            self.record, self._prototypes, runner, self._tasks, self._cell.complete_later
        )

    async def __aenter__(self) -> ComparisonRunner:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._tasks.close()

    # Reading

    def all(self, find: str = "") -> tuple[Comparison, ...]:
        """Every comparison, newest first; with ``find`` those in which all its words occur."""
        return self.record.all(find)

    async def get(self, member: Member, key: str) -> Comparison:
        """A comparison with this member's own sealed scores. Raises UnknownId."""
        return await self.record.get(member, key)

    async def current(self, member: Member, path: str | None) -> Comparison:
        """The comparison that is meant where none is named. Raises UnknownId."""
        return await self.record.current(member, path)

    async def drafts(self, member: Member, comparison: Comparison) -> dict[str, Draft]:
        """Each option's current version as it is now, by option id."""
        return await self._prototypes.drafts(member, comparison)

    def table(self, comparison: Comparison, drafts: Mapping[str, Draft]) -> ComparisonTable:
        """The table as it is now."""
        return self._prototypes.table(comparison, drafts)

    async def view(self, member: Member, key: str) -> ComparisonView:
        """What a browser is given, see ``view.py``. Raises UnknownId."""
        comparison = await self.get(member, key)
        drafts = await self.drafts(member, comparison)
        writing = any(draft.status == "streaming" for draft in drafts.values())
        if comparison.cell and not writing and not self._cell.is_complete(key):
            self._cell.complete_later(member, key)
        options = [
            await _option(self._prototypes, self._runs, member, comparison, option)
            for option in comparison.options
        ]
        return comparison_view(
            comparison,
            options,
            self.table(comparison, drafts),
            invited=self.record.invited(comparison),
            may_reveal=self.record.may_reveal(member, comparison),
        )

    async def files(
        self, member: Member, key: str, option: str, version: str | None
    ) -> PrototypeAnswer:
        """A version's text and the files in it; the current one where none is named."""
        found = option_in(await self.get(member, key), option)
        return await self._prototypes.files(member, found, version)

    async def diff(self, member: Member, key: str, before: str, after: str) -> DifferenceAnswer:
        """How two options (or versions) differ, file by file. Raises UnknownId."""
        return await self._prototypes.diff(member, await self.get(member, key), before, after)

    async def markdown(self, member: Member, key: str, *, whole: bool = False) -> str:
        """Where it stands, or all of it."""
        comparison = (await self.get(member, key)).as_shared  # it is written into notebooks
        drafts = await self.drafts(member, comparison)
        table = self.table(comparison, drafts)
        if whole:
            return finished_markdown(comparison, drafts, table, self.name)
        return status_markdown(comparison, drafts, table, self.record.invited(comparison))

    # Writing options

    async def start(
        self,
        member: Member,
        source: ComparisonSource,
        ask: Ask,
        *,
        path: str | None,
        cell: str | None,
    ) -> tuple[Comparison, str | None]:
        """Begin; every option is asked for at once, but those that a person has written.

        Where no model answers, the comparison is there all the same, and the second value says why.
        """
        key, problem = await self._options.start(member, source, ask, path=path, cell=cell)
        self._cell.complete_later(member, key)
        return await self.get(member, key), problem

    async def write(
        self, member: Member, key: str, option: str, text: str, sketch: str = ""
    ) -> Comparison:
        """A person's own version of an option; of a new one where none has that name."""
        await self._options.write(member, key, option, text, sketch)
        return await self._changed(member, key)

    async def rewrite(self, member: Member, key: str, option: str, ask: Ask) -> Comparison:
        """Have an option written anew, from its sketch."""
        await self._options.rewrite(member, key, option, ask)
        return await self._changed(member, key)

    async def refine(
        self, member: Member, key: str, option: str, instruction: str, ask: Ask
    ) -> Comparison:
        """Have an option's newest version changed. The other options go on as they are."""
        await self._options.refine(member, key, option, instruction, ask)
        return await self._changed(member, key)

    async def stop(self, member: Member, key: str, option: str) -> Comparison:
        """Stop an option's answer where it is. Raises NotAllowed to who may not."""
        await self._options.stop(member, key, option)
        return await self._changed(member, key)

    async def wait_until_written(self, member: Member, key: str) -> None:
        """Wait until no option is being written any more."""
        await self._options.wait_until_written(member, key)

    # Running, judging, keeping, ending

    async def run(
        self, member: Member, key: str, option: str | None, *, wait: bool = False
    ) -> Comparison:
        """Run options against the check; see ``OptionRuns.run``."""
        await self._runs.run(member, key, option, wait=wait)
        return await self.get(member, key)

    async def judge(self, member: Member, key: str, ask: Ask) -> Comparison:
        """Have the model score every option; see ``judge_options``."""
        await judge_options(self.record, self._prototypes, self._turns, member, key, ask)
        return await self._changed(member, key)

    async def save(
        self,
        member: Member,
        key: str,
        folder: str,
        option: str | None = None,
        *,
        overwrite: bool = False,
    ) -> tuple[Comparison, list[str]]:
        """Write files below ``folder``; see ``save_prototypes``. Answers with the paths, too."""
        record, prototypes = self.record, self._prototypes
        paths = await save_prototypes(
            record, prototypes, self._root, member, key, folder, option, overwrite=overwrite
        )
        return await self.get(member, key), paths

    async def insert(self, member: Member, key: str, option: str) -> Comparison:
        """Put an option's files into the notebook, as cells below the comparison's own."""
        record, prototypes = self.record, self._prototypes
        await insert_cells(record, prototypes, self._notebooks, member, key, option)
        return await self.get(member, key)

    async def decide(
        self, member: Member, key: str, option: str | None, reason: str, title: str = ""
    ) -> Comparison:
        """End it with a decision entry that holds the record; see ``decision_of``."""
        comparison = await self.get(member, key)
        table = self.table(comparison, await self.drafts(member, comparison))
        command = decision_of(comparison, table, option, reason, title, self.name)
        await self.record.run(member, command)
        return await self._changed(member, key)

    async def export(self, member: Member, folder: str, *, overwrite: bool = False) -> list[str]:
        """Write every decision that stands as a file of its own; answers with the paths."""
        return await export_decisions(
            self.record, self._root, member, folder, self.name, overwrite=overwrite
        )

    async def _changed(self, member: Member, key: str) -> Comparison:
        self._cell.complete_anew(member, key)
        return await self.get(member, key)


async def _option(
    prototypes: Prototypes,
    runs: OptionRuns,
    member: Member,
    comparison: Comparison,
    option: Option,
) -> OptionView:
    versions = [(v, await prototypes.draft(member, v)) for v in option.versions]
    draft = versions[-1][1] if versions else Draft()
    return option_view(
        option,
        versions,
        prototypes.measured(option, draft).measures,
        running=runs.is_running(comparison.id, option.id),
        problem=runs.problem(comparison.id, option.id),
    )


def comparison_runner(host: Host) -> ComparisonRunner:
    """The comparisons of this server, run in its sandbox one by one."""
    return ComparisonRunner(
        host.service,
        host.turns,
        root=host.root,
        runner=OneByOne(),
        cells=host.notebooks,
        name=host.name_of,
    )
