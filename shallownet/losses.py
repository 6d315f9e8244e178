"""Binary cross-entropy, from logits."""

import numpy as np


def cross_entropy(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Mean over the last axis of -y ln a - (1 - y) ln(1 - a), where a = sigmoid(z). Finite for every finite z.

    z: logits (..., points); y: labels 0 or 1, broadcastable. Returns (...), always float64.
    With s = z (1 - 2y) an example's loss is ln(1 + e^s) = max(s, 0) + ln(1 + e^-|s|), which no s overflows. One logarithm serves up to
    500 examples: that of the product of their 1 + e^-|s|, each at most 2, so that a double holds it.
    """
    s = z * (1 - 2 * y)
    total = np.maximum(s, 0).sum(axis=-1, dtype=np.float64)
    np.abs(s, out=s)
    np.negative(s, out=s)
    factors = np.exp(s, out=s).astype(np.float64)
    factors += 1
    for start in range(0, z.shape[-1], 500):
        total += np.log(_product(factors[..., start : start + 500]))
    return total / z.shape[-1]


def _product(factors: np.ndarray) -> np.ndarray:
    """Product over the last axis, half onto half while that pays: NumPy vectorizes this, but not prod. Destroys its argument."""
    count = factors.shape[-1]
    while count > 8:
        half = count // 2
        factors[..., :half] *= factors[..., count - half : count]
        count -= half
    return factors[..., :count].prod(axis=-1)


def output_slope(a: np.ndarray, y: np.ndarray) -> np.ndarray:
    """dL/dz of one example's cross-entropy behind a sigmoid, A - Y: the sigmoid's own slope cancels."""
    return a - y
