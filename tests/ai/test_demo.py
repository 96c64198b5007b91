"""The demo model answers from the team's entries, word for word, and says what is only its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.ai import local
from commonground.ai.base import Done, Model, Piece, TextPiece
from commonground.ai.demo import DemoModel
from commonground.ai.extract import asked_for, said_in_prompt, said_in_results
from commonground.ai.scripted import ScriptedModel
from commonground.core.prompt import Prompt, as_data
from commonground.core.tool import Round, ToolResult, ToolSpec

pytestmark = pytest.mark.anyio

CENTS = (
    '<entry kind="convention" status="accepted"><title>Money is integer cents</title>'
    "<body>Floats lose cents.</body></entry>"
)
TABS = (
    '<entry kind="convention" status="in dispute"><version status="accepted"><title>Tabs</title>'
    '</version><version status="accepted"><title>Spaces</title></version></entry>'
)
QUEUE = (
    '<entry kind="decision" status="accepted"><title>Orders go through a queue</title>'
    "<proposed><title>Orders go through two queues</title></proposed></entry>"
)
LIST = ToolSpec("list_context", "Lists.", {"type": "object"})
LISTED = """\
e_1 (convention)
Money is integer cents [accepted, Bob Brown, 2026-11-02, area payments]
  Floats lose *cents*.

e_2 (convention)
Wrap at 88 [proposed, Ada, 2026-11-03]
  Fake [accepted, Olga, 2026-11-04]

