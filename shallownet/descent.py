"""Epochs of gradient descent over many networks, as steps on buffers made once.

The arithmetic of network.py, arranged for speed: nothing is allocated or copied in the loop, biases ride along as one more weight on a row of ones,
every epoch's parameters are written where they are kept, and the loop itself is a zip over maps, without a line of Python in it.
And for exactness: every row of W is multiplied by itself, so units with equal weights get equal results to the last bit, and a run does not
depend on the runs beside it. A product of whole matrices may sum different rows in different orders.

The loop works on half of W[L] and b[L]: it needs tanh(Z[L] / 2), and halving loses nothing. What it gives away is whole again.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise, repeat
from typing import Any

import numpy as np

from .activations import Activation
from .history import augmented

Step = tuple[Callable[..., object], tuple[Any, ...]]  # a function and its arguments; a list among them holds one for each epoch


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


class Weights:
    """W[l] of every layer as the products want it, from flat parameters (..., count). each: list, for one view an epoch, or what leaves a view as it is."""

    def __init__(self, parameters: np.ndarray, sizes: Sequence[int], each: Callable[[np.ndarray], Any]) -> None:
        layers = augmented(parameters, sizes)
        self.rows = [each(rows(w)) for w in layers]
        self.turned = [each(w[..., :-1].swapaxes(-1, -2)) for w in layers]  # without the biases


def rows(matrix: np.ndarray) -> np.ndarray:
    """Every row as a matrix of its own, (..., units, 1, n)."""
    return matrix[..., :, None, :]


def shared(matrix: np.ndarray) -> np.ndarray:
    """The same matrix for every row of the other factor, (..., 1, rows, n)."""
    return matrix[..., None, :, :]


def forward_steps(w: Weights, g: Sequence[Activation], x: np.ndarray, room: Buffers, half_logits: Any) -> list[Step]:
    """The forward pass; Z[L] / 2 ends in half_logits (runs, 1, points)."""
    steps: list[Step] = []
    for index, below in enumerate([x, *room.a]):
        last = index == len(g)
        out = half_logits if last else rows(room.z[index])
        steps.append((np.matmul, (w.rows[index], shared(below), out)))
        if not last:
            steps.append((g[index].value, (room.z[index], room.a[index][:, :-1])))
    return steps


def backward_steps(
    w: Weights, dw: Sequence[np.ndarray], g: Sequence[Activation], x: np.ndarray, shift: np.ndarray, room: Buffers, half_logits: Any
) -> list[Step]:
    """The gradient summed over the examples into dw: of the last layer twice of it, of the others once. shift: 1 - 2Y, as 2 (A - Y) = tanh(Z / 2) + 1 - 2Y."""
    dz = room.dz[-1]
    steps: list[Step] = [(np.tanh, (half_logits, rows(dz))), (np.add, (dz, shift, dz))]
    inputs = [x, *room.a]
    for index in reversed(range(len(dw))):
        steps.append((np.vecdot, (rows(room.dz[index]), shared(inputs[index]), dw[index])))
        if index:
            z, a, slope, below = room.z[index - 1], room.a[index - 1][:, :-1], room.slope[index - 1], room.dz[index - 1]
            steps.append((g[index - 1].slope, (z, a, slope)))
            if index == 1 and len(room.dz[1][0]) == 1:
                # dW[1] = (w[2] * dZ[2] * g') A[0]^T: the factor w[2], one number a unit, is cheaper after the sum over the examples than before it
                steps += [(np.multiply, (slope, room.dz[1], below)), (np.vecdot, (rows(below), shared(x), dw[0])), (np.multiply, (dw[0], w.turned[1], dw[0]))]
                break
            steps += [*_through(w.turned[index], room, index), (np.multiply, (below, slope, below))]
    return steps


def _through(turned: Any, room: Buffers, index: int) -> list[Step]:
    """W[l]^T dZ[l] into room.dz[index - 1]. One unit needs no sums; else W^T is copied, because BLAS wants its rows in one piece."""
    dz, below, back = room.dz[index], room.dz[index - 1], room.back[index]
    if dz.shape[1] == 1:
        return [(np.multiply, (turned, dz, below))]
    return [(np.copyto, (back, turned)), (np.matmul, (rows(back), shared(dz), rows(below)))]


def update_steps(before: Any, gradient: np.ndarray, rates: np.ndarray, shrink: np.ndarray | None, after: Any) -> list[Step]:
    """after = shrink before - rates gradient."""
    steps: list[Step] = [(np.multiply, (gradient, rates, gradient))]
    if shrink is None:
        return [*steps, (np.subtract, (before, gradient, after))]
    return [*steps, (np.multiply, (before, shrink, after)), (np.subtract, (after, gradient, after))]


class Loop:
    """What both kinds of descent have: the halved parameters, and the factors of a step on them."""

    def __init__(self, parameters: np.ndarray, sizes: Sequence[int], g: Sequence[Activation], train: Examples, learning_rate: Any, l2: Any) -> None:
        self.sizes, self.g, self.train = sizes, g, train
        self.learning_rate = np.broadcast_to(np.asarray(learning_rate, float), len(parameters))  # one a run
        self.parameters = self.with_last_layer(parameters.copy(), 0.5)
        self.gradient = np.empty_like(parameters)
        self.dw = augmented(self.gradient, sizes)
        self.shrink = _shrink(sizes, self.learning_rate * l2).astype(parameters.dtype) if np.any(l2) else None

    def with_last_layer(self, parameters: np.ndarray, factor: float) -> np.ndarray:
        """The last layer times a power of two, in place."""
        augmented(parameters, self.sizes)[-1][...] *= factor
        return parameters

    def rates(self, points: int) -> np.ndarray:
        """What each sum over `points` examples in the gradient is to be multiplied by. Half of W[L] takes half a step, on a sum that is twice as
        large; the other sums are as large as they should be."""
        once = (self.learning_rate / (2 * points)).astype(self.gradient.dtype)
        return self.with_last_layer(np.ones_like(self.gradient) * (2 * once[:, None]), 0.25)


class WholeSet(Loop):
    """Every epoch one step on all examples."""

    def __init__(self, *args, stretch: int) -> None:
        super().__init__(*args)
        (runs, count), points, dtype = self.parameters.shape, self.train.x.shape[-1], self.parameters.dtype
        self.trail, self.z = np.empty((stretch + 1, runs, count), dtype), np.empty((stretch, runs, points), dtype)
        self.trail[0] = self.parameters
        room, half_logits = Buffers(runs, self.sizes, points, dtype), list(self.z[:, :, None, None])
        w = Weights(self.trail[:-1], self.sizes, list)
        self.look = forward_steps(w, self.g, self.train.x, room, half_logits)
        self.learn = backward_steps(w, self.dw, self.g, self.train.x, self.train.shift, room, half_logits)
        self.learn += update_steps(list(self.trail[:-1]), self.gradient, self.rates(points), self.shrink, list(self.trail[1:]))

    def run(self, count: int, is_last: bool) -> tuple[np.ndarray, np.ndarray]:
        """`count` epochs: the parameters (count, runs, parameters) and logits (count, runs, points) before each. The last one of all takes no step."""
        _run(self.look + self.learn, 0, count - is_last)
        if is_last:
            _run(self.look, count - 1, count)
        past, z = self.with_last_layer(self.trail[:count].copy(), 2), self.z[:count]
        self.trail[0] = self.trail[count]
        z *= 2
        return past, z


def _run(steps: Sequence[Step], start: int, stop: int) -> None:
    """All steps of each epoch in turn."""
    every = (map(function, *(arg[start:stop] if isinstance(arg, list) else repeat(arg) for arg in args)) for function, args in steps)
    for _ in zip(range(start, stop), *every):
        pass


class MiniBatches(Loop):
    """Every epoch one pass over the examples in a new order, with a step on each batch."""

    def __init__(self, *args, batch: int, rngs: Sequence[np.random.Generator]) -> None:
        super().__init__(*args)
        runs, points, dtype, self.rngs = len(self.parameters), self.train.x.shape[-1], self.parameters.dtype, rngs
        self.x, self.shift = np.empty((runs, *self.train.x.shape[1:]), dtype), np.empty((runs, 1, points), dtype)
        self.steps: list[Step] = []
        w, rooms = (
            Weights(self.parameters, self.sizes, lambda view: view),
            {size: Buffers(runs, self.sizes, size, dtype) for size in {batch, points % batch} - {0}},
        )
        for start in range(0, points, batch):
            x, shift = self.x[:, :, start : start + batch], self.shift[:, :, start : start + batch]
            room, rates = rooms[x.shape[-1]], self.rates(x.shape[-1])
            half_logits = rows(room.z[-1])
            self.steps += forward_steps(w, self.g, x, room, half_logits) + backward_steps(w, self.dw, self.g, x, shift, room, half_logits)
            self.steps += update_steps(self.parameters, self.gradient, rates, self.shrink, self.parameters)

    def run(self, count: int, is_last: bool) -> tuple[np.ndarray, np.ndarray]:
        """As WholeSet.run."""
        past = np.empty((count, *self.parameters.shape), self.parameters.dtype)
        for at in range(count):
            past[at] = self.parameters
            if not (is_last and at == count - 1):
                self._shuffle()
                _run(self.steps, 0, 1)
        self.with_last_layer(past, 2)
        return past, logits(past, self.sizes, self.g, self.train.x)

    def _shuffle(self) -> None:
        """The examples in a new order for the next pass, each run by its own generator."""
        order = np.stack([rng.permutation(self.x.shape[-1]) for rng in self.rngs])[:, None]
        np.copyto(self.x, np.take_along_axis(self.train.x, order, axis=-1))
        np.copyto(self.shift, np.take_along_axis(self.train.shift, order, axis=-1))


def _shrink(sizes: Sequence[int], share: np.ndarray) -> np.ndarray:
    """What L2 leaves of every parameter in a step: 1 - share of a weight, all of a bias. share (runs,); returns (runs, count)."""
    kept = np.ones((len(share), sum(units * (fan_in + 1) for fan_in, units in pairwise(sizes)))) - share[:, None]
    for layer in augmented(kept, sizes):
        layer[..., -1] = 1
    return kept


def logits(parameters: np.ndarray, sizes: Sequence[int], g: Sequence[Activation], x: np.ndarray) -> np.ndarray:
    """Z[L] (..., points) of networks given as flat parameters (..., count), all at once. x: as in Examples."""
    first, *others = augmented(parameters, sizes)
    z = np.matmul(rows(first), shared(x))[..., 0, :]
    for w, activation in zip(others, g, strict=True):
        a = np.ones((*z.shape[:-2], z.shape[-2] + 1, z.shape[-1]), z.dtype)
        activation.value(z, a[..., :-1, :])
        z = np.matmul(rows(w), shared(a))[..., 0, :]
    return z[..., 0, :]
