"""Would the tests notice? Changes one place of the package at a time and runs the tests near it.

``python tools/mutants.py [FOLDER ...] [--sample 40] [--seed 1] [--json FILE]``. A change that no
test notices is a survivor: a hole in the tests, or a change that makes no difference. The sample
is drawn from all places at random; the seed is printed, and brings the same sample again.

The tests near a module are those of its folder in ``tests/`` and all that import it, but for the
browser's. They run in a copy of the tracked files, so that the clone stays as it is.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).resolve().parent.parent
SOURCES, PACKAGE = "jupyter_ext", "commonground"
LIMIT = 900
"""Seconds after which the tests near a place are over: what never ends is noticed, too."""

COMPARED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: (r"is(?!\s+not)", "is not"),
    ast.IsNot: (r"is\s+not", "is"), ast.In: ("in", "not in"), ast.NotIn: (r"not\s+in", "in"),
}  # fmt: skip
COUNTED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: (r"\+", "-"), ast.Sub: ("-", "+"), ast.Mult: (r"\*", "//"), ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"), ast.Mod: ("%", "*"), ast.BitAnd: ("&", "|"), ast.BitOr: (r"\|", "&"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: ``text[start:end]`` of the module becomes ``instead``."""

    module: str
    line: int
    start: int
    end: int
    instead: str

    @property
    def folder(self) -> str:
        """The room of the package that it is in, a feature's by its noun."""
        parts = Path(self.module).parts[2:-1]
        return "/".join(parts[:2]) or "."

    def applied(self, text: str) -> str:
        """The module with this change."""
        return text[: self.start] + self.instead + text[self.end :]

    def shown(self, text: str) -> str:
        """The line, as it was and as it is now."""
        first = text.rfind("\n", 0, self.start) + 1
        last = text.find("\n", self.end)
        new = self.applied(text)
        new_last = last + len(new) - len(text)
        return f"  - {text[first:last].strip()}\n  + {new[first:new_last].strip()}"


def mutants(module: str, text: str) -> list[Mutant]:
    """All changes that are tried at this module: each compiles and differs from it."""
    return sorted(_Finder(module, text).found(), key=lambda m: (m.start, m.end, m.instead))


class _Finder:
    """Places of one module, found in its tree; offsets are characters."""

    def __init__(self, module: str, text: str) -> None:
        self._module, self._text = module, text
        self._lines = [0]
        for line in text.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._bytes = [line.encode() for line in text.splitlines(keepends=True)]

    def found(self) -> Iterator[Mutant]:
        for node in self._behaviour(ast.parse(self._text)):
            for start, end, instead in self._changes(node):
                made = Mutant(self._module, node.lineno, start, end, instead)  # type: ignore[attr-defined]
                if _compiles(made.applied(self._text)):
                    yield made

    def _behaviour(self, node: ast.AST) -> Iterator[ast.AST]:
        """All nodes but annotations, docstrings, decorators, messages and what is only logged."""
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST) and not _silent(child):
                    if hasattr(child, "lineno"):
                        yield child
                    yield from self._behaviour(child)

    def _changes(self, node: ast.AST) -> Iterator[tuple[int, int, str]]:
        match node:
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARED:
                yield from self._between(left, right, *COMPARED[type(op)])
            case ast.BinOp(left=left, op=op, right=right) if type(op) in COUNTED:
                yield from self._between(left, right, *COUNTED[type(op)])
            case ast.BoolOp(op=op, values=[left, right, *_]):
                words = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
                yield from self._between(left, right, *words)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield self._start(node), self._start(operand), ""
            case ast.Constant(value=bool() as value):
                yield *self._span(node), str(not value)
            case ast.Constant(value=int() as value):
                yield *self._span(node), str(value + 1)
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                yield *self._span(test), "False"
                if not isinstance(node, ast.While):
                    yield *self._span(test), "True"
            case ast.Return(value=ast.expr()):
                yield *self._span(node), "return None"
            case ast.Raise() | ast.AugAssign() | ast.Delete() | ast.Expr():
                yield *self._span(node), "pass"
            case ast.Break():
                yield *self._span(node), "continue"
            case ast.Continue():
                yield *self._span(node), "break"

    def _between(
        self, left: ast.expr, right: ast.expr, sign: str, instead: str
    ) -> Iterator[tuple[int, int, str]]:
        start, end = self._end(left), self._start(right)
        edge = r"\b" if sign[0].isalpha() else ""
        if found := re.search(edge + sign + edge, self._text[start:end]):
            yield start + found.start(), start + found.end(), instead

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        return self._start(node), self._end(node)

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._place(node.lineno, node.col_offset)

    def _end(self, node: ast.expr | ast.stmt) -> int:
        return self._place(node.end_lineno or node.lineno, node.end_col_offset or 0)

    def _place(self, line: int, column: int) -> int:
        return self._lines[line - 1] + len(self._bytes[line - 1][:column].decode())


def _silent(node: ast.AST) -> bool:
    """What no test need notice: docstrings, formatted words, what is logged, imports for types."""
    match node:
        case ast.JoinedStr() | ast.Constant(value=str()) | ast.Expr(value=ast.Constant()):
            return True
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="log")))):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
    return False


