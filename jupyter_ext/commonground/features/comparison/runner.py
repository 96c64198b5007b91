"""Comparisons under way: options written side by side, measured, run, saved and decided.

It joins what the service keeps, what turns write and what a sandbox measures. It refuses to know
HTTP, kernels and how code is confined; those who call it say who asks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from ...core.command import Command
from ...core.entry import Entry
from ...core.fact import facts_about, things
from ...core.fields import MAX_BODY
from ...core.ids import EntryId, member_room
from ...core.markdown import fenced
from ...core.notebook import Notebooks
from ...core.prompt import trim
from ...core.question import Question
from ...core.role import Member, require
from ...errors import (
    CommonGroundError,
    InvalidCommand,
    ModelError,
    NoModel,
    NotAllowed,
    Quarantined,
    SetupError,
    UnknownId,
)
from ...sandbox.run import OneByOne
from ...service.host import Host, Turns
from ...service.writer import ContextService
from .adr import exported, file_name, record, title_of
from .commands import (
    AddOption,
    CriterionGiven,
    Decide,
    Judged,
    KeepJudgement,
    KeepRun,
    KeepSaved,
    OptionGiven,
    StartComparison,
    WriteVersion,
    option_in,
)
from .complexity import measure
from .files import Tree, tree_of
from .measures import Measures
from .model import PHASES, PREFIX, Comparison, Option, Version, current_of, fold
from .prompt import judge, propose, read_judgement, refine
from .report import COMPARISON_MIME, Seen, finished_markdown, status_markdown
from .save import save_files, slug
from .source import Source
from .table import Measured, Table, table_of
from .tree_diff import diff_trees

log = logging.getLogger(__name__)

MAX_KEPT = 2_000
"""Versions whose files and measures are remembered."""
MAX_OUTPUT = 4_000
"""Characters of a run's output that a comparison keeps."""
LOADS = "def check_loads(module):\n    assert module is not None\n"
"""What is checked where nobody wrote a check: that it can be imported at all."""

Ask = Callable[[str], Question]
"""Makes a shared question of a text, from where the asker is."""


class Runner(Protocol):
    """Runs files apart from the server and within limits.

    Answers with what it measured, as JSON: ``ok``, ``checks`` (``name``, ``ok``, ``message``),
    ``seconds``, ``benchmark_seconds``, ``peak_memory_bytes``, ``output``, ``ended``, ``note`` and
    ``limits_held``. Whatever the code does is an answer. Raises SetupError where it can't run.
    """

    def __call__(
        self, files: Mapping[str, str], check: str, benchmark: str | None
    ) -> Awaitable[Mapping[str, Any]]:
        """Run it once."""
        ...


async def no_runner(
    files: Mapping[str, str], check: str, benchmark: str | None
) -> Mapping[str, Any]:
    """For a server that has nothing to run code with. Raises SetupError."""
    raise SetupError(
        "This server has no sandbox, so prototypes are not run.",
        "Everything else works: read, compare, score and decide.",
    )


@dataclass(frozen=True, slots=True)
class Prototype:
    """What is in a version's text."""

    tree: Tree
    measures: Measures | None


