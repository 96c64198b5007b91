"""``%%compare``, ``%cg compare ...``, ``%cg option`` and ``%cg adr``: what each does and shows.

A cell's line is read here and handed to ``Comparing`` or, as a command, to the service. Which
comparison is meant: the newest undecided one of this notebook, else of all.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ...core.bundle import TABLE_MIME
from ...core.markdown import inline
from ...errors import InvalidCommand
from ...service.host import Host
from ...service.verb import Call, Shown, Verb, encoded
from .commands import option_in
from .model import PHASES, SIDES, Comparison
from .report import begun_markdown, list_markdown
from .runner import Comparing, comparison_bundle
from .source import EXAMPLE, read_source
from .table import to_markdown
from .tree_diff import diff_trees

COMPARE_HELP = f"""\
**Compare designs** in a cell that begins with `%%compare`:

```yaml
{EXAMPLE}```

A check may also be the name of a function in the notebook (`check: check`); what `benchmark: |`
holds is timed; `scoring: secret` hides scores until they are revealed; `prototype: |` below an
option is code of your own.

| write | and |
|---|---|
| `%cg compare` | where it stands, with the table |
| `table = %cg compare table` | the table as a pandas DataFrame; `%cg compare plot` draws it |
| `%%cg option B` and code below it | write or paste an option yourself; a new name adds one |
| `%cg compare refine B make it event-driven` | have it changed; also `again B`, `stop B` |
| `%cg compare run` (or `run B`) | run them against the check, apart and within limits |
| `%cg compare diff A B` | how their files differ |
| `%cg compare score B clarity 4 short and plain` | your score, 1 to 5; `reveal` shows secret ones |
| `%cg compare judge` | have the model score them, apart from what people give |
| `%cg compare argue B against needs a server` | speak `for` or `against` it, or `note` |
| `%cg compare phase discuss 10` | propose, prototype, discuss, decide; with a timer |
| `%cg compare save FOLDER` | write the files; `insert B` makes cells of them |
| `%cg compare decide B simplest that passes` | end it with a decision record (or `none`) |
| `%cg compare list`, `find WORDS` | all comparisons, with what was not chosen |
| `%cg adr export DIR` | write all decision records as files (MADR) |
"""


async def begin(host: Host, call: Call) -> Shown:
    """``%%compare``: begin, and show it live; a headless run waits for the whole of it."""
    if call.line.strip():
        raise InvalidCommand(
            "%%compare takes nothing on its own line.", "Write the goal and options below it."
        )
    source = read_source(call.body).with_functions(call.vars)
    comparison, problem = await host.find(Comparing).start(
        call.member, source, call.question, path=call.path, cell=call.cell
    )
    if call.cell is not None:
        markdown = begun_markdown(comparison, problem)
        return Shown(markdown, comparison_bundle(comparison.id, markdown))
    await host.find(Comparing).written(call.member, comparison.id)
    if problem is not None:
        return Shown(begun_markdown(comparison, problem))
    return Shown(await host.find(Comparing).markdown(call.member, comparison.id, whole=True))


async def compare(host: Host, call: Call) -> Shown:
    """``%cg compare ...``."""
    word, _, rest = call.line.strip().partition(" ")
    word, rest = word or "status", rest.strip()
    if word == "help":
        return Shown(COMPARE_HELP)
    if word in ("list", "find"):
        return Shown(list_markdown(host.find(Comparing).all(rest if word == "find" else "")))
    if word not in _DOES:
        known = ", ".join((*_DOES, "list", "find", "help"))
        raise InvalidCommand(f"%cg compare does not know {word[:40]!r}.", f"It knows: {known}.")
    comparison = await host.find(Comparing).current(call.member, call.path)
    return await _DOES[word](host, call, comparison, rest)


async def option(host: Host, call: Call) -> Shown:
    """``%%cg option B``: a person's own code for an option, or a new option by its name."""
    named = call.line.strip()
    if not named:
        raise InvalidCommand("Which option?", "Write its letter or a new name: %%cg option B")
    comparison = await host.find(Comparing).current(call.member, call.path)
    name, _, sketch = named.partition(": ")
    comparison = await host.find(Comparing).write(
        call.member, comparison.id, name, call.body, sketch.strip()
    )
    found = option_in(comparison, name)
    seen = (await host.find(Comparing).seen(call.member, comparison)).get(found.id)
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
    word, _, rest = call.line.strip().partition(" ")
    folder, overwrite = _flag(rest)
    if word != "export" or not folder:
        raise InvalidCommand("%cg adr does one thing.", "Write: %cg adr export DIR")
    written = await host.find(Comparing).export(call.member, folder, overwrite=overwrite)
    return Shown("Decision records are written:\n\n" + _listed(written))


