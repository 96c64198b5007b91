"""The nearest ones: whatever their likeness, and never what is near to everything."""

from __future__ import annotations

from random import Random

import numpy
from hypothesis import given
from hypothesis import strategies as st

from commonground.features.contradictions.nearest import Neighbourhood, Vectors


def rows(*vectors: tuple[float, ...]) -> Vectors:
    made = numpy.array(vectors, numpy.float32)
    length: Vectors = numpy.linalg.norm(made, axis=1, keepdims=True)
    unit: Vectors = made / length
    return unit


def test_what_is_near_to_everything_comes_after_what_is_near_to_one() -> None:
    """The last row lies between all the others; the second one beside the first alone."""
    found = rows((1, 0, 0, 0), (1, 0.9, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (1, 0.4, 1, 1))
    ((first, _), _) = Neighbourhood(found).beside(0, 2)
    assert first == 1


def test_nobody_is_near_where_there_is_nobody() -> None:
    assert Neighbourhood(numpy.zeros((0, 0), numpy.float32)).nearest(rows((1, 0))[0], 4) == []
    assert Neighbourhood(rows((1, 0))).beside(0, 4) == []


@given(st.integers(1, 40), st.integers(1, 6), st.randoms(use_true_random=False))
def test_as_many_are_given_as_are_asked_for_and_never_oneself(
    count: int, most: int, rng: Random
) -> None:
    made = (
        numpy.random.default_rng(rng.randrange(2**32)).normal(size=(count, 8)).astype(numpy.float32)
    )
    around = Neighbourhood(made / numpy.linalg.norm(made, axis=1, keepdims=True))
    for place in range(count):
        near = [other for other, _ in around.beside(place, most)]
        assert place not in near
        assert len(set(near)) == len(near) == min(most, count - 1)
