"""Worked arithmetic: every number is rounded once, to the digits it is shown with, and whatever follows is computed from the numbers shown.

So a reader with a pencil gets what the page prints. Matrices here are NumPy arrays of Decimal with two axes; examples are columns.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

import numpy as np

from .activations import ACTIVATIONS, OUTPUT, Activation
from .network import Layers

Matrix = np.ndarray
DIGITS = (2, 3, 4)  # decimals to choose from
LARGE = Decimal(100_000)  # from here on a number is shown as m 10^n
PRECISION = 120  # significant digits of the arithmetic in between: enough to be exact


class WorkedLayer(NamedTuple):
    """A layer of a forward pass, as shown: Z = W below + b, A = g(Z)."""

    activation: Activation
    weights: Matrix  # (units, fan_in)
    biases: Matrix  # (units, 1)
    below: Matrix  # (fan_in, examples): X or A of the layer before
    z: Matrix  # (units, examples)
    a: Matrix  # (units, examples)


class WorkedGradient(NamedTuple):
    """A layer of the backward pass of the mean loss over the examples, as shown. `slope` is g'(Z), None for the output layer."""

    dz: Matrix  # (units, examples)
    dw: Matrix  # (units, fan_in)
    db: Matrix  # (units, 1)
    slope: Matrix | None  # (units, examples)


def rounded(value: Decimal | float, digits: int) -> Decimal:
    """`value` with as many decimals as are shown, half away from zero; with that many significant digits where it is shown as m 10^n.

    ValueError for a number that is not finite.
    """
    exact = value if isinstance(value, Decimal) else Decimal(f"{float(value):.12g}")  # 12 digits: 0.1 * 3 is 0.3
    if not exact.is_finite():
        raise ValueError(f"{value} cannot be worked with")
    with localcontext(prec=PRECISION):
        exponent = exact.adjusted() - digits + 1 if is_scientific(exact, digits) else -digits
        result = exact.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)
        return abs(result) if result == 0 else result  # no -0


def is_scientific(value: Decimal, digits: int) -> bool:
    """Whether a number is shown as m 10^n: too large for a line, or too small for plain decimals."""
    return value != 0 and (abs(value) >= LARGE or abs(value) < Decimal(1).scaleb(-digits))


def shown(values: np.ndarray, digits: int) -> Matrix:
    """An array of floats or Decimals, each rounded; same shape."""
    return np.array([rounded(value, digits) for value in values.ravel()], object).reshape(values.shape)


def applied(function, digits: int, *arguments: Matrix) -> Matrix:
    """An elementwise function of floats over matrices as shown, rounded."""
    return shown(function(*(argument.astype(float) for argument in arguments)), digits)


def product(left: Matrix, right: Matrix) -> Matrix:
    """The exact product of two matrices of Decimals, not rounded."""
    with localcontext(prec=PRECISION):
        return left @ right


def forward(layers: Layers, x: np.ndarray, hidden_activations: Sequence[str], digits: int) -> list[WorkedLayer]:
    """The forward pass of run 0 on the examples x (features, examples), carried on with `digits` digits."""
    below, result = shown(x, digits), []
    for layer, g in zip(layers, [*(ACTIVATIONS[key] for key in hidden_activations), OUTPUT], strict=True):
        w, b = shown(layer.weights[0], digits), shown(layer.biases[0], digits)
        with localcontext(prec=PRECISION):
            z = shown(product(w, below) + b, digits)
        a = applied(g.value, digits, z)
        result.append(WorkedLayer(g, w, b, below, z, a))
        below = a
    return result


def backward(worked: Sequence[WorkedLayer], y: np.ndarray, digits: int) -> list[WorkedGradient]:
    """The backward pass of the mean cross-entropy over the examples shown; y (1, examples) of 0 and 1."""
    m, result = Decimal(y.shape[-1]), []
    with localcontext(prec=PRECISION):
        dz, slope = shown(worked[-1].a - shown(y, digits), digits), None
        for index in reversed(range(len(worked))):
            dw, db = product(dz, worked[index].below.T) / m, dz.sum(axis=1, keepdims=True) / m
            result.append(WorkedGradient(dz, shown(dw, digits), shown(db, digits), slope))
            if index:
                before = worked[index - 1]
                slope = applied(before.activation.slope, digits, before.z, before.a)
                dz = shown(product(worked[index].weights.T, dz) * slope, digits)
    return result[::-1]


def updated(value: Matrix, gradient: Matrix, rate: Decimal, digits: int) -> Matrix:
    """value - rate gradient, rounded: one step of gradient descent on what is shown."""
    with localcontext(prec=PRECISION):
        return shown(value - rate * gradient, digits)