# What %cg compare does


async def _status(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    return Shown(await host.find(Comparing).markdown(call.member, comparison.id))


async def _table(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    table = host.find(Comparing).table(
        comparison, await host.find(Comparing).seen(call.member, comparison)
    )
    return Shown(to_markdown(table), {TABLE_MIME: {"table": table.to_wire(), "as": "table"}})


async def _plot(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    shown = await _table(host, call, comparison, rest)
    held = {**shown.data[TABLE_MIME], "as": "plot"}
    return Shown(shown.markdown, {TABLE_MIME: held})


async def _score(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    found, criterion, after = _about(comparison, rest)
    number, _, why = after.partition(" ")
    if not number.isdecimal() or len(number) > 2:
        raise InvalidCommand(
            "A score is a whole number from 1 to 5.",
            "Write: %cg compare score B clarity 4 and why",
        )
    await _say(
        host, call, "compare_score", comparison,
        option=found, criterion=criterion, score=int(number), why=why.strip(),
    )  # fmt: skip
    hidden = " It stays secret until the scores are revealed." if comparison.hidden else ""
    return Shown(f"Scored **{_label(comparison, found)}** for {inline(criterion)}.{hidden}")


async def _argue(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    key, _, after = rest.partition(" ")
    side, _, text = after.strip().partition(" ")
    if side not in SIDES or not text.strip():
        raise InvalidCommand(
            "Which side?", "Write: %cg compare argue B for TEXT (or against, or note)"
        )
    found = option_in(comparison, key).id
    await _say(host, call, "compare_argue", comparison, option=found, side=side, text=text.strip())
    return Shown(f"Said {side} **{_label(comparison, found)}**.".replace("note", "on"))


async def _phase(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    name, _, minutes = rest.partition(" ")
    if name not in PHASES:
        raise InvalidCommand(f"There is no phase {name[:40]!r}.", f"Phases: {', '.join(PHASES)}.")
    timer: float | None = None
    if minutes.strip():
        try:
            timer = float(minutes)
        except ValueError:
            raise InvalidCommand(
                f"{minutes.strip()[:20]!r} is no number of minutes.",
                f"Write: %cg compare phase {name} 10",
            ) from None
    await _say(host, call, "compare_phase", comparison, phase=name, minutes=timer)
    return Shown(f"Phase: **{name}**" + (f", for {timer:g} minutes." if timer else "."))


async def _reveal(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    await _say(host, call, "compare_reveal", comparison)
    return await _status(host, call, await _anew(host, call, comparison), "")


async def _run(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    named = option_in(comparison, rest).id if rest else None
    after = await host.find(Comparing).run(call.member, comparison.id, named, wait=True)
    return await _status(host, call, after, "")


async def _stop(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    await host.find(Comparing).stop(call.member, comparison.id, rest)
    return Shown(f"Stopped **{_label(comparison, option_in(comparison, rest).id)}**.")


async def _again(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    await host.find(Comparing).again(call.member, comparison.id, rest, call.question)
    return await _while_written(host, call, comparison)


async def _refine(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    key, _, instruction = rest.partition(" ")
    instruction = "\n".join(filter(None, (instruction.strip(), call.body.strip())))
    if not instruction:
        raise InvalidCommand(
            "What should change?", "Write: %cg compare refine B make it event-driven"
        )
    await host.find(Comparing).refine(call.member, comparison.id, key, instruction, call.question)
    return await _while_written(host, call, comparison)


async def _while_written(host: Host, call: Call, comparison: Comparison) -> Shown:
    """In a cell the comparison shows it grow; a headless run waits for it."""
    if call.cell is None:
        await host.find(Comparing).written(call.member, comparison.id)
    return await _status(host, call, await _anew(host, call, comparison), "")


async def _judge(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    after = await host.find(Comparing).judge(call.member, comparison.id, call.question)
    return await _status(host, call, after, "")


async def _diff(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    keys = rest.split()
    if len(keys) != 2:
        raise InvalidCommand("Name two options.", "Write: %cg compare diff A B")
    seen = await host.find(Comparing).seen(call.member, comparison)
    before, after = (
        seen[found].tree.files if (found := option_in(comparison, key).id) in seen else {}
        for key in keys
    )
    parts = []
    for file in diff_trees(before, after):
        path = inline(file["path"])
        text = f"\n\n````diff\n{file['diff']}\n````" if file["diff"] else ""
        parts.append(f"**{path}**: {file['status']}{text}")
    return Shown("\n\n".join(parts) or "Neither has any file yet.")


async def _save(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    folder, overwrite = _flag(rest)
    if not folder:
        raise InvalidCommand("Where to?", "Write: %cg compare save FOLDER")
    _, written = await host.find(Comparing).save(
        call.member, comparison.id, folder, overwrite=overwrite
    )
    return Shown("Prototypes are written:\n\n" + _listed(written))


async def _insert(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    await host.find(Comparing).insert(call.member, comparison.id, rest)
    found = option_in(comparison, rest)
    return Shown(f"The files of **{found.label}** are cells now, below the comparison.")


async def _decide(host: Host, call: Call, comparison: Comparison, rest: str) -> Shown:
    key, _, reason = rest.partition(" ")
    reason = "\n".join(filter(None, (reason.strip(), call.body.strip())))
    reason = reason.removeprefix("because ")
    if not key or not reason:
        raise InvalidCommand("Which option, and why?", "Write: %cg compare decide B and why")
    named = None if key.casefold() == "none" else option_in(comparison, key).id
    after = await host.find(Comparing).decide(call.member, comparison.id, named, reason)
    assert after.decision is not None
    entry = host.find(Comparing).entry(after.decision.entry)
    waits = entry is not None and any(head.status == "proposed" for head in entry.standing)
    chosen = f"**{_label(comparison, named)}**" if named else "**none of them**"
    hint = "\n\nIt is a proposal until the context owner accepts it." if waits else ""
    record = "" if entry is None else f"\n\n---\n\n{entry.standing[-1].body}"
    return Shown(f"Decided for {chosen}: the record is a decision of the team now.{hint}{record}")


_DOES: dict[str, Callable[[Host, Call, Comparison, str], Awaitable[Shown]]] = {
    "status": _status,
    "table": _table,
    "plot": _plot,
    "run": _run,
    "refine": _refine,
    "again": _again,
    "stop": _stop,
    "diff": _diff,
    "score": _score,
    "judge": _judge,
    "argue": _argue,
    "phase": _phase,
    "reveal": _reveal,
    "save": _save,
    "insert": _insert,
    "decide": _decide,
}

VERBS = (
    Verb("%%compare", begin),
    Verb(
        "compare",
        compare,
        (
            (
                "`%%compare` and a goal with options below it",
                "have designs written side by side; `%cg compare help` tells more",
            ),
        ),
    ),
    Verb("option", option),
    Verb("adr", adr),
)


async def _say(host: Host, call: Call, name: str, comparison: Comparison, **fields: object) -> None:
    command = host.parse_command(encoded(command=name, comparison=comparison.id, **fields))
    await host.service.run(call.member, command, source=call.source)


async def _anew(host: Host, call: Call, comparison: Comparison) -> Comparison:
    return await host.find(Comparing).get(call.member, comparison.id)


def _about(comparison: Comparison, rest: str) -> tuple[str, str, str]:
    """Option, criterion (of one word or more) and what is left of ``B clarity 4 and why``."""
    key, _, after = rest.partition(" ")
    found = option_in(comparison, key or "?")
    after = after.strip()
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


def _flag(rest: str) -> tuple[str, bool]:
    words = rest.split()
    kept = [word for word in words if word != "--overwrite"]
    return " ".join(kept).strip("\"'"), len(kept) < len(words)


def _listed(paths: list[str]) -> str:
    return "\n".join(f"- `{path}`" for path in paths)
