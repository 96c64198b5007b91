"""What the checks say of a plan, and the plan's paths and loads."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.area import Area
from commonground.core.statement import Statement
from commonground.features.sprint.checks import HEADINGS, PlanFinding, Team, check, working_days
from commonground.features.sprint.commands import SprintAbout, SprintCapacity
from commonground.features.sprint.model import Sprint
from commonground.features.sprint.plan import (
    critical_path,
    cycles,
    dependencies,
    in_order,
    length,
    loads,
    timeline,
)
from commonground.features.sprint.task_commands import SprintMove

from .sprinting import ADA, BOB, Replica, begun

TEAM = Team(
    {"ada": "Ada Lovelace", "bob": "Bob Brown"},
    {"api": Area("api", ("/api/",), ("ada",)), "web": Area("web", ("/web/",), ())},
)


def findings(text: str, rule: str, team: Team = TEAM) -> list[PlanFinding]:
    return [found for found in check(begun(text).now(), team) if found.rule == rule]


def test_a_cycle_is_named_link_by_link() -> None:
    text = "key,title,after\nA,One,C\nB,Two,A\nC,Three,B\nD,Four,D\nE,Five,A\n"
    said = [found.message for found in findings(text, "cycle")]
    assert said == ["A waits for C, C waits for B, B waits for A.", "D waits for itself."]


def test_names_that_nobody_knows_are_told_once_each_with_their_tasks() -> None:
    text = (
        "key,title,assignee,after,area\n"
        "A,One,ada,Z,api\nB,Two,Bob Brown,A,wbe\nC,Three,carl,,wbe\nD,Four,carl,,\n"
    )
    assert [found.message for found in findings(text, "name")] == [
        "A waits for 'Z', which is no task here.",
        "Nobody here is called 'carl' (C, D).",
        "The team has no area 'wbe' (B, C).",
    ]


def test_who_has_a_capacity_is_known() -> None:
    replica = begun("title,assignee\nOne,carl\n")
    replica.run(SprintCapacity(sprint=replica.sprint, who="Carl", amount=3))
    assert not [f for f in check(replica.now(), TEAM) if f.rule == "name"]


def test_overload_says_how_much_is_too_much() -> None:
    replica = begun("key,title,assignee,points\nA,One,ada,5\nB,Two,ada,4\nC,Three,bob,3\n")
    for who in ("ada", "bob"):
        replica.run(SprintCapacity(sprint=replica.sprint, who=who, amount=8))
    [found] = [f for f in check(replica.now(), TEAM) if f.rule == "overload"]
    assert found.message == "ada has 9 and can do 8: 1 too much (A, B)."
    assert found.members == ("ada",)


def test_orphans_are_tasks_without_anybody_an_estimate_or_an_area_with_members() -> None:
    text = "key,title,assignee,points,area\nA,One,,1,api\nB,Two,ada,,web\n"
    assert [found.message for found in findings(text, "orphan")] == [
        "Nobody has taken A.",
        "Without an estimate: B. Each counts as 1 here.",
        "The area web has no members, and there is work in it: B.",
    ]


def test_two_people_in_one_areas_files_are_told_by_area_or_by_path() -> None:
    text = (
        "key,title,assignee,area,files,status\n"
        "A,One,ada,API,,\nB,Change api/routes.py,bob,,,\nC,Three,bob,,web/a.ts,\n"
        "D,Four,ada,,web/b.ts,done\n"
    )
    [found] = findings(text, "files")
    assert found.message == "ada (A) and bob (B) work in api (/api/) at once."


def test_a_task_against_a_decision_is_told_with_the_reason() -> None:
    decided = (
        Statement("r1", "The service stores its data in PostgreSQL", kind="decision"),
        Statement("r2", "Tokens expire after 30 minutes", kind="decision"),
    )
    team = Team(TEAM.people, TEAM.areas, decided)
    text = "key,title\nA,Make tokens expire after 60 minutes\nB,Write the docs\n"
    [found] = findings(text, "decision", team)
    assert found.tasks == (begun(text).now().tasks[0].id,)
    assert "A “Make tokens expire after 60 minutes” is against the decision" in found.message
    assert "“Tokens expire after 30 minutes”" in found.message
    assert "30" in found.message.split("”. ")[1]


def late_in_four_days(replica: Replica) -> list[str]:
    thursday, tuesday = "2026-11-26", "2026-12-01"
    replica.run(SprintAbout(sprint=replica.sprint, start=thursday, end=tuesday))
    assert working_days(replica.now()) == 4
    return [found.message for found in check(replica.now(), TEAM) if found.rule == "late"]


def test_a_chain_that_is_longer_than_the_sprint_is_told() -> None:
    replica = begun("key,title,days,after\nA,One,3,\nB,Two,3,A\nC,Three,1,\n")
    assert late_in_four_days(replica) == [
        "The longest chain of tasks takes 6 days, and the sprint has 4 working days: A → B."
    ]


def test_points_are_not_taken_for_days_and_where_no_unit_is_known_that_is_said() -> None:
    tasks = "A,One,3,\nB,Two,3,A\n"
    assert late_in_four_days(begun(f"key,title,story points,after\n{tasks}")) == []
    assert late_in_four_days(begun(f"key,title,estimate,after\n{tasks}")) == [
        "Whether the longest chain of tasks (A → B) fits into 4 working days can't be told: "
        "nobody said whether its 6 are days or points."
    ]
    assert late_in_four_days(begun("key,title,estimate,after\nA,One,9,\n")) == []


def test_what_was_changed_at_once_is_told() -> None:
    here = begun("key,title\nA,One\n")
    there = Replica(here.clock)
    there.meet(here)
    here.run(SprintMove(sprint=here.sprint, task="A", column="doing"), ADA)
    there.run(SprintMove(sprint=here.sprint, task="A", column="done"), BOB)
    here.meet(there)
    [found] = [f for f in check(here.now(), TEAM) if f.rule == "apart"]
    assert "column of A was changed at the same time (ada: doing; bob: done)" in found.message


def test_a_sound_plan_gets_no_finding_and_findings_come_in_the_order_of_their_headings() -> None:
    assert check(begun("title,assignee,points\nOne,ada,1\n").now(), TEAM) == ()
    text = "key,title,assignee,after\nA,One,carl,A\nB,Two,,\n"
    rules = [found.rule for found in check(begun(text).now(), TEAM)]
    assert rules == sorted(rules, key=list(HEADINGS).index)


# Paths and loads


@st.composite
def graphs(draw: st.DrawFn) -> str:
    count = draw(st.integers(1, 9))
    lines = ["key,title,points,after,assignee"]
    for number in range(count):
        after = draw(st.lists(st.integers(0, count - 1), max_size=3, unique=True))
        names = ";".join(f"K{other}" for other in after)
        points = draw(st.sampled_from(["", "1", "2.5", "8"]))
        who = draw(st.sampled_from(["", "ada", "bob"]))
        lines.append(f"K{number},Task {number},{points},{names},{who}")
    return "\n".join(lines)


def graph_of(sprint: Sprint) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    sizes = {task.id: task.size for task in sprint.planned}
    for task, waits in dependencies(sprint).items():
        graph.add_node(task)
        graph.add_edges_from((other, task, {"weight": sizes[other]}) for other in waits)
    return graph


@given(graphs())
def test_each_knot_of_tasks_gives_one_shortest_cycle_as_networkx_finds_them(text: str) -> None:
    sprint = begun(text).now()
    graph, waits = graph_of(sprint), dependencies(sprint)
    knots = [
        set(part)
        for part in nx.strongly_connected_components(graph)
        if len(part) > 1 or graph.has_edge(*[next(iter(part))] * 2)
    ]
    found = cycles(waits)
    assert sorted(map(sorted, knots)) == sorted(
        sorted(next(knot for knot in knots if cycle[0] in knot)) for cycle in found
    )
    for cycle in found:
        for one, two in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
            assert two in waits[one]


@given(graphs())
def test_the_critical_path_is_as_long_as_networkx_says(text: str) -> None:
    sprint = begun(text).now()
    graph = graph_of(sprint)
    if not nx.is_directed_acyclic_graph(graph):
        assert set(in_order(dependencies(sprint))) == set(graph)
        return
    path = critical_path(sprint)
    sizes = {task.id: task.size for task in sprint.planned}
    longest = max(sum(sizes[t] for t in chain) for chain in chains(graph))
    assert length(sprint, path) == pytest.approx(longest)
    for one, two in itertools.pairwise(path):
        assert graph.has_edge(one, two)


def chains(graph: nx.DiGraph[str]) -> list[list[str]]:
    ends = [n for n in graph if graph.out_degree(n) == 0]
    starts = [n for n in graph if graph.in_degree(n) == 0]
    found = [path for a in starts for b in ends for path in nx.all_simple_paths(graph, a, b)]
    return [*found, *([n] for n in graph)]


@given(graphs())
def test_in_the_timeline_nobody_does_two_things_at_once_and_nothing_precedes_what_it_waits_for(
    text: str,
) -> None:
    sprint = begun(text).now()
    spans = {span.task: span for span in timeline(sprint)}
    assert set(spans) == {task.id for task in sprint.planned}
    for who in ("ada", "bob"):
        mine = sorted(
            (spans[t.id].begin, spans[t.id].end) for t in sprint.planned if t.assignee == who
        )
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(mine))
    if not cycles(dependencies(sprint)):
        for task, waits in dependencies(sprint).items():
            assert all(spans[other].end <= spans[task].begin for other in waits)


def test_done_tasks_take_no_time_and_load_says_what_is_done() -> None:
    text = (
        "key,title,points,after,assignee,status\nA,One,3,,ada,done\nB,Two,2,A,ada,\nC,Three,,,,\n"
    )
    sprint = begun(text).now()
    keys = {task.id: task.key for task in sprint.tasks}
    assert [keys[task] for task in critical_path(sprint)] == ["B"]
    spans = sorted((keys[s.task], s.begin, s.end, s.critical) for s in timeline(sprint))
    assert spans == [
        ("B", 0.0, 2.0, True),
        ("C", 0.0, 1.0, False),
    ]
    assert [(load.assignee, load.planned, load.done, load.tasks) for load in loads(sprint)] == [
        ("ada", 5.0, 3.0, 2),
        (None, 1.0, 0.0, 1),
    ]
