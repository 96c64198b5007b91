"""Answers put together from the team's entries, word for word, for a model that can't be relied on.

Pure: reads a question, and texts that the asker may read (entries in a prompt, results of tools).
It decides nothing and invents nothing; English and German.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..core.markdown import EXTRACT, inline
from ..core.prompt import Prompt
from ..core.tool import ToolUse

LIST_TOOL = "list_context"
MOST_LISTED = 25
"""Entries that an answer lists at most."""
MOST_NEAR = 3
"""Entries that are shown beside an answer that the model writes itself."""
STEM = 5
"""Letters by which two words count as one."""

_ASKS = re.compile(
    r"\?\s*$|^\W*(?:which|what|who|list|show|name|are|is there|tell|how many|any"
    r"|welche\w*|was|wer|woran|wor\w+|gibt|gelten|nenne|zeig\w*|liste|sag|wie viele)\b",
    re.I,
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "question",
        re.compile(
            r"\b(?:open|unanswered|unresolved) (?:question|discussion|issue|point)s?\b"
            r"|\b(?:questions?|discussions?|issues?) (?:are|is)(?: still)? (?:open|unresolved)\b"
            r"|\bwhat(?:'s| is) (?:still )?(?:open|undecided)\b"
            r"|\boffene\w* (?:frage|diskussion|punkt)\w*\b"
            r"|\b(?:fragen?|diskussion\w*|punkte) (?:sind|ist)(?: noch)? offen\b"
            r"|\bwas ist (?:noch )?(?:offen|ungeklärt)\b",
            re.I,
        ),
    ),
    (
        "work",
        re.compile(
            r"\bwho(?:'s| is| are|) (?:currently |now )?(?:work\w*|doing|busy|on)\b"
            r"|\bwork(?:s|ing)? on what\b|\bin progress\b|\bwhat is \w+ working on\b"
            r"|\bwer (?:arbeitet|macht|sitzt|ist)\b|\bworan (?:arbeite|wird)\w*|\bin arbeit\b",
            re.I,
        ),
    ),
    (
        "convention",
        re.compile(r"\bconventions?\b|\b(?:house|our|team) rules?\b|\bkonvention(?:en)?\b", re.I),
    ),
    (
        "decision",
        re.compile(
            r"\bdecisions?\b|\b(?:we|team|been) decided?\b|\b(?:we|team) decide\b"
            r"|\bentscheidung(?:en)?\b|\bentschieden\b|\bbeschlossen\b|\bbeschl(?:uss|üsse)\b",
            re.I,
        ),
    ),
)
_GERMAN = re.compile(
    r"[äöüß]|\b(?:welche\w*|was|wer|wie|wir|woran|warum|wieso|wann|ist|sind|und|oder|nicht|gibt"
    r"|gelten|der|das|unsere?|haben|hier|fragen|für|mit)\b",
    re.I,
)
_ENGLISH = re.compile(r"\b(?:the|what|which|who|how|is|are|do|does|did|we|of|to)\b", re.I)
_ENTRY = re.compile(r'<entry kind="(\w+)" status="([^"]+)">(.*?)</entry>', re.S)
_TEXT = re.compile(
    r'(?P<asked><proposed>)?(?:<version status="(?P<status>\w+)">)?'
    r"<title>(?P<title>.*?)</title>(?:<body>(?P<body>.*?)</body>)?",
    re.S,
)
_THING = re.compile(r"[a-z]+_\w+ \((?P<kind>\w+)(?P<dispute>, in dispute: .*)?\)")
_VERSION = re.compile(
    r"(?P<title>.*) \[(?P<status>[a-z]+), (?P<who>.*), (?P<day>\d{4}-\d\d-\d\d)"
    r"(?:, area (?P<area>[^\]]*))?\]"
)
_QUESTION = re.compile(r"</?question>")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """the and are our for how what which who why when where does did has have with about from
        this that there any all you can should must will would was were not use used please tell
        show list name team currently hold holds apply still been every into its they them
        der die das und oder wie was wer wir ist sind ein eine einen einem einer den dem des für mit
        von auf aus bei zum zur gibt gelten gilt haben hat welche welcher welches warum wieso wann
        nicht unser unsere unseren hier noch alle bitte zeige nenne sag mir uns woran man soll
        sollen muss werden wird als auch denn teams derzeit""",
    )
)
"""Words that say nothing of a subject."""


@dataclass(frozen=True, slots=True)
class DemoQuestion:
    """What a question is after: the kinds that it asks to be told of, and the words of its subject.

    ``kind`` is None where it asks for no list.
    """

    kind: str | None
    words: frozenset[str]
    german: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A version of an entry, or another thing of the team's, as it is quoted.

    ``source`` says who wrote it when, and where it holds, as far as that is known.
    """

    kind: str
    title: str
    status: str
    body: str = ""
    source: str = ""
    disputed: bool = False


