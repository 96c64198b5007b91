"""``%%compare``, ``%cg compare ...``, ``%cg option`` and ``%cg adr``: what each does and shows.

A cell's line is read here and given to ``ComparisonRunner`` or, as a command, to the service.
Which comparison is meant: the newest undecided one of this notebook, else of all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from ...core.bundle import TABLE_MIME
from ...core.count import several
from ...core.markdown import inline
from ...core.syntax import Syntax
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.page import write_page
from ...service.verb import Call, Hidden, Shown, Verb, encoded
from . import outcome
from .cell import comparison_bundle
from .commands import option_in
from .model import Comparison
from .report import begun_markdown, list_markdown
from .runner import ComparisonRunner
from .source import read_source
from .syntax import (
    ADR,
    AGAIN,
    ARGUE,
    BEGIN,
    COMPARE,
    DECIDE,
    DIFF,
    EXPORT,
    FIND,
    INSERT,
    JUDGE,
    LIST,
    OPTION,
    PHASE,
    PLOT,
    REFINE,
    REVEAL,
    RUN,
    SAVE,
    SCORE,
    STATUS,
    STOP,
    TABLE,
)
from .table import to_markdown
from .tree_diff import diff_trees


async def begin(host: Host, call: Call) -> Shown:
    """``%%compare``: begin, and show it live; a headless run waits for the whole of it."""
    source = read_source(call.body).with_functions(call.vars)
    comparison, problem = await host.find(ComparisonRunner).start(
        call.member, source, call.question, path=call.path, cell=call.cell
    )
    if call.cell is not None:
        markdown = begun_markdown(comparison, problem)
        return Shown(markdown, comparison_bundle(comparison.id, markdown))
    await host.find(ComparisonRunner).wait_until_written(call.member, comparison.id)
    if problem is not None:
        return Shown(begun_markdown(comparison, problem))
    return Shown(await host.find(ComparisonRunner).markdown(call.member, comparison.id, whole=True))


async def list_all(host: Host, call: Call) -> Shown:
    """``%cg compare list``, and ``find WORDS``."""
    return Shown(list_markdown(host.find(ComparisonRunner).all(call.text)))


async def option(host: Host, call: Call) -> Shown:
    """``%%cg option B``: a person's own code for an option, or a new option by its name."""
    named = call.text
    comparison = await host.find(ComparisonRunner).current(call.member, call.path)
    name, _, sketch = named.partition(": ")
    comparison = await host.find(ComparisonRunner).write(
        call.member, comparison.id, name, call.body, sketch.strip()
    )
    found = option_in(comparison, name)
    seen = (await host.find(ComparisonRunner).drafts(call.member, comparison)).get(found.id)
    if seen is None:
        return Shown(f"Added option **{found.label}** {inline(found.name)}.")
    files = ", ".join(f"`{path}`" for path in seen.tree.files) or "no files"
    lines = [f"Option **{found.label}** {inline(found.name)} is written: {files}."]
    for problem in seen.tree.problems:
        at = f", line {problem.line}" if problem.line else ""
        lines.append(f"- **{inline(problem.path)}**{at}: {inline(problem.message)}")
    return Shown("\n\n".join([lines[0], "\n".join(lines[1:])]).strip())


async def adr(host: Host, call: Call) -> Shown:
    """``%cg adr export DIR``."""
    folder = call.arguments.plain
    written = await host.find(ComparisonRunner).export(
        call.member, folder, overwrite=call["overwrite"]
    )
    return Shown("Decision records are written:\n\n" + _listed(written))


# What %cg compare does


async def _status(host: Host, call: Call, comparison: Comparison) -> Shown:
    return Shown(await host.find(ComparisonRunner).markdown(call.member, comparison.id))


async def _table(host: Host, call: Call, comparison: Comparison) -> Shown:
    table = host.find(ComparisonRunner).table(
        comparison, await host.find(ComparisonRunner).drafts(call.member, comparison)
    )
    return Shown(to_markdown(table), {TABLE_MIME: {"table": table.to_wire(), "as": "table"}})


async def _plot(host: Host, call: Call, comparison: Comparison) -> Shown:
    shown = await _table(host, call, comparison)
    held = {**shown.data[TABLE_MIME], "as": "plot"}
    return Shown(shown.markdown, {TABLE_MIME: held})


