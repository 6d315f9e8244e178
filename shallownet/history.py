"""What a training leaves behind: losses, counts of right answers, and the parameters of the epochs that were kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from .losses import Room, cross_entropy
from .network import Layer, Layers

DATA = ("x", "y", "x_test", "y_test")


@dataclass(frozen=True)
class History:
    """A training of `runs` networks, as it happened. Nothing in it changes.

    losses, test_losses     (epochs + 1, runs) mean cross-entropy; row 0 is before the first epoch. NaN from a divergence on.
                            Without test points test_losses and test_right are None
    right, test_right       (epochs + 1, runs) examples on the right side of p = 1/2, as counts. From a divergence on what they were before it
    recorded                the epochs whose parameters were kept, ascending, first and last among them
    parameters              (recorded, runs, parameters): layer by layer, unit by unit, its weights and then its bias.
                            After a divergence they stay what they were before it
    diverged_at             (runs,) the first epoch with a loss that is not finite, -1 where there is none
    x, y, x_test, y_test    what it was trained on and tested on
    """

    sizes: tuple[int, ...]
    hidden_activations: tuple[str, ...]
    losses: np.ndarray
    test_losses: np.ndarray | None
    right: np.ndarray
    test_right: np.ndarray | None
    recorded: np.ndarray
    parameters: np.ndarray
    diverged_at: np.ndarray
    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray | None
    y_test: np.ndarray | None

    @property
    def epochs(self) -> int:
        return len(self.losses) - 1

    @property
    def runs(self) -> int:
        return self.parameters.shape[1]

    def only(self, run: int) -> "History":
        """The same of one of the runs."""
        some = slice(run, run + 1)

        def one(name: str) -> Any:
            values = getattr(self, name)
            shared = values is None or (name in DATA and (values.ndim == 2 or len(values) == 1))
            return values if shared else values[some] if name in DATA else values[:, some]

        names = ("losses", "test_losses", "right", "test_right", "parameters", *DATA)
        return replace(self, diverged_at=self.diverged_at[some], **{name: one(name) for name in names})

    @property
    def accuracy(self) -> np.ndarray:
        """Share of the training examples on the right side, (epochs + 1, runs)."""
        return self.right / self.y.shape[-1]

    @property
    def examples(self) -> tuple[np.ndarray, np.ndarray]:
        """x (..., features, points) and y (..., 1, points) of the training and then the test examples, as the player numbers them."""
        if self.x_test is None or self.y_test is None:
            return self.x, self.y
        return np.concatenate([self.x, self.x_test], axis=-1), np.concatenate([self.y, self.y_test], axis=-1)

    def nearest(self, epoch: int) -> int:
        """The recorded epoch closest to `epoch`."""
        return int(self.recorded[np.abs(self.recorded - epoch).argmin()])

    def layers_at(self, epoch: int) -> Layers:
        """The parameters after `epoch` epochs, runs leading. KeyError if that epoch was not recorded."""
        index = int(np.searchsorted(self.recorded, epoch))
        if index == len(self.recorded) or self.recorded[index] != epoch:
            raise KeyError(f"epoch {epoch} was not recorded")
        return tuple(Layer(w[..., :-1], w[..., -1:]) for w in augmented(self.parameters[index], self.sizes))


def augmented(parameters: np.ndarray, sizes: Sequence[int]) -> list[np.ndarray]:
    """Views [W b] (..., units, fan_in + 1) of flat parameters (..., count), layer by layer."""
    views, start = [], 0
    for fan_in, units in pairwise(sizes):
        stop = start + units * (fan_in + 1)
        views.append(parameters[..., start:stop].reshape(*parameters.shape[:-1], units, fan_in + 1))
        start = stop
    return views


def flat(layers: Layers) -> np.ndarray:
    """The inverse: parameters (runs, count) in one piece."""
    runs = len(layers[0].weights)
    return np.concatenate([np.concatenate(layer, axis=-1).reshape(runs, -1) for layer in layers], axis=-1)


class Scores:
    """Losses and counts of right answers of labels y (runs or 1, points), filled in stretches of epochs."""

    AT_A_TIME = 1 << 17  # logits, of as many epochs as that is: they stay in the cache

    def __init__(self, epochs: int, runs: int, y: np.ndarray) -> None:
        self.losses, self.right = np.full((epochs + 1, runs), np.nan), np.zeros((epochs + 1, runs), int)
        self.y, self.labels, self.rows = y, y > 0, max(1, self.AT_A_TIME // (runs * y.shape[-1]))
        self.room = Room.of((min(self.rows, epochs + 1), runs, y.shape[-1]), y.dtype)

    def fill(self, start: int, z: np.ndarray) -> None:
        """z: logits (epochs, runs, points) from epoch `start` on."""
        for first in range(0, len(z), self.rows):
            some = z[first : first + self.rows]
            seen = slice(start + first, start + first + len(some))
            self.losses[seen] = cross_entropy(some, self.y, Room(*(part[: len(some)] for part in self.room)))
            self.right[seen] = np.bitwise_count(np.packbits((some > 0) == self.labels, axis=-1)).sum(axis=-1)  # four times as fast as count_nonzero(axis=-1)

    def first_bad(self) -> np.ndarray:
        """The first epoch of each run whose loss is not finite, -1 where there is none."""
        bad = ~np.isfinite(self.losses)
        return np.where(bad.any(axis=0), bad.argmax(axis=0), -1)
