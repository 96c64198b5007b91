"""Words, parts of identifiers and clauses, by which texts are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.features.relevance.terms import clauses, spellings, terms


@pytest.mark.parametrize(
    ("identifier", "word"),
    [
        ("parseHTTPHeader", "header"),
        ("MAX_RETRY_COUNT", "retry"),
        ("src/payments/ledger.py", "ledger"),
        ("app.settings.cacheTTL", "ttl"),
        ("add-user", "user"),
        ("utf8", "8"),
    ],
)
def test_an_identifier_is_found_by_each_of_its_parts(identifier: str, word: str) -> None:
    assert set(terms(word)) <= set(terms(identifier))


@pytest.mark.parametrize("text", ["parseHTTPHeader", "src/payments/ledger.py", "MAX_RETRY_COUNT"])
def test_an_identifier_is_found_as_a_whole(text: str) -> None:
    whole = terms(text)[-1]
    assert whole in terms(f"see {text} there")
    assert whole not in terms(text[1:])


@pytest.mark.parametrize(
    ("one", "other"),
    [("retries", "retry"), ("deployed", "deploying"), ("Ada's", "Ada"), ("Ada\u2019s", "ada")],
)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert terms(one) == terms(other)


def test_a_script_without_spaces_is_found_by_a_part() -> None:
    assert set(terms("数据库")) <= set(terms("我们的数据库连接"))
    assert set(terms("連接")).isdisjoint(terms("数据库"))


def test_words_without_a_subject_are_left_out() -> None:
    assert terms("What is it that we should do about the cache?") == terms("cache")


def test_the_clauses_of_a_compound_question_are_told_apart() -> None:
    found = clauses("Which port does the gateway use, and who owns the invoices?")
    assert found == [frozenset(terms("port gateway use")), frozenset(terms("owns invoices"))]
    assert clauses("Which port does the gateway use?") == []


def test_a_term_is_spelled_as_it_stands_in_the_text_first() -> None:
    found = spellings("Deployments: MAX_RETRY is 3, a deployment retries.")
    assert found[terms("deployment")[0]] == "Deployments"
    assert found[terms("retry")[0]] == "MAX_RETRY"


@given(st.text())
def test_any_text_has_terms_without_spaces(text: str) -> None:
    assert all(term and not any(sign.isspace() for sign in term) for term in terms(text))
