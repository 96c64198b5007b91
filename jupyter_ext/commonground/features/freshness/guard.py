"""What of an entry's anchors is the owner's alone: those whose code is gone keep it from prompts.

Whoever takes such a place away puts the entry back before every model, and whoever ties an entry to
one takes it out. The move that git saw itself is everybody's, and so is undoing one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...core.fact import Fact, ordered
from ...core.role import Member
from ...errors import NotAllowed
from .anchors import MOVED, CodeAnchor, JudgedAnchor, anchors_of
from .commands import Reanchor, RemoveAnchor, SetAnchor
from .served import ServedRepository

AnchorCommand = SetAnchor | RemoveAnchor | Reanchor
_OWNERS = NotAllowed(
    "The code is gone there, which decides whether models read the entry: that is the owner's.",
    "Ask the context owner, or tie it to where git saw the file go.",
)


async def require_held(
    served: ServedRepository, facts: Sequence[Fact], member: Member, command: AnchorCommand
) -> None:
    """``facts`` are those of the command's entry. Raises NotAllowed where only an owner may."""
    anchors = anchors_of(facts)
    lost = _broken(await served.judged(anchors))
    if isinstance(command, Reanchor):
        after = [_moved(one, command.new) for one in anchors if one.path == command.old]
        going = [one for one in lost if one.path == command.old]
        allowed = all(_went(served, one, command.new) for one in going)
        back = _undoes(facts, member, command)
    else:
        after = [CodeAnchor(command.path, command.symbol, hand=True)]
        allowed, back = True, False
    taken = {one.name for one in lost}.intersection(one.name for one in after)
    if taken or not allowed:
        raise _OWNERS
    if isinstance(command, RemoveAnchor) or back:
        return
    if _broken(await served.judged(after)):
        raise _OWNERS


def _broken(judged: Sequence[JudgedAnchor]) -> list[CodeAnchor]:
    return [one.anchor for one in judged if one.state == "broken"]


def _moved(anchor: CodeAnchor, new: str) -> CodeAnchor:
    return replace(anchor, path=new, commit="", digest="")


def _went(served: ServedRepository, anchor: CodeAnchor, new: str) -> bool:
    """Whether git saw it go there, and all of it is there."""
    there = served.confirmed(replace(anchor, again="all"))
    return there is not None and there.path == new


def _undoes(facts: Sequence[Fact], member: Member, command: Reanchor) -> bool:
    """Whether the member takes back the last move, which was their own."""
    moves = [fact for fact in ordered(facts) if fact.name == MOVED]
    if not moves or moves[-1].by != member.username:
        return False
    last = moves[-1].value
    return (last["old"], last["new"]) == (command.new, command.old)