def _compiles(text: str) -> bool:
    try:
        compile(text, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def near_tests(root: Path, module: str) -> list[str]:
    """The test files near a module of the package, those of its own folder first."""
    inner = Path(module).relative_to(Path(SOURCES) / PACKAGE)
    dotted = ".".join((PACKAGE, *inner.with_suffix("").parts)).removesuffix(".__init__")
    parent, _, name = dotted.rpartition(".")
    imports = re.compile(
        rf"^\s*(from {re.escape(dotted)} |import {re.escape(dotted)}\b"
        rf"|from {re.escape(parent)} import .*\b{name}\b)",
        re.MULTILINE,
    )
    own = root / "tests" / inner.parent
    files = [p for p in sorted((root / "tests").rglob("test_*.py")) if "browser" not in p.parts]
    first = [p for p in files if own != root / "tests" and p.is_relative_to(own)]
    rest = [p for p in files if p not in first and imports.search(p.read_text(encoding="utf-8"))]
    return [str(p.relative_to(root)) for p in (*first, *rest)]


class Trial:
    """Runs tests in a copy of the tracked files, which it makes and removes."""

    def __init__(self, root: Path, python: str = sys.executable) -> None:
        self._python = python
        self.copy = Path(tempfile.mkdtemp(prefix="mutants-"))
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True
        ).stdout
        for name in filter(None, listed.split("\0")):
            if (root / name).is_file() and "/frontend/" not in name:
                (self.copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, self.copy / name)

    def passes(self, tests: Sequence[str]) -> bool:
        """Whether these test files pass, as the copy is now."""
        command = [self._python, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        command += ["-p", "no:randomly", "--hypothesis-profile=ci", "--hypothesis-seed=1"]
        try:
            done = subprocess.run(
                command, cwd=self.copy, capture_output=True, timeout=LIMIT, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def notices(self, mutant: Mutant, tests: Sequence[str]) -> bool:
        """Whether one of the tests fails with this change."""
        path = self.copy / mutant.module
        text = path.read_text(encoding="utf-8")
        try:
            path.write_text(mutant.applied(text), encoding="utf-8")
            return not self.passes(tests)
        finally:
            path.write_text(text, encoding="utf-8")

    def close(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.copy, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one change; ``tests`` are the files that were asked."""

    mutant: Mutant
    killed: bool
    tests: tuple[str, ...]


def run(root: Path, chosen: Iterable[Mutant], jobs: int) -> Iterator[Result]:
    """Try each change, ``jobs`` at a time. Raises RuntimeError where tests fail without one."""
    trials: SimpleQueue[Trial] = SimpleQueue()
    made = [Trial(root) for _ in range(jobs)]
    for trial in made:
        trials.put(trial)
    sound: dict[tuple[str, ...], bool] = {}

    def attempt(mutant: Mutant) -> Result:
        tests = tuple(near_tests(root, mutant.module))
        trial = trials.get()
        try:
            if not sound.setdefault(tests, not tests or trial.passes(tests)):
                raise RuntimeError(f"These fail without a change: {' '.join(tests)}")
            return Result(mutant, bool(tests) and trial.notices(mutant, tests), tests)
        finally:
            trials.put(trial)

    try:
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(attempt, chosen)
    finally:
        for trial in made:
            trial.close()


def places(root: Path, folders: Sequence[str]) -> list[Mutant]:
    """All changes that can be made below these folders of the package (none: everywhere)."""
    package = root / SOURCES / PACKAGE
    wanted = [package / folder for folder in folders] or [package]
    for path in wanted:
        if not path.exists():
            raise SystemExit(f"There is no {path.relative_to(root)}.")
    found: list[Mutant] = []
    for path in sorted(package.rglob("*.py")):
        if any(path.is_relative_to(each) for each in wanted):
            found += mutants(str(path.relative_to(root)), path.read_text(encoding="utf-8"))
    return found


def drawn(
    root: Path, folders: Sequence[str], *, sample: int, seed: int
) -> tuple[int, list[Mutant]]:
    """How many changes there are, and as many of them as asked for, by chance."""
    everything = places(root, folders)
    chosen = random.Random(seed).sample(everything, min(sample, len(everything)))
    return len(everything), chosen


def table(results: Sequence[Result]) -> str:
    """Killed of tried, by folder and in all."""
    folders = sorted({result.mutant.folder for result in results})
    rows = [(name, [r for r in results if r.mutant.folder == name]) for name in folders]
    rows.append(("all", list(results)))
    return "\n".join(
        f"{name:28} {sum(r.killed for r in of):4} of {len(of):4}"
        f" {100 * sum(r.killed for r in of) / max(len(of), 1):6.0f} %"
        for name, of in rows
    )


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Draw the sample, try it, print what survived and the figures."""
    parser = argparse.ArgumentParser(prog="tools/mutants.py", description=__doc__)
    parser.add_argument("folders", nargs="*", help="of the package, such as `store features/turns`")
    parser.add_argument("--sample", type=int, default=40, help="how many changes are tried")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there")
    options = parser.parse_args(arguments)
    count, chosen = drawn(root, options.folders, sample=options.sample, seed=options.seed)
    print(f"{len(chosen)} of {count} places, --seed={options.seed}", flush=True)
    results: list[Result] = []
    for result in run(root, chosen, options.jobs):
        results.append(result)
        mutant = result.mutant
        text = (root / mutant.module).read_text(encoding="utf-8")
        state = "killed" if result.killed else "SURVIVED"
        print(f"{state}: {mutant.module}:{mutant.line}\n{mutant.shown(text)}", flush=True)
    print("\n" + table(results))
    if options.json is not None:
        found = [asdict(r.mutant) | {"killed": r.killed} for r in results]
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
