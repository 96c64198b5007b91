"""Who is told of what: this server's clock counts, and no file speaks of people here."""

from __future__ import annotations

import pytest

from commonground.features.claims.facts import TOLD
from commonground.features.claims.notices import DAY, Telling, tellings_in, to_tell
from commonground.features.claims.pairs import Meeting

from ..exchange.making import imported, server

NOW = 1_800_000_000_000
FAR = 2**53 - 1
MET = Meeting("ov_2", ("alice", "bob"), ("c1", "c2"), "a.py", "same_symbol", warns=True)


@pytest.mark.parametrize(
    ("at", "told"), [(FAR, True), (NOW, False), (NOW - DAY + 1, False), (NOW - DAY, True)]
)
def test_only_what_was_told_in_the_last_day_counts(at: int, told: bool) -> None:
    before = {"ov_1": Telling("ov_1", {"alice": at, "bob": at})}
    assert bool(to_tell([MET], before, 1, NOW)) is told


@pytest.mark.anyio
async def test_a_file_that_was_imported_tells_nobody_here_anything() -> None:
    """It would keep both from hearing of an overlap of theirs: they were told, it says."""
    value = {"pair": ["bob", "olga"], "to": ["bob", "olga"], "path": "a.py", "grade": "same_file"}
    fact = {"record": "fact", "room": "team", "id": "f_1", "about": "ov_1", "name": TOLD}
    async with server() as host:
        report = await imported(host, [fact | {"value": value, "by": "bob", "at": NOW}])
        assert report.counts["added"] == 1, report.told
        (telling,) = tellings_in(host.service.shared()).values()
        assert telling.to
        assert not {"bob", "olga"} & {*telling.to}
