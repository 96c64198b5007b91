"""``%%ai``, ``%%cg`` and ``%cg``: read the cell, hand the command to the server, show its answer.

In a kernel that a server started, the magic sends what stands in the cell and the id of the message
that runs it; the server knows who sent that message. Elsewhere a personal token says who asks.
"""

from __future__ import annotations

import importlib
import inspect
import os
import textwrap
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython
from IPython.core.magic import no_var_expand

from ..core.bundle import FRAME_MIME, METRIC_MIME, TABLE_MIME
from ..core.magic import (
    NOTE_ELSEWHERE,
    PRIVATE_ELSEWHERE,
    Magic,
    fill_in,
    named_values,
    title_and_body,
)
from ..core.precedent import ALWAYS_ASKED, precedent_markdown
from ..errors import CommonGroundError, InvalidCommand
from . import completion
from .cell_log import CellLog
from .following import follow
from .question_marks import MINE, keep_question_marks
from .values import values_in

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from ..client.client import Client, MagicAnswer
    from ..core.grammar import Grammar, Reading
    from ..core.syntax import Arguments
    from .data import KernelData
    from .following import Begun

LOOKUP = 5.0
"""Seconds for the server to say how many rows of data must share what is told."""


def register(shell: InteractiveShell) -> None:
    """Register the magics; ``%%ai`` and ``%%compare`` only if nobody else has them."""
    manager = shell.magics_manager
    manager.register_function(cg, magic_kind="line_cell", magic_name="cg")
    for name, function in (("ai", ai), ("compare", compare)):
        taken = manager.magics["cell"].get(name)
        if taken is None or hasattr(taken, MINE):
            manager.register_function(function, magic_kind="cell", magic_name=name)
    completion.register(shell)
    CellLog.install(shell)
    transforms = shell.input_transformers_cleanup
    transforms[:] = [each for each in transforms if not hasattr(each, MINE)]
    transforms.append(keep_question_marks)
    if "COMMONGROUND_URL" in os.environ:
        threading.Thread(target=_prepare, name="commonground-imports", daemon=True).start()


def _prepare() -> None:
    """Import what the first cell needs (half a second) while nobody waits for it."""
    for name in ("..client.client", ".display"):
        importlib.import_module(name, __package__)
    _grammar()


@no_var_expand
def ai(line: str, cell: str) -> None:
    """Ask the model; everyone in the notebook sees the answer grow. ``%%ai --help`` tells more."""
    with explained():
        arguments = _grammar().read("%%ai", line).arguments
        if arguments["help"]:
            return _show(_grammar().help())
        if arguments["private"]:
            return print(PRIVATE_ELSEWHERE)
        if not cell.strip():
            raise InvalidCommand("There is no question.", "Write it on the lines below %%ai.")
        with _client() as client:
            group = _group_size(client)
            values = values_in(cell, _shell().user_ns, group, braces=arguments["vars"])
            if arguments["data"] is not None and client.served:
                values |= _data(client).values(arguments["data"], arguments["rows"])
            if client.served:
                _run_in_server(client, Magic("ai", True, line, cell), values)
            else:
                _ask(client, arguments, cell, values)


@no_var_expand
def cg(line: str, cell: str | None = None) -> Any:
    """Share with the team and see what it knows. ``%cg help`` tells more.

    Gives a table as a value (``table = %cg compare table``), everything else as output only.
    """
    with explained():
        reading = _grammar().read_line(line, cell or "")
        verb = reading.syntax.name
        if verb == "help":
            return _show(_grammar().help(reading.arguments.text))
        with _client() as client:
            if client.served and verb == "note":
                return print(NOTE_ELSEWHERE)
            values = _gathered(client, reading, cell or "")
            if not client.served:
                return _command(client, reading, cell or "", values)
            magic = Magic("cg", cell is not None, line, cell or "")
            return _run_in_server(client, magic, values)
    return None


@no_var_expand
def compare(line: str, cell: str) -> None:
    """Prototype competing designs side by side. ``%cg help`` tells more."""
    with explained(), _client() as client:
        from ..features.comparison.source import read_source

        functions = _functions(read_source(cell).named)
        if client.served:
            _run_in_server(client, Magic("compare", True, line, cell), functions)
        else:
            _show_data(client.say("%%compare", line, cell, functions))


for _function in (cg, ai, compare):
    setattr(_function, MINE, True)  # survives a reload of this module, unlike identity


# A kernel that the server started


def _run_in_server(client: Client, magic: Magic, values: dict[str, str]) -> Any:
    from .display import LiveCell, show_text

    msg_id = message_id()
    given: list[MagicAnswer] = []

    def begin() -> Begun | None:
        answer = client.run_magic(msg_id, magic, values)
        if answer.turn is None:
            given.append(answer)
            return None
        if answer.before:
            show_text(answer.before)
        return answer.turn, LiveCell(answer.turn, answer.asker), answer.waits

    follow(client, begin, msg_id)
    return _show_answer(given[0]) if given else None


def message_id() -> str:
    """The message that runs this cell."""
    kernel = _shell().kernel
    return str(kernel.get_parent("shell")["header"]["msg_id"])


# A headless run: a person's token, the plain routes


def _ask(client: Client, arguments: Arguments, body: str, values: dict[str, str]) -> None:
    from .display import PlainCell, Terminal, in_terminal

    question = fill_in(body, values) if arguments["vars"] else body
    if arguments["data"] is not None:
        question, told = _data(client).named_in(
            question, arguments["data"], rows=arguments["rows"] is not None
        )
        values |= told
    if arguments["before"] and _was_asked_before(client, arguments, question):
        return

    def begin() -> Begun:
        turn = client.ask(
            question,
            "shared",
            thread=arguments["thread"],
            skill=arguments["skill"],
            model=arguments["model"],
            values=named_values(values),
        )
        return turn, Terminal() if in_terminal(_shell()) else PlainCell(), True

    follow(client, begin, None)


