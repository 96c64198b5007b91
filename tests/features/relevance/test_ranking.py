"""What is ranked first, and that an index that grew is the same as one that is made anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.ai.embedding import HashedWords
from commonground.features.relevance.model import Rankable, Sought
from commonground.features.relevance.ranking import Ranking

MINUTE = 60_000
DAY = 24 * 60 * MINUTE


def ranking(*items: Rankable) -> Ranking:
    made = Ranking(HashedWords().embed)
    for item in items:
        made.put(item)
    while made.read():
        pass
    return made


def best(made: Ranking, text: str, areas: frozenset[str] | None = None) -> list[str]:
    return [one.id for one in made.rank(Sought(text, areas))]


FILLER = tuple(
    Rankable(f"f{n}", f"Filler {word}", f"About {word} and nothing else.", at=n * DAY)
    for n, word in enumerate(["tea", "chairs", "plants", "lights", "doors", "windows"])
)


def test_words_decide() -> None:
    made = ranking(*FILLER, Rankable("port", "Gateway port", "The gateway listens on 8443.", at=1))
    assert best(made, "Which port does the gateway listen on?")[0] == "port"


def test_a_part_of_an_identifier_is_enough() -> None:
    made = ranking(*FILLER, Rankable("retry", "MAX_RETRY_COUNT stays at 3", at=1))
    assert best(made, "how often do we retry?")[0] == "retry"


def test_each_clause_of_a_question_brings_its_best() -> None:
    port = Rankable("port", "Gateway", "It listens on port 8443.", at=1)
    vat = Rankable("vat", "VAT of books", "It is seven percent.", at=2)
    made = ranking(*FILLER, port, vat)
    assert set(best(made, "Which port has the gateway, and what VAT have books?")[:2]) == {
        "port",
        "vat",
    }


def test_whoever_is_named_comes_first() -> None:
    said = "The cache lives ten minutes."
    made = ranking(
        *FILLER,
        Rankable("bob", "Cache", said, at=DAY, author="Bob Brown bob"),
        Rankable("eve", "Cache", said, at=2 * DAY, author="Eve Adams eve"),
    )
    assert best(made, "What did Bob say about the cache?")[0] == "bob"
    assert best(made, "What did Eve say about the cache?")[0] == "eve"


def test_of_two_that_say_the_same_the_newer_comes_first() -> None:
    old = Rankable("old", "Cache", "The cache lives ten minutes.", at=0)
    made = ranking(old, *FILLER, replace(old, id="new", at=100 * DAY))
    assert best(made, "How long does the cache live?")[:2] == ["new", "old"]


def test_an_answer_is_found_by_the_question_before_it() -> None:
    made = ranking(
        *FILLER,
        Rankable("asked", "", "Which port does the gateway use?", at=0, area="ops"),
        Rankable("told", "", "8443, as of today.", at=MINUTE, area="ops"),
        Rankable("other", "", "Lunch is ready, as of today.", at=MINUTE, area="web"),
    )
    order = best(made, "gateway port")
    assert order.index("told") < order.index("other")


def test_what_is_of_another_area_is_not_ranked() -> None:
    made = ranking(
        Rankable("web", "Cache", "ten minutes", area="web"),
        Rankable("ops", "Cache", "ten minutes", area="ops"),
        Rankable("all", "Cache", "ten minutes"),
    )
    assert set(best(made, "cache", frozenset({"web"}))) == {"web", "all"}
    assert set(best(made, "cache")) == {"web", "ops", "all"}


def test_it_says_which_words_a_question_and_an_entry_share() -> None:
    made = ranking(*FILLER, Rankable("port", "Gateway port", "It listens on 8443."))
    (first, *_) = made.rank(Sought("Which ports do gateways have?"))
    assert first.words == ("ports", "gateways")
    assert first.covered == pytest.approx(1)


def test_the_always_shown_are_ranked_however_many_fit_better() -> None:
    many = [Rankable(f"e{n:03}", "Cache", f"cache number {n}", at=n) for n in range(400)]
    rule = Rankable("rule", "Tests first", "Every change has a test.", "convention", always=True)
    found = ranking(*many, rule).rank(Sought("cache"), most=50)
    assert len(found) == 51
    assert found[-1].id == "rule"


texts = st.lists(
    st.sampled_from(["ant", "bee", "cat", "dog", "elk", "fox"]), min_size=1, max_size=5
)
changes = st.lists(
    st.tuples(st.integers(0, 80), st.one_of(st.none(), texts), st.integers(0, 5)), max_size=120
)


@given(changes)
def test_an_index_that_changed_ranks_as_one_that_is_made_anew(
    steps: list[tuple[int, list[str] | None, int]],
) -> None:
    made, now = Ranking(HashedWords().embed), dict[str, Rankable]()
    for number, words, at in steps:
        id = f"e{number}"
        if words is None:
            now.pop(id, None)
            made.drop(id)
        else:
            moment = at * MINUTE + number  # no two at once: then the order of arrival counts
            now[id] = Rankable(id, "", " ".join(words), at=moment, author=words[0])
            made.put(now[id])
    while made.read():
        pass
    anew = ranking(*now.values())
    wanted = Sought("ant, and elk with fox")
    found = {one.id: round(one.score, 6) for one in made.rank(wanted)}
    assert found == {one.id: round(one.score, 6) for one in anew.rank(wanted)}
