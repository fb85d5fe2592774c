"""How thoroughly the judges are held against each other: a little with every run, 100,000 times when asked to.

`KARVON_HYPOTHESIS=thorough ./dev test tests/conformance/test_agreement.py`
"""

import os

from hypothesis import HealthCheck, settings

THOROUGH = os.environ.get("KARVON_HYPOTHESIS") == "thorough"
PARTS = range(40 if THOROUGH else 1)
"""The thorough run goes in parts, each with random examples of its own, so that processes can share it."""


def examples(usual: int, thorough: int = 10_000) -> settings:
    """Return how many examples a property is tried on; a slow draw on a busy machine is no failure."""
    return settings(
        max_examples=thorough if THOROUGH else usual,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
