"""The options of a comparison under way: asked for, written by people, refined and stopped."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from ...core.question import Question
from ...core.role import Member
from ...errors import InvalidCommand, ModelError, NoModel, NotAllowed, UnknownId
from ...service.host import Turns
from .commands import (
    AddOption,
    CriterionGiven,
    OptionGiven,
    StartComparison,
    WriteVersion,
    option_in,
)
from .model import Comparison, Option
from .prompt import propose, refine
from .prototypes import Prototypes
from .record import ComparisonRecord
from .source import ComparisonSource

Ask = Callable[[str], Question]
"""Makes a shared question of a text, from where the asker is."""


class OptionWriter:
    """Has versions of options written, by the model or by a person.

    Its methods answer with the comparison's id; errors are the service's and the turns'.
    """

    def __init__(self, record: ComparisonRecord, prototypes: Prototypes, turns: Turns) -> None:
        self._record = record
        self._prototypes = prototypes
        self._turns = turns

    async def start(
        self,
        member: Member,
        source: ComparisonSource,
        ask: Ask,
        *,
        path: str | None,
        cell: str | None,
    ) -> tuple[str, str | None]:
        """Begin; every option is asked for at once, but those that a person has written.

        Where no model answers, the comparison is there all the same, and the second value says why.
        """
        key = await self._record.run(member, _start(source, path, cell))
        comparison = await self._record.get(member, key)
        problem = None
        for option, given in zip(comparison.options, source.options, strict=True):
            if given.prototype:
                version = WriteVersion(comparison=key, option=option.id, text=given.prototype)
                await self._record.run(member, version)
                continue
            try:
                await self._ask(member, comparison, option, ask, propose(comparison, option))
            except (NoModel, ModelError) as error:
                problem = str(error)
        return key, problem

    async def write(
        self, member: Member, key: str, option: str, text: str, sketch: str = ""
    ) -> None:
        """A person's own version of an option; of a new one where none has that name."""
        found = (await self._record.get(member, key)).option(option)
        if found is None:
            new = AddOption(comparison=key, name=option, sketch=sketch)
            await self._record.run(member, new, "option")
            comparison = await self._record.get(member, key)
            found = [o for o in comparison.options if o.name == option.strip()][-1]
        if text.strip():
            version = WriteVersion(comparison=key, option=found.id, text=text)
            await self._record.run(member, version)

    async def rewrite(self, member: Member, key: str, option: str, ask: Ask) -> None:
        """Have an option written anew, from its sketch."""
        comparison = await self._record.get(member, key)
        found = option_in(comparison, option)
        await self._stop_own(member, found)
        await self._ask(member, comparison, found, ask, propose(comparison, found))

    async def refine(
        self, member: Member, key: str, option: str, instruction: str, ask: Ask
    ) -> None:
        """Have an option's newest version changed. The other options go on as they are."""
        comparison = await self._record.get(member, key)
        found = option_in(comparison, option)
        if found.current is None:
            raise InvalidCommand("Nothing of this option is written yet.", "Ask for it first.")
        await self._stop_own(member, found)
        earlier = (await self._prototypes.draft(member, found.current)).text
        question = refine(comparison, found, earlier, instruction)
        await self._ask(member, comparison, found, ask, question, instruction)

    async def stop(self, member: Member, key: str, option: str) -> None:
        """Stop an option's answer where it is. Raises NotAllowed to who may not."""
        found = option_in(await self._record.get(member, key), option)
        for version in found.versions:
            if version.turn is not None:
                with suppress(UnknownId):
                    await self._turns.stop(member, version.turn)

    async def _stop_own(self, member: Member, option: Option) -> None:
        """What is asked anew needs no answer to the old question; somebody else's goes on."""
        for version in option.versions:
            if version.turn is not None:
                with suppress(UnknownId, NotAllowed):
                    await self._turns.stop(member, version.turn)

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
        turn = await self._turns.ask(member, question)
        version = WriteVersion(
            comparison=comparison.id, option=option.id, turn=turn.id, instruction=instruction
        )
        await self._record.run(member, version)

    async def wait_until_written(self, member: Member, key: str) -> None:
        """Wait until no option is being written any more."""
        for option in (await self._record.get(member, key)).options:
            for version in option.versions:
                if version.turn is not None:
                    with suppress(UnknownId):
                        async for _ in self._turns.follow(member, version.turn):
                            pass


def _start(source: ComparisonSource, path: str | None, cell: str | None) -> StartComparison:
    return StartComparison(
        goal=source.goal,
        options=[
            OptionGiven(name=o.name, sketch=o.sketch, constraints=list(o.constraints))
            for o in source.options
        ],
        criteria=[
            CriterionGiven(name=c.name, weight=c.weight, better=c.better) for c in source.criteria
        ],
        check=source.check,
        benchmark=source.benchmark,
        scoring=source.scoring,
        path=path,
        cell=cell,
        area=source.area,
    )
