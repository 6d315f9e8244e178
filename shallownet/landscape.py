"""The loss as a landscape over two parameters or two directions, and the path of a run on it.

A parameter vector θ is flat (count,), in the order of history.flat. A plane is a centre and two orthonormal directions; its points are
centre + u first + v second.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .activations import ACTIVATIONS
from .descent import logits
from .epochs import played_epochs
from .gradient_check import flatten
from .history import History, augmented, flat
from .losses import cross_entropy
from .network import Layer, Layers, gradients

POINTS = 41  # of a grid's side
CHUNK = 1 << 18  # numbers of one layer held at a time: they stay in the cache
MARGIN, SMALLEST, NARROWEST = 0.35, 0.5, 0.3  # of the path's extent on either side; half a side at least; that of the longer side at least


class Plane(NamedTuple):
    """A plane through parameter space: θ = centre + u first + v second."""

    centre: np.ndarray
    first: np.ndarray
    second: np.ndarray


class Landscape(NamedTuple):
    """The loss over a plane, and a run on it.

    u, v      the axes (n,); losses (n, n), a row for each v
    path      where the run passes (epochs, 2); heights (epochs,): the loss of the plane there
    epochs    which epochs those are
    """

    u: np.ndarray
    v: np.ndarray
    losses: np.ndarray
    path: np.ndarray
    heights: np.ndarray
    epochs: np.ndarray


def losses(parameters: np.ndarray, sizes: Sequence[int], hidden_activations: Sequence[str], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Mean cross-entropy of networks given as flat parameters (networks, count) on x (features, points), y (1, points): (networks,)."""
    g = [ACTIVATIONS[key] for key in hidden_activations]
    kind = parameters.dtype
    inputs, labels = np.concatenate([x, np.ones_like(x[:1])]).astype(kind), y.astype(kind)
    together = max(1, CHUNK // (max(sizes) * x.shape[-1]))
    result = np.empty(len(parameters))
    with np.errstate(over="ignore", invalid="ignore"):
        for start in range(0, len(parameters), together):
            part = slice(start, start + together)
            result[part] = cross_entropy(logits(parameters[part], sizes, g, inputs), labels)
    return result


def over_plane(history: History, plane: Plane, epoch: int = 0, n: int = POINTS, run: int = 0) -> Landscape:
    """The training loss around the path of a run, on an n x n grid that holds the whole path. `epoch`, which must be recorded, is on the path."""
    rows = np.union1d(path_rows(history), np.searchsorted(history.recorded, epoch))
    path = project(history.parameters[rows, run], plane)
    u, v = _axes(path, n)
    across, up = np.meshgrid(u, v)
    points = np.concatenate([np.stack([across.ravel(), up.ravel()], axis=-1), path])
    found = losses(on_plane(plane, points), history.sizes, history.hidden_activations, history.x, history.y)
    return Landscape(u, v, found[: n * n].reshape(n, n), path, found[n * n :], history.recorded[rows])


def on_plane(plane: Plane, points: np.ndarray) -> np.ndarray:
    """Flat parameters (points, count), in single precision, of points (points, 2) of the plane."""
    return (plane.centre + points @ np.stack([plane.first, plane.second])).astype(np.float32)


def path_rows(history: History) -> np.ndarray:
    """Which recorded epochs make the path: those the player plays, dense at first. Positions in history.recorded."""
    played = np.union1d(played_epochs(history.epochs), history.recorded[[0, -1]])
    return np.flatnonzero(np.isin(history.recorded, played))


def _axes(path: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Two axes that hold the path with a margin; neither is much shorter than the other, so that what lies beside a straight path is seen too."""
    low, high = path.min(axis=0), path.max(axis=0)
    half = np.maximum((high - low) * (0.5 + MARGIN), SMALLEST)
    half = np.maximum(half, NARROWEST * half.max())
    u, v = ((low + high) / 2 + np.linspace(-half, half, n)).T
    return u, v


def project(parameters: np.ndarray, plane: Plane) -> np.ndarray:
    """Coordinates (networks, 2) of flat parameters (networks, count) in a plane: the feet of their perpendiculars."""
    return (parameters - plane.centre) @ np.stack([plane.first, plane.second], axis=-1)


def of_parameters(centre: np.ndarray, first: int, second: int) -> Plane:
    """Two parameters vary from 0, the others stay as they are in `centre`: u and v are the parameters themselves."""
    at_zero = np.array(centre, np.float64)
    at_zero[[first, second]] = 0
    return Plane(at_zero, *np.eye(len(centre))[[first, second]])


def of_path(history: History, run: int = 0) -> tuple[Plane, np.ndarray]:
    """The plane through the run's end that holds the most of its path (principal components of θ_e - θ_end), and the two shares of its variance."""
    path = history.parameters[path_rows(history), run].astype(np.float64)
    centre = path[-1]
    _, spread, directions = np.linalg.svd(path - centre, full_matrices=False)
    total = float((spread**2).sum())
    first, second = _orthonormal(directions[0], directions[1] if len(directions) > 1 else None, spread)
    return Plane(centre, first, second), (spread[:2] ** 2 / total if total else np.zeros(2))


def _orthonormal(first: np.ndarray, second: np.ndarray | None, spread: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two directions, also for a path that is a point or a line: then an axis of parameter space takes the place of what is missing."""
    if spread[0] == 0:
        first = np.eye(len(first))[0]
    if second is None or len(spread) < 2 or spread[1] <= 1e-12 * spread[0]:
        other = np.eye(len(first))[int(np.abs(first).argmin())]
        second = other - (other @ first) * first
    return first, second / np.linalg.norm(second)


def apart(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], step: float = 1e-4) -> tuple[np.ndarray, float]:
    """Where two equal units of the first hidden layer would go if they could differ: direction (count,) of length 1, and the curvature along it.

    The first unit moves by +d, the second by -d in all its weights; among such moves the one of least curvature, from central differences of
    the gradient. By symmetry the slope along it is 0. A negative curvature makes the point a saddle: lower on both sides.
    """
    layers = tuple(Layer(*(np.asarray(part[:1], np.float64) for part in layer)) for layer in layers)
    sizes = (layers[0].weights.shape[-1], *(layer.weights.shape[-2] for layer in layers))
    centre, moves = flat(layers)[0], _antisymmetric(sizes)
    slopes = [_gradient(centre + sign * step * move, sizes, x, y, hidden_activations) for move in moves for sign in (1, -1)]
    hessian = np.stack([(plus - minus) / (2 * step) for plus, minus in zip(slopes[::2], slopes[1::2])]) @ moves.T
    curvatures, vectors = np.linalg.eigh((hessian + hessian.T) / 2)
    return vectors[:, 0] @ moves, float(curvatures[0])


def _antisymmetric(sizes: Sequence[int]) -> np.ndarray:
    """Orthonormal moves (fan_in + 1 + fan_out, count): one weight of unit 1 up and the same of unit 2 down."""
    positions = augmented(np.arange(sum(units * (fan_in + 1) for fan_in, units in pairwise(sizes))), sizes)
    of_unit = [np.concatenate([positions[0][unit], positions[1][:, unit]]) for unit in (0, 1)]
    moves = np.zeros((len(of_unit[0]), positions[-1].max() + 1))
    rows = np.arange(len(moves))
    moves[rows, of_unit[0]], moves[rows, of_unit[1]] = np.sqrt(0.5), -np.sqrt(0.5)
    return moves


def _gradient(parameters: np.ndarray, sizes: Sequence[int], x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str]) -> np.ndarray:
    layers = tuple(Layer(w[None, :, :-1], w[None, :, -1:]) for w in augmented(parameters, sizes))
    return flatten(gradients(layers, x, y, hidden_activations))
