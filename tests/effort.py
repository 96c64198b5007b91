"""How many examples a property test tries that needs more, or fewer, than the others do."""

from hypothesis import settings

USUAL = 100
MOST = 10_000


def examples(usual: int) -> int:
    """``usual`` of them in the default profile, in proportion in the others, at most 10,000."""
    assert settings.default is not None
    return min(usual * settings.default.max_examples // USUAL, MOST)
