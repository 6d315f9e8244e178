"""Luck or scheme? The same experiment from many seeds: bands of the loss, shares of success."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .experiment import Experiment
from .training import train_together

SOLVED = 0.95  # of the training examples on the right side
LEVEL = 0.1  # the loss whose first epoch is reported


class Luck(NamedTuple):
    """What became of one experiment from several seeds.

    losses      (epochs + 1, seeds); infinite from a divergence on
    accuracy    (seeds,) at the end, on the training examples
    reached     (seeds,) the first epoch with a loss of at most LEVEL, -1 where there is none
    """

    seeds: np.ndarray
    losses: np.ndarray
    accuracy: np.ndarray
    reached: np.ndarray


def seeds_from(first: int, count: int) -> list[int]:
    """`count` seeds from the experiment's own on, within the domain of seeds."""
    return [(first + i) % 10_000 for i in range(count)]


def over_seeds(experiment: Experiment, seeds: Sequence[int]) -> Luck:
    """Train the experiment from each seed, all in one batch."""
    history = train_together([experiment.but(seed=seed) for seed in seeds], recorded=(), tested=False)
    losses = np.where(np.isfinite(history.losses), history.losses, np.inf)
    below = losses <= LEVEL
    reached = np.where(below.any(axis=0), below.argmax(axis=0), -1)
    return Luck(np.array(seeds), losses, history.accuracy[-1], reached)


def joined(parts: Sequence[Luck]) -> Luck:
    """Several batches of seeds as one."""
    seeds, losses, accuracy, reached = zip(*parts)
    return Luck(np.concatenate(seeds), np.concatenate(losses, axis=1), np.concatenate(accuracy), np.concatenate(reached))


def quartiles(losses: np.ndarray) -> np.ndarray:
    """Lower quartile, median and upper quartile over the seeds, (3, epochs + 1); each a value that occurs, so infinite ones do no harm."""
    return np.quantile(losses, [0.25, 0.5, 0.75], axis=1, method="inverted_cdf")


def solved_share(luck: Luck) -> float:
    """Share of the seeds that got at least SOLVED of the examples right."""
    return float(np.mean(luck.accuracy >= SOLVED))


def median_reached(luck: Luck) -> int:
    """The epoch by which half of the seeds have reached LEVEL, -1 if fewer ever do."""
    epochs = np.sort(np.where(luck.reached < 0, np.iinfo(int).max, luck.reached))
    middle = int(epochs[(len(epochs) - 1) // 2])
    return middle if middle < np.iinfo(int).max else -1
