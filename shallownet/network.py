"""The network: parameters are values, forward and backward are functions. Readable beside a textbook; training.py is the fast copy.

Shapes: runs lead, units and examples follow. x (fan_in, points) or (runs, fan_in, points); y (1, points) of 0 and 1;
W (runs, units, fan_in); b (runs, units, 1); z, a, dz (runs, units, points). Lists are indexed from 0: z[0] is Z[1], a[0] is A[1].
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .activations import ACTIVATIONS, OUTPUT
from .initializers import Initializer
from .losses import output_slope


class Layer(NamedTuple):
    """One layer's parameters: weights (runs, units, fan_in), biases (runs, units, 1)."""

    weights: np.ndarray
    biases: np.ndarray


Layers = tuple[Layer, ...]


class Trace(NamedTuple):
    """What the forward pass saw, layer by layer: z and a, each (runs, units, points)."""

    z: tuple[np.ndarray, ...]
    a: tuple[np.ndarray, ...]


class Gradient(NamedTuple):
    """dL/dZ of each example's own loss (runs, units, points), dL/dW and dL/db of the mean loss, shaped like W and b."""

    z: np.ndarray
    weights: np.ndarray
    biases: np.ndarray


def initialize(sizes: Sequence[int], initializer: Initializer, rngs: Sequence[np.random.Generator], constant: float = 0.0, dtype=np.float64) -> Layers:
    """First parameters of len(rngs) networks of the given layer sizes, inputs first. Biases are 0.

    Each generator is read in the same order whatever the scheme, so two schemes from equal generators differ by scale only.
    """
    layers = []
    for fan_in, units, fan_out in zip(sizes, sizes[1:], sizes[1:]):
        normal = np.stack([rng.standard_normal((units, fan_in)) for rng in rngs])
        weights = initializer.weights(normal, fan_in, fan_out, constant).astype(dtype)
        layers.append(Layer(weights, np.zeros((len(rngs), units, 1), dtype)))
    return tuple(layers)


def rows_times(w: np.ndarray, a: np.ndarray) -> np.ndarray:
    """W A, one row of W at a time. A plain W @ A may sum different rows in different orders, and equal units would drift apart."""
    return np.matmul(w[..., :, None, :], a[..., None, :, :])[..., 0, :]


def forward(layers: Layers, x: np.ndarray, hidden_activations: Sequence[str]) -> Trace:
    """Z[l] = W[l] A[l-1] + b[l], A[l] = g[l](Z[l]); the output is a sigmoid. `hidden_activations`: a key of ACTIVATIONS a hidden layer."""
    z, a, below = [], [], x
    for layer, g in zip(layers, [*(ACTIVATIONS[key] for key in hidden_activations), OUTPUT], strict=True):
        z.append(rows_times(layer.weights, below) + layer.biases)
        a.append(below := g.value(z[-1]))
    return Trace(tuple(z), tuple(a))


def gradients(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], trace: Trace | None = None) -> tuple[Gradient, ...]:
    """The backward pass of the mean cross-entropy over the examples, layer by layer.

    dZ[L] = A[L] - Y, dW[l] = dZ[l] A[l-1]^T / m, db[l] = sum dZ[l] / m, dZ[l] = W[l+1]^T dZ[l+1] * g'(Z[l]), elementwise.
    """
    z, a = trace or forward(layers, x, hidden_activations)
    inputs, points = [x, *a[:-1]], x.shape[-1]
    dz, result = output_slope(a[-1], y), []
    for index in reversed(range(len(layers))):
        dw = np.vecdot(dz[..., :, None, :], inputs[index][..., None, :, :]) / points
        result.append(Gradient(dz, dw, dz.mean(axis=-1, keepdims=True)))
        if index:
            slope = ACTIVATIONS[hidden_activations[index - 1]].slope(z[index - 1], a[index - 1])
            dz = rows_times(np.ascontiguousarray(layers[index].weights.swapaxes(-1, -2)), dz) * slope
    return tuple(reversed(result))


def parameter_count(sizes: Sequence[int]) -> int:
    """Weights and biases of a network of these layer sizes."""
    return sum(units * (fan_in + 1) for fan_in, units in pairwise(sizes))
