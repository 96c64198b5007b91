"""What the feature ``suggestions`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ..call import ApiCall, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.suggestions.views import SuggestionsAnswer, SweepAnswer


def accept_suggestion(
    suggestion: str,
    *,
    kind: Literal["convention", "decision", "knowledge"] | None = None,
    title: str | None = None,
    body: str | None = None,
    area: str | None = None,
) -> ApiCall[OutcomeView]:
    """Put a suggestion into the review queue, as a proposal of this member's. What is left out is
    as it was suggested.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "accept_suggestion",
        {"suggestion": suggestion},
        kind=kind,
        title=title,
        body=body,
        area=area,
    )


def decide_suggestion(
    suggestion: str, verdict: Literal["dismiss", "never", "again", "taken"]
) -> ApiCall[OutcomeView]:
    """Dismiss a suggestion, for everybody who sees it; or never have its like again, or again.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("decide_suggestion", {"suggestion": suggestion, "verdict": verdict})


def suggestions() -> ApiCall[SuggestionsAnswer]:
    """What the AI suggests to keep: for the team, and of one's own private turns.

    Suggestions that one may see, oldest first: open ones, accepted ones, and what is not to
    come again. `daily` is how many may be made a day, `days` how often threads are looked
    through (0: not); `model` judges, null: nobody does, and `why` says what that means.
    Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET", "suggestions", "commonground.features.suggestions.views:SuggestionsAnswer", safe=True
    )


def sweep() -> ApiCall[SweepAnswer]:
    """Look through the threads of the last days for what was settled in them.

    What a look through threads came to; `model` null: words are taken as they stand. `untrue`
    counts what a model suggested with a quote that stands nowhere; `left` are threads that
    were not looked at, since today's number was reached. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "POST", "suggestions/sweep", "commonground.features.suggestions.views:SweepAnswer"
    )
