"""A message is the same from any order of its facts, and nothing that anyone said is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.fact import Fact
from commonground.core.ids import TEAM
from commonground.core.plan import Change
from commonground.crdt.schema import ContextDoc
from commonground.features.messages.model import (
    Audience,
    Message,
    inbox,
    message_of,
    messages_in,
    same_message,
    standing,
)
from commonground.features.turns.thread import thread_of

TEAM_OF_FOUR = Audience(
    frozenset({"alice", "bob", "cara", "dan"}), {"billing": frozenset({"bob", "cara"})}
)
NAMES = ("alice", "bob", "cara", "dan")


def fact(number: int, name: str, by: str, value: Any = None, seen: tuple[str, ...] = ()) -> Fact:
    return Fact(f"f_{number}", "m_1", f"message:{name}", value or {}, by, 100 + number, seen)


def sent(kind: str = "query", to: tuple[str, ...] = ("@bob",), **more: Any) -> Fact:
    value = {"kind": kind, "to": list(to), "title": "Which rate?", "body": "19 or 7?"} | more
    return fact(0, "sent", "alice", value)


def message(*facts: Fact) -> Message:
    found = message_of(facts)
    assert found is not None
    return found


acts = st.lists(
    st.tuples(
        st.sampled_from(["reply", "answer", "accepted", "acknowledged", "withdrawn"]),
        st.sampled_from(NAMES),
        st.integers(0, 5),
    ),
    max_size=14,
)
kinds = st.sampled_from(["announcement", "query", "handoff"])
recipients = st.lists(
    st.sampled_from(["@bob", "@dan", "#billing", "@all"]), min_size=1, max_size=3, unique=True
)


def told(kind: str, to: list[str], script: list[tuple[str, str, int]]) -> list[Fact]:
    """A message and what was said about it, several things at the same moment."""
    facts = [sent(kind, tuple(to))]
    for number, (name, by, seen) in enumerate(script, 1):
        known = tuple(f.id for f in facts[: seen + 1])
        one = fact(number, name, by, {"text": f"said {number}"}, known)
        facts.append(Fact(one.id, one.about, one.name, one.value, by, 100 + number // 3, known))
    return facts


@given(kinds, recipients, acts, st.randoms(use_true_random=False))
def test_any_order_of_the_facts_gives_the_same_message_and_loses_nothing(
    kind: str, to: list[str], script: list[tuple[str, str, int]], random: Any
) -> None:
    facts = told(kind, to, script)
    expected = message(*facts)
    shuffled = facts + facts[: len(facts) // 2]
    random.shuffle(shuffled)
    assert message(*shuffled) == expected
    lines = {f.id for f in facts if f.name.split(":")[1] in ("reply", "answer", "accepted")}
    assert {line.id for line in expected.lines} == lines
    assert {n for n in NAMES if expected.has_acknowledged(n)} >= {
        by for name, by, _ in script if name == "acknowledged"
    }
    for name in NAMES:
        mine = standing(expected, name, TEAM_OF_FOUR, 1_000)
        assert mine == standing(message(*shuffled), name, TEAM_OF_FOUR, 1_000)


@given(kinds, recipients, acts, st.integers(2, 4), st.data(), st.randoms(use_true_random=False))
def test_replicas_that_were_apart_agree_on_the_message(
    kind: str,
    to: list[str],
    script: list[tuple[str, str, int]],
    replicas: int,
    data: Any,
    random: Any,
) -> None:
    docs = [ContextDoc(TEAM) for _ in range(replicas)]
    mail: list[tuple[int, bytes]] = []
    facts = told(kind, to, script)
    for one in facts:
        place = data.draw(st.integers(0, replicas - 1))
        mail.append((place, docs[place].put(Change(facts=(one,)))))
    for place, doc in enumerate(docs):
        letters = [update for origin, update in mail if origin != place]
        random.shuffle(letters)
        for update in letters:
            doc.apply(update)
    expected = message(*docs[0].snapshot().facts.values())  # in the order of the record
    assert [messages_in([doc.snapshot()]) for doc in docs] == [(expected,)] * replicas


@given(recipients, acts)
def test_everybody_acknowledges_for_themselves_alone(
    to: list[str], script: list[tuple[str, str, int]]
) -> None:
    found = message(*told("announcement", to, [s for s in script if s[0] != "withdrawn"]))
    spoke = {by for name, by, _ in script if name != "withdrawn"}
    meant = set(found.addressees(TEAM_OF_FOUR))
    assert set(found.waits_for(TEAM_OF_FOUR)) == meant - spoke
    todo = {n for n in NAMES if standing(found, n, TEAM_OF_FOUR, 0).todo == "acknowledge"}
    assert todo == meant - spoke
    assert (found.state(TEAM_OF_FOUR) == "open") is bool(meant - spoke)


def test_answers_of_two_people_stand_side_by_side() -> None:
    found = message(
        sent(to=("@bob", "@cara")),
        fact(1, "answer", "bob", {"text": "19 %", "entry": "e_1"}, ("f_0",)),
        fact(2, "answer", "cara", {"text": "7 %", "entry": "e_2"}, ("f_0",)),
    )
    assert [(a.by, a.text) for a in found.answers] == [("bob", "19 %"), ("cara", "7 %")]
    assert found.state(TEAM_OF_FOUR) == "answered"
    assert standing(found, "alice", TEAM_OF_FOUR, 0).unread
    assert standing(found, "bob", TEAM_OF_FOUR, 0).unread  # Cara's answer came beside his


def test_what_came_while_somebody_acknowledged_is_still_unread_for_them() -> None:
    found = message(
        sent("announcement"),
        fact(1, "reply", "alice", {"text": "and one more thing"}),
        fact(2, "acknowledged", "bob", seen=("f_0",)),
    )
    bob = standing(found, "bob", TEAM_OF_FOUR, 0)
    assert (bob.todo, bob.unread) == (None, True)
    read = message(
        sent("announcement"),
        fact(1, "reply", "alice", {"text": "and one more thing"}),
        fact(2, "acknowledged", "bob", seen=("f_0", "f_1")),
    )
    assert not standing(read, "bob", TEAM_OF_FOUR, 0).unread


def test_an_area_means_its_members_of_now_and_all_means_everyone_but_the_author() -> None:
    area = message(sent("announcement", ("#billing",)))
    assert area.addressees(TEAM_OF_FOUR) == ("bob", "cara")
    later = Audience(TEAM_OF_FOUR.members, {"billing": frozenset({"dan"})})
    assert area.addressees(later) == ("dan",)
    everyone = message(sent("announcement", ("@all",)))
    assert everyone.addressees(TEAM_OF_FOUR) == ("bob", "cara", "dan")
    assert standing(everyone, "alice", TEAM_OF_FOUR, 0).todo is None


def test_a_handoff_stays_open_until_somebody_says_what_they_take_over() -> None:
    parts = {"schema": "a, b", "files": ["api.py"], "left": "the tests"}
    given_ = sent("handoff", parts=parts)
    seen = fact(1, "acknowledged", "bob", seen=("f_0",))
    replied = fact(2, "reply", "bob", {"text": "is b optional?"})
    assert message(given_, seen, replied).state(TEAM_OF_FOUR) == "open"
    assert standing(message(given_, seen, replied), "bob", TEAM_OF_FOUR, 0).todo == "accept"
    taken = message(
        given_, seen, replied, fact(3, "accepted", "bob", {"text": "I write the tests of a and b"})
    )
    assert taken.state(TEAM_OF_FOUR) == "accepted"
    assert taken.parts == parts
    assert standing(taken, "bob", TEAM_OF_FOUR, 0).todo is None


def test_overdue_is_what_somebody_has_still_to_do_after_its_time() -> None:
    late = message(sent(due=500))
    assert not standing(late, "bob", TEAM_OF_FOUR, 499).overdue
    assert standing(late, "bob", TEAM_OF_FOUR, 501).overdue
    assert standing(late, "alice", TEAM_OF_FOUR, 501).overdue
    assert not standing(late, "dan", TEAM_OF_FOUR, 501).overdue
    done = message(sent(due=500), fact(1, "answer", "bob", {"text": "19 %"}))
    assert not standing(done, "bob", TEAM_OF_FOUR, 501).overdue


def test_an_inbox_holds_what_concerns_one_the_most_urgent_first() -> None:
    def told_to(number: int, **value: Any) -> Message:
        said = {"kind": "query", "to": ["@bob"], "title": f"t{number}"} | value
        facts = [Fact(f"f_{number}", f"m_{number}", "message:sent", said, "alice", number)]
        found = message_of(facts)
        assert found is not None
        return found

    soon, later, other = told_to(1, due=50), told_to(2), told_to(3, to=["@cara"])
    found = inbox([later, other, soon], "bob", TEAM_OF_FOUR, 100)
    assert [one.message.id for one in found] == ["m_1", "m_2"]
    assert [one.overdue for one in found] == [True, False]
    assert [one.message.id for one in inbox([other], "dan", TEAM_OF_FOUR, 0)] == []


def test_the_same_message_is_known_again_unless_it_was_withdrawn() -> None:
    said = ("alice", "query", ("@bob",), "Which rate?", "19 or 7?")
    assert same_message([message(sent())], *said) is not None  # type: ignore[arg-type]
    gone = message(sent(), fact(1, "withdrawn", "alice"))
    assert same_message([gone], *said) is None  # type: ignore[arg-type]
    assert gone.state(TEAM_OF_FOUR) == "withdrawn"
    assert standing(gone, "bob", TEAM_OF_FOUR, 0).todo is None


def in_thread(number: int, name: str, by: str, **value: Any) -> Fact:
    return Fact(f"f_{number}", "h_1", f"thread:{name}", value, by, 100 + number // 2)


steps = st.lists(
    st.tuples(
        st.sampled_from(["line", "turn", "brought", "constraint", "lifted"]),
        st.sampled_from(NAMES),
        st.integers(1, 8),
    ),
    max_size=12,
)


@given(steps, st.randoms(use_true_random=False))
def test_a_thread_keeps_every_line_and_each_constraint_as_its_authors(
    script: list[tuple[str, str, int]], random: Any
) -> None:
    facts = [in_thread(0, "opened", "alice", title="VAT")]
    for number, (name, by, other) in enumerate(script, 1):
        facts.append(
            in_thread(
                number, name, by, text=f"said {number}", turn=f"t_{number}", entry=f"e_{number}",
                constraint=f"f_{other}",
            )
        )  # fmt: skip
    expected = thread_of(facts)
    assert expected is not None
    shuffled = list(facts)
    random.shuffle(shuffled)
    assert thread_of(shuffled) == expected
    assert {s.id for s in expected.steps} == {
        f.id for f in facts if f.name in ("thread:line", "thread:turn", "thread:brought")
    }
    own_word = {(f.by, f.value["constraint"]) for f in facts if f.name == "thread:lifted"}
    assert {(c.by, c.id) for c in expected.constraints} == {
        (f.by, f.id) for f in facts if f.name == "thread:constraint"
    } - own_word


def test_everybody_acknowledges_for_themselves() -> None:
    announced = sent("announcement", ("@bob", "@cara"))
    found = message(announced, fact(1, "acknowledged", "bob"))
    assert found.has_acknowledged("bob")
    assert not found.has_acknowledged("cara")
    assert found.waits_for(TEAM_OF_FOUR) == ("cara",)
    assert standing(found, "bob", TEAM_OF_FOUR, 200).todo is None
    assert standing(found, "cara", TEAM_OF_FOUR, 200).todo == "acknowledge"
