"""What people decided of proposed changes, in whatever order it is said: the first word counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.fact import Fact
from commonground.features.edits.model import CellProposal, folded

KEYS = ("1", "2", "3")
PEOPLE = ("alice", "bob", "olga")


def proposed() -> Fact:
    edits = [
        {
            "key": key,
            "op": "replace",
            "cell": f"c{key}",
            "after": None,
            "type": "code",
            "source": "new",
            "reason": "",
            "base": "0" * 64,
            "before": "old",
        }
        for key in KEYS
    ]
    value = {"path": "a.ipynb", "cell": "asking", "turn": "t_1", "edits": edits}
    return Fact("f_0", "ed_1", "edit:proposed", value, "alice", 0)


words = st.tuples(
    st.sampled_from(["accepted", "refused", "undone"]),
    st.sampled_from(KEYS),
    st.sampled_from(PEOPLE),
)


def facts(said: Sequence[tuple[str, str, str]]) -> list[Fact]:
    found = [proposed()]
    for number, (what, key, by) in enumerate(said, 1):
        value: dict[str, Any] = {"edits": [key]} if what == "undone" else {"edit": key}
        if what == "accepted":
            value |= {"edited": False, "text": "1" * 64}
        found.append(Fact(f"f_{number}", "ed_1", f"edit:{what}", value, by, number))
    return found


def after(said: Sequence[tuple[str, str, str]]) -> CellProposal:
    found = folded(facts(said))
    assert found is not None
    return found


@given(st.lists(words, max_size=20))
def test_of_each_change_the_first_word_counts_until_it_is_taken_back(
    said: list[tuple[str, str, str]],
) -> None:
    status = dict.fromkeys(KEYS, ("open", None))
    for what, key, by in said:
        if what == "undone" and status[key][0] == "accepted":
            status[key] = ("open", None)
        elif what != "undone" and status[key][0] == "open":
            status[key] = (what, by)  # type: ignore[assignment]
    found = after(said)
    assert {one.key: (one.status, one.by) for one in found.edits} == status
    assert found.open == any(one == "open" for one, _ in status.values())


@given(st.lists(words, max_size=12), st.lists(words, max_size=12))
def test_what_is_said_of_one_change_says_nothing_of_another(
    said: list[tuple[str, str, str]], more: list[tuple[str, str, str]]
) -> None:
    others = [word for word in more if word[1] != "1"]
    alone, mixed = after(said).edit("1"), after([*others, *said, *others]).edit("1")
    assert alone == mixed


values = st.recursive(
    st.none() | st.booleans() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["op", "key", "cell", "edits", "edit"]), inner)
    ),
    max_leaves=8,
)


@given(
    st.sampled_from(["proposed", "accepted", "refused", "undone"]),
    st.dictionaries(st.sampled_from(["path", "turn", "edits", "edit", "text"]), values),
)
def test_a_fact_that_makes_no_sense_is_passed_over(name: str, value: dict[str, Any]) -> None:
    odd = Fact("f_x", "ed_1", f"edit:{name}", value, "alice", 1)
    assert folded([proposed(), odd]) is not None
    folded([odd, proposed()])
