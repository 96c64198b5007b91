"""What a CODEOWNERS file says: areas that a team can use, with the last match as the owner."""

from __future__ import annotations

import time

import pytest

from commonground.core.area import Area, area_of, areas_in
from commonground.core.codeowners import MAX_AREAS, parse_codeowners
from commonground.core.path_pattern import matches
from commonground.core.setting import Setting
from commonground.core.views import AreaView
from commonground.registry import features

CODEOWNERS = """\
# the whole team
*                 @acme/everyone
/docs/            docs@example.com   # words
*.js              @ann @bob
apps/             @cem
/apps/github
with\\ space/*.md  @cem
!negated/         @dora
"""


def test_githubs_file_becomes_areas_by_their_owners() -> None:
    areas, problems = parse_codeowners(CODEOWNERS)
    by_name = {area.name: area for area in areas}
    assert by_name["docs"] == Area("docs", ("/docs/",), ("docs@example.com",))
    assert by_name["apps"] == Area("apps", ("apps/", "with space/*.md"), ("cem",))
    assert by_name["nobody"] == Area("nobody", ("/apps/github",), ())
    assert [p.line for p in problems] == [8]


def test_gitlabs_sections_are_areas_with_their_default_owners() -> None:
    text = "[Data Base][2] @dora\n*.sql\n/migrations/ @ann\n^[Docs]\nREADME.md @bob\n"
    areas, problems = parse_codeowners(text)
    assert areas == (
        Area("Data-Base", ("*.sql", "/migrations/"), ("dora", "ann")),
        Area("Docs", ("README.md",), ("bob",)),
    )
    assert problems == ()


def imported(text: str) -> tuple[Area, ...]:
    """The areas of a file, once a team has taken all of them as its own: sorted by name."""
    checked = features().settings.checked
    settings = {}
    for number, area in enumerate(parse_codeowners(text)[0]):
        value = AreaView.model_validate(area).model_dump(mode="json", exclude_unset=True)
        name = f"area:{value.pop('name')}"
        settings[name] = Setting(f"c{number}", name, checked(name, value), "o", number)
    return tuple(areas_in(settings).values())


def owners(text: str, path: str) -> tuple[str, ...]:
    found = area_of(path, imported(text))
    return () if found is None else found.members


@pytest.mark.parametrize(
    ("text", "path", "who"),
    [
        ("* @ada\n/docs/ @bob\n", "docs/a.md", "bob"),
        ("* @ada\n/docs/ @bob\n", "src/a.py", "ada"),
        ("/docs/ @bob\n* @ada\n", "docs/a.md", "ada"),
        ("/zoo/ @bob\n*.md @carl\n", "zoo/a.md", "carl"),
        ("*.md @carl\n/zoo/ @bob\n", "zoo/a.md", "bob"),
        ("/docs/api/ @bob\n/docs/ @ada\n", "docs/api/a.md", "ada"),
        ("/docs/ @ada\n/docs/api/ @bob\n/docs/api/v1/ @ada\n", "docs/api/x.md", "bob"),
        ("/docs/ @ada\n/docs/api/ @bob\n/docs/api/v1/ @ada\n", "docs/api/v1/x.md", "ada"),
        ("/a/ @ada\n/a/ @bob\n", "a/x", "bob"),
        ("/a/ @ada\n/a/gen/\n/a/gen/own/ @bob\n", "a/gen/own/x", "bob"),
        ("!/docs/\n* @ada\n", "docs/a.md", "ada"),
        ("* @ada\n\\#notes.md @bob\n", "#notes.md", "bob"),
        ("* @ada\n/my\\ files/ @bob\n", "my files/a", "bob"),
    ],
)
def test_the_last_match_wins_also_after_the_import(text: str, path: str, who: str) -> None:
    assert owners(text, path) == (who,)


def test_an_area_made_by_hand_goes_before_a_file_that_says_less() -> None:
    areas = [*imported("/zoo/ @bob\n*.md @carl\n"), Area("own", ("/zoo/cats/",), ("dora",))]
    found = area_of("zoo/cats/a.md", areas)
    assert found is not None
    assert found.members == ("dora",)


@pytest.mark.parametrize(
    ("sections", "names"),
    [
        (("Бэкенд", "Фронтенд"), ("Бэкенд", "Фронтенд")),
        (("数据库", "前端"), ("数据库", "前端")),
        (("हिन्दी दस्तावेज़", "עברית"), ("हिन्दी-दस्तावेज़", "עברית")),
        (("Données & accès", "Ελληνικά"), ("Données-accès", "Ελληνικά")),
        (("🚀", "✨"), ("area", "area-2")),
    ],
)
def test_sections_have_names_in_any_script(
    sections: tuple[str, ...], names: tuple[str, ...]
) -> None:
    text = "".join(f"[{name}] @ada\n/{n}/\n" for n, name in enumerate(sections))
    assert tuple(sorted(area.name for area in imported(text))) == tuple(sorted(names))


def test_names_are_the_same_in_whatever_case() -> None:
    areas, _ = parse_codeowners("[Docs] @Ada\n*.md\n[docs] @ada @Bob\n*.rst\n")
    assert areas == (Area("Docs", ("*.md", "*.rst"), ("Ada", "Bob")),)
    areas, _ = parse_codeowners("/api/ @Ada @bob\n/web/ @BOB @ada\n/API/ @carl\n")
    assert [area.name for area in areas] == ["api", "API-2"]