class Comparing:
    """Use as ``async with Comparing(service, asking, ...)``; leaving ends what runs.

    ``root`` is the folder that prototypes are saved below; ``name`` shows a member by username.
    """

    def __init__(
        self,
        service: ContextService,
        asking: Turns,
        *,
        root: Path,
        runner: Runner = no_runner,
        cells: Notebooks | None = None,
        name: Callable[[str], str] = str,
    ) -> None:
        self._service = service
        self._asking = asking
        self._root = root
        self._runner = runner
        self._cells = cells
        self.name = name
        self._running: set[tuple[str, str]] = set()
        self._troubles: dict[tuple[str, str], str] = {}
        self._one_at_a_time = asyncio.Lock()
        self._prototypes: dict[str, Prototype] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._completing: set[str] = set()
        self._complete: set[str] = set()

    async def __aenter__(self) -> Comparing:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _later(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    # Reading

    def all(self, find: str = "") -> tuple[Comparison, ...]:
        """Every comparison, newest first; with ``find`` those whose words it says."""
        words = find.casefold().split()
        folded = (fold(facts) for facts in things(self._service.shared(), PREFIX).values())
        found = [c for c in folded if c is not None and _says(c, words)]
        return tuple(sorted(found, key=lambda c: (c.at, c.id), reverse=True))

    async def get(self, member: Member, key: str) -> Comparison:
        """A comparison with this member's own sealed scores. Raises UnknownId."""
        found = fold(facts_about(self._service.shared(), key))
        if found is None:
            raise UnknownId("There is no such comparison.")
        if member.anonymous:
            return found
        own = await self._service.snapshot(member, member_room(member.username))
        return found.with_own(facts_about([own], key))

    async def current(self, member: Member, path: str | None) -> Comparison:
        """The comparison that is meant where none is named. Raises UnknownId."""
        found = current_of(self.all(), path)
        if found is None:
            raise UnknownId(
                "Nothing is being compared.", "Begin with a cell that starts with %%compare."
            )
        return await self.get(member, found.id)

    async def seen(self, member: Member, comparison: Comparison) -> dict[str, Seen]:
        """Each option's current version as it is now, by option id."""
        return {
            option.id: await self._seen(member, option.current)
            for option in comparison.options
            if option.current is not None
        }

    async def _seen(self, member: Member, version: Version) -> Seen:
        if version.turn is None:
            text = version.text or ""
            return Seen(text, "complete", tree=self._prototype(version, text).tree)
        try:
            turn, _ = await self._asking.turn(member, version.turn)
        except UnknownId:  # it was asked on another server, or not yet kept
            return Seen("", "streaming")
        done = turn.status != "streaming"
        tree = self._prototype(version, turn.text).tree if done else tree_of(turn.text)
        return Seen(turn.text, turn.status, turn.problem, turn.model_label, tree)

    def _prototype(self, version: Version, text: str) -> Prototype:
        """What is in a version that has ended: read once."""
        if version.id not in self._prototypes:
            if len(self._prototypes) >= MAX_KEPT:
                self._prototypes.clear()
            tree = tree_of(text)
            self._prototypes[version.id] = Prototype(tree, measure(tree))
        return self._prototypes[version.id]

    def _measured(self, option: Option, seen: Seen) -> Measured:
        """What was measured of the current version, and of no earlier one."""
        version, run = option.current, option.run
        if version is None or seen.status == "streaming":
            return Measured()
        result = run.result if run is not None and run.version == version.id else None
        return Measured(self._prototype(version, seen.text).measures, result)

    def table(self, comparison: Comparison, seen: Mapping[str, Seen]) -> Table:
        """The table as it is now."""
        measured = {o.id: self._measured(o, seen[o.id]) for o in comparison.options if o.id in seen}
        return table_of(comparison, measured)

    async def view(self, member: Member, key: str) -> dict[str, Any]:
        """What a browser is given; ``core/comparison.py`` shows it. Raises UnknownId."""
        comparison = await self.get(member, key)
        seen = await self.seen(member, comparison)
        if comparison.cell and not self._writing(seen) and key not in self._complete:
            self._complete_later(member, key)
        return {
            **_said(comparison),
            "options": [await self._option(member, comparison, o) for o in comparison.options],
            "table": self.table(comparison, seen).to_wire(),
        }

    @staticmethod
    def _writing(seen: Mapping[str, Seen]) -> bool:
        return any(one.status == "streaming" for one in seen.values())

    async def _option(
        self, member: Member, comparison: Comparison, option: Option
    ) -> dict[str, Any]:
        versions = [(v, await self._seen(member, v)) for v in option.versions]
        current, seen = versions[-1] if versions else (None, Seen())
        measures = self._measured(option, seen).measures
        run, key = option.run, (comparison.id, option.id)
        return {
            "id": option.id,
            "label": option.label,
            "name": option.name,
            "sketch": option.sketch,
            "constraints": list(option.constraints),
            "by": option.by,
            "at": option.at,
            "versions": [_version(v, s) for v, s in versions],
            "current": None if current is None else current.id,
            "forked": len(option.heads) > 1,
            "files": [
                {"path": path, "lines": text.count("\n"), "characters": len(text)}
                for path, text in seen.tree.files.items()
            ],
            "problems": [problem.to_wire() for problem in seen.tree.problems],
            "measures": None if measures is None else measures.to_wire(),
            "run": None
            if run is None
            else {
                "version": run.version,
                "by": run.by,
                "at": run.at,
                "stale": current is None or run.version != current.id,
                "result": dict(run.result),
            },
            "running": key in self._running,
            "trouble": self._troubles.get(key),
            "saved": [
                {"folder": s.folder, "version": s.version, "by": s.by, "at": s.at}
                for s in option.saved
            ],
        }

    async def files(
        self, member: Member, key: str, option: str, version: str | None
    ) -> dict[str, Any]:
        """A version's text and the files in it; the current one where none is named."""
        found = option_in(await self.get(member, key), option)
        chosen = found.current if version is None else found.version(version)
        if chosen is None:
            raise UnknownId("Nothing of this option is written yet, or not this version.")
        seen = await self._seen(member, chosen)
        return {
            "option": found.id,
            "version": chosen.id,
            "text": seen.text,
            "files": [{"path": path, "text": text} for path, text in seen.tree.files.items()],
            "problems": [problem.to_wire() for problem in seen.tree.problems],
            "notes": list(seen.tree.notes),
        }

    async def diff(self, member: Member, key: str, before: str, after: str) -> dict[str, Any]:
        """How two options (or versions) differ, file by file. Raises UnknownId."""
        comparison = await self.get(member, key)
        trees = [await self._tree(member, comparison, one) for one in (before, after)]
        return {"from": before, "to": after, "files": diff_trees(trees[0].files, trees[1].files)}

    async def _tree(self, member: Member, comparison: Comparison, key: str) -> Tree:
        versions = [v for o in comparison.options for v in o.versions if v.id == key]
        version = versions[0] if versions else option_in(comparison, key).current
        return Tree({}) if version is None else (await self._seen(member, version)).tree

    async def markdown(self, member: Member, key: str, *, whole: bool = False) -> str:
        """Where it stands, or all of it."""
        comparison = await self.get(member, key)
        seen = await self.seen(member, comparison)
        table = self.table(comparison, seen)
        if whole:
            return finished_markdown(comparison, seen, table, self.name)
        return status_markdown(comparison, seen, table)

    # Writing options

    async def start(
        self, member: Member, source: Source, ask: Ask, *, path: str | None, cell: str | None
    ) -> tuple[Comparison, str | None]:
        """Begin; every option is asked for at once, but those that a person has written.

        Where no model answers, the comparison is there all the same, and the second value says why.
        """
        command = StartComparison(
            goal=source.goal,
            options=[
                OptionGiven(name=o.name, sketch=o.sketch, constraints=list(o.constraints))
                for o in source.options
            ],
            criteria=[CriterionGiven(name=c.name, weight=c.weight) for c in source.criteria],
            check=source.check,
            benchmark=source.benchmark,
            scoring=source.scoring,
            path=path,
            cell=cell,
            area=source.area,
        )
        key = await self._say(member, command)
        comparison = await self.get(member, key)
        problem = None
        for option, given in zip(comparison.options, source.options, strict=True):
            if given.prototype:
                await self._say(
                    member,
                    WriteVersion(comparison=key, option=option.id, text=given.prototype),
                )
                continue
            try:
                await self._ask(member, comparison, option, ask, propose(comparison, option))
            except (NoModel, ModelError) as error:
                problem = str(error)
        self._complete_later(member, key)
        return await self.get(member, key), problem

    async def write(
        self, member: Member, key: str, option: str, text: str, sketch: str = ""
    ) -> Comparison:
        """A person's own version of an option; of a new one where none has that name."""
        comparison = await self.get(member, key)
        found = comparison.option(option)
        if found is None:
            await self._service.run(
                member, AddOption(comparison=key, name=option, sketch=sketch), source="option"
            )
            comparison = await self.get(member, key)
            found = [o for o in comparison.options if o.name == option.strip()][-1]
        if text.strip():
            await self._say(member, WriteVersion(comparison=key, option=found.id, text=text))
        return await self._changed(member, key)

    async def again(self, member: Member, key: str, option: str, ask: Ask) -> Comparison:
        """Have an option written anew, from its sketch."""
        comparison = await self.get(member, key)
        found = option_in(comparison, option)
        await self._stopped(member, found)
        await self._ask(member, comparison, found, ask, propose(comparison, found))
        return await self._changed(member, key)

    async def refine(
        self, member: Member, key: str, option: str, instruction: str, ask: Ask
    ) -> Comparison:
        """Have an option's newest version changed. The other options go on as they are."""
        comparison = await self.get(member, key)
        found = option_in(comparison, option)
        if found.current is None:
            raise InvalidCommand("Nothing of this option is written yet.", "Ask for it first.")
        await self._stopped(member, found)
        earlier = (await self._seen(member, found.current)).text
        question = refine(comparison, found, earlier, instruction)
        await self._ask(member, comparison, found, ask, question, instruction)
        return await self._changed(member, key)

    async def stop(self, member: Member, key: str, option: str) -> Comparison:
        """Stop an option's answer where it is. Raises NotAllowed to who may not."""
        found = option_in(await self.get(member, key), option)
        for version in found.versions:
            if version.turn is not None:
                with suppress(UnknownId):
                    await self._asking.stop(member, version.turn)
        return await self._changed(member, key)

    async def _stopped(self, member: Member, option: Option) -> None:
        """What is asked anew needs no answer to the old question; somebody else's goes on."""
        for version in option.versions:
            if version.turn is not None:
                with suppress(UnknownId, NotAllowed):
                    await self._asking.stop(member, version.turn)

    async def _ask(
        self,
        member: Member,
        comparison: Comparison,
        option: Option,
        ask: Ask,
        text: str,
        instruction: str = "",
    ) -> None:
        # The answer belongs to the comparison, not to the cell: other options stand there, too.
        question = replace(ask(text), about=comparison.id, cell=None, insert=False, find=None)
        turn = await self._asking.ask(member, question)
        await self._say(
            member,
            WriteVersion(
                comparison=comparison.id, option=option.id, turn=turn.id, instruction=instruction
            ),
        )

    async def written(self, member: Member, key: str) -> None:
        """Wait until no option is being written any more."""
        for option in (await self.get(member, key)).options:
            for version in option.versions:
                if version.turn is not None:
                    with suppress(UnknownId):
                        async for _ in self._asking.follow(member, version.turn):
                            pass

    # Measuring and judging

    async def run(
        self, member: Member, key: str, option: str | None, *, wait: bool = False
    ) -> Comparison:
        """Run options against the check, one after the other so that their times compare.

        Goes on behind the answer unless ``wait``. Raises NotAllowed, InvalidCommand; with ``wait``
        also SetupError.
        """
        require(self._service.acting(member), KeepRun.needs)
        comparison = await self.get(member, key)
        seen = await self.seen(member, comparison)
        chosen = comparison.options if option is None else (option_in(comparison, option),)
        ready = [o for o in chosen if o.id in seen and seen[o.id].tree.files]
        ready = [o for o in ready if seen[o.id].status != "streaming"]
        if not ready:
            raise InvalidCommand(
                "There is nothing to run yet.",
                "Wait until an option is written, or write one: %%cg option A.",
            )
        work = self._run_all(member, comparison, [(o, seen[o.id].tree) for o in ready])
        if wait:
            await self._later(work)
            for o in ready:
                if (key, o.id) in self._troubles:
                    raise SetupError(self._troubles[key, o.id], "")
        else:
            self._later(work)
            await asyncio.sleep(0)  # so that the answer says what is running
        return await self.get(member, key)

    async def _run_all(
        self, member: Member, comparison: Comparison, chosen: Sequence[tuple[Option, Tree]]
    ) -> None:
        keys = [(comparison.id, option.id) for option, _ in chosen]
        self._running.update(keys)
        self._tell(comparison.id)
        try:
            for option, tree in chosen:
                async with self._one_at_a_time:
                    await self._run_one(member, comparison, option, tree)
                self._running.discard((comparison.id, option.id))
                self._tell(comparison.id)
        finally:
            self._running.difference_update(keys)
            self._tell(comparison.id)
        self._complete_later(member, comparison.id)

    async def _run_one(
        self, member: Member, comparison: Comparison, option: Option, tree: Tree
    ) -> None:
        key = (comparison.id, option.id)
        self._troubles.pop(key, None)
        assert option.current is not None
        try:
            result = await self._runner(tree.files, comparison.check or LOADS, comparison.benchmark)
            await self._keep_run(member, comparison.id, option, dict(result))
        except CommonGroundError as error:
            self._troubles[key] = str(error)
        except Exception:
            log.exception("Running option %s of %s failed", option.id, comparison.id)
            self._troubles[key] = "The server made a mistake while running it; its log says more."

    async def _keep_run(
        self, member: Member, key: str, option: Option, result: dict[str, Any]
    ) -> None:
        assert option.current is not None
        kept = result | {"output": trim(str(result.get("output", "")), MAX_OUTPUT)}
        command = KeepRun(comparison=key, option=option.id, version=option.current.id, result=kept)
        try:
            await self._say(member, command)
        except Quarantined:  # what it measured is no secret; what it printed seems to be
            await self._say(member, command.model_copy(update={"result": _silenced(kept)}))

    def _tell(self, key: str) -> None:
        self._service.tell({"type": "facts", "about": [key], "names": ["compare:running"]})

    async def judge(self, member: Member, key: str, ask: Ask) -> Comparison:
        """Have the model score every option, apart from what people give. Waits for its answer.

        Raises ModelError where its answer holds no scores: nothing is made up.
        """
        comparison = await self.get(member, key)
        if not comparison.criteria:
            raise InvalidCommand("There are no criteria to judge by.", "Name some in %%compare.")
        seen = await self.seen(member, comparison)
        texts = {option: _as_text(one.tree) for option, one in seen.items()}
        question = replace(ask(judge(comparison, texts)), about=key, cell=None, insert=False)
        turn = await self._asking.ask(member, question)
        async for _ in self._asking.follow(member, turn.id):
            pass
        turn, _seq = await self._asking.turn(member, turn.id)
        judged = read_judgement(comparison, turn.text)
        if not judged:
            raise ModelError(
                f"{turn.model_label} gave no scores that can be read.",
                "Score yourselves, or ask a model that can judge.",
            )
        scores = [Judged(**one) for one in judged]
        await self._say(
            member,
            KeepJudgement(comparison=key, model=turn.model_label, turn=turn.id, judged=scores),
        )
        return await self._changed(member, key)

    # Keeping

    async def save(
        self,
        member: Member,
        key: str,
        folder: str,
        option: str | None = None,
        *,
        overwrite: bool = False,
    ) -> tuple[Comparison, list[str]]:
        """Write files below ``folder``, a folder for each option; answers with the paths.

        Raises InvalidCommand where a file of another content is in the way: nothing is written.
        """
        require(self._service.acting(member), KeepSaved.needs)
        comparison = await self.get(member, key)
        seen = await self.seen(member, comparison)
        chosen = comparison.options if option is None else (option_in(comparison, option),)
        trees = {o.id: seen[o.id].tree for o in chosen if o.id in seen and seen[o.id].tree.files}
        if not trees:
            raise InvalidCommand("There are no files to save yet.", "Wait for an option.")
        folders = {o.id: f"{folder.rstrip('/')}/{slug(o.name, o.label)}" for o in chosen}
        files = {
            f"{folders[key]}/{path}": text
            for key, tree in trees.items()
            for path, text in tree.files.items()
        }
        written = await asyncio.to_thread(save_files, self._root, files, overwrite=overwrite)
        for o in chosen:
            if o.id in trees and o.current is not None:
                await self._say(
                    member,
                    KeepSaved(
                        comparison=comparison.id,
                        option=o.id,
                        version=o.current.id,
                        folder=folders[o.id],
                    ),
                )
        return await self.get(member, key), written

    async def insert(self, member: Member, key: str, option: str) -> Comparison:
        """Put an option's files into the notebook, as cells below the comparison's own."""
        require(self._service.acting(member), KeepSaved.needs)
        comparison = await self.get(member, key)
        found = option_in(comparison, option)
        tree = (await self.seen(member, comparison)).get(found.id, Seen()).tree
        cells = [_cell(path, text) for path, text in tree.files.items()]
        done = False
        if self._cells is not None and comparison.path and comparison.cell and cells:
            done = await self._cells.insert(comparison.path, comparison.cell, cells)
        if not done:
            raise InvalidCommand(
                "There is no open notebook with this comparison, or nothing to insert.",
                "Save it to a folder instead: %cg compare save FOLDER.",
            )
        return comparison

    # Ending

    async def decide(
        self, member: Member, key: str, option: str | None, reason: str, title: str = ""
    ) -> Comparison:
        """End it with a decision entry that holds the record. Raises InvalidCommand while scores
        are still sealed: a record without them would hide who disagreed."""
        comparison = await self.get(member, key)
        if comparison.hidden:
            raise InvalidCommand(
                "The scores are still secret.", "Reveal them first: %cg compare reveal."
            )
        chosen = None if option is None else option_in(comparison, option)
        table = self.table(comparison, await self.seen(member, comparison))
        body = record(comparison, table, chosen, reason, self.name)
        command = Decide(
            comparison=key,
            option=None if chosen is None else chosen.id,
            reason=reason,
            title=title.strip() or title_of(comparison, chosen),
            body=body if len(body) <= MAX_BODY else trim(body, MAX_BODY - 100),
        )
        await self._say(member, command)
        return await self._changed(member, key)

    def entry(self, key: str) -> Entry | None:
        """The shared entry of that id."""
        found = (snapshot.entries.get(EntryId(key)) for snapshot in self._service.shared())
        return next((entry for entry in found if entry is not None), None)

    async def export(self, member: Member, folder: str, *, overwrite: bool = False) -> list[str]:
        """Write every decision that stands as a file of its own; answers with the paths."""
        require(self._service.acting(member), KeepSaved.needs)
        entries = [
            entry
            for snapshot in self._service.shared()
            for entry in snapshot.entries.values()
            if entry.kind == "decision"
        ]
        files: dict[str, str] = {}
        for number, entry in enumerate(sorted(entries, key=lambda e: (e.created_at, e.id)), 1):
            for place, (head, text) in enumerate(exported(entry, self.name)):
                name = file_name(number, head.title)
                if place:  # a dispute: each side has its file
                    name = f"{name.removesuffix('.md')}-{place + 1}.md"
                files[f"{folder.rstrip('/')}/{name}"] = text
        if not files:
            raise InvalidCommand("No decision was made yet.", "Decide something first.")
        return await asyncio.to_thread(save_files, self._root, files, overwrite=overwrite)

    # The notebook's cell

    async def _changed(self, member: Member, key: str) -> Comparison:
        self._complete.discard(key)
        self._complete_later(member, key)
        return await self.get(member, key)

    def _complete_later(self, member: Member, key: str) -> None:
        if self._cells is not None and key not in self._completing:
            self._completing.add(key)
            self._later(self._complete_cell(member, key))

    async def _complete_cell(self, member: Member, key: str) -> None:
        """When all options have ended, write the whole of it into the cell: for the file."""
        try:
            await self.written(member, key)
            self._completing.discard(key)
            comparison = await self.get(member, key)
            if self._cells is None or not comparison.path or not comparison.cell:
                return
            self._complete.add(key)
            bundle = comparison_bundle(key, await self.markdown(member, key, whole=True))
            await self._cells.show(comparison.path, comparison.cell, COMPARISON_MIME, key, bundle)
        except Exception:
            log.exception("The cell of comparison %s was not completed", key)
        finally:
            self._completing.discard(key)

    async def _say(self, member: Member, command: Command) -> str:
        outcome = await self._service.run(member, command, source="comparison")
        assert outcome.thing is not None
        return outcome.thing


def comparison_bundle(key: str, markdown: str) -> dict[str, Any]:
    """A cell's output: our renderer draws the comparison live, everything else its Markdown."""
    return {
        COMPARISON_MIME: {"comparison": key},
        "text/markdown": markdown,
        "text/plain": markdown if len(markdown) <= 200 else markdown[:199] + "…",
    }


def _says(comparison: Comparison, words: Sequence[str]) -> bool:
    said = [comparison.goal, *(c.name for c in comparison.criteria)]
    said += [t for o in comparison.options for t in (o.name, o.sketch, *o.constraints)]
    said += [d.reason for d in comparison.decisions]
    text = " ".join(said).casefold()
    return all(word in text for word in words)


def listed(comparison: Comparison) -> dict[str, Any]:
    """A comparison in a list: rejected options stay findable."""
    decision = comparison.decision

    def state(option: Option) -> str:
        if decision is None:
            return "open"
        return "chosen" if decision.option == option.id else "rejected"

    return {
        "id": comparison.id,
        "goal": comparison.goal,
        "by": comparison.by,
        "at": comparison.at,
        "phase": comparison.phase,
        "path": comparison.path,
        "options": [
            {"id": o.id, "label": o.label, "name": o.name, "state": state(o)}
            for o in comparison.options
        ],
        "decided": None if decision is None else decision.option,
        "entry": None if decision is None else decision.entry,
    }


def _said(comparison: Comparison) -> dict[str, Any]:
    """What people said of it, as JSON."""
    decision = comparison.decision
    return {
        "id": comparison.id,
        "goal": comparison.goal,
        "by": comparison.by,
        "at": comparison.at,
        "path": comparison.path,
        "cell": comparison.cell,
        "area": comparison.area,
        "criteria": [{"name": c.name, "weight": c.weight} for c in comparison.criteria],
        "check": comparison.check,
        "benchmark": comparison.benchmark,
        "phase": {
            "name": comparison.phase,
            "by": comparison.phase_by,
            "at": comparison.phase_at,
            "ends": comparison.phase_ends,
        },
        "phases": list(PHASES),
        "scoring": comparison.scoring,
        "revealed": comparison.revealed,
        "scores": [_wire(s) for s in comparison.scores],
        "judged": [_wire(j) for j in comparison.judged],
        "arguments": [_wire(a) for a in comparison.arguments],
        "totals": {
            o.id: total for o in comparison.options if (total := comparison.total(o.id)) is not None
        },
        "decisions": [_wire(d) for d in comparison.decisions],
        "decided": None if decision is None else decision.option,
    }


def _wire(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _version(version: Version, seen: Seen) -> dict[str, Any]:
    return {
        "id": version.id,
        "turn": version.turn,
        "by": version.by,
        "at": version.at,
        "instruction": version.instruction,
        "status": seen.status,
        "problem": seen.problem,
    }


def _silenced(result: dict[str, Any]) -> dict[str, Any]:
    checks = [{**c, "message": ""} for c in result.get("checks") or () if isinstance(c, dict)]
    note = "What it printed is not kept: it seems to hold a secret."
    return result | {"output": "", "note": note, "checks": checks}


def _as_text(tree: Tree) -> str:
    return "\n\n".join(f"{path}\n{fenced(path, text)}" for path, text in tree.files.items())


def _cell(path: str, text: str) -> tuple[str, str]:
    if path.endswith(".py"):
        return "code", f"# {path}\n{text.rstrip()}"
    return "markdown", f"`{path}`\n\n{fenced(path, text)}"


def comparing(host: Host) -> Comparing:
    """The comparisons of this server, run in its sandbox one by one."""
    return Comparing(
        host.service,
        host.turns,
        root=host.root,
        runner=OneByOne(),
        cells=host.notebooks,
        name=host.name_of,
    )
