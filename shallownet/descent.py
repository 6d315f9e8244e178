"""One epoch of gradient descent over many networks, as lists of calls on buffers made once.

The arithmetic of network.py, arranged for speed: nothing is allocated in the loop, and biases ride along as one more weight on a row of ones.
And for exactness: every row of W is multiplied by itself, so units with equal weights get equal results to the last bit, and a run does not
depend on the runs beside it. A product of whole matrices may sum different rows in different orders.
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from .activations import Activation
from .history import augmented

Call = Callable[[], object]


class Examples:
    """Data as the loop wants them: x (runs or 1, features + 1, points) over a row of ones, y (runs or 1, points), and 1 - 2y under an axis of units."""

    def __init__(self, x: np.ndarray, y: np.ndarray, dtype: np.dtype) -> None:
        x = np.asarray(x, dtype).reshape(-1, *x.shape[-2:])
        self.x = np.ascontiguousarray(np.concatenate([x, np.ones_like(x[:, :1])], axis=1))  # points next to each other, however x came
        self.y = np.asarray(y, dtype).reshape(-1, y.shape[-1])
        self.shift = 1 - 2 * self.y[:, None]


class Buffers:
    """Room for one batch of `points` examples on its way through the layers and back."""

    def __init__(self, runs: int, sizes: Sequence[int], points: int, dtype: np.dtype) -> None:
        self.a = [np.ones((runs, units + 1, points), dtype) for units in sizes[1:-1]]  # A[l] over the row of ones
        self.z = [np.empty((runs, units, points), dtype) for units in sizes[1:]]
        self.dz = [np.empty((runs, units, points), dtype) for units in sizes[1:]]
        self.slope = [np.empty((runs, units, points), dtype) for units in sizes[1:-1]]
        self.back = [np.empty((runs, fan_in, units), dtype) for fan_in, units in pairwise(sizes)]  # W[l]^T


def rows(matrix: np.ndarray) -> np.ndarray:
    """Every row as a matrix of its own, (..., units, 1, n)."""
    return matrix[..., :, None, :]


def shared(matrix: np.ndarray) -> np.ndarray:
    """The same matrix for every row of the other factor, (..., 1, rows, n)."""
    return matrix[..., None, :, :]


def forward_calls(w: Sequence[np.ndarray], g: Sequence[Activation], x: np.ndarray, room: Buffers) -> list[Call]:
    """The forward pass; the logits end in room.z[-1]."""
    calls: list[Call] = []
    for index, below in enumerate([x, *room.a]):
        calls.append(partial(np.matmul, rows(w[index]), shared(below), rows(room.z[index])))
        if index < len(g):
            calls.append(partial(g[index].value, room.z[index], room.a[index][:, :-1]))
    return calls


def backward_calls(w: Sequence[np.ndarray], dw: Sequence[np.ndarray], g: Sequence[Activation], x: np.ndarray, shift: np.ndarray, room: Buffers) -> list[Call]:
    """Twice the gradient, summed over the examples, into dw. shift: 1 - 2Y, because 2 (A - Y) = tanh(Z / 2) + 1 - 2Y."""
    dz, half = room.dz[-1], np.array(0.5, x.dtype)
    calls: list[Call] = [partial(np.multiply, room.z[-1], half, dz), partial(np.tanh, dz, dz), partial(np.add, dz, shift, dz)]
    inputs = [x, *room.a]
    for index in reversed(range(len(w))):
        calls.append(partial(np.vecdot, rows(room.dz[index]), shared(inputs[index]), dw[index]))
        if index:
            z, a, slope, below = room.z[index - 1], room.a[index - 1][:, :-1], room.slope[index - 1], room.dz[index - 1]
            calls.append(partial(g[index - 1].slope, z, a, slope))
            if index == 1 and w[1].shape[1] == 1:
                # dW[1] = (w[2] * dZ[2] * g') A[0]^T: the factor w[2], one number a unit, is cheaper after the sum over the examples than before it
                calls += [partial(np.multiply, slope, room.dz[1], below), partial(np.vecdot, rows(below), shared(x), dw[0])]
                calls.append(partial(np.multiply, dw[0], w[1][:, 0, :-1, None], dw[0]))
                break
            calls += [*_through(w[index], room, index), partial(np.multiply, below, slope, below)]
    return calls


def _through(w: np.ndarray, room: Buffers, index: int) -> list[Call]:
    """W[l]^T dZ[l] into room.dz[index - 1]. One unit needs no product; else W^T is copied, because BLAS wants its rows in one piece."""
    dz, below, back = room.dz[index], room.dz[index - 1], room.back[index]
    if w.shape[1] == 1:
        return [partial(np.multiply, w[:, 0, :-1, None], dz, below)]
    return [partial(np.copyto, back, w[:, :, :-1].swapaxes(1, 2)), partial(np.matmul, rows(back), shared(dz), rows(below))]


def update_calls(parameters: np.ndarray, gradient: np.ndarray, rate: float, shrink: np.ndarray | None) -> list[Call]:
    """W <- shrink W - rate dW."""
    calls: list[Call] = [partial(np.multiply, gradient, np.array(rate, gradient.dtype), gradient)]
    if shrink is not None:
        calls.append(partial(np.multiply, parameters, shrink, parameters))
    return [*calls, partial(np.subtract, parameters, gradient, parameters)]


class Epoch:
    """`look` computes the logits of the whole set; `learn` takes the epoch's steps on `parameters` (runs, count), in place.

    Whole set: learn goes on from what look left. Mini-batches: look is empty, and learn makes one pass over the examples as last shuffled.
    """

    def __init__(
        self, parameters: np.ndarray, sizes: Sequence[int], g: Sequence[Activation], train: Examples, *, learning_rate: float, l2: float, batch: int
    ) -> None:
        self.train, runs, points, dtype = train, len(parameters), train.x.shape[-1], parameters.dtype
        gradient = np.empty_like(parameters)
        w, dw = augmented(parameters, sizes), augmented(gradient, sizes)
        shrink = _shrink(sizes, learning_rate * l2).astype(dtype) if l2 else None
        if not batch:
            room = Buffers(runs, sizes, points, dtype)
            self.logits = room.z[-1][:, 0]
            self.look = forward_calls(w, g, train.x, room)
            self.learn = backward_calls(w, dw, g, train.x, train.shift, room) + update_calls(parameters, gradient, learning_rate / (2 * points), shrink)
            return
        self.x, self.shift = np.empty((runs, *train.x.shape[1:]), dtype), np.empty((runs, 1, points), dtype)
        self.look, self.learn = [], []
        rooms = {size: Buffers(runs, sizes, size, dtype) for size in {batch, points % batch} - {0}}
        for start in range(0, points, batch):
            x, shift = self.x[:, :, start : start + batch], self.shift[:, :, start : start + batch]
            size = x.shape[-1]
            room = rooms[size]
            self.learn += forward_calls(w, g, x, room) + backward_calls(w, dw, g, x, shift, room)
            self.learn += update_calls(parameters, gradient, learning_rate / (2 * size), shrink)

    def shuffle(self, rngs: Sequence[np.random.Generator]) -> None:
        """Put the examples in a new order for the next pass over mini-batches, each run by its own generator."""
        order = np.stack([rng.permutation(self.x.shape[-1]) for rng in rngs])[:, None]
        np.copyto(self.x, np.take_along_axis(self.train.x, order, axis=-1))
        np.copyto(self.shift, np.take_along_axis(self.train.shift, order, axis=-1))


def _shrink(sizes: Sequence[int], share: float) -> np.ndarray:
    """What L2 leaves of every parameter in a step: 1 - share of a weight, all of a bias. (count,)"""
    kept = np.full((1, sum(units * (fan_in + 1) for fan_in, units in pairwise(sizes))), 1 - share)
    for layer in augmented(kept, sizes):
        layer[..., -1] = 1
    return kept[0]


def logits(parameters: np.ndarray, sizes: Sequence[int], g: Sequence[Activation], x: np.ndarray) -> np.ndarray:
    """Z[L] (..., points) of networks given as flat parameters (..., count), all at once. x: as in Examples."""
    first, *others = augmented(parameters, sizes)
    z = np.matmul(rows(first), shared(x))[..., 0, :]
    for w, activation in zip(others, g, strict=True):
        a = np.ones((*z.shape[:-2], z.shape[-2] + 1, z.shape[-1]), z.dtype)
        activation.value(z, a[..., :-1, :])
        z = np.matmul(rows(w), shared(a))[..., 0, :]
    return z[..., 0, :]
