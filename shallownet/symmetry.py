"""The symmetry meter: how many different units a hidden layer has, epoch by epoch, and which rows of a matrix are equal."""

from typing import NamedTuple

import numpy as np

from .history import History, augmented
from .measures import equal_stretches, groups

CLOSE = 1e-3  # units nearer than this in every weight and bias count as alike


class Meter(NamedTuple):
    """One hidden layer of one run over its epochs: different units to the last bit, different by more than CLOSE, and the largest difference."""

    epochs: np.ndarray
    distinct: np.ndarray
    distinct_roughly: np.ndarray
    spread: np.ndarray


def meter(history: History, epochs: np.ndarray, layer: int, run: int = 0) -> Meter:
    """The meter of hidden layer `layer`, counted from 1, at recorded epochs."""
    at = np.searchsorted(history.recorded, epochs)
    layers = augmented(history.parameters[at, run], history.sizes)
    vectors = np.concatenate([layers[layer - 1], layers[layer][..., :-1].swapaxes(-1, -2)], axis=-1)
    apart = np.abs(vectors[:, :, None] - vectors[:, None]).max(axis=-1)  # (epochs, units, units)
    return Meter(epochs, _distinct(apart, 0.0), _distinct(apart, CLOSE), apart.max(axis=(1, 2)))


def _distinct(apart: np.ndarray, tolerance: float) -> np.ndarray:
    """Units that are not within the tolerance of an earlier one."""
    earlier = np.tri(apart.shape[-1], k=-1, dtype=bool)
    return (~((apart <= tolerance) & earlier).any(axis=-1)).sum(axis=-1)


def equal_rows(matrix: np.ndarray) -> list[tuple[int, int]]:
    """Stretches [first, last] of neighbouring equal rows of (rows, n), counted from 0."""
    return equal_stretches(groups(matrix))
