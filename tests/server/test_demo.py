"""Two minutes without a key: the real demo model answers from the team's entries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commonground.client.client import Client
from commonground.core.turn import Turn
from tests.ai.conftest import needs_embedded
from tests.live import LiveServer

pytestmark = needs_embedded


@pytest.fixture(scope="module")
def ada(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("demo")
    with LiveServer(folder, name="demo", model="embedded") as server:
        olga = server.client(server.invite("Olga Owner", "owner"))
        for kind, title, body in (
            ("convention", "Hold money in integer cents", "Floats lose cents."),
            ("convention", "Name branches after tickets", ""),
            ("decision", "Orders go through a queue", "The shop answers while they wait."),
            ("discussion", "How long do we keep orders?", ""),
        ):
            olga.command("add", kind=kind, title=title, body=body)
        olga.command("query", to=["@all"], title="Which VAT rate do books have?")
        ada = server.client(server.invite("Ada"))
        ada.command("add", kind="work", title="Round the totals")
        ada.command("add", kind="convention", title="Indent with tabs")
        yield ada


def ask(client: Client, question: str) -> Turn:
    *_, turn = client.stream(client.ask(question).id)
    assert isinstance(turn, Turn)
    assert turn.status == "complete", turn.problem
    assert turn.model_label == "demo model (SmolLM2-135M)"
    return turn


@pytest.mark.parametrize(
    ("question", "tools", "said", "unsaid"),
    [
        (
            "Which conventions hold?",
            ["convention"],
            (
                "**Conventions that hold**",
                "**Hold money in integer cents** (Olga Owner, ",
                "Floats lose cents.",
                "**Proposed, not decided yet**\n\n- **Indent with tabs** (Ada, ",
            ),
            ("queue", "VAT"),
        ),
        (
            "Welche Konventionen gelten?",
            ["convention"],
            ("**Konventionen, die gelten**", "Hold money in integer cents"),
            ("queue",),
        ),
        ("Which decisions were taken about orders?", ["decision"], ("a queue",), ("cents",)),
        ("Who works on what?", ["work"], ("**Round the totals** (Ada, ",), ("queue",)),
        ("Woran arbeitet wer?", ["work"], ("In Arbeit", "**Round the totals** (Ada, "), ()),
        (
            "Which questions are open?",
            ["question", "discussion"],
            ("**Which VAT rate do books have?** (Olga Owner", "How long do we keep orders?"),
            ("cents",),
        ),
    ],
)
def test_what_the_team_has_is_answered_word_for_word(
    ada: Client, question: str, tools: list[str], said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    turn = ask(ada, question)
    assert [(call.tool, call.status) for call in turn.calls] == [("list_context", "done")] * len(
        tools
    )
    for text in said:
        assert text in turn.text, turn.text
    for text in unsaid:
        assert text not in turn.text


def test_another_question_shows_what_matters_above_the_small_models_own_words(ada: Client) -> None:
    turn = ask(ada, "How do I add up the money of some orders?")
    extract, prose = turn.text.split("*What the demo model makes of it.")
    assert "**Hold money in integer cents** (convention, accepted): Floats lose cents." in extract
    assert "tickets" not in extract
    assert len(prose) > 100
    assert turn.shown, "the turn says which entries it was shown"