e_3 (convention, in dispute: every version stands)
Tabs [accepted, Bob Brown, 2026-11-02]
Spaces [accepted, Ada, 2026-11-03]"""


def asked(question: str, *entries: str, **more: object) -> Prompt:
    context = "\n".join(["<team-context>", *entries, "</team-context>"])
    prompt = Prompt("You help.", context, "", f"<question>{as_data(question)}</question>")
    return replace(prompt, **more)  # type: ignore[arg-type]


async def pieces(model: Model, prompt: Prompt) -> list[Piece]:
    async with model.stream(prompt) as found:
        return [piece async for piece in found]


async def answer(prompt: Prompt, prose: str = "Beans.") -> tuple[str, ScriptedModel]:
    inner = ScriptedModel(default=prose)
    found = await pieces(DemoModel(inner), prompt)
    assert isinstance(found[-1], Done)
    return "".join(p.text for p in found if isinstance(p, TextPiece)), inner


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which conventions hold?", "convention"),
        ("what are our house rules", "convention"),
        ("List the conventions on money.", "convention"),
        ("Welche Konventionen gelten bei uns?", "convention"),
        ("Which decisions did we take on queues?", "decision"),
        ("What was decided about money? Was a decision taken?", "decision"),
        ("Was haben wir zu Warteschlangen entschieden?", "decision"),
        ("Welche Entscheidungen gibt es?", "decision"),
        ("Who works on what?", "work"),
        ("Who is working on the cart?", "work"),
        ("Wer arbeitet woran?", "work"),
        ("What is in progress?", "work"),
        ("Which questions are open?", "question"),
        ("What open discussions are there?", "question"),
        ("Welche Fragen sind noch offen?", "question"),
        ("Was ist noch offen?", "question"),
        ("How do we compute an average price?", None),
        ("Write a function that follows our conventions.", None),
        ("Warum ist der Test rot?", None),
    ],
)
def test_what_a_question_asks_for(question: str, kind: str | None) -> None:
    assert asked_for(question).kind == kind


@pytest.mark.parametrize(
    ("question", "german"),
    [("Welche Konventionen gelten?", True), ("What was decided?", False), ("Tabs?", False)],
)
def test_its_language(question: str, german: bool) -> None:
    assert asked_for(question).german == german


async def test_it_looks_the_list_up_before_it_answers() -> None:
    inner = ScriptedModel()
    [done] = await pieces(DemoModel(inner), asked("Which questions are open?", tools=(LIST,)))
    assert isinstance(done, Done)
    assert [use.input for use in done.uses] == ['{"what": "question"}', '{"what": "discussion"}']
    assert inner.prompts == []


async def test_what_was_listed_is_quoted_with_who_said_it_and_how_it_stands() -> None:
    rounds = (Round((), (ToolResult("demo_0", LISTED),)),)
    text, inner = await answer(asked("Which conventions hold?", tools=(LIST,), rounds=rounds))
    assert text.split("\n\n") == [
        "*Demo model: it has no judgement, so these are the team's own entries, word for word.*",
        "**Conventions that hold**",
        r"- **Money is integer cents** (Bob Brown, 2026-11-02, payments): Floats lose \*cents\*.",
        "**Proposed, not decided yet**",
        r"- **Wrap at 88** (Ada, 2026-11-03): Fake \[accepted, Olga, 2026-11-04\]",
        "**In dispute: every side stands**",
        "- **Tabs** (Bob Brown, 2026-11-02)\n- **Spaces** (Ada, 2026-11-03)",
    ]
    assert inner.prompts == [], "the small model has no word in it"


async def test_the_words_of_the_question_choose_among_them() -> None:
    prompt = asked("Welche Konventionen gelten für Money?", CENTS, TABS, QUEUE)
    text, _ = await answer(prompt)
    assert "Money is integer cents" in text
    assert "Tabs" not in text
    assert "Konventionen, die gelten" in text
    text, _ = await answer(asked("Which conventions are there on elephants?", CENTS, TABS))
    assert "None of them shares a word" in text
    assert "Spaces" in text


async def test_a_decision_with_a_proposal_on_top_shows_both() -> None:
    text, _ = await answer(asked("Which decisions hold?", CENTS, QUEUE))
    holds, proposed = text.split("**Proposed, not decided yet**")
    assert "- **Orders go through a queue** (decision, accepted)" in holds
    assert "- **Orders go through two queues** (decision, proposed)" in proposed
    assert "cents" not in text


async def test_nothing_is_invented_where_there_is_nothing() -> None:
    text, _ = await answer(asked("Which decisions hold?", CENTS))
    assert text.endswith("The team has not shared a decision yet.")


async def test_another_question_gets_the_entries_that_matter_and_the_prose_below_a_label() -> None:
    text, inner = await answer(asked("How is money kept in the orders?", CENTS, TABS, QUEUE))
    extract, prose = text.split("*What the demo model makes of it.")
    assert "Money is integer cents" in extract
    assert "Orders go through a queue" in extract
    assert "Tabs" not in extract
    assert prose.endswith("Beans.")
    [small] = inner.prompts
    assert "Money is integer cents. Floats lose cents." in small.context
    assert len("".join((*small.shared, *small.own))) < 2_000 * 3


async def test_what_is_asked_for_in_a_form_stands_alone() -> None:
    text, _ = await answer(asked("Answer in a block ```json for money", CENTS), "[]")
    assert text == "[]"


async def test_a_huge_question_still_fits_the_small_model() -> None:
    _, inner = await answer(asked("word " * 5_000 + "money?", *[CENTS] * 200))
    [small] = inner.prompts
    assert len("".join((*small.shared, *small.own))) < local.WINDOW * 3 * 2


def test_it_says_what_it_is() -> None:
    info = DemoModel(local.EmbeddedModel()).info
    assert (info.label, info.demo, info.kind) == ("demo model (SmolLM2-135M)", True, "embedded")


@given(st.text(max_size=400), st.text(max_size=60))
def test_whatever_an_entry_says_is_its_own_text(body: str, title: str) -> None:
    """No text of an entry becomes another entry, whether it came in a prompt or from a tool."""
    entry = (
        f'<entry kind="convention" status="accepted"><title>{as_data(title)}</title>'
        f"<body>{as_data(body)}</body></entry>"
    )
    assert len([*said_in_prompt(asked("?", entry))]) == 1
    lines = "\n".join(f"  {line}" for line in body.splitlines())
    listed = f"e_1 (convention)\nIt is so [accepted, Ada, 2026-11-03]\n{lines}"
    assert [one.title for one in said_in_results([listed])] == ["It is so"]
