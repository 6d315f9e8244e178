"""The gradient lesson's arithmetic: the steps of both passes in order, each with its equation, the loss and one update in worked numbers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from .. import typeset, worked
from ..network import Layers
from ..typeset import number


class Step(NamedTuple):
    """One box of the computation graph: Z, A, L going forward, dZ, dW, db going back. `layer` counts from 1."""

    name: str
    layer: int
    backward: bool


def steps(layers: int) -> list[Step]:
    """Z1, A1, ..., L and then dZ, dW, db from the last layer to the first."""
    ahead = [Step(name, layer, False) for layer in range(1, layers + 1) for name in ("Z", "A")]
    back = [Step(name, layer, True) for layer in range(layers, 0, -1) for name in ("dZ", "dW", "db")]
    return [*ahead, Step("L", layers, False), *back]


class Pass(NamedTuple):
    """Both passes on the examples shown, with every number as shown. y (1, m); loss: None where it is not finite in the digits shown."""

    forward: list[worked.WorkedLayer]
    backward: list[worked.WorkedGradient]
    y: worked.Matrix
    each: worked.Matrix | None
    loss: Decimal | None
    digits: int


def both_passes(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], digits: int) -> Pass:
    """Run 0 on the examples x (features, m), y (1, m), m at most 5 or so."""
    ahead = worked.forward(layers, x, hidden_activations, digits)
    labels = worked.shown(y, digits)
    each = example_losses(ahead[-1].a, labels, digits)
    loss = None if each is None else worked.rounded(each.sum() / each.size, digits)
    return Pass(ahead, worked.backward(ahead, y, digits), labels, each, loss, digits)


def example_losses(a: worked.Matrix, y: worked.Matrix, digits: int) -> worked.Matrix | None:
    """-ln a where y = 1, -ln(1 - a) where y = 0, from a as shown; None where a rounds to the wrong end and the logarithm has no value."""
    share = np.where(y == 1, a, 1 - a)  # what the model gives to the right class
    if (share <= 0).any():
        return None
    return worked.shown(-np.log(share.astype(float)), digits)


def loss_line(done: Pass) -> str:
    """The loss in numbers: the mean of -ln of what each right class got."""
    formula = r"L = -\tfrac{1}{m}\sum_i \left(y_i \ln a_i + (1-y_i)\ln(1-a_i)\right)"
    m, digits, a = done.y.size, done.digits, done.forward[-1].a
    if done.each is None or done.loss is None:
        return formula
    logs = [rf"\ln {number(p, digits)}" if label == 1 else rf"\ln(1-{number(p, digits)})" for p, label in zip(a[0], done.y[0])]
    values = " + ".join(number(value, digits) for value in done.each[0])
    if m == 1:
        return rf"{formula} = -{logs[0]} = {number(done.loss, digits)}"
    return rf"{formula} = -\tfrac{{1}}{{{m}}}\left({' + '.join(logs)}\right) = \tfrac{{1}}{{{m}}}\left({values}\right) = {number(done.loss, digits)}"


def line(done: Pass, step: Step) -> str:
    """A step's equation with its numbers and shapes."""
    layer, digits = step.layer, done.digits
    if step.name == "L":
        return loss_line(done)
    if step.name == "Z":
        return typeset.z_line(done.forward[layer - 1], layer, digits)
    if step.name == "A":
        return typeset.a_line(done.forward[layer - 1], layer, digits)
    if step.name == "dZ":
        return typeset.dz_line(done.forward, done.backward, done.y, layer, digits)
    if step.name == "dW":
        return typeset.dw_line(done.forward, done.backward, layer, digits)
    return typeset.db_line(done.backward, layer, digits)


def formula(step: Step, last: int, g: str) -> str:
    """A step's equation in symbols. `g`: LaTeX of the layer's activation."""
    layer = step.layer
    return {
        "Z": typeset.z_formula(layer),
        "A": typeset.a_formula(layer, g),
        "L": r"L = -\tfrac{1}{m}\sum_i \left(y_i \ln a_i + (1-y_i)\ln(1-a_i)\right)",
        "dZ": typeset.dz_formula(layer, last, g),
        "dW": typeset.dw_formula(layer),
        "db": typeset.db_formula(layer),
    }[step.name]


def update_line(letter: str, layer: int, value: worked.Matrix, gradient: worked.Matrix, rate: Decimal, digits: int) -> str:
    """W - α dW in numbers. `letter` W or b."""
    new = worked.updated(value, gradient, rate, digits)
    show = [typeset.matrix(part, digits) for part in (value, gradient, new)]
    left = rf"{typeset.symbol(letter, layer)} - \alpha\, {typeset.symbol('d' + letter, layer)}"
    return rf"{left} = {show[0]} - {rate.normalize():f}{typeset.DOT} {show[1]} = {show[2]}"
