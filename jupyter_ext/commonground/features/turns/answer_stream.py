"""A model's stream read into a growing answer, through the gate where others see it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ...ai.base import Done, Model, ModelInfo, TextPiece, ThinkingPiece
from ...ai.tool_loop import ToolLoop
from ...core.prompt import Prompt
from ...core.turn import TurnStatus, Usage
from ...errors import CommonGroundError
from ...gate.gate import Gate, StreamGate
from .bounds import AnswerBounds
from .growing_answer import GrowingAnswer

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Ending:
    """How an answer ended; ``cost`` and ``saved`` are US dollars, None where no rate is known."""

    status: TurnStatus = "complete"
    problem: str | None = None
    usage: Usage = field(default_factory=Usage)
    cost: float | None = None
    saved: float | None = None


class EarlyEnd(NamedTuple):
    """What is said of an answer that ended before its end, and how it counts if it has words."""

    problem: str
    with_text: TurnStatus = "partial"


STOPPED: Mapping[str, EarlyEnd] = {
    "max_tokens": EarlyEnd(
        "The answer reached the model's length limit. Ask it to go on.", "complete"
    ),
    "model_context_window_exceeded": EarlyEnd(
        "The model's window was full before the answer was whole. Ask with fewer cells and outputs "
        "above the question, or ask it to go on."
    ),
    "refusal": EarlyEnd(
        "The model's provider refused to answer this. Ask in other words, without the part that "
        "may be taken for harmful, or choose another model (COMMONGROUND_MODEL)."
    ),
    "pause_turn": EarlyEnd("The model paused before the answer was whole. Ask it to go on."),
    "tool_use": EarlyEnd(
        "The model asked for a tool instead of answering, and there is none here. Ask again."
    ),
}
"""By the provider's word; every other word is an end."""
MAX_THINKING = 100_000
"""Characters of what a model thinks that are kept."""
WhenFirst = Callable[[], Awaitable[Prompt]]
"""Waits for its turn and gives the prompt, which holds what was answered by then."""
EMPTY = EarlyEnd("The model answered with nothing. Ask again, or in other words.")


class AnswerStream:
    """One stream into one answer. ``gate`` is None for a private turn: its text stays as it is."""

    def __init__(
        self, answer: GrowingAnswer, gate: Gate | None, bounds: AnswerBounds, tools: ToolLoop
    ) -> None:
        self._answer = answer
        self._tools = tools
        self._bounds = bounds
        self._left = bounds.size
        self._gated = None if gate is None else StreamGate(gate)
        self._gate = gate
        self._thoughts: StreamGate | None = None
        self._thought = 0
        self._thinks = False

    async def read(self, model: Callable[[], Model], prompt_when_first: WhenFirst) -> Ending:
        """Read to the end, whatever it is; raises nothing. A cancelled stream ends as partial."""
        ending = Ending()
        try:
            prompt = await prompt_when_first()
            ending.problem = _left_out(prompt, model().info)
            begun = self._answer.question.begun
            if begun is not None:  # through the gate, with what follows: a secret may be cut in two
                self._grow(begun.text)
            async with asyncio.timeout(self._bounds.seconds):
                await self._read(model(), prompt, ending)
        except TimeoutError:
            self._cut(self._bounds.too_late, ending)
        except asyncio.CancelledError:
            ending.status = "partial"
            ending.problem = self._answer.stopped_by or "It was stopped."
        except CommonGroundError as error:
            self._finish()  # what the gate held back has come, too
            ending.status = "partial" if self._answer.has_text else "failed"
            ending.problem = str(error)
        except Exception:
            log.exception("A turn ended by an error that nobody expected")
            ending.status = "failed"
            ending.problem = "The server made a mistake. Ask again; its log says what happened."
        self._finish()
        ending.cost, ending.saved = self._tools.cost, self._tools.saved
        return ending

    async def _read(self, model: Model, prompt: Prompt, ending: Ending) -> None:
        async with self._tools.stream(model, prompt) as pieces:
            async for piece in pieces:
                await asyncio.sleep(0)  # what came in one burst is read with others in between
                if isinstance(piece, ThinkingPiece):
                    self._think(piece.text)
                    continue
                if isinstance(piece, TextPiece):
                    self._end_thought()
                    self._grow(piece.text)
                    if self._left <= 0:
                        return self._cut(self._bounds.too_long, ending)
                    continue
                ending.usage = piece.usage
                if isinstance(piece, Done):
                    self._finish()
                    if self._tools.unseen:
                        self._add(ending, _unseen(self._tools.unseen))
                    self._stopped(piece.stop_reason, ending)
                    self._bounded(ending)

    def _grow(self, text: str) -> None:
        """Take in what has come, up to the bound."""
        data = text.encode(errors="surrogatepass")
        if len(data) > self._left:
            text = data[: self._left].decode(errors="ignore")
        self._left -= len(data)
        self._answer.grow(self._gated.feed(text) if self._gated else text)

    def _think(self, text: str) -> None:
        """Take in what it thinks, up to the bound; the rest is passed over."""
        text = text[: max(0, MAX_THINKING - self._thought)]
        if self._thought and not self._thinks:
            self._answer.think("\n\n")  # it answered, or used a tool, and thinks again
        self._thinks = True
        self._thought += len(text)
        if self._gate is not None and self._thoughts is None:
            self._thoughts = StreamGate(self._gate)
        self._answer.think(self._thoughts.feed(text) if self._thoughts else text)

    def _end_thought(self) -> None:
        self._thinks = False
        if self._thoughts is not None:
            self._answer.think(self._thoughts.finish())
            self._thoughts = None

    def _cut(self, why: str, ending: Ending) -> None:
        """The answer ends before its end, by our bound."""
        self._finish()
        ending.status = "partial" if self._answer.has_text else "failed"
        ending.problem = " ".join(filter(None, [why, ending.problem]))

    def _stopped(self, reason: str, ending: Ending) -> None:
        """What the provider's word for the end means for those who read the answer."""
        said = STOPPED.get(reason)
        if said is None and not self._answer.has_text:
            said = EMPTY
        if said is not None:
            ending.status = said.with_text if self._answer.has_text else "failed"
            ending.problem = " ".join(filter(None, [said.problem, ending.problem]))

    @staticmethod
    def _add(ending: Ending, problem: str) -> None:
        ending.problem = " ".join(filter(None, [ending.problem, problem]))

    def _bounded(self, ending: Ending) -> None:
        """Tell where the tools came to a bound: there may be more that was not looked up."""
        if self._tools.reached is not None and ending.problem is None:
            ending.problem = (
                f"The tools of this answer came to a bound ({self._tools.reached}), so it says "
                "what was found by then. Ask for less at a time, or ask it to go on."
            )

    def _finish(self) -> None:
        self._end_thought()
        if self._gated is not None:
            self._answer.grow(self._gated.finish())
            self._gated = None


def _left_out(prompt: Prompt, info: ModelInfo) -> str | None:
    said = []
    if prompt.cut:
        said.append(
            f"The question did not fit into this model's window: {prompt.cut:,} characters in "
            "its middle were left out."
        )
    if prompt.unseen and not info.demo:
        said.append(_unseen(prompt.unseen, sure="pictures" in info.lacks))
    return " ".join(said) or None


def _unseen(pictures: int, *, sure: bool = True) -> str:
    its = "the picture" if pictures == 1 else f"the {pictures} pictures"
    which = "reads no pictures" if sure else "is not known to read pictures"
    return (
        f"This model {which}, so {its} of the cells above went unseen. "
        "Choose one that does with --model, or say in words what they show."
    )
