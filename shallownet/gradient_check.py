"""The gradient checked: every partial derivative against a central difference of the loss, which knows nothing of the chain rule."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .activations import ACTIVATIONS
from .history import augmented, flat
from .losses import cross_entropy
from .network import Gradient, Layer, Layers, forward, gradients

STEPS = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)  # to choose from
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
CHUNK = 1 << 21  # numbers of Z held at a time


class Check(NamedTuple):
    """Both gradients of the mean loss, parameter by parameter, each (count,) in the order of history.flat.

    exact       by backpropagation
    numeric     (L(w + h) - L(w - h)) / 2h
    absolute    |numeric - exact|
    relative    absolute / max(|exact|, |numeric|), 0 where both are 0
    crossings   how many (unit, example) pairs have a kink of the activation between w - h and w + h: there the difference mixes two slopes
    """

    exact: np.ndarray
    numeric: np.ndarray
    absolute: np.ndarray
    relative: np.ndarray
    crossings: np.ndarray


def check(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], step: float, chosen: Sequence[int] | None = None) -> Check:
    """Check run 0 on the examples x (features, points), y (1, points). `chosen`: positions of parameters; None: all of them."""
    layers = tuple(Layer(*(np.asarray(part[:1], np.float64) for part in layer)) for layer in layers)
    exact = flatten(gradients(layers, x, y, hidden_activations))
    positions = np.arange(exact.size) if chosen is None else np.asarray(chosen)
    exact = exact[positions]
    numeric, crossings = differences(layers, x, y, hidden_activations, step, positions)
    absolute = np.abs(numeric - exact)
    scale = np.maximum(np.abs(exact), np.abs(numeric))
    return Check(exact, numeric, absolute, np.divide(absolute, scale, out=np.zeros_like(scale), where=scale > 0), crossings)


def flatten(gradient: Sequence[Gradient]) -> np.ndarray:
    """dL/dW and dL/db of run 0 in one piece (count,), in the order of history.flat."""
    return flat(tuple(Layer(layer.weights, layer.biases) for layer in gradient))[0]


def differences(
    layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], step: float, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Central differences of the loss, and the kinks crossed on the way, both (chosen,). All networks of a chunk at once."""
    sizes = (layers[0].weights.shape[-1], *(layer.weights.shape[-2] for layer in layers))
    centre, together = flat(layers)[0], max(1, CHUNK // (2 * sum(sizes[1:]) * x.shape[-1]))
    numeric, crossings = np.empty(len(chosen)), np.empty(len(chosen), int)
    for start in range(0, len(chosen), together):
        part = slice(start, start + together)
        moves = step * np.eye(len(centre))[chosen[part]]
        moved = np.stack([centre + moves, centre - moves])  # (2, parameters moved, count)
        trace = forward(tuple(Layer(w[..., :-1], w[..., -1:]) for w in augmented(moved, sizes)), x, hidden_activations)
        plus, minus = cross_entropy(trace.z[-1][..., 0, :], y)
        numeric[part] = (plus - minus) / (2 * step)
        crossings[part] = sum(_crossed(z, key) for z, key in zip(trace.z, hidden_activations))
    return numeric, crossings


def _crossed(z: np.ndarray, activation: str) -> np.ndarray | int:
    """z (2, networks, units, points): pairs on both sides of a kink, (networks,)."""
    return sum(((z[0] > kink) != (z[1] > kink)).sum(axis=(-1, -2)) for kink in ACTIVATIONS[activation].kinks)


def error_curve(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], index: int, steps: Sequence[float]) -> np.ndarray:
    """Absolute error of one parameter's central difference for each step: it falls as h², then rises as rounding takes over."""
    return np.array([check(layers, x, y, hidden_activations, step, [index]).absolute[0] for step in steps])


def parameter_names(sizes: Sequence[int]) -> list[str]:
    """The parameters in the order of history.flat, as plain text: w[1]₁₂, b[1]₁, w[2]₁,₁₀."""
    names = []
    for layer, (fan_in, units) in enumerate(pairwise(sizes), 1):
        for unit in range(1, units + 1):
            names += [f"w[{layer}]{_lowered(unit, k)}" for k in range(1, fan_in + 1)] + [f"b[{layer}]{_lowered(unit)}"]
    return names


def _lowered(*indices: int) -> str:
    comma = "," if any(index > 9 for index in indices) else ""
    return comma.join(str(index).translate(SUBSCRIPTS) for index in indices)


def losses_beside(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], index: int, step: float) -> tuple[float, float]:
    """The mean loss with one parameter larger and smaller by `step`."""
    sizes = (layers[0].weights.shape[-1], *(layer.weights.shape[-2] for layer in layers))
    moved = np.repeat(flat(layers)[:1].astype(np.float64), 2, axis=0)
    moved[:, index] += (step, -step)
    z = forward(tuple(Layer(w[..., :-1], w[..., -1:]) for w in augmented(moved, sizes)), x, hidden_activations).z[-1]
    plus, minus = cross_entropy(z[:, 0], y)
    return float(plus), float(minus)
