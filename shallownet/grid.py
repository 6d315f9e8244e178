"""Decision fields: the network's outputs over a square of the plane. Compute only."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from .network import Layers, Trace, forward


@lru_cache(maxsize=16)
def square(extent: float, n: int, dtype: str = "float64") -> np.ndarray:
    """The nodes of an n x n grid over [-extent, extent] squared, as examples (2, n * n); x1 runs fastest, x2 from the bottom up. Read-only."""
    axis = np.linspace(-extent, extent, n)
    points = np.stack(np.meshgrid(axis, axis)).reshape(2, -1).astype(dtype)
    points.flags.writeable = False
    return points


def fields(layers: Layers, hidden_activations: Sequence[str], extent: float, n: int) -> Trace:
    """Every unit over the square, as a Trace: a[-1] (runs, 1, n * n) is the decision field p(class 1), a[l - 1] the unit fields of layer l.

    Reshape the last axis to (n, n) to draw it: row 0 is the bottom, x2 = -extent.
    """
    return forward(layers, square(extent, n, layers[0].weights.dtype.name), hidden_activations)
