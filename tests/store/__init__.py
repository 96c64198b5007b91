"""Tests of the stores. `contract.StoreContract` is the suite that every backend runs."""

import pytest

pytest.register_assert_rewrite(f"{__name__}.contract")