def test_a_byte_order_mark_and_comments_behind_a_section_are_none_of_its_words() -> None:
    text = "\ufeff[Docs][2] @ada # asks @nobody\n*.md\n[Web]  # @nobody\n/web/ @bob#1 # x\n"
    areas, problems = parse_codeowners(text)
    assert areas == (Area("Docs", ("*.md",), ("ada",)), Area("Web", ("/web/",), ("bob#1",)))
    assert problems == ()


def test_a_file_of_hundreds_of_owners_gives_areas_that_a_team_can_use() -> None:
    parts = [f"/app/components/part{n}/ @dev{n} @dev{n + 1}" for n in range(250)]
    parts += [f"/tests/components/part{n}/ @dev{n}" for n in range(250)]
    parts += ["/docs/ @writer", "/docs/api/ @dev1", "*.toml @dev2", "/app/core/ @dev3 @dev4"]
    areas, problems = parse_codeowners("\n".join(parts))
    assert 3 <= len(areas) <= MAX_AREAS
    assert {"docs", "app/core", "app/components"} <= {area.name for area in areas}
    assert all(len(area.members) <= 7 and len(area.globs) <= 200 for area in areas)
    assert "put together by folder" in problems[-1].message
    assert len(imported("\n".join(parts))) == len(areas)
    found = area_of("app/components/part7/x.py", areas)
    assert found is not None
    assert found.name == "app/components"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("* @ada\n/build/\n", "build/x"),
        ("/docs/ @bob\n/docs/generated/   # nobody's\n", "docs/generated/x"),
        ("/docs/ @bob\n*.lock\n", "docs/a.lock"),
        ("* @ada\n!/docs/\n", "docs/a.md"),
    ],
)
def test_a_pattern_without_owners_takes_what_it_matches_from_those_before(
    text: str, path: str
) -> None:
    assert owners(text, path) == ()
    assert parse_codeowners(text)[1] == ()


def test_what_can_not_be_kept_costs_its_line_alone_and_is_said() -> None:
    long = "x" * 301
    lines = ["/a/ @ada", "/b\\*c/ @bob", "/d/../e/ @bob", f"/{long}/ @bob", "/ @bob", "/f/", "! @b"]
    areas, problems = parse_codeowners("\n".join(lines) + "\n/g/ @ada,@carl\n")
    assert areas == (Area("a", ("/a/",), ("ada",)), Area("g", ("/g/",), ("ada", "carl")))
    assert [p.line for p in problems] == [2, 3, 4, 5, 6, 7]
    assert len(imported("\n".join(lines))) == 1


def test_lines_end_where_lines_of_a_file_end() -> None:
    areas, _ = parse_codeowners("/a\u2028b/ @ada\r/c/ @bob\r\n/d\x0c/ @bob\n")
    assert [area.members for area in areas] == [("ada",), ("bob",)]


def test_a_file_with_more_large_folders_than_areas_keeps_the_largest_apart() -> None:
    lines = [f"/src/mod{n % 40}/part{n}/ @dev{n % 300}" for n in range(1_000)]
    lines += [f"/src/mod{n % 8}/more{n}/ @dev{n % 300}" for n in range(400)]
    areas, _ = parse_codeowners("\n".join(lines))
    assert len(areas) == 9
    assert {f"src/mod{n}" for n in range(8)} <= {area.name for area in areas}
    assert "src" in {area.name for area in areas}


def test_thousands_of_lines_are_read_at_once() -> None:
    lines = [f"/src/mod{n % 40}/part{n}/ @dev{n % 300}" for n in range(4_000)]
    lines += [f"/src/mod{n % 40}/made{n}/" for n in range(4_000)]
    began = time.process_time()
    areas, problems = parse_codeowners("\n".join(lines))
    assert time.process_time() - began < 5  # comparing each with each took minutes
    assert len(areas) <= MAX_AREAS
    assert len(problems) > 3_000


@pytest.mark.parametrize(
    ("glob", "path", "found"),
    [
        ("docs/*", "docs/a.md", True),
        ("docs/*", "docs/b/a.md", False),
        ("docs/*", "x/docs/a.md", False),
        ("/*", "a", True),
        ("/*", "a/b", False),
        ("docs/**/*", "docs/a.md", True),
        ("docs/**/*", "docs/x/y/a.md", True),
        ("services/foo:bar/**/*", "services/foo:bar/baz.json", True),
        ("**/docs/*", "docs/x", True),
        ("**/docs/*", "a/docs/docs/x", True),
        ("**/docs/*", "a/docs/c/x", False),
        ("a/**/b/*", "a/b/c", True),
        ("a/**/b/*", "a/x/y/b/c", True),
        ("a/**/b/*", "a/b/c/d", False),
        ("src/*/*", "src/a/b", True),
        ("src/*/*", "src/a/b/c", False),
        ("src/v[0-9]/*", "src/v2/a", True),
        ("src/v[!0-9]/*", "src/v2/a", False),
        ("/app/[id]/page.tsx", "app/[id]/page.tsx", True),
        ("/app/[id]/*", "app/[id]/page.tsx", True),
        ("/app/[id]/*", "app/[id]/x/page.tsx", False),
        ("/a[0-9]/", "a7/b", True),
    ],
)
def test_patterns_match_as_code_hosts_match_them(glob: str, path: str, found: bool) -> None:
    assert matches(glob, path) is found
