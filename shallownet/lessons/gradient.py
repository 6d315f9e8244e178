"""The gradient lesson's marked exercises: the backward pass by hand, in its order, on two of the learner's own examples."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from .. import worked
from ..exercises import Exercise
from ..network import Layers, forward
from ..text import Text
from ..typeset import entry, factor, number
from .gradient_steps import Pass, both_passes

PAPER = 2  # decimals of what is done by hand


def hardest(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], count: int = 2) -> list[int]:
    """The examples with the largest |dZ[L]|, in their own order: with them an exercise has something to compute."""
    error = np.abs(forward(layers, x, hidden_activations).a[-1][0, 0] - y[0])
    return sorted(np.argsort(-error, kind="stable")[:count].tolist())


def exercises(layers: Layers, x: np.ndarray, y: np.ndarray, hidden_activations: Sequence[str], rate: float) -> list[Exercise]:
    """The backward pass by hand in its order, on two examples x (features, 2), y (1, 2), with two decimals.

    It follows one unit j of the last hidden layer, the one with the most to do: dZ[L] of an example, dW[L], db[L], g', dZ, dW, db, the new weight.
    """
    done = both_passes(layers, x, y, hidden_activations, PAPER)
    last = len(layers)
    j = int(np.abs(done.backward[-2].dz.astype(float)).sum(axis=1).argmax())
    by_hand = ByHand(done, last, j, worked.rounded(rate, 4))
    return [getattr(by_hand, name)() for name in ("dz_last", "dw_last", "db_last", "slope", "dz", "dw", "db", "update")]


class ByHand:
    """Exercises about one unit of the last hidden layer. Names of units and examples in the text count from 1."""

    def __init__(self, done: Pass, last: int, j: int, rate: Decimal) -> None:
        self.last, self.j, self.rate = last, j, rate
        self.out, self.hidden = done.forward[-1], done.forward[-2]
        self.d_out, self.d_hidden = done.backward[-1], done.backward[-2]
        self.y = done.y

    def dz_last(self) -> Exercise:
        name, a, y = entry("dz", self.last, 1), self.out.a[0, 0], self.y[0, 0]
        given = rf"$\hat y = {entry('a', self.last, 1)} = {n(a)}$, $y = {y:.0f}$"
        return ask(given, name, self.d_out.dz[0, 0], rf"{name} = {entry('a', self.last, 1)} - y", f"{n(a)} - {y:.0f}", FIRST)

    def dw_last(self) -> Exercise:
        name, unit = entry("dw", self.last, 1, self.j + 1), entry("a", self.last - 1, self.j + 1)
        dz, a = self.d_out.dz[0], self.hidden.a[self.j]
        return self._mean_of_products(name, entry("dz", self.last, 1), dz, unit, a, self.d_out.dw[0, self.j])

    def db_last(self) -> Exercise:
        return self._mean(entry("db", self.last, 1), entry("dz", self.last, 1), self.d_out.dz[0], self.d_out.db[0, 0])

    def slope(self) -> Exercise:
        g, z, a = self.hidden.activation, self.hidden.z[self.j, 0], self.hidden.a[self.j, 0]
        layer, unit = self.last - 1, self.j + 1
        assert self.d_hidden.slope is not None
        given = rf"$g = {g.symbol}$, ${entry('z', layer, unit)} = {n(z)}$, ${entry('a', layer, unit)} = {n(a)}$"
        return ask(given, rf"g'({entry('z', layer, unit)})", self.d_hidden.slope[self.j, 0], rf"g'(z) = {g.slope_formula}", "", FIRST)

    def dz(self) -> Exercise:
        layer, unit = self.last - 1, self.j + 1
        assert self.d_hidden.slope is not None
        w, above, slope = self.out.weights[0, self.j], self.d_out.dz[0, 0], self.d_hidden.slope[self.j, 0]
        names = entry("w", self.last, 1, unit), entry("dz", self.last, 1), rf"g'({entry('z', layer, unit)})"
        given = ", ".join(f"${name} = {n(value)}$" for name, value in zip(names, (w, above, slope)))
        name, rule = entry("dz", layer, unit), r" \cdot ".join(names)
        return ask(given, name, self.d_hidden.dz[self.j, 0], f"{name} = {rule}", rf"{n(w)} \cdot {f(above)} \cdot {f(slope)}", FIRST)

    def dw(self) -> Exercise:
        layer, unit = self.last - 1, self.j + 1
        below = "x_{1}" if layer == 1 else entry("a", layer - 1, 1)
        dz = self.d_hidden.dz[self.j]
        return self._mean_of_products(entry("dw", layer, unit, 1), entry("dz", layer, unit), dz, below, self.hidden.below[0], self.d_hidden.dw[self.j, 0])

    def db(self) -> Exercise:
        layer, unit = self.last - 1, self.j + 1
        return self._mean(entry("db", layer, unit), entry("dz", layer, unit), self.d_hidden.dz[self.j], self.d_hidden.db[self.j, 0])

    def update(self) -> Exercise:
        name, slope_name = entry("w", self.last, 1, self.j + 1), entry("dw", self.last, 1, self.j + 1)
        w, dw = self.out.weights[0, self.j], self.d_out.dw[0, self.j]
        rate = f"{self.rate.normalize():f}"
        new = worked.updated(np.array([[w]], object), np.array([[dw]], object), self.rate, PAPER)[0, 0]
        given = rf"${name} = {n(w)}$, ${slope_name} = {n(dw)}$, $\alpha = {rate}$"
        return ask(given, name, new, rf"{name} \leftarrow {name} - \alpha\,{slope_name}", rf"{n(w)} - {rate} \cdot {f(dw)}", NEW)

    def _mean_of_products(self, name: str, left: str, dz: worked.Matrix, right: str, a: worked.Matrix, answer: Decimal) -> Exercise:
        given = rf"${left} = {pair(dz)}$, ${right} = {pair(a)}$"
        products = " + ".join(rf"{n(p) if i == 0 else f(p)} \cdot {f(q)}" for i, (p, q) in enumerate(zip(dz, a)))
        return ask(given, name, answer, rf"{name} = \tfrac{{1}}{{m}} \sum_i {left}\,{right}", rf"\tfrac{{1}}{{{len(dz)}}}\left({products}\right)", BOTH)

    def _mean(self, name: str, left: str, dz: worked.Matrix, answer: Decimal) -> Exercise:
        products = " + ".join(n(p) if i == 0 else f(p) for i, p in enumerate(dz))
        numbers = rf"\tfrac{{1}}{{{len(dz)}}}\left({products}\right)"
        return ask(f"${left} = {pair(dz)}$", name, answer, rf"{name} = \tfrac{{1}}{{m}} \sum_i {left}", numbers, BOTH)


FIRST = Text("First example: {given}. What is ${name}$?", "第一个样本：{given}。求 ${name}$。")
BOTH = Text("Both examples, in order: {given}. What is ${name}$?", "两个样本依次为：{given}。求 ${name}$。")
NEW = Text("One step of gradient descent: {given}. What is the new ${name}$?", "做一步梯度下降：{given}。新的 ${name}$ 是多少？")


def ask(given: str, name: str, answer: Decimal, rule: str, numbers: str, question: Text) -> Exercise:
    """An exercise with the rule as its hint and the rule in numbers as its solution."""
    value = rf"{numbers} = {n(answer)}" if numbers else n(answer)
    solution = f"${rule} = {value}$" if numbers else f"${rule}$, ${name} = {value}$"
    return Exercise(question.format(given=given, name=name), Fraction(answer), Text(f"${rule}$", f"${rule}$"), Text(solution, solution), PAPER)


def n(value: Decimal) -> str:
    return number(value, PAPER)


def f(value: Decimal) -> str:
    return factor(value, PAPER)


def pair(values: worked.Matrix) -> str:
    """A row of numbers: (0.12,\\ -0.50)."""
    return "(" + r",\ ".join(n(value) for value in values) + ")"
