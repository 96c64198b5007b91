from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from commonground.core.ids import TEAM
from commonground.errors import StoreError
from commonground.store.base import Store
from commonground.store.memory import MemoryStore

from .contract import Failing, Make, StoreContract, turn, update

pytestmark = pytest.mark.anyio


@contextmanager
def full_disk(store: Store) -> Iterator[None]:
    assert isinstance(store, MemoryStore)
    store.disk_full = True
    yield
    store.disk_full = False


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def make(self) -> Make:
        store = MemoryStore()
        return lambda: store

    @pytest.fixture
    def failing(self) -> Failing:
        return full_disk

    async def test_fail_next_fails_that_many_writes(self, store: Store) -> None:
        assert isinstance(store, MemoryStore)
        store.fail_next(2)
        with pytest.raises(StoreError):
            await store.append(update(1))
        with pytest.raises(StoreError):
            await store.put_turn(turn("a"))
        assert await store.append(update(1)) == 1
        assert await store.turns(reader="ada") == ()
        assert (await store.load(TEAM)).updates == (update(1).data,)