def as_written(text: str) -> str:
    """Text from a prompt, without what keeps it from imitating the prompt's own tags."""
    return text.replace("&lt;", "<")


def question_of(prompt: Prompt) -> str:
    """The question as it was asked."""
    return as_written(_QUESTION.sub("", prompt.question)).strip()


def asked_for(question: str) -> DemoQuestion:
    """What is asked for."""
    german = bool(_GERMAN.search(question)) and not _ENGLISH.search(question)
    if _ASKS.search(question):
        for kind, pattern in _KINDS:
            if pattern.search(question):
                return DemoQuestion(kind, stems(pattern.sub(" ", question)), german)
    return DemoQuestion(None, stems(question), german)


def stems(text: str) -> frozenset[str]:
    """The words that say what a text is about, by their beginnings."""
    words = re.findall(r"[^\W_]{3,}", text.casefold())
    return frozenset(word[:STEM] for word in words if word not in _COMMON)


def uses_for(asked: DemoQuestion) -> tuple[ToolUse, ...]:
    """What has to be looked up for a list."""
    kinds = ("question", "discussion") if asked.kind == "question" else (str(asked.kind),)
    return tuple(
        ToolUse(f"demo_{number}", LIST_TOOL, json.dumps({"what": kind}))
        for number, kind in enumerate(kinds)
    )


def said_in_results(texts: Iterable[str]) -> Iterator[Said]:
    """What tools listed."""
    for text in texts:
        kind, disputed, versions = "", False, list[tuple[re.Match[str], list[str]]]()
        for line in [*as_written(text).splitlines(), ""]:
            thing, version = _THING.fullmatch(line), _VERSION.fullmatch(line)
            if line.startswith("  "):
                versions[-1:] = [(one, [*body, line.strip()]) for one, body in versions[-1:]]
            elif version is not None and kind:
                versions.append((version, []))
            elif not line or thing is not None:
                yield from (_said(kind, disputed, *one) for one in versions)
                versions = []
            if thing is not None:
                kind, disputed = thing["kind"], thing["dispute"] is not None


def _said(kind: str, disputed: bool, version: re.Match[str], body: Sequence[str]) -> Said:
    source = ", ".join(filter(None, (version["who"], version["day"], version["area"])))
    return Said(kind, version["title"], version["status"], " ".join(body), source, disputed)


def said_in_prompt(prompt: Prompt) -> Iterator[Said]:
    """The entries that the question is shown, in their order."""
    for part in (*prompt.epochs, prompt.context):
        for kind, status, inner in _ENTRY.findall(part):
            for found in _TEXT.finditer(inner):
                title, body = (as_written(found[name] or "") for name in ("title", "body"))
                own = found["status"] or ("proposed" if found["asked"] else status)
                yield Said(kind, title, own, body, disputed=status == "in dispute")


def about(words: frozenset[str], found: Iterable[Said]) -> list[Said]:
    """Those that share words with the subject, the nearest first."""
    scored = [(_shared(words, one), one) for one in found]
    return [one for score, one in sorted(scored, key=lambda s: -s[0]) if score]


def _shared(words: frozenset[str], one: Said) -> int:
    title = words & stems(f"{one.title} {one.source}")
    return 2 * len(title) + len(words & stems(one.body) - title)


def listed(asked: DemoQuestion, found: Sequence[Said]) -> str:
    """The answer to a question for a list, as Markdown."""
    words = _GERMAN_WORDS if asked.german else _ENGLISH_WORDS
    near = about(asked.words, found) if asked.words else []
    lines = [words["exact"]]
    if not found:
        return "\n\n".join([*lines, words[f"no-{asked.kind}"]])
    if asked.words and not near:
        lines.append(words["none-of-it"])
    shown = near or [*found]
    for name, some in _parts(asked, shown[:MOST_LISTED]):
        lines += [f"**{words[name]}**", "\n".join(map(_line, some))]
    if len(shown) > MOST_LISTED:
        lines.append(words["more"].format(len(shown) - MOST_LISTED))
    return "\n\n".join(lines)


