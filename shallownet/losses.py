"""Binary cross-entropy, from logits."""

from typing import NamedTuple

import numpy as np


class Room(NamedTuple):
    """Arrays for cross_entropy to work in, so that a loop does not ask for memory: two like the logits, two of doubles."""

    s: np.ndarray
    positive: np.ndarray
    factors: np.ndarray
    halves: np.ndarray

    @classmethod
    def of(cls, shape: tuple[int, ...], dtype: np.dtype) -> "Room":
        return cls(*(np.empty(shape, kind) for kind in (dtype, dtype, np.float64, np.float64)))


def cross_entropy(z: np.ndarray, y: np.ndarray, room: Room | None = None) -> np.ndarray:
    """Mean over the last axis of -y ln a - (1 - y) ln(1 - a), where a = sigmoid(z). Finite for every finite z.

    z: logits (..., points); y: labels 0 or 1, broadcastable; room: with arrays of the result's shape before the mean. Returns (...), always float64.
    With s = z (1 - 2y) an example's loss is ln(1 + e^s) = max(s, 0) + ln(1 + e^-|s|), which no s overflows. One logarithm serves up to
    500 examples: that of the product of their 1 + e^-|s|, each at most 2, so that a double holds it.
    """
    s, positive, factors, halves = room or Room.of(np.broadcast_shapes(z.shape, y.shape), np.result_type(z, y))
    np.multiply(z, 1 - 2 * y, out=s)
    total = np.maximum(s, 0, out=positive).sum(axis=-1).astype(np.float64)
    np.abs(s, out=s)
    np.negative(s, out=s)
    np.exp(s, out=s)
    np.add(s, 1, out=factors, dtype=np.float64)
    for start in range(0, z.shape[-1], 500):
        total += np.log(_product(factors[..., start : start + 500], halves))
    return total / z.shape[-1]


def _product(factors: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Product over the last axis, half onto half while that pays: NumPy vectorizes this, but not prod. Destroys its arguments, which take turns:
    in place it would look for overlaps."""
    count = factors.shape[-1]
    while count > 8:
        half, odd = divmod(count, 2)
        product = np.multiply(factors[..., :half], factors[..., half : 2 * half], out=other[..., :half])
        if odd:
            product[..., 0] *= factors[..., count - 1]
        factors, other, count = other, factors, half
    return factors[..., :count].prod(axis=-1)


def output_slope(a: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dL/dz of one example's cross-entropy behind a sigmoid, A - Y: the sigmoid's own slope cancels."""
    return a - y
