"""How a line of a cell is read: a verb declares its parameters, and everything else follows.

Options and single words are click's: it converts them, checks them and completes them. Which words
those are is found here, since what people write in a cell is no shell's line: the free text behind
them (apostrophes, question marks, quotes, dashes) is kept as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import click
from click.shell_completion import CompletionItem

from ..errors import InvalidCommand
from .completion import Completion, begun_at
from .parameter import FreeText, Marked, VerbOption, Word

Row = tuple[str, str]
"""A row of help: what is written, and what it does."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """A line as it was read: values of options and words by name, and the free text."""

    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    @property
    def plain(self) -> str:
        """The free text, without quotes around the whole of it."""
        return unquoted(self.text)

    @property
    def given(self) -> dict[str, Any]:
        """The values that were given."""
        return {name: value for name, value in self.values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Syntax:
    """A verb as it is written: one word or two (``sprint move``), or a cell magic (``%%ai``).

    ``usage`` are rows of ``%cg help``. The verb's own help has ``intro``, then ``detail`` (else
    ``usage``), then ``outro``; these rows stand in the help of the verb ``within``, too.
    ``example`` is what an error says to write, if not ``form``.
    """

    name: str
    parameters: tuple[Word | Marked | VerbOption, ...] = ()
    text: FreeText | None = None
    usage: tuple[Row, ...] = ()
    detail: tuple[Row, ...] = ()
    example: str = ""
    intro: str = ""
    outro: str = ""
    within: str = ""

    @property
    def head(self) -> str:
        """How its line begins."""
        return self.name if self.name.startswith("%%") else f"%cg {self.name}"

    @property
    def form(self) -> str:
        """How it is written: ``%cg sprint move [--before KEY] KEY COLUMN``."""
        parts = [self.head]
        for option in self.options:
            parts.append(option.written if option.required else f"[{option.written}]")
        parts += [_word_form(word) for word in self.words]
        if self.text is not None:
            parts.append(self.text.name if self.text.missing else f"[{self.text.name}]")
        return " ".join(parts)

    @property
    def options(self) -> tuple[VerbOption, ...]:
        """Its options and flags, but for those that are only there to say something."""
        return tuple(p for p in self.parameters if isinstance(p, VerbOption) and not p.hidden)

    @property
    def words(self) -> tuple[Word | Marked, ...]:
        """What stands at its place before the free text."""
        return tuple(p for p in self.parameters if not isinstance(p, VerbOption))

    @property
    def remedy(self) -> str:
        """What would be right."""
        return f"Write: {self.example or self.form}"

    def read(self, line: str, body: str = "") -> Arguments:
        """What follows the verb. Raises InvalidCommand, saying what would be right."""
        found = _LineReader(self, line).found()
        values = _converted(self, found)
        if self.text is not None and self.text.missing and not (found.text or body.strip()):
            raise InvalidCommand(self.text.missing, self.remedy)
        return Arguments(values, found.text)

    def option(self, word: str) -> VerbOption | None:
        """The option that a word (``--name`` or ``--name=VALUE``) names."""
        name = word.partition("=")[0]
        every = (p for p in self.parameters if isinstance(p, VerbOption))
        return next((each for each in every if name in each.opts), None)

    def place(self, line: str) -> Completion:
        """What the word at the end of a line may become, by what stands before it."""
        start = begun_at(line)
        before, incomplete = line[:start], line[start:]
        *_, last = ["", *(word.text for word in words_in(before))]
        option = self.option(last)
        if option is not None and option.value and "=" not in last:
            return _value_place(self, option, incomplete)
        if incomplete.startswith("--"):
            return self._option_place(before, incomplete)
        reader = _LineReader(self, before, complete=False)
        found = reader.found()
        for word in () if found.text else self.words[len(found.words) :][:1]:
            return _value_place(self, word, incomplete)
        if self.text is None:
            return Completion(incomplete)
        text = line[start if reader.start is None else reader.start :]
        return Completion(text, names=self.text.completes, quoted=False)

    def _option_place(self, before: str, incomplete: str) -> Completion:
        name, equals, value = incomplete.partition("=")
        option = self.option(name)
        if equals:
            return Completion(value) if option is None else _value_place(self, option, value)
        if self.text is not None and not self.text.late and self._text_of(before):
            return Completion(incomplete)
        given = {word.text.partition("=")[0] for word in words_in(before)}
        names = (each.opts[0] for each in self.options)
        left = tuple(name for name in names if name.startswith(incomplete) and name not in given)
        return Completion(incomplete, left)

    def _text_of(self, before: str) -> str:
        return _LineReader(self, before, complete=False).found().text


def _word_form(word: Word | Marked) -> str:
    name = str(word.name).upper()
    if isinstance(word, Marked):
        return f"{word.marks[0]}{name} …"
    return name if word.required else f"[{name}]"


def _value_place(
    syntax: Syntax, parameter: Word | Marked | VerbOption, incomplete: str
) -> Completion:
    """Where a value of that parameter is written; of several with commas, the last one."""
    if isinstance(parameter, VerbOption) and "," in parameter.value:
        incomplete = incomplete.rpartition(",")[2]
    words = _completed(syntax, parameter, incomplete)
    return Completion(incomplete, words, parameter.completes or "")


def _completed(syntax: Syntax, parameter: click.Parameter, incomplete: str) -> tuple[str, ...]:
    context = click.Context(click.Command(syntax.name), resilient_parsing=True)
    items: list[CompletionItem] = parameter.shell_complete(context, incomplete)
    return tuple(str(item.value) for item in items if item.type == "plain")


# Reading a line


@dataclass(frozen=True, slots=True)
class WordIn:
    """A word of a line and where it stands; quotes around the whole of it are left out."""

    text: str
    start: int
    end: int


_WORD = re.compile(
    r"""(?P<option>--[a-z-]+=)?(?:"[^"]*"|'[^']*'|“[^”]*”)(?=\s|$) | \S+""", re.VERBOSE
)
_PAIRS = {'"': '"', "'": "'", "“": "”"}
_DASHED = re.compile(r"(?:--|—|–)[a-z][a-z-]*(?:=.*)?", re.DOTALL)


