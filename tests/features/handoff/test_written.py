"""Who acknowledged a handoff: each for themselves."""

from __future__ import annotations

from commonground.core.fact import Fact
from commonground.core.ids import TEAM
from commonground.core.snapshot import Snapshot
from commonground.features.handoff.report import ACKNOWLEDGED
from commonground.features.handoff.written import acknowledged


def said(number: int, by: str, until: int) -> Fact:
    return Fact(f"f_{number}", f"ho_{by}", ACKNOWLEDGED, {"until": until}, by, 100 + number)


def test_somebody_elses_acknowledgement_is_not_mine() -> None:
    facts = [said(1, "ada", 50), said(2, "bob", 90), said(3, "ada", 40)]
    room = Snapshot(TEAM, {}, facts={fact.id: fact for fact in facts})
    assert acknowledged([room], "ada") == (50, 103)
    assert acknowledged([room], "bob") == (90, 102)
    assert acknowledged([room], "cara") == (0, 0)
