"""A plugin of pytest: nbval runs cells with history, as JupyterLab and nbclient do.

Without it a cell has no number, a semicolon hides nothing, and no result can be shared as a
finding.
"""

from __future__ import annotations

from nbval.kernel import RunningKernel


def _execute(kernel: RunningKernel, source: str, allow_stdin: bool | None = None) -> str:
    sent = kernel.kc.execute(source, allow_stdin=allow_stdin, stop_on_error=False)
    return str(sent)


RunningKernel.execute_cell_input = _execute
