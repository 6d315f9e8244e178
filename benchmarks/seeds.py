"""Bands over seeds: 4 initializers x 32 seeds x 1,000 epochs of the default network, as a comparison page trains them, beside others.

python -m benchmarks.seeds [--quick]
"""

import argparse
from dataclasses import dataclass
from functools import cached_property
from statistics import median

import numpy as np

from benchmarks.peers import jax_columns, jax_rows, sklearn
from benchmarks.rounds import rounds, seconds, verdict
from benchmarks.task import Task
from shallownet.experiment import Examples, Experiment
from shallownet.history import History
from shallownet.network import Layer, Layers
from shallownet.training import train_together

SCHEMES, SEEDS = ("zeros", "small", "large", "xavier"), range(32)
OURS, SKLEARN, ROWS, COLUMNS = "shallownet", "scikit-learn", "JAX, rows", "JAX, columns"


def experiments() -> list[Experiment]:
    return [Experiment(initializer=scheme, seed=seed) for scheme in SCHEMES for seed in SEEDS]


@dataclass(frozen=True)
class Same(Task):
    """The same trainings for the others: the examples and the first weights of the experiments."""

    @cached_property
    def data(self) -> Examples:
        return Experiment().data()

    @cached_property
    def layers(self) -> Layers:
        starts = [experiment.first_layers(self.dtype) for experiment in experiments()]
        return tuple(Layer(*(np.concatenate(parts) for parts in zip(*layers))) for layers in zip(*starts))


def train_all() -> History:
    """As the app does it: losses and right answers of every epoch on the training examples, the parameters of the last."""
    return train_together(experiments(), recorded=(), tested=False)


def agree(name: str, losses: np.ndarray, expected: np.ndarray) -> None:
    """SystemExit unless the last losses of all runs are ours, to the rounding that 1,000 epochs of float32 pile up."""
    if losses.shape != expected.shape or not np.allclose(losses[-1], expected[-1], rtol=0.02):
        raise SystemExit(f"{name} came to other losses")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="two rounds instead of five")
    count = 2 if parser.parse_args().quick else 5
    task = Same(runs=len(experiments()))
    runs = {OURS: train_all, SKLEARN: sklearn(task), ROWS: jax_rows(task), COLUMNS: jax_columns(task)}
    compiling = {name: seconds(runs[name]) for name in (ROWS, COLUMNS)}
    expected = train_all().losses[:-1]
    for name in (SKLEARN, ROWS, COLUMNS):
        agree(name, runs[name](), expected)

    times = rounds(runs, count)
    print(f"{len(SCHEMES)} schemes x {len(SEEDS)} seeds x {task.epochs} epochs, 2-4-1, float32")
    for name, taken in times.items():
        first = f", the first time {compiling[name]:.2f} s" if name in compiling else ""
        print(f"  {name:<16}{median(taken):>8.2f} s{first}")
    print(verdict(f"{SKLEARN} / {OURS}", median(a / b for a, b in zip(times[SKLEARN], times[OURS])), ">=", 25))
    for name, first in compiling.items():
        print(verdict(f"{OURS} / {name}", median(a / b for a, b in zip(times[OURS], times[name])), "<=", 1.5))
        print(verdict(f"{OURS} / {name} with compiling", median(times[OURS]) / first, "<=", 1.0))


if __name__ == "__main__":
    main()
