"""Marked exercises on the learner's own neuron."""

from decimal import Decimal
from math import hypot

import numpy as np

from ..activations import ACTIVATIONS
from ..exercises import Exercise
from ..neuron import Neuron
from ..text import Text, same
from ..typeset import factor, number, sum_of
from ..worked import rounded

DIGITS = 2
SIDES = {
    "above": Text("the side of z > 0", "z > 0 的一侧"),
    "below": Text("the side of z < 0", "z < 0 的一侧"),
    "on": Text("on the line", "在直线上"),
}  # fmt: skip


def exercises(neuron: Neuron, seed: int) -> list[Exercise]:
    """Three to five exercises on this neuron; the points they ask about follow from `seed`."""
    rng = np.random.default_rng([seed, 17])
    places = rng.integers(-15, 16, (3, 2)) / 10
    asked = int(rng.choice([-20, -15, -12, -8, -5, 5, 8, 12, 15, 20])) / 10
    items = [_sum(neuron, places[0]), _side(neuron, places[1])]
    if neuron.length:
        items += [_bias(neuron, places[2]), _distance(neuron)]
    return [*items, _activation(neuron.g, asked)]


def exact_z(neuron: Neuron, place: np.ndarray) -> Decimal:
    """z without any rounding: the numbers of the page have few decimals."""
    w1, w2, b, x1, x2 = (Decimal(f"{value:.2f}") for value in (neuron.w1, neuron.w2, neuron.b, *place))
    return w1 * x1 + w2 * x2 + b


def _shown(value: float | Decimal) -> str:
    return number(rounded(value, DIGITS), DIGITS)


def _sum_text(neuron: Neuron, place: np.ndarray) -> str:
    """w1 x1 + w2 x2 + b = z in numbers."""
    w1, w2, b, x1, x2 = (rounded(float(value), DIGITS) for value in (neuron.w1, neuron.w2, neuron.b, *place))
    return f"{sum_of([(w1, x1), (w2, x2)], b, DIGITS)} = {_shown(exact_z(neuron, place))}"


def _place(place: np.ndarray) -> str:
    return rf"\left({place[0]:g},\ {place[1]:g}\right)"


def _sum(neuron: Neuron, place: np.ndarray) -> Exercise:
    z = exact_z(neuron, place)
    return Exercise(
        Text(
            f"What is $z$ of this neuron at the point ${_place(place)}$? Two decimals.",
            f"在点 ${_place(place)}$ 处，这个神经元的 $z$ 是多少？保留两位小数。",
        ),
        float(z),
        Text(r"$z = w_1 x_1 + w_2 x_2 + b$, with the numbers in the sidebar.", r"$z = w_1 x_1 + w_2 x_2 + b$，数值见侧栏。"),
        same(f"$z = {_sum_text(neuron, place)}$"),
        DIGITS,
    )


def _side(neuron: Neuron, place: np.ndarray) -> Exercise:
    z = exact_z(neuron, place)
    answer = "on" if z == 0 else "above" if z > 0 else "below"
    return Exercise(
        Text(f"On which side of the line lies ${_place(place)}$?", f"点 ${_place(place)}$ 在直线的哪一侧？"),
        answer,
        Text("Only the sign of $z$ counts there. The arrow w points to one side.", "只看该点 $z$ 的符号。箭头 w 指向其中一侧。"),
        Text(f"$z = {_sum_text(neuron, place)}$: {SIDES[answer].en}.", f"$z = {_sum_text(neuron, place)}$：{SIDES[answer].zh}。"),
        options=SIDES,
    )


def _bias(neuron: Neuron, place: np.ndarray) -> Exercise:
    b = -exact_z(neuron.but(b=0.0), place)
    w1, w2 = _shown(neuron.w1), factor(rounded(neuron.w2, DIGITS), DIGITS)
    numbers = rf"-\left({w1} \cdot {factor(rounded(float(place[0]), DIGITS), DIGITS)} + {w2} \cdot {factor(rounded(float(place[1]), DIGITS), DIGITS)}\right)"
    return Exercise(
        Text(f"Keep w. Which $b$ puts the line through ${_place(place)}$? Two decimals.", f"w 不变。$b$ 取多少时直线经过 ${_place(place)}$？保留两位小数。"),
        float(b),
        Text("On the line $z = 0$: solve $w_1 x_1 + w_2 x_2 + b = 0$ for $b$.", "直线上 $z = 0$：从 $w_1 x_1 + w_2 x_2 + b = 0$ 解出 $b$。"),
        same(rf"$b = -(w_1 x_1 + w_2 x_2) = {numbers} = {_shown(b)}$"),
        DIGITS,
    )


def _distance(neuron: Neuron) -> Exercise:
    place = np.array([neuron.x1, neuron.x2])
    z = exact_z(neuron, place)
    distance = abs(float(z)) / hypot(neuron.w1, neuron.w2)
    root = rf"\sqrt{{{factor(rounded(neuron.w1, DIGITS), DIGITS)}^2 + {factor(rounded(neuron.w2, DIGITS), DIGITS)}^2}}"
    return Exercise(
        Text(
            "How far is the point **x** from the line (the dashed way in the plane)? Two decimals.",
            "点 **x** 离直线多远（图中虚线的长度）？保留两位小数。",
        ),
        distance,
        Text(
            r"z grows by $\lVert w\rVert = \sqrt{w_1^2 + w_2^2}$ with every unit of way along w.",
            r"沿 w 方向每走一个单位，z 增加 $\lVert w\rVert = \sqrt{w_1^2 + w_2^2}$。",
        ),
        same(rf"$\dfrac{{|z|}}{{\lVert w\rVert}} = \dfrac{{|{number(rounded(z, 4), 4)}|}}{{{root}}} = {_shown(distance)}$"),
        DIGITS,
    )


def _activation(key: str, z: float) -> Exercise:
    g = ACTIVATIONS[key]
    a = float(g.value(np.array([z]))[0])
    return Exercise(
        Text(
            f"At another point $z = {z:g}$. What is $a = {g.symbol}({z:g})$? Two decimals.",
            f"另一点处 $z = {z:g}$。$a = {g.symbol}({z:g})$ 是多少？保留两位小数。",
        ),
        a,
        Text(f"${g.symbol}(z) = {g.formula}$", f"${g.symbol}(z) = {g.formula}$"),
        same(f"$a = {g.symbol}({z:g}) = {_shown(a)}$"),
        DIGITS,
    )
