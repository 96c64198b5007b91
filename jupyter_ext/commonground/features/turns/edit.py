"""What proposing changes of cells needs: a model with tools, and the notebook as it is."""

from __future__ import annotations

from dataclasses import replace

from ...core.notebook import NotebookCell, Notebooks
from ...core.question import Question
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.notebook_cells import cells_at

TOOL = "propose_cells"


async def with_cells(notebooks: Notebooks, question: Question) -> Question:
    """With the cells of its notebook as they are: what is proposed is proposed against these."""
    if question.visibility == "private" or question.path is None or question.seen:
        return question
    return replace(question, seen=await notebooks.cells_of(question.path) or ())


async def cells_to_edit(
    host: Host, question: Question, beside: str | None = None
) -> tuple[NotebookCell, ...]:
    """The cells of the notebook that is asked in; ``beside`` names a second model that is asked.

    Raises InvalidCommand where no changes can be proposed here, NoModel.
    """
    for model in dict.fromkeys((question.model, beside or question.model)):
        _require_tools(host, model)
    if question.path is None or question.cell is None:
        raise InvalidCommand(
            "The server does not know in which notebook this stands.",
            "Run the cell in JupyterLab, in the notebook that is to be changed.",
        )
    return await cells_at(host, question.path)


def _require_tools(host: Host, model: str | None) -> None:
    info = host.turns.info_of(model)
    can = info.tools and info.kind != "embedded"  # which uses one to look entries up, and no other
    if not can or not any(tool.name == TOOL for tool in host.tools):
        raise InvalidCommand(
            f"The model that answers here ({info.label}) can't use tools, so it can't propose "
            "changes of cells.",
            "Ask without --edit, or have a model configured that can (see the page on models).",
        )
    if not host.options.tools:
        raise InvalidCommand(
            "Tools are switched off on this server (CommonGroundApp.tools), and the AI proposes "
            "changes of cells with one.",
            "Ask without --edit.",
        )
