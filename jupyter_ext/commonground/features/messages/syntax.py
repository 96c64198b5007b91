"""How ``%cg announce``, ``ask``, ``handoff``, ``inbox`` and answers to them are written."""

from __future__ import annotations

from ...core.parameter import FreeText, Marked, VerbOption, Word
from ...core.syntax import Row, Syntax

_TO = Marked("name", "@#", completes="recipient")
_DUE = VerbOption("due", "WHEN")
_EXAMPLE = "%cg {} @name TEXT (or #area, or @all), or %%cg with more text below."


def _sends(name: str, written: str, does: str) -> Syntax:
    """A verb that sends a message; whom for and what is checked when it is read as one."""
    usage: Row = (written, does)
    return Syntax(name, (_TO, _DUE), FreeText(), (usage,), example=_EXAMPLE.format(name))


ANNOUNCE = _sends(
    "announce",
    "`%cg announce @all TEXT`",
    "tell people (`@name`), areas (`#area`) or all; each acknowledges",
)
ASK = _sends(
    "ask",
    "`%cg ask @name --due 2h TEXT`",
    "ask; question and answer become a discussion of the team",
)
HANDOFF = _sends(
    "handoff",
    "`%%cg handoff @name TITLE`, below it `schema:`, `interface:`, `examples:`, `files:`, `left:`",
    "hand work over; open until it is taken over",
)
INBOX = Syntax("inbox", usage=(("`%cg inbox`", "what waits for you, and what you wait for"),))


def _replies(name: str, missing: str = "It says nothing.", usage: tuple[Row, ...] = ()) -> Syntax:
    """A verb about a message: the beginning of its title in quotes, or its id."""
    which = Word(
        "title",
        missing="It is not clear which message is meant.",
        bare=r"m_\w+",
        completes="message",
    )
    example = f'%cg {name} "TITLE"' + (" TEXT" if missing else "")
    return Syntax(name, (which,), FreeText(missing=missing), usage, example=example)


ACK = _replies(
    "ack",
    "",
    (
        (
            '`%cg ack "TITLE"`, `%cg reply "TITLE" TEXT`, `%cg answer "TITLE" TEXT`, '
            '`%cg takeover "TITLE" TEXT`',
            "acknowledge, reply, answer, or say what you take over",
        ),
    ),
)
REPLY = _replies("reply")
ANSWER = _replies("answer")
TAKEOVER = _replies("takeover")
SYNTAX = (ANNOUNCE, ASK, HANDOFF, INBOX, ACK, REPLY, ANSWER, TAKEOVER)