async def _score(host: Host, call: Call, comparison: Comparison) -> Shown:
    found, criterion, after = _about(comparison, call["option"], call.text)
    number, _, why = after.partition(" ")
    if not number.isdecimal() or len(number) > 2:
        raise InvalidCommand(
            "A score is a whole number from 1 to 5.",
            SCORE.remedy,
        )
    await _say(
        host, call, "compare_score", comparison,
        option=found, criterion=criterion, score=int(number), why=why.strip(),
    )  # fmt: skip
    hidden = " It stays secret until the scores are revealed." if comparison.hidden else ""
    return Shown(f"Scored **{_label(comparison, found)}** for {inline(criterion)}.{hidden}")


async def _argue(host: Host, call: Call, comparison: Comparison) -> Shown:
    found, side = option_in(comparison, call["option"]).id, call["side"]
    await _say(host, call, "compare_argue", comparison, option=found, side=side, text=call.text)
    return Shown(f"Said {side} **{_label(comparison, found)}**.".replace("note", "on"))


async def _phase(host: Host, call: Call, comparison: Comparison) -> Shown:
    name, timer = call["phase"], None
    if call.text:
        try:
            timer = float(call.text)
        except ValueError:
            raise InvalidCommand(
                f"{call.text[:20]!r} is no number of minutes.",
                f"Write: %cg compare phase {name} 10",
            ) from None
    await _say(host, call, "compare_phase", comparison, phase=name, minutes=timer)
    return Shown(f"Phase: **{name}**" + (f", for {several(timer, 'minute')}." if timer else "."))


async def _reveal(host: Host, call: Call, comparison: Comparison) -> Shown:
    await _say(host, call, "compare_reveal", comparison)
    invited = host.find(ComparisonRunner).record.invited(comparison)
    shown = await _status(host, call, await _anew(host, call, comparison))
    told = f"Revealed: {len(comparison.scored)} of {invited} have scored."
    return replace(shown, markdown=f"{told}\n\n{shown.markdown}")


async def _run(host: Host, call: Call, comparison: Comparison) -> Shown:
    named = option_in(comparison, call.text).id if call.text else None
    after = await host.find(ComparisonRunner).run(call.member, comparison.id, named, wait=True)
    return await _status(host, call, after)


async def _stop(host: Host, call: Call, comparison: Comparison) -> Shown:
    await host.find(ComparisonRunner).stop(call.member, comparison.id, call.text)
    return Shown(f"Stopped **{_label(comparison, option_in(comparison, call.text).id)}**.")


async def _again(host: Host, call: Call, comparison: Comparison) -> Shown:
    await host.find(ComparisonRunner).rewrite(call.member, comparison.id, call.text, call.question)
    return await _while_written(host, call, comparison)


async def _refine(host: Host, call: Call, comparison: Comparison) -> Shown:
    instruction = "\n".join(filter(None, (call.text, call.body.strip())))
    await host.find(ComparisonRunner).refine(
        call.member, comparison.id, call["option"], instruction, call.question
    )
    return await _while_written(host, call, comparison)


async def _while_written(host: Host, call: Call, comparison: Comparison) -> Shown:
    """In a cell the comparison shows it grow; a headless run waits for it."""
    if call.cell is None:
        await host.find(ComparisonRunner).wait_until_written(call.member, comparison.id)
    return await _status(host, call, await _anew(host, call, comparison))


async def _judge(host: Host, call: Call, comparison: Comparison) -> Shown:
    after = await host.find(ComparisonRunner).judge(call.member, comparison.id, call.question)
    return await _status(host, call, after)


async def _diff(host: Host, call: Call, comparison: Comparison) -> Shown:
    keys = (call["first"], call["second"])
    seen = await host.find(ComparisonRunner).drafts(call.member, comparison)
    before, after = (
        seen[found].tree.files if (found := option_in(comparison, key).id) in seen else {}
        for key in keys
    )
    parts = []
    for file in diff_trees(before, after):
        path = inline(file.path)
        text = f"\n\n````diff\n{file.diff}\n````" if file.diff else ""
        parts.append(f"**{path}**: {file.status}{text}")
    return Shown("\n\n".join(parts) or "Neither has any file yet.")


async def _save(host: Host, call: Call, comparison: Comparison) -> Shown:
    _, written = await host.find(ComparisonRunner).save(
        call.member, comparison.id, call.arguments.plain, overwrite=call["overwrite"]
    )
    return Shown("Prototypes are written:\n\n" + _listed(written))


