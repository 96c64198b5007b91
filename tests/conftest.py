"""Hypothesis profiles, ``default`` and ``soak`` (``make soak``), and the order of the tests."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("soak", parent=settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests run last: Playwright's sync API keeps an event loop running in this thread,
    and until it ends no test can start another one.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