def words_in(line: str) -> Iterator[WordIn]:
    """The words of a line; several in quotes are one, and an apostrophe inside a word is none."""
    for match in _WORD.finditer(line):
        option = match["option"] or ""
        yield WordIn(option + unquoted(match[0][len(option) :]), *match.span())


def unquoted(text: str) -> str:
    """The text without the quotes around it, if nothing between them ends them."""
    text = text.strip()
    close = _PAIRS.get(text[:1])
    inner = text[1:-1]
    whole = close is not None and len(text) > 1 and text.endswith(close) and close not in inner
    return inner if whole else text


@dataclass(frozen=True, slots=True)
class _Parts:
    """A line taken apart: ``--name=value`` of each option, the words, the marked ones, the text."""

    options: tuple[str, ...]
    words: tuple[str, ...]
    marked: tuple[str, ...]
    text: str


class _LineReader:
    """Takes one line apart. ``complete`` False: it is being written, so nothing is refused."""

    def __init__(self, syntax: Syntax, line: str, *, complete: bool = True) -> None:
        self._syntax = syntax
        self._line = line
        self._complete = complete
        self._options: list[str] = []
        self._words: list[str] = []
        self._marked: list[str] = []
        self._cuts: list[tuple[int, int]] = []
        self.start: int | None = None
        self._wanted = [word for word in syntax.words if isinstance(word, Word)]
        marked = next((word for word in syntax.words if isinstance(word, Marked)), None)
        self._marks = tuple(marked.marks) if marked is not None else ()
        self._text = syntax.text or FreeText(late=True, strict=True)

    def found(self) -> _Parts:
        """The parts. Raises InvalidCommand for a word or an option that does not belong there."""
        words = words_in(self._line)
        for word in words:
            if self._syntax.text is None and word.text[:1] in ("#", ";"):
                break  # a comment behind a verb that takes no text
            option = self._option(word)
            if option is not None:
                self._take_option(option, word, words)
            elif self.start is None:
                self._take_word(word)
        return _Parts(tuple(self._options), tuple(self._words), tuple(self._marked), self._rest())

    def _option(self, word: WordIn) -> VerbOption | None:
        """The option that a word is meant as, where one may stand."""
        quoted = self._line[word.start] in _PAIRS
        if quoted or not _DASHED.fullmatch(word.text):
            return None
        option = self._syntax.option(re.sub("^[—–]", "--", word.text))
        begun = self.start is not None
        if option is not None and begun and not self._text.late:
            self._refuse_late(option)
            return None
        if option is not None and not word.text.startswith("--"):
            self._refuse_late(option)
        if option is None and self._options_declared and (not begun or self._text.strict):
            self._refuse_unknown(word.text)
        return option

    @property
    def _options_declared(self) -> bool:
        return bool(self._syntax.options)

    def _refuse_unknown(self, word: str) -> None:
        if self._complete:
            known = ", ".join(option.opts[0] for option in self._syntax.options)
            name = word.partition("=")[0][:32]
            raise InvalidCommand(f"There is no option {name}.", f"Options: {known}.")

    def _refuse_late(self, option: VerbOption) -> None:
        """An option where it would be taken for text."""
        if self._complete:
            raise InvalidCommand(
                f"{option.opts[0]} comes before the text, once.", self._syntax.remedy
            )

    def _take_option(self, option: VerbOption, word: WordIn, rest: Iterator[WordIn]) -> None:
        name, equals, value = word.text.partition("=")
        end = word.end
        if name in {given.partition("=")[0] for given in self._options}:
            self._refuse_late(option)
        if not option.value:
            if equals:
                raise InvalidCommand(f"{name} has no value of its own.", f"Write: {name}")
            self._options.append(name)
        else:
            following = None if equals else next(rest, None)
            if not equals and following is None:
                self._refuse_no_value(option)
                return
            if following is not None:
                value, end = following.text, following.end
            self._options.append(f"{name}={value}")
        if self.start is not None:
            self._cuts.append((word.start, end))

    def _refuse_no_value(self, option: VerbOption) -> None:
        if self._complete:
            raise InvalidCommand(f"{option.opts[0]} has no value.", f"Write: {option.written}")

    def _take_word(self, word: WordIn) -> None:
        quoted = self._line[word.start] in _PAIRS
        marked = self._marks and word.text.startswith(self._marks) and len(word.text) > 1
        if marked and not quoted:
            self._marked.append(word.text)
        elif len(self._words) < len(self._wanted):
            wanted = self._wanted[len(self._words)]
            bare = not wanted.bare or quoted or re.fullmatch(wanted.bare, word.text)
            if self._complete and not bare:
                raise InvalidCommand(wanted.missing, self._syntax.remedy)
            self._words.append(word.text.strip())
        elif self._syntax.text is not None:
            self._refuse_short(word)
            self.start = word.start
        elif self._complete:
            raise InvalidCommand(
                f"{self._syntax.head} does not know {word.text[:40]!r}.", self._syntax.remedy
            )

    def _refuse_short(self, word: WordIn) -> None:
        """A text that begins like an option in another dialect: ``-k VALUE``, ``kind=VALUE``."""
        for option in self._syntax.options:
            name = option.opts[0][2:]
            if option.value and (word.text == f"-{name[0]}" or word.text.startswith(f"{name}=")):
                self._refuse_late(option)

    def _rest(self) -> str:
        """The text from where it begins, byte for byte but for the options in it."""
        if self.start is None:
            return ""
        kept, position = "", self.start
        for start, end in self._cuts:
            kept += self._line[position:start].rstrip()
            position = end
        return (kept + self._line[position:]).strip()


# Click


def _converted(syntax: Syntax, found: _Parts) -> dict[str, Any]:
    """The values by name, as click converts them. Raises InvalidCommand."""
    parameters = list(syntax.parameters)
    command = click.Command(
        syntax.name, params=cast("list[click.Parameter]", parameters), add_help_option=False
    )
    given = [*found.options, "--", *found.words, *found.marked]
    try:
        return dict(command.make_context(syntax.head, given).params)
    except click.MissingParameter as error:
        said = getattr(error.param, "missing", "") or (syntax.text and syntax.text.missing)
        raise InvalidCommand(str(said or error.format_message()), syntax.remedy) from None
    except click.ClickException as error:
        raise InvalidCommand(error.format_message(), syntax.remedy) from None
