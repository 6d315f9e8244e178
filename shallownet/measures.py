"""What can be said of a network or a run, in numbers: symmetry, saturation, dead units, gradient norms."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .activations import ACTIVATIONS
from .network import Gradient, Layers, Trace

SATURATED = 0.05  # a unit counts as saturated for an example where its slope is below this share of the steepest


def unit_vectors(layers: Layers, index: int) -> np.ndarray:
    """What makes a hidden unit of layers[index] itself: its weights in, its bias, its weights out. (runs, units, fan_in + 1 + fan_out)."""
    return np.concatenate([*layers[index], layers[index + 1].weights.swapaxes(-1, -2)], axis=-1)


def groups(vectors: np.ndarray, tolerance: float = 0.0) -> np.ndarray:
    """The group number of each row of (units, n), counting from 0 in order of appearance; rows are of one group where they are equal by value.

    With a tolerance, rows join the first group whose founder differs nowhere by more than it. By value, because tanh of zero has two signs.
    """
    founders: list[np.ndarray] = []
    numbers = []
    for row in vectors:
        near = [i for i, founder in enumerate(founders) if np.all(np.abs(row - founder) <= tolerance)]
        if not near:
            founders.append(row)
        numbers.append(near[0] if near else len(founders) - 1)
    return np.array(numbers)


def distinct_units(layers: Layers, run: int = 0, tolerance: float = 0.0) -> list[int]:
    """How many different units each hidden layer has: the symmetry meter."""
    return [int(groups(unit_vectors(layers, index)[run], tolerance).max()) + 1 for index in range(len(layers) - 1)]


def spread(layers: Layers, index: int, run: int = 0) -> float:
    """The largest difference between two units of a hidden layer in any weight or bias; 0 where all are equal."""
    vectors = unit_vectors(layers, index)[run]
    return float((vectors.max(axis=0) - vectors.min(axis=0)).max())


def slopes(trace: Trace, hidden_activations: Sequence[str]) -> list[np.ndarray]:
    """g'(Z[l]) of every hidden layer, (runs, units, points)."""
    return [ACTIVATIONS[key].slope(z, a) for key, z, a in zip(hidden_activations, trace.z, trace.a)]


def dead_units(trace: Trace, hidden_activations: Sequence[str]) -> list[np.ndarray]:
    """Which units pass no gradient for any of the examples, g'(z) = 0 throughout: bool (runs, units) a hidden layer."""
    return [np.asarray(~slope.any(axis=-1)) for slope in slopes(trace, hidden_activations)]


def saturation(trace: Trace, hidden_activations: Sequence[str]) -> list[np.ndarray]:
    """Share of the examples for which a unit's slope is below SATURATED of its activation's steepest: (runs, units) a hidden layer."""
    steep = [SATURATED * steepest(key) for key in hidden_activations]
    return [np.mean(np.abs(slope) < limit, axis=-1) for limit, slope in zip(steep, slopes(trace, hidden_activations))]


def steepest(key: str) -> float:
    """The largest slope of an activation, looked for between -5 and 5."""
    z = np.linspace(-5, 5, 2001)
    return float(np.abs(ACTIVATIONS[key].slope(z, ACTIVATIONS[key].value(z))).max())


def gradient_norms(gradient: Sequence[Gradient]) -> list[np.ndarray]:
    """The length of (dW, db) of each layer, (runs,)."""
    return [np.sqrt(np.sum(g.weights**2, axis=(-1, -2)) + np.sum(g.biases**2, axis=(-1, -2))) for g in gradient]


def equal_stretches(numbers: np.ndarray) -> list[tuple[int, int]]:
    """Stretches [first, last] of neighbouring units of one group, where there is more than one."""
    edges = [0, *(np.flatnonzero(np.diff(numbers)) + 1), len(numbers)]
    return [(int(a), int(b) - 1) for a, b in pairwise(edges) if b - a > 1]