async def _export(host: Host, call: Call, comparison: Comparison) -> Shown:
    page = await outcome.page(host.find(ComparisonRunner), call.member, comparison.id)
    path = await write_page(host, call, page, call.arguments.plain)
    return Shown(f"The page is written: `{path}`")


async def _insert(host: Host, call: Call, comparison: Comparison) -> Shown:
    await host.find(ComparisonRunner).insert(call.member, comparison.id, call.text)
    found = option_in(comparison, call.text)
    return Shown(f"The files of **{found.label}** are cells now, below the comparison.")


async def _decide(host: Host, call: Call, comparison: Comparison) -> Shown:
    key = call["option"]
    reason = "\n".join(filter(None, (call.text, call.body.strip())))
    reason = reason.removeprefix("because ")
    named = None if key.casefold() == "none" else option_in(comparison, key).id
    after = await host.find(ComparisonRunner).decide(call.member, comparison.id, named, reason)
    assert after.decision is not None
    entry = host.find(ComparisonRunner).record.entry(after.decision.entry)
    waits = entry is not None and any(head.status == "proposed" for head in entry.standing)
    chosen = f"**{_label(comparison, named)}**" if named else "**none of them**"
    hint = "\n\nIt is a proposal until the context owner accepts it." if waits else ""
    record = "" if entry is None else f"\n\n---\n\n{entry.standing[-1].body}"
    return Shown(f"Decided for {chosen}: the record is a decision of the team now.{hint}{record}")


SCORE_ELSEWHERE = (
    "Nothing was scored. What stands in a shared notebook is seen by everyone, and scores of this "
    "comparison are secret until they are revealed: give yours in the comparison itself, in the "
    "Common Ground side panel. Take it out of the cell, too."
)


async def _secret_score(host: Host, call: Call) -> str | None:
    comparison = await host.find(ComparisonRunner).current(call.member, call.path)
    return SCORE_ELSEWHERE if comparison.hidden else None


def _on(
    syntax: Syntax,
    does: Callable[[Host, Call, Comparison], Awaitable[Shown]],
    hidden: Hidden | None = None,
) -> Verb:
    """A verb about the comparison that is meant here."""

    async def run(host: Host, call: Call) -> Shown:
        comparison = await host.find(ComparisonRunner).current(call.member, call.path)
        return await does(host, call, comparison.as_shared)  # what it shows stands in a cell

    return Verb(syntax, run, hidden)


VERBS = (
    Verb(BEGIN, begin),
    _on(COMPARE, _status),
    _on(STATUS, _status),
    _on(TABLE, _table),
    _on(PLOT, _plot),
    Verb(OPTION, option),
    _on(REFINE, _refine),
    _on(AGAIN, _again),
    _on(STOP, _stop),
    _on(RUN, _run),
    _on(DIFF, _diff),
    _on(SCORE, _score, _secret_score),
    _on(REVEAL, _reveal),
    _on(JUDGE, _judge),
    _on(ARGUE, _argue),
    _on(PHASE, _phase),
    _on(EXPORT, _export),
    _on(SAVE, _save),
    _on(INSERT, _insert),
    _on(DECIDE, _decide),
    Verb(LIST, list_all),
    Verb(FIND, list_all),
    Verb(ADR, adr),
)


async def _say(host: Host, call: Call, name: str, comparison: Comparison, **fields: object) -> None:
    command = host.parse_command(encoded(command=name, comparison=comparison.id, **fields))
    await host.service.run(call.member, command, source=call.source)


async def _anew(host: Host, call: Call, comparison: Comparison) -> Comparison:
    return await host.find(ComparisonRunner).get(call.member, comparison.id)


def _about(comparison: Comparison, key: str, after: str) -> tuple[str, str, str]:
    """Option, criterion (of one word or more) and what is left of ``clarity 4 and why``."""
    found = option_in(comparison, key)
    for criterion in sorted(comparison.criteria, key=lambda c: -len(c.name)):
        if after.casefold().startswith(criterion.name.casefold()):
            tail = after[len(criterion.name) :]
            if not tail or tail[0].isspace():
                return found.id, criterion.name, tail.strip()
    names = ", ".join(c.name for c in comparison.criteria) or "none"
    raise InvalidCommand("Which criterion?", f"There are: {names}.")


def _label(comparison: Comparison, key: str) -> str:
    found = option_in(comparison, key)
    return f"{found.label} {inline(found.name)}"


def _listed(paths: list[str]) -> str:
    return "\n".join(f"- `{path}`" for path in paths)
