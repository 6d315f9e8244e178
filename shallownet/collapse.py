"""Why activations must not be linear: with g(z) = z two layers are one, W' = W[2] W[1], b' = W[2] b[1] + b[2]."""

from decimal import Decimal
from typing import NamedTuple

import numpy as np

from .activations import ACTIVATIONS
from .datasets import EXTENT
from .experiment import Experiment
from .grid import fields
from .network import Layer, Layers, rows_times
from .typeset import matrix, symbol
from .worked import product, shown

GRID = 41
WIDE, BIAS = 2.0, 0.5  # standard deviations of the network on the page: Xavier's times WIDE, and biases, so that b' and the bends can be seen


class Comparison(NamedTuple):
    """p of both networks over the plane, (GRID, GRID) each with row 0 at the bottom, and the largest difference between them."""

    two_layers: np.ndarray
    one_layer: np.ndarray
    difference: float


def network(experiment: Experiment) -> Layers:
    """The page's network in float64: the experiment's first hidden layer and seed, W[l] ~ N(0, WIDE^2 / n_{l-1}), b ~ N(0, BIAS^2)."""
    layers = experiment.but(initializer="xavier", units2=0).first_layers(np.float64)
    rng = np.random.default_rng([experiment.seed, 2])
    return tuple(Layer(WIDE * weights, BIAS * rng.standard_normal(biases.shape)) for weights, biases in layers)


def collapsed(layers: Layers) -> Layers:
    """One layer that computes what two do if nothing stands between them. ValueError unless there are two."""
    if len(layers) != 2:
        raise ValueError(f"two layers collapse into one, not {len(layers)}")
    (w1, b1), (w2, b2) = layers
    return (Layer(rows_times(w2, w1), rows_times(w2, b1) + b2),)


def compare(layers: Layers, hidden_activation: str, extent: float = EXTENT, n: int = GRID) -> Comparison:
    """The network with this activation between its layers against the single layer, run 0, over the whole plane."""
    two = fields(layers, [hidden_activation], extent, n).a[-1][0, 0]
    one = fields(collapsed(layers), [], extent, n).a[-1][0, 0]
    return Comparison(two.reshape(n, n), one.reshape(n, n), float(np.abs(two - one).max()))


def symbol_lines(hidden_activation: str) -> list[str]:
    """The first equation put into the second, as LaTeX."""
    w1, w2, b1, b2 = symbol("W", 1), symbol("W", 2), symbol("b", 1), symbol("b", 2)
    inner = f"{w1} X + {b1}"
    if hidden_activation != "identity":
        g = ACTIVATIONS[hidden_activation].symbol
        return [rf"{symbol('Z', 2)} = {w2}\, {g}\!\left({inner}\right) + {b2}"]
    steps = [rf"{w2}\left({inner}\right) + {b2}", rf"\underbrace{{{w2} {w1}}}_{{W'}} X + \underbrace{{{w2} {b1} + {b2}}}_{{b'}}"]
    return [rf"{symbol('Z', 2)} = {' = '.join(steps)}"]


def number_lines(layers: Layers, digits: int) -> list[str]:
    """W' and b' of run 0 in numbers, carried on with the digits shown, as LaTeX."""
    (w1, b1), (w2, b2) = ((shown(w[0], digits), shown(b[0], digits)) for w, b in layers)
    show = {name: matrix(value, digits) for name, value in {"w1": w1, "b1": b1, "w2": w2, "b2": b2}.items()}
    weights, bias = shown(product(w2, w1), digits), shown(product(w2, b1) + b2, digits)
    return [
        f"W' = {show['w2']} {show['w1']} = {matrix(weights, digits)}",
        f"b' = {show['w2']} {show['b1']} + {show['b2']} = {matrix(bias, digits)}",
    ]


def difference_line(difference: float) -> str:
    """The largest difference with two significant digits, as LaTeX."""
    mantissa, _, exponent = f"{Decimal(difference):.1e}".partition("e")
    number = f"{difference:.2g}" if difference >= 0.01 or difference == 0 else rf"{mantissa} \cdot 10^{{{int(exponent)}}}"
    return rf"\max_{{x}} \left| p(x) - p'(x) \right| = {number}"
