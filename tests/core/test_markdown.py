"""Other people's words in our Markdown: what deceives goes, what is spelling stays."""

from __future__ import annotations

import pytest

from commonground.core.markdown import plainly


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: two parts of one word
        "\u0915\u094d\u200d\u0937 \u0915\u094d\u200c\u0937",  # Hindi
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Sinhala: the first word of a country's name
        "\U0001f469\u200d\U0001f4bb",  # a woman who writes programs
        "\U0001f469\U0001f3fd\u200d\U0001f680 \u2764\ufe0f\u200d\U0001f525",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
    ],
)
def test_joiners_that_spell_stay(text: str) -> None:
    assert plainly(f"  {text}\n") == text


@pytest.mark.parametrize(
    "text",
    [
        "pay\u200dpal",
        "pay\u200c",
        "\u200dpay",
        "a\u200d\U0001f4bb",
        "\u0430\u200c\u0431",
        "\u202eabc",
        "a\u200bb",
        "\u0645\u200b\u062e",
        "\u0645\u202e\u062e",
        "x\u2066y\u2069",
    ],
)
def test_what_hides_or_turns_goes(text: str) -> None:
    assert not set(plainly(text)) & set("\u200b\u200c\u200d\u202e\u2066\u2069")
