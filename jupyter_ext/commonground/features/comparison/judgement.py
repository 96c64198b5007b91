"""A model's judgement of all options, apart from what people give."""

from __future__ import annotations

from dataclasses import replace

from ...core.markdown import fenced
from ...core.role import Member
from ...errors import InvalidCommand, ModelError
from ...service.host import Turns
from .commands import GivenScore, KeepJudgement
from .files import Tree
from .options import Ask
from .prompt import judge, read_judgement
from .prototypes import Prototypes
from .record import ComparisonRecord


async def judge_options(
    record: ComparisonRecord,
    prototypes: Prototypes,
    turns: Turns,
    member: Member,
    key: str,
    ask: Ask,
) -> None:
    """Have the model score every option, and keep its scores. Waits for its answer.

    Raises InvalidCommand where there are no criteria, and ModelError where its answer holds no
    scores: nothing is made up.
    """
    comparison = await record.get(member, key)
    if not comparison.criteria:
        raise InvalidCommand("There are no criteria to judge by.", "Name some in %%compare.")
    drafts = await prototypes.drafts(member, comparison)
    texts = {option: _as_text(draft.tree) for option, draft in drafts.items()}
    question = replace(ask(judge(comparison, texts)), about=key, cell=None, insert=False)
    turn = await turns.ask(member, question)
    async for _ in turns.follow(member, turn.id):
        pass
    turn, _seq = await turns.turn(member, turn.id)
    scores = [GivenScore(**one) for one in read_judgement(comparison, turn.text)]
    if not scores:
        raise ModelError(
            f"{turn.model_label} gave no scores that can be read.",
            "Score yourselves, or ask a model that can judge.",
        )
    command = KeepJudgement(comparison=key, model=turn.model_label, turn=turn.id, judged=scores)
    await record.run(member, command)


def _as_text(tree: Tree) -> str:
    return "\n\n".join(f"{path}\n{fenced(path, text)}" for path, text in tree.files.items())
