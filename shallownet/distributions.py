"""What a layer's numbers look like: pre-activations, activations and gradients of one network over its training examples."""

from typing import NamedTuple

import numpy as np

from .history import History
from .measures import dead_units, saturation
from .network import Layer, forward, gradients


class LayerNumbers(NamedTuple):
    """One hidden layer at one epoch: z, a and dL/dz of every unit and example, flat; dW; shares of saturated values and of dead units."""

    z: np.ndarray
    a: np.ndarray
    dz: np.ndarray
    dw: np.ndarray
    saturated: float
    dead: float


def layer_numbers(history: History, epoch: int, layer: int, run: int = 0) -> LayerNumbers:
    """The numbers of hidden layer `layer`, counted from 1, after a recorded epoch."""
    layers = tuple(Layer(*(array[run : run + 1] for array in part)) for part in history.layers_at(epoch))
    keys, at = history.hidden_activations, layer - 1
    trace = forward(layers, history.x, keys)
    back = gradients(layers, history.x, history.y, keys, trace)
    shares = float(saturation(trace, keys)[at].mean()), float(dead_units(trace, keys)[at].mean())
    return LayerNumbers(trace.z[at].ravel(), trace.a[at].ravel(), back[at].z.ravel(), back[at].weights.ravel(), *shares)