def _parts(asked: DemoQuestion, shown: Sequence[Said]) -> Iterator[tuple[str, list[Said]]]:
    """What holds, what is only proposed, and what is in dispute, each under its heading."""
    disputed = [one for one in shown if one.disputed]
    proposed = [one for one in shown if one.status == "proposed" and not one.disputed]
    rest = [one for one in shown if one.status != "proposed" and not one.disputed]
    for name, some in ((str(asked.kind), rest), ("proposed", proposed), ("disputed", disputed)):
        if some:
            yield name, some


def beside(asked: DemoQuestion, found: Sequence[Said]) -> str:
    """What of the entries matters for a question that asks for no list, as Markdown."""
    words = _GERMAN_WORDS if asked.german else _ENGLISH_WORDS
    near = about(asked.words, found)[:MOST_NEAR]
    if not near:
        return words["nothing-near"] if found else words["nothing"]
    return "\n\n".join([f"**{words['near']}**", "\n".join(map(_line, near))])


def before_prose(asked: DemoQuestion) -> str:
    """What is said above the model's own words."""
    return (_GERMAN_WORDS if asked.german else _ENGLISH_WORDS)["prose"]


def _line(one: Said) -> str:
    source = one.source or f"{one.kind}, {one.status}"
    body = " ".join(one.body.split())
    short = body if len(body) <= EXTRACT else f"{body[: EXTRACT - 1]}…"
    return f"- **{inline(one.title)}** ({inline(source)}){': ' if short else ''}{inline(short)}"


_ENGLISH_WORDS = {
    "exact": "*Demo model: it has no judgement, so these are the team's own entries, word for "
    "word.*",
    "convention": "Conventions that hold",
    "decision": "Decisions that hold",
    "work": "In progress",
    "question": "Open",
    "proposed": "Proposed, not decided yet",
    "disputed": "In dispute: every side stands",
    "no-convention": "The team has not shared a convention yet.",
    "no-decision": "The team has not shared a decision yet.",
    "no-work": "Nobody said that they work on something, and no task is open.",
    "no-question": "No question waits for an answer, and no discussion is open.",
    "none-of-it": "None of them shares a word with the rest of the question; all that there are:",
    "more": "… and {} more: the Context tab has all.",
    "near": "From the team's entries, word for word",
    "nothing-near": "No entry of the team shares a word with this question.",
    "nothing": "The team has not shared anything yet that could answer this.",
    "prose": "*What the demo model makes of it. It is far too small to be relied on:*",
}
_GERMAN_WORDS = {
    "exact": "*Demo-Modell: Es urteilt nicht, darum stehen hier Einträge des Teams im Wortlaut.*",
    "convention": "Konventionen, die gelten",
    "decision": "Entscheidungen, die gelten",
    "work": "In Arbeit",
    "question": "Offen",
    "proposed": "Vorgeschlagen, noch nicht entschieden",
    "disputed": "Strittig: Jede Seite steht",
    "no-convention": "Das Team hat noch keine Konvention geteilt.",
    "no-decision": "Das Team hat noch keine Entscheidung geteilt.",
    "no-work": "Niemand hat gesagt, woran er arbeitet, und keine Aufgabe ist offen.",
    "no-question": "Keine Frage wartet auf eine Antwort, und keine Diskussion ist offen.",
    "none-of-it": "Keiner teilt ein Wort mit dem Rest der Frage; alle, die es gibt:",
    "more": "… und {} weitere: Alle stehen im Reiter *Context*.",
    "near": "Aus den Einträgen des Teams, im Wortlaut",
    "nothing-near": "Kein Eintrag des Teams teilt ein Wort mit dieser Frage.",
    "nothing": "Das Team hat noch nichts geteilt, was das beantworten könnte.",
    "prose": "*Was das Demo-Modell daraus macht. Es ist viel zu klein, um sich darauf zu "
    "verlassen:*",
}
