"""What every contestant is given: the same examples, the same first weights, the same number of epochs."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from shallownet.experiment import Examples, Experiment
from shallownet.initializers import INITIALIZERS
from shallownet.network import Layers, initialize


@dataclass(frozen=True)
class Task:
    """Train `runs` networks 2-`units`-1, tanh, on the 250 points of the circle. batch 0: the whole set. Losses are recorded every epoch."""

    units: int = 4
    runs: int = 1
    dtype: str = "float32"
    epochs: int = 1000
    batch: int = 0
    scheme: str = "xavier"

    @cached_property
    def data(self) -> Examples:
        return Experiment(test_share=0.0).data()

    @property
    def x(self) -> np.ndarray:
        """(2, points)"""
        return self.data.x.astype(self.dtype)

    @property
    def y(self) -> np.ndarray:
        """(1, points)"""
        return self.data.y.astype(self.dtype)

    @property
    def learning_rate(self) -> float:
        return 0.1 if self.batch else 1.0

    @cached_property
    def layers(self) -> Layers:
        """First parameters, with the runs axis."""
        rngs = [np.random.default_rng(seed) for seed in range(self.runs)]
        return initialize((2, self.units, 1), INITIALIZERS[self.scheme], rngs, 0.5, self.dtype)

    def rngs(self) -> list[np.random.Generator]:
        """Generators of the order of mini-batches, one a run; equal ones at every call."""
        return [np.random.default_rng(1000 + seed) for seed in range(self.runs)]

    def orders(self) -> np.ndarray:
        """The order of the examples in every epoch, (runs, epochs, points)."""
        points = self.data.x.shape[1]
        return np.stack([[rng.permutation(points) for _ in range(self.epochs)] for rng in self.rngs()])

    def __str__(self) -> str:
        batch = f"batches of {self.batch}" if self.batch else "full batch"
        return f"2-{self.units}-1, {self.runs} run{'s' * (self.runs > 1)}, {batch}, {self.epochs} epochs"
