"""Areas: whose a path is, and how a team is told to split."""

from __future__ import annotations

import pytest

from commonground.core.area import (
    Area,
    advice,
    area_of,
    areas_in,
    followed,
    suggest,
)
from commonground.core.setting import Setting


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("build/logs/x.log", "logs"),
        ("docs/getting-started.md", "docs"),
        ("docs/build-app/troubleshooting.md", None),
        ("lib/apps/main.py", "apps"),
        ("deep/down/the/query.sql", "data"),
        ("/README.md", None),
    ],
)
def test_patterns_match_as_githubs_documentation_says(path: str, name: str | None) -> None:
    areas = [
        Area("logs", ("/build/logs/",)),
        Area("docs", ("docs/*",)),
        Area("apps", ("apps/",)),
        Area("data", ("*.sql",)),
    ]
    found = area_of(path, areas)
    assert (found.name if found else None) == name


def test_the_last_area_that_matches_has_the_path() -> None:
    areas = [Area("all", ("*",)), Area("web", ("/web/",))]
    assert area_of("web/a.ts", areas) == areas[1]
    assert area_of("a.ts", areas) == areas[0]


def test_a_member_gets_their_areas_and_what_they_subscribed_to_but_nothing_muted() -> None:
    areas = {name: Area(name, (), members) for name, members in
             (("api", ("ann",)), ("web", ("bob",)), ("data", ()))}  # fmt: skip
    assert followed(areas, "ann", all_of_them=False, wish=None) == ("api",)
    wish = {"areas": ["data", "gone"], "muted": ["api"]}
    assert followed(areas, "ann", all_of_them=False, wish=wish) == ("data",)
    assert followed(areas, "olga", all_of_them=True, wish=None) == ("api", "web", "data")


def test_an_area_that_was_set_to_null_is_gone() -> None:
    value = {"globs": ["/api/"], "members": ["ann"]}
    settings = {
        "area:api": Setting("1", "area:api", value, "o", 1),
        "area:old": Setting("2", "area:old", None, "o", 2),
    }
    assert areas_in(settings) == {"api": Area("api", ("/api/",), ("ann",))}


def test_areas_are_suggested_from_who_touches_what() -> None:
    touches = [("ann", f"api/{i}.py") for i in range(8)] + [("bob", "api/x.py")]
    touches += [("bob", f"web/{i}.ts") for i in range(3)] + [("cem", "README.md")]
    assert suggest(touches) == (
        Area("api", ("/api/",), ("ann",)),
        Area("web", ("/web/",), ("bob",)),
    )


def test_a_team_above_seven_without_areas_is_told_to_split() -> None:
    assert advice(7, 0) is None
    assert "areas" in (advice(8, 0) or "")
    assert advice(8, 2) is None
