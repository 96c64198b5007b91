"""Which tasks a text says that it is blocked by: in so many words, and no others."""

from __future__ import annotations

import pytest

from commonground.features.sprint.blockers import Place, stated_blockers

HERE = Place("o/r")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Blocked by #1", ("#1",)),
        ("blocked by: #1, #2 and #3.", ("#1", "#2", "#3")),
        ("**Blocked by** #1", ("#1",)),
        ("Blocked: #1", ("#1",)),
        ("- deps: #1, #2", ("#1", "#2")),
        ("Hard dependency: #1", ("#1",)),
        ("**Requires**: #1", ("#1",)),
        ("Gated on #1", ("#1",)),
        ("取决于 #1", ("#1",)),
        ("It requires #1 by law", ()),
        ("Blocked: not yet, see #1", ()),
        ("Depends-on: #4", ("#4",)),
        ("Depends on #12 and #11.", ("#12", "#11")),
        ("This waits for #5 & #6", ("#5", "#6")),
        ("Blocked by https://github.com/o/r/issues/1349", ("#1349",)),
        ("Blocked by https://github.com/O/R/issues/1349#issuecomment-1.", ("#1349",)),
        ("Blocked by https://github.com/other/x/issues/7", ("other/x#7",)),
        ("Blocked by other/x#7", ("other/x#7",)),
        ("Blocked by [#12](https://github.com/o/r/issues/12) and #13", ("#12", "#13")),
        ("Blocked by <https://gitlab.com/g/sub/p/-/issues/4>", ("g/sub/p#4",)),
        ("Blocked by https://gitlab.com/g/sub/p/-/issues/4", ("g/sub/p#4",)),
        ("## Blocked by\n\n- [ ] #1 the schema\n- [x] #2\n\n## See also\n- #3", ("#1", "#2")),
        ("Blocked by:\n1. #1\n2. #2\nand this is about #3", ("#1", "#2")),
        ("Blocked by #1 in the API\n- #2 is near", ("#1",)),
        ("Blocked by #1,\n#2", ("#1", "#2")),
        ("Not blocked by #12, but depends on #13", ("#13",)),
        ("Don't start: blocked by #7", ("#7",)),
        ("This doesn't work yet because it depends on #7", ("#7",)),
        ("We can not merge it as it is blocked by #7", ("#7",)),
        ("It was decided that this depends on #7", ("#7",)),
        ("Blocked until #7 is merged", ("#7",)),
        ("_Blocked by_: _#7_", ("#7",)),
        ("blocked_by: #7", ("#7",)),
        ("depends_on: #7, #8", ("#7", "#8")),
        ("Depends on both #7 and #8", ("#7", "#8")),
        ("Blocked by ⛔ #7", ("#7",)),
        ("## Dependencies\n\n- [ ] #3 is the schema\n- #4 landed\n", ("#3", "#4")),
        ("**Prerequisites**: #3, #4", ("#3", "#4")),
        ("Blocker: #3", ("#3",)),
        ("Blockiert durch #7", ("#7",)),
        ("Hängt ab von #7 und #8", ("#7", "#8")),
        ("Bloqué par #7", ("#7",)),
        ("Depende de #7 y #8", ("#7", "#8")),
        ("Зависит от #7", ("#7",)),
        ("Blocked by #7; #8 is about the same", ("#7",)),
        ("Blocked by #7, #8 landed", ("#7",)),
    ],
)
def test_what_is_stated_counts(text: str, keys: tuple[str, ...]) -> None:
    assert stated_blockers(text, HERE) == keys


@pytest.mark.parametrize(
    "text",
    [
        "It broke after #41, #42 landed",
        "See #41. Part of #42, closes #43, blocks #44, unblocks #45",
        "Unblocked by #41",
        "Not blocked by #41",
        "This isn't blocked by #41",
        "No longer blocked by #41",
        "It was blocked by #41 until May",
        "Would be blocked by #41 if we chose B",
        "#41 is blocked by #42",
        "https://github.com/o/r/issues/41 depends on #42",
        "> Blocked by #41",
        "~~Blocked by #41~~",
        "<!-- Blocked by #41 -->",
        "```\nBlocked by #41\n```",
        "Write `blocked by #41` below",
        "Blocked by the vendor, see #41",
        "Depends on UTF-8 and RFC-2119",
        "Blocked by\n\nNothing.\n\n#41",
        "Is this blocked by #41?",
        "Blocked by #41 no longer",
        "This neither depends on #41 nor on #42",
        "Nicht blockiert durch #41",
        "No depende de #41",
        "Не зависит от #41",
        "The dependencies of #41 are many",
        "Its dependencies were updated in #41",
        "After #41, #42 landed",
    ],
)
def test_what_merely_names_another_does_not(text: str) -> None:
    assert stated_blockers(text, HERE) == ()


def test_keys_of_the_files_own_teams_are_tasks() -> None:
    place = Place(teams=frozenset({"ENG"}))
    text = "Blocked by ENG-1, https://linear.app/acme/issue/ENG-2/some-words and UTF-8"
    assert stated_blockers(text, place) == ("ENG-1", "ENG-2")


def test_a_long_text_is_read_at_once() -> None:
    text = "blocked by " * 20_000 + "#1"
    assert stated_blockers(text, HERE) == ("#1",)
    assert stated_blockers("`" * 50_000 + "<!--" * 10_000 + "- " * 50_000, HERE) == ()
