"""BM25 by words, against a library that does just that, and the words of neighbours."""

from __future__ import annotations

import bm25s
import numpy
from hypothesis import given
from hypothesis import strategies as st

from commonground.features.relevance.postings import K1, LONGEST_GAP, B, Postings, Succession

WORDS = st.lists(st.sampled_from(["ant", "bee", "cat", "dog", "elk"]), min_size=1, max_size=8)


def filled(documents: list[list[str]]) -> Postings:
    postings = Postings()
    for words in documents:
        postings.append(words)
    return postings


@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(["ant", "bee", "elk"]))
def test_scores_are_those_of_the_library(documents: list[list[str]], word: str) -> None:
    peer = bm25s.BM25(method="lucene", k1=K1, b=B)
    peer.index(documents, show_progress=False)
    expected = (
        peer.get_scores([word])
        if any(word in words for words in documents)
        else numpy.zeros(len(documents))
    )
    # It leaves out the factor that is the same for all (Lucene does since 8).
    assert numpy.allclose(filled(documents).score(word), expected * (K1 + 1), atol=1e-5)


@given(st.lists(WORDS, min_size=2, max_size=12), st.data())
def test_what_ended_counts_no_more(documents: list[list[str]], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, len(documents) - 1), max_size=len(documents) - 1))
    postings = filled(documents)
    for number in gone:
        postings.end(number, documents[number])
    kept = [n for n in range(len(documents)) if n not in gone]
    expected = filled([documents[n] for n in kept]).score("ant")
    assert numpy.allclose(postings.score("ant")[kept], expected)
    assert not postings.score("ant")[sorted(gone)].any()


def test_a_remark_is_found_by_what_stands_beside_it_in_its_line() -> None:
    postings = Postings()
    postings.append(["which", "port"], Succession("ops", 0))
    postings.append(["8443"], Succession("ops", 60_000))
    postings.append(["lunch"], Succession("web", 60_000))
    postings.append(["later"], Succession("ops", 60_000 + LONGEST_GAP + 1))
    question, answer, elsewhere, later = postings.score("port")
    assert question > answer > 0
    assert elsewhere == later == 0


def test_a_remark_in_between_that_ended_parts_nobody() -> None:
    postings = Postings()
    postings.append(["port"], Succession("ops", 0))
    between = postings.append(["hm"], Succession("ops", 1))
    postings.append(["8443"], Succession("ops", 2))
    far = postings.score("port")[2]
    postings.end(between, ["hm"])
    assert postings.score("port")[2] > far