def _was_asked_before(client: Client, arguments: Arguments, question: str) -> bool:
    """Show the earlier answer where there is one. Only where that is asked for: runs are alike."""
    alone = not any(arguments[flag] for flag in ALWAYS_ASKED)
    found = client.lookup.asked_before(question, "shared") if alone else None
    if found is not None:
        _show(precedent_markdown(found, round(time.time() * 1000)))
    return found is not None


def _command(client: Client, reading: Reading, body: str, values: dict[str, str]) -> Any:
    from ..core import markdown as report

    match reading.syntax.name:
        case "status":
            _show(report.status_markdown(client.status()))
        case "context":
            _show(report.context_markdown(client.entries()))
        case "note":
            title, body = title_and_body(reading.arguments.text, body)
            client.command("add", kind="note", title=title, body=body)
            print(report.SAVED_PRIVATELY)
        case name:
            verb, _, second = name.partition(" ")
            return _show_data(client.say(verb, f"{second} {reading.line}".strip(), body, values))
    return None


def _gathered(client: Client, reading: Reading, body: str) -> dict[str, str]:
    """What is sent with a verb: of data how it looks, for a finding what led to it."""
    asked = reading.arguments
    if reading.syntax.name == "profile":
        return _data(client).values(asked["thing"], asked["rows"])
    if reading.syntax.name != "finding":
        return {}
    from ..features.findings.claim import read_claim
    from ..features.findings.gathered import in_pieces
    from .finding import gather

    if asked["metric"] is not None:
        body = f"{body}\n{_formula(client, asked['metric'], asked['area'])}"
    stated = read_claim(asked.text, body)
    made = gather(_shell(), stated, asked["cell"], asked["rows"] or 0)
    return in_pieces(made if client.served else made | {"folder": os.getcwd()})


# The shell


def _shell() -> Any:
    return get_ipython()


def _grammar() -> Grammar:
    from ..grammar import grammar  # click, and what other packages bring

    return grammar()


def _client() -> Client:
    from ..client.client import Client  # httpx2 takes a third of a second to import

    return Client.from_environ()


def _group_size(client: Client) -> Callable[[], int]:
    """How many rows must share what is told of data, as the team has it; asked where needed."""
    message = message_id() if client.served else None
    return lambda: int(client.lookup.names("groupsize", msg_id=message, within=LOOKUP)[0])


def _formula(client: Client, name: str, area: str | None) -> str:
    """A metric as a line of Python that computes here. Raises InvalidCommand."""
    from ..core.metric import meant
    from .metrics import computed, held_as_told

    message = message_id() if client.served else None
    told = client.lookup.names("metricformula", msg_id=message, within=LOOKUP)
    metric = meant(held_as_told(told), name, area)
    computed(_shell().user_ns, metric.name, metric.expression)
    return metric.formula


def _data(client: Client) -> KernelData:
    from .data import KernelData  # pandas takes a second to import

    return KernelData(_shell(), _group_size(client))


def _show(markdown: str) -> None:
    from .display import show_text

    show_text(markdown)


def _show_answer(answer: MagicAnswer) -> Any:
    return _show_data(answer.data) if answer.kind == "bundle" else _show(answer.text)


def _show_data(data: Mapping[str, Any]) -> Any:
    """Show a bundle; a table is given back instead, for the cell to show or to keep."""
    from .display import in_terminal, show_bundle

    held = data.get(TABLE_MIME)
    if isinstance(held, dict):
        return _table(held)

    metric = data.get(METRIC_MIME)
    if isinstance(metric, dict):
        return _metric(metric)
    rows = data.get(FRAME_MIME)
    if isinstance(rows, dict):
        from .turn_frame import turn_frame

        return turn_frame(rows["rows"])
    if in_terminal(_shell()):
        print(data["text/plain"])
    else:
        show_bundle(dict(data))
    return None


def _table(held: Mapping[str, Any]) -> Any:
    if held.get("as") == "rows":
        import pandas as pd

        return pd.DataFrame(held["rows"], columns=held["columns"])
    from ..features.comparison.table import ComparisonTable
    from .display import show_bundle

    table = ComparisonTable.from_wire(held["table"])
    if held.get("as") == "plot":
        from .charts import plot_bundles

        for bundle in plot_bundles(table):
            show_bundle(bundle)
        return None
    from .frames import frame

    return frame(table)


def _metric(held: Mapping[str, Any]) -> Any:
    from .metrics import computed

    value = computed(_shell().user_ns, held["name"], held["expression"])
    run = CellLog.install(_shell()).current
    if run is not None:
        run.metrics[held["name"], held["area"]] = held["expression"]
    _show(held["said"])
    return value


def _functions(names: Sequence[str]) -> dict[str, str]:
    """The source of functions of this notebook, by name; the server says which is missing."""
    found = {}
    for name in names:
        value = _shell().user_ns.get(name)
        if callable(value):
            try:
                found[name] = textwrap.dedent(inspect.getsource(value))
            except (OSError, TypeError):
                continue  # not written here: compiled, or made by other code
    return found


@contextmanager
def explained() -> Iterator[None]:
    """Turn our errors into two lines that fail the cell."""
    from .display import CellError

    try:
        yield
    except CommonGroundError as error:
        raise CellError(error) from None
