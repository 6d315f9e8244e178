"""How the spread of z goes with the fan-in: the rule Var[z] = n Var[w] E[x^2], and what a sample gives."""

from typing import NamedTuple

import numpy as np

from .initializers import Initializer

EXAMPLES, UNITS = 400, 64  # of the sample


class Spread(NamedTuple):
    """Var[z] of one layer: by the rule, and measured on a sample."""

    rule: float
    measured: float


def spread_of_z(initializer: Initializer, fan_in: int, constant: float = 0.5, seed: int = 0) -> Spread:
    """Var[z] of a layer of UNITS units that reads `fan_in` independent inputs of mean 0 and variance 1."""
    rng = np.random.default_rng([seed, fan_in])
    x, normal = rng.standard_normal((fan_in, EXAMPLES)), rng.standard_normal((UNITS, fan_in))
    weights = initializer.weights(normal, fan_in, UNITS, constant)
    z = weights @ x
    return Spread(fan_in * squared_weight(initializer, fan_in, UNITS, constant), float(np.mean(z**2)))


def squared_weight(initializer: Initializer, fan_in: int, fan_out: int, constant: float = 0.5) -> float:
    """E[w^2]: the variance of a weight, or the square of the constant."""
    if initializer.variance is not None:
        return initializer.variance(fan_in, fan_out)
    return (constant if initializer.constant is None else initializer.constant) ** 2
