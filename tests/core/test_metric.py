"""A metric's text says what computes it, in one form, and what does more than compute is none."""

from __future__ import annotations

from keyword import iskeyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.entry import Entry
from commonground.core.ids import TEAM, EntryId, RevisionId, area_room
from commonground.core.metric import (
    Metric,
    assigned,
    meant,
    metric_text,
    metrics_in,
    same_expression,
    used_metric,
)
from commonground.core.revision import Revision
from commonground.core.snapshot import Snapshot
from commonground.errors import InvalidCommand

NAMES = st.from_regex(r"[a-zA-Zäé][a-z_0-9]{0,8}", fullmatch=True).filter(
    lambda name: not iskeyword(name)
)
# A column may be called as a function of Python's is.
LEAVES = st.one_of(
    st.integers(0, 999).map(str),
    st.sampled_from(
        ["orders", "orders.amount", "orders.open", "orders['a`b']", "f'{orders}'", "'```'", '"\\n"']
    ),
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" / ".join),
        inner.map("sum({})".format),
        inner.map("({}).mean()".format),
        inner.map("[x for x in {} if x]".format),
    ),
    max_leaves=6,
)


def snapshot(*texts: tuple[str, str], room: str = TEAM) -> Snapshot:
    entries = {}
    for number, (title, body) in enumerate(texts):
        key, said = EntryId(f"e_{number}"), RevisionId(f"r_{number}")
        version = Revision(said, key, (), "olga", number, title, body, status="accepted")
        entries[key] = Entry(key, "convention", room, "olga", number, {said: version})  # type: ignore[arg-type]
    return Snapshot(room, entries)  # type: ignore[arg-type]


@given(name=NAMES, expression=EXPRESSIONS, says=st.text(max_size=80))
def test_what_is_written_is_read_again(name: str, expression: str, says: str) -> None:
    stated = assigned(f"{name} = {expression}")
    assert stated is not None
    title, body = metric_text(*stated, says)
    (found,) = metrics_in([snapshot((title, body))])
    assert (found.name, found.expression) == (name, stated[1])
    assert found.says == says.strip()
    assert same_expression(found.expression, expression)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("import os", "no expression"),
        ("", None),
        ("__import__('os').system('rm')", "__import__"),
        ("orders.__class__", "__class__"),
        ("eval('1')", "eval"),
        ("getattr(orders, 'x')", "getattr"),
        ("open('/etc/passwd').read()", "open"),
        ("(x := 3)", "keeps no name"),
        ("await orders", "keeps no name"),
        ("(yield)", "keeps no name"),
        ("1 +", "no expression"),
        ("b = 3", "no expression"),
        ("'" + "a" * 2_000 + "'", "too long"),
        ("(" * 400 + "1" + ")" * 400, "no expression"),
    ],
)
def test_what_does_more_than_compute_is_refused(expression: str, why: str | None) -> None:
    if why is None:
        assert assigned(f"revenue = {expression}") is None
        return
    with pytest.raises(InvalidCommand, match=why):
        assigned(f"revenue = {expression}")


def test_a_word_of_pythons_own_is_no_name() -> None:
    with pytest.raises(InvalidCommand, match="if is a word"):
        assigned("if = 3")


@pytest.mark.parametrize("text", ["revenue", "revenue == 3", "a.b = 3", "1x = 3"])
def test_other_texts_define_nothing(text: str) -> None:
    assert assigned(text) is None


def test_an_entry_that_names_one_figure_and_computes_another_defines_none() -> None:
    title, body = metric_text("revenue", "orders.amount.sum()", "")
    others = [
        (title, body.replace("revenue", "churn")),
        (title, "No code."),
        ("Metrics", body),
        (title, body.replace("orders.amount.sum()", "__import__('os')")),
        (title, body.replace("\n```", "\nimport os\n```")),
    ]
    assert metrics_in([snapshot(*others)]) == ()
    assert len(metrics_in([snapshot(*others, (title, body))])) == 1


@pytest.mark.parametrize(
    "body",
    [
        "```python\r\nrevenue = orders.amount.sum()\r\n```\r\nNet.",
        "```python \nrevenue = orders.amount.sum()\n\n```\n\nNet.",
        "\n````python\n  revenue=orders.amount.sum( )\n````\nNet.",
    ],
)
def test_a_text_that_was_edited_by_hand_defines_as_before(body: str) -> None:
    (found,) = metrics_in([snapshot(("Metric: revenue", body))])
    assert (found.expression, found.says) == ("orders.amount.sum()", "Net.")


@pytest.mark.parametrize(
    "text", ["x = a" + " " * 19_000 + "b", "x = [" + "1," * 9_000 + "]", " " * 19_000 + "x = 1"]
)
def test_a_text_of_any_length_is_read_at_once(text: str) -> None:
    """It is read on the server's loop, whoever wrote it: no step of it depends on the square."""
    body = f"```python\n{text}\n```"
    found = metrics_in([snapshot(("Metric: x", body))] * 50)
    assert len(found) == (50 if text.endswith("1") else 0)


@pytest.mark.parametrize(
    ("rest", "used"),
    [
        ("revenue", ("revenue", "")),
        ("  revenue  ", ("revenue", "")),
        ("revenue --area web", ("revenue", "web")),
        ("--area web revenue", ("revenue", "web")),
        ("--area=web revenue", ("revenue", "web")),
        ('--area "Big sales" revenue', ("revenue", "Big sales")),
        ("revenue = orders.sum()", None),
        ("'revenue", None),
        ("--area", None),
        ("", None),
    ],
)
def test_which_metric_a_line_computes(rest: str, used: tuple[str, str] | None) -> None:
    assert used_metric(rest) == used


def metric(name: str, expression: str, room: str = TEAM, state: str = "accepted") -> Metric:
    return Metric(f"e_{expression}", name, expression, "", room, "olga", 1, state)  # type: ignore[arg-type]


def test_the_areas_is_meant_before_the_teams_and_two_are_never_chosen_between() -> None:
    teams, areas = metric("a", "1"), metric("a", "2", area_room("web"))
    assert meant([teams, areas], "a") is teams
    assert meant([teams, areas], "a", "web") is areas
    assert meant([areas], "a") is areas
    proposed = metric("a", "3", state="proposed")
    assert meant([teams, proposed], "a") is teams
    assert meant([areas, proposed], "a") is areas
    waits = metric("a", "6", area_room("web"), state="proposed")
    assert meant([teams, waits], "a", "web") is teams
    assert meant([waits], "a") is waits
    for several in ([teams, metric("a", "4")], [areas, metric("a", "5", area_room("api"))]):
        with pytest.raises(InvalidCommand, match="more than once"):
            meant(several, "a")
    with pytest.raises(InvalidCommand, match="There is no metric 'b'"):
        meant([teams], "b")
