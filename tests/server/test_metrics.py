"""Turns are counted for Prometheus, without anybody's name."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, generate_latest

from commonground.core.turn import Turn, TurnId, Usage
from commonground.server.metrics import turn_metrics

TURN = Turn(TurnId("t_1"), "alice", "private", "Why, bakery?", "claude", "Claude", 1)


def test_a_turn_that_ended_is_counted_by_model_and_how_it_ended() -> None:
    registry = CollectorRegistry()
    count = turn_metrics(registry)
    usage = Usage(100, 20, tokens_cached=60, tokens_written=10)
    count(TURN.ended_as("complete", usage=usage, cost=0.5, seconds=3.0))
    count(TURN.ended_as("failed", problem="Alice is asleep."))
    text = generate_latest(registry).decode()
    for line in (
        'commonground_turns_total{model="claude",status="complete",visibility="private"} 1.0',
        'commonground_turns_total{model="claude",status="failed",visibility="private"} 1.0',
        'commonground_tokens_total{kind="in",model="claude"} 30.0',
        'commonground_tokens_total{kind="cached",model="claude"} 60.0',
        'commonground_tokens_total{kind="written",model="claude"} 10.0',
        'commonground_tokens_total{kind="out",model="claude"} 20.0',
        'commonground_cost_dollars_total{model="claude"} 0.5',
        'commonground_turn_seconds_count{model="claude"} 1.0',
    ):
        assert line in text
    for private in ("alice", "Alice", "bakery"):
        assert private not in text


def test_a_second_server_in_one_process_goes_on_counting() -> None:
    registry = CollectorRegistry()
    for _ in range(2):
        turn_metrics(registry)(TURN.ended_as("complete"))
    assert 'status="complete",visibility="private"} 2.0' in generate_latest(registry).decode()
