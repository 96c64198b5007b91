"""What was spent, by day and member, and what may be spent a day. Pure.

A day is one of UTC. Amounts are US dollars; a turn whose model nobody has priced counts as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from ...core.role import Member, at_least
from ...core.setting import Setting
from ...core.spent import Purpose, Spent

DAY = 86_400_000
"""Milliseconds of a day."""
BUDGET, BUDGET_OF, SHOWN = "budget", "budget-of", "cost-shown"
"""The settings: for all and each, for one member, and whose figures one sees."""
ShownPolicy = Literal["own", "sum", "all"]
SHOWN_POLICIES: tuple[ShownPolicy, ...] = get_args(ShownPolicy)
OTHERS = ""
"""Who stands for everybody else, where their figures are not shown one by one."""


def day_of(at: int) -> int:
    """When that day began, in ms since 1970."""
    return at - at % DAY


@dataclass(frozen=True, slots=True)
class CostLine:
    """What one member (or ``OTHERS``) used on one day; ``cost`` is None where no rate is known.

    ``day`` is its midnight in ms since 1970; ``tokens_in`` counts whole prompts. With a ``purpose``
    it is what the server asked by itself, or had to ask for that member.
    """

    day: int
    who: str
    turns: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    cost: float | None = None
    saved: float | None = None
    purpose: Purpose | None = None

    @property
    def own(self) -> bool:
        """Whether the server asked by itself, and for nobody: it is the whole team's."""
        return self.purpose is not None and not self.who

    def plus(self, other: CostLine) -> CostLine:
        """Both together."""
        return replace(
            self,
            turns=self.turns + other.turns,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            tokens_cached=self.tokens_cached + other.tokens_cached,
            cost=_sum(self.cost, other.cost),
            saved=_sum(self.saved, other.saved),
        )


def _sum(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else one + other


def cost_lines(spent: Iterable[Spent]) -> tuple[CostLine, ...]:
    """By day and member, the newest day first."""
    return _together(
        CostLine(
            day_of(one.at),
            one.asker,
            1,
            one.usage.tokens_in,
            one.usage.tokens_out,
            one.usage.tokens_cached,
            one.cost,
            one.saved,
            one.purpose,
        )
        for one in spent
    )


def _together(lines: Iterable[CostLine]) -> tuple[CostLine, ...]:
    found: dict[tuple[int, str, str], CostLine] = {}
    for line in lines:
        key = (-line.day, line.purpose or "", line.who)
        found[key] = found[key].plus(line) if key in found else line
    return tuple(found[key] for key in sorted(found))


def shown_policy(settings: Mapping[str, Setting]) -> ShownPolicy:
    """Whose figures members see; out of the box their own, and the sum of the others'."""
    setting = settings.get(SHOWN)
    policy: ShownPolicy = "sum" if setting is None or setting.value is None else setting.value
    return policy


def lines_for(
    lines: Iterable[CostLine], member: Member, policy: ShownPolicy
) -> tuple[CostLine, ...]:
    """What this member is shown of them; the context owner, who answers for it, sees all."""
    own = "" if member.anonymous else member.username
    if at_least(member.role, "owner") or (policy == "all" and own):
        return tuple(lines)
    kept = [line for line in lines if own and (line.who == own or line.own)]
    if policy == "own" or not own:
        return tuple(kept)
    others = [replace(line, who=OTHERS) for line in lines if line.who != own and not line.own]
    return _together([*kept, *others])


def lines_for_all(lines: Iterable[CostLine], policy: ShownPolicy) -> tuple[CostLine, ...] | None:
    """What everybody may see, as in a notebook: each day's sum, or all where the team shows all.

    None where members see their own figures only.
    """
    if policy == "own":
        return None
    if policy == "all":
        return tuple(lines)
    return _together(replace(line, who=OTHERS) for line in lines)


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent in a day by ``who`` (None: the whole team), and what was."""

    who: str | None
    limit: float
    spent: float

    @property
    def used_up(self) -> bool:
        """Whether nothing is left."""
        return self.spent >= self.limit


def general_budget(settings: Mapping[str, Setting]) -> Mapping[str, float | None]:
    """US dollars a day for the ``team`` and for ``each`` member; what is not there has no bound."""
    setting = settings.get(BUDGET)
    return {} if setting is None or setting.value is None else setting.value


def budgets_of(
    username: str | None, settings: Mapping[str, Setting], today: Sequence[CostLine]
) -> tuple[Budget, ...]:
    """The budgets that a question of this member has to fit, the team's first.

    None: of the server itself, which has to fit the team's alone.
    """
    general = general_budget(settings)
    if username is None:
        team, spent = general.get("team"), sum(line.cost or 0.0 for line in today)
        return () if team is None else (Budget(None, team, spent),)
    own = settings.get(f"{BUDGET_OF}:{username}")
    each = general.get("each") if own is None or own.value is None else own.value
    whole = sum(line.cost or 0.0 for line in today)
    theirs = sum(line.cost or 0.0 for line in today if line.who == username)
    limits = ((None, general.get("team"), whole), (username, each, theirs))
    return tuple(Budget(who, limit, spent) for who, limit, spent in limits if limit is not None)
