"""What ``%%ai --edit`` needs: a model that can use tools, and the notebook's cells as they are."""

from __future__ import annotations

from ...core.notebook import NotebookCell
from ...core.question import Question
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.notebook_cells import cells_at

TOOL = "propose_cells"


async def cells_to_edit(host: Host, question: Question) -> tuple[NotebookCell, ...]:
    """The cells of the notebook that is asked in.

    Raises InvalidCommand where no changes can be proposed here, NoModel.
    """
    _require_tools(host)
    if question.path is None or question.cell is None:
        raise InvalidCommand(
            "The server does not know in which notebook this stands.",
            "Run the cell in JupyterLab, in the notebook that is to be changed.",
        )
    return await cells_at(host, question.path)


def _require_tools(host: Host) -> None:
    info = host.turns.model().info
    if not info.tools or not any(tool.name == TOOL for tool in host.tools):
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
