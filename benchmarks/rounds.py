"""Fair timing on a machine that others use too: contestants take turns, and only what happened in the same round is compared."""

import time
from collections.abc import Callable, Hashable, Mapping
from statistics import median

Times = dict[Hashable, list[float]]


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def rounds(contestants: Mapping[Hashable, Callable[[], object]], count: int) -> Times:
    """Every contestant once a round, after one round that does not count. Seconds."""
    for call in contestants.values():
        call()
    times: Times = {name: [] for name in contestants}
    for _ in range(count):
        for name, call in contestants.items():
            times[name].append(seconds(call))
    return times


def ratio(times: Times, above: Hashable, below: Hashable) -> float:
    """How many times as long `above` takes as `below`: the median over the rounds of the ratio within each."""
    return median(a / b for a, b in zip(times[above], times[below]))


def verdict(what: str, value: float, sign: str, target: float, unit: str = "×") -> str:
    """One line: a measured number beside its target. sign: ">=" or "<="."""
    met = value >= target if sign == ">=" else value <= target
    return f"  {'ok    ' if met else 'MISSED'}  {what:<60} {value:8.2f} {unit}   target {sign} {target:g} {unit}"
