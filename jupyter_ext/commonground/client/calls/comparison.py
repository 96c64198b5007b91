"""What the feature ``comparison`` is asked for, as values.

Written by ``python -m commonground.cli.client_source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..call import ApiCall, given, part, sent

if TYPE_CHECKING:
    from ...core.views import OutcomeView
    from ...features.comparison.views import (
        BegunComparison,
        ComparisonAnswer,
        ComparisonsAnswer,
        DifferenceAnswer,
        PrototypeAnswer,
        RecordAnswer,
    )


def compare_option(
    comparison: str, name: str, *, sketch: str = "", constraints: Sequence[str] = ()
) -> ApiCall[OutcomeView]:
    """One more option, whenever it comes to mind.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "compare_option",
        {"comparison": comparison, "name": name},
        sketch=sketch,
        constraints=constraints,
    )


def compare_score(
    comparison: str, option: str, criterion: str, score: int, *, why: str = ""
) -> ApiCall[OutcomeView]:
    """What this member gives an option for a criterion, 1 to 5; the author's last word counts.
    Where scoring is secret it is sealed until the scores are revealed.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "compare_score",
        {"comparison": comparison, "option": option, "criterion": criterion, "score": score},
        why=why,
    )


def compare_argue(
    comparison: str,
    text: str,
    *,
    side: Literal["for", "against", "note"] = "note",
    option: str | None = None,
    criterion: str | None = None,
) -> ApiCall[OutcomeView]:
    """Say something for or against an option, or of the whole question.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent(
        "compare_argue",
        {"comparison": comparison, "text": text},
        side=side,
        option=option,
        criterion=criterion,
    )


def compare_phase(
    comparison: str,
    phase: Literal["propose", "prototype", "discuss", "decide"],
    *,
    minutes: float | None = None,
) -> ApiCall[OutcomeView]:
    """Go on to a phase; with ``minutes`` a timer runs for everybody.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("compare_phase", {"comparison": comparison, "phase": phase}, minutes=minutes)


def compare_reveal(comparison: str) -> ApiCall[OutcomeView]:
    """Show everybody's sealed scores to all; from then on scores are open, and marked as later. It
    is up to whoever began the comparison and the context owner, unless the team's setting
    ``reveal`` leaves it to every contributor.

    Least role: contributor. Raises our errors, each with its ``remedy``.
    """
    return sent("compare_reveal", {"comparison": comparison})


def comparisons(*, find: str | None = None) -> ApiCall[ComparisonsAnswer]:
    """All comparisons, newest first, with what became of their options.

    All comparisons, newest first. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        "comparisons",
        "commonground.features.comparison.views:ComparisonsAnswer",
        query={**given(find=find)},
        safe=True,
    )


def begin(
    source: str, *, path: str | None = None, area: str | None = None
) -> ApiCall[BegunComparison]:
    """Begin one, from the text that stands below ``%%compare``.

    The comparison that was begun, and why no model writes its options where none does. Raises
    our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        "comparisons",
        "commonground.features.comparison.views:BegunComparison",
        body={"source": source, **given(path=path, area=area)},
    )


def comparison(comparison_id: str) -> ApiCall[ComparisonAnswer]:
    """The comparison: options, results, scores, arguments, decision.

    One comparison. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"comparisons/{part(comparison_id)}",
        "commonground.features.comparison.views:ComparisonAnswer",
        safe=True,
    )


def act(comparison_id: str, act: str, **fields: Any) -> ApiCall[ComparisonAnswer]:
    """Write, refine, ask again, stop, run, judge, save, insert or decide.

    One comparison. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        f"comparisons/{part(comparison_id)}",
        "commonground.features.comparison.views:ComparisonAnswer",
        body={"act": act, **fields},
    )


def record(
    comparison_id: str, reason: str, *, option: str | None = None, title: str | None = None
) -> ApiCall[RecordAnswer]:
    """The decision record that this decision would write, before it is made; it writes nothing.

    A decision record before it is decided: its text, and what the gate would do to it. Raises
    our errors, each with its ``remedy``.
    """
    return ApiCall(
        "POST",
        f"comparisons/{part(comparison_id)}/record",
        "commonground.features.comparison.views:RecordAnswer",
        body={"reason": reason, **given(option=option, title=title)},
    )


def prototype(
    comparison_id: str, option_id: str, *, version: str | None = None
) -> ApiCall[PrototypeAnswer]:
    """The files of an option's newest version, or of the one that is named.

    A version's text and the files in it. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"comparisons/{part(comparison_id)}/options/{part(option_id)}",
        "commonground.features.comparison.views:PrototypeAnswer",
        query={**given(version=version)},
        safe=True,
    )


def difference(
    comparison_id: str, *, before: str = "", after: str = ""
) -> ApiCall[DifferenceAnswer]:
    """How two options or versions differ, file by file.

    How two options or versions differ, file by file. Raises our errors, each with its
    ``remedy``.
    """
    return ApiCall(
        "GET",
        f"comparisons/{part(comparison_id)}/diff",
        "commonground.features.comparison.views:DifferenceAnswer",
        query={**given(**{"from": before}, **{"to": after})},
        safe=True,
    )


def table(comparison_id: str, *, format: str = "csv") -> ApiCall[str]:
    """The table as CSV, Markdown or HTML.

    The text of a file. Raises our errors, each with its ``remedy``.
    """
    return ApiCall(
        "GET",
        f"comparisons/{part(comparison_id)}/table",
        "builtins:str",
        query={**given(format=format)},
        safe=True,
    )


def page(comparison_id: str) -> ApiCall[str]:
    """The comparison with its minutes, as one file of HTML that needs nothing beside itself.

    The text of a file. Raises our errors, each with its ``remedy``.
    """
    return ApiCall("GET", f"comparisons/{part(comparison_id)}/page", "builtins:str", safe=True)
