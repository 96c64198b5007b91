"""Hypothesis profiles: the default for every run, ``soak`` for ``make soak``."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("soak", parent=settings.get_profile("default"), max_examples=10_000)
settings.load_profile("default")
