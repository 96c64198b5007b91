"""What a search forgives, what it puts first, and that an index follows what it holds."""

from __future__ import annotations

import pytest

from commonground.core.searchable import Searchable
from commonground.errors import InvalidCommand
from commonground.features.search.index import FEW, MANY, SearchIndex, best, ranked, telling
from commonground.features.search.query import SearchQuery, people_called, read_query, since_when
from commonground.features.search.snippet import snippet_of
from commonground.features.search.vocabulary import errors_between
from commonground.features.search.words import words_of

DAY = 86_400_000
NOW = 1_780_000_000_000
NAMES = {"bob-brown": "Bob Brown", "bobby": "Roberta Small", "zoe": "Zoë Müller"}


def thing(key: str, title: str, *texts: str, by: str = "ann", at: int = 0) -> Searchable:
    return Searchable(key, "decision", "entry", title, texts, (by,), at)


def holding(*things: Searchable) -> SearchIndex:
    index = SearchIndex()
    take(index, *things)
    return index


def take(index: SearchIndex, *things: Searchable) -> None:
    while index.catch_up(0, {one.id: one for one in things}, lambda one: one, 100) == 100:
        pass


def found(index: SearchIndex, text: str) -> list[str]:
    terms = telling([index], SearchQuery(text).terms)
    return [one.id for one in best(ranked([index], terms, lambda one: True), 10)]


PAYMENTS = (
    thing("retry", "Retry payments three times", "With an idempotency key each."),
    thing("cents", "Money is integer cents", "RoundingPolicy lives in billing/money_rules.py"),
    thing("cafe", "Meet in the Café on Straße 9", "Every Tuesday."),
    thing("search", "Indexes are kept in memory", "Nothing about it is a payment."),
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("payments", "retry"),
        ("paymnets", "retry"),  # two letters that changed places
        ("paymens", "retry"),  # one missing
        ("paymentts", "retry"),  # one too many
        ("paymnet", "retry"),  # and without its ending
        ("idempotenzy kez", "retry"),
        ("idempoetncy", "retry"),
        ("idmpotncy", "retry"),  # two errors in a long word
        ("cafe strasse", "cafe"),
        ("CAFÉ", "cafe"),
        ("rounding policy", "cents"),
        ("roundingpolicy", "cents"),
        ("money_rules", "cents"),
        ("rules", "cents"),
        ("integ", "cents"),  # a word that is being written
        ("teger", "cents"),  # inside a compound
    ],
)
def test_what_was_meant_is_found(text: str, first: str) -> None:
    assert found(holding(*PAYMENTS), text)[:1] == [first]


@pytest.mark.parametrize("text", ["kez", "mone", "zebra", "number8", "idmpotnzy"])
def test_more_than_a_slip_of_the_finger_finds_nothing(text: str) -> None:
    assert found(holding(thing("a", "A key of number7", "and idempotency")), text) == []


def test_a_word_in_the_title_counts_more_and_all_words_come_before_some() -> None:
    index = holding(
        thing("text", "Something", "payments are retried"),
        thing("title", "Payments", "are retried"),
        thing("one", "Payments", "are not"),
    )
    assert found(index, "payments retried") == ["title", "text"]
    assert found(index, "payments zebra") == ["one", "title", "text"]


def test_a_word_that_nearly_all_hold_is_passed_over_beside_another() -> None:
    index = holding(*(thing(f"t{n}", f"The thing number{n}") for n in range(MANY)))
    assert found(index, "the number77") == ["t77"]
    assert len(found(index, "the")) == 10


def test_what_is_equally_good_comes_newest_first() -> None:
    index = holding(*(thing(f"t{n}", "Release train", at=n) for n in range(3)))
    assert found(index, "release") == ["t2", "t1", "t0"]


def test_an_index_follows_what_it_holds() -> None:
    index = holding(*PAYMENTS)
    take(index, thing("retry", "Never retry", "It is done once."), *PAYMENTS[2:])
    assert found(index, "payments") == ["search"]
    assert found(index, "never") == ["retry"]
    assert found(index, "cents") == []
    assert len(index) == 3


def test_what_is_gone_leaves_the_lists_of_words_in_the_end() -> None:
    index = SearchIndex()
    for n in range(2 * FEW + 10):
        take(index, thing("same", f"Word{n}"))
    assert found(index, f"word{2 * FEW + 9}") == ["same"]
    assert index._next < FEW + 100


def test_errors_are_counted_as_people_make_them() -> None:
    assert errors_between("receive", "recieve", 2) == 1
    assert errors_between("receive", "receive", 2) == 0
    assert errors_between("receive", "reciver", 2) == 2
    assert errors_between("receive", "zebra", 2) > 2


def test_words_of_code_are_found_whole_and_in_parts() -> None:
    assert list(words_of("HTTPServer retry_count")) == [
        "httpserver", "http", "server", "retry_count", "retry", "count",
    ]  # fmt: skip


def test_a_snippet_shows_the_place_and_marks_the_words() -> None:
    text = "First. " * 40 + "We chose RetryPolicy because of **limits**. " + "Last. " * 40
    piece = snippet_of(["Nothing here", text], {"policy": 1.0, "limits": 0.5})
    assert [piece.text[start:end] for start, end in piece.marks] == ["RetryPolicy", "limits"]
    assert piece.text.startswith("… ")
    assert piece.text.endswith(" …")
    assert snippet_of(["", "The beginning"], {}).text == "The beginning"
    drawn = "# Heads\n\n- *one* `two`\n\n```python\nx * 2\n```"
    assert snippet_of([drawn], {}).text == "Heads one two x 2"


def test_filters_stand_among_the_words() -> None:
    query = read_query("@bob-brown #Billing vat rate #12", NAMES)
    assert query.people == {"bob-brown"}
    assert query.areas == {"billing"}
    assert query.terms == ("vat", "rate", "12")


def test_people_are_known_by_the_beginning_of_their_name() -> None:
    assert people_called("bob", NAMES) == {"bob-brown", "bobby"}
    assert people_called("bob brown", NAMES) == {"bob-brown"}
    assert people_called("muller", NAMES) == {"zoe"}
    with pytest.raises(InvalidCommand, match="Nobody here is called 'max'"):
        people_called("max", NAMES)


def test_a_strange_kind_says_which_there_are() -> None:
    with pytest.raises(InvalidCommand, match=r"no kind 'poem'.*decision, task"):
        read_query("", {}, kinds=["poem"], known=["task", "decision"])


def test_times_are_spans_or_days() -> None:
    assert since_when("7d", NOW) == NOW - 7 * DAY
    assert since_when("12h", NOW) == NOW - DAY // 2
    assert since_when("1970-01-02", NOW) == DAY
    with pytest.raises(InvalidCommand, match="is no time"):
        since_when("soon", NOW)
