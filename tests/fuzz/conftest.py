"""How long the fuzz runs: a few seconds in the suite, ten minutes behind `make bench`.

The suite's examples are the same on every machine and every day (`derandomize`): what passes here passes there.
The long run goes through fixed seeds, one a test, so that what it finds is found again; put what it finds beside the
test it belongs to as an `@example`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings

SEEDS = range(20261130, 20261135)
SLOW_CHECKS = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.large_base_example]


def in_suite(examples: int) -> settings:
    """Settings of a short run: always the same examples."""
    return settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=SLOW_CHECKS
    )


def run_long(test: Callable[..., None], examples: int, **given: Any) -> None:
    """Runs a test's inner function through many examples from each of the fixed seeds."""
    for number in SEEDS:
        wide = settings(
            max_examples=examples, database=None, deadline=None, suppress_health_check=SLOW_CHECKS,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
        )  # fmt: skip
        wide(seed(number)(test))(**given)
