"""What the lesson on activations asks: marked exercises on the learner's own activation, hidden size and seed; and the two runs it sets side by side."""

from decimal import Decimal

import numpy as np

from ..activations import ACTIVATIONS
from ..collapse import network
from ..curves import place
from ..exercises import Exercise
from ..experiment import Experiment
from ..measures import SATURATED
from ..text import Text, same
from ..typeset import factor, matrix, number, sum_of
from ..worked import Matrix, product, rounded, shown

DIGITS = 2
HAND = 3  # hidden units at most in a sum worked by hand
STATES = {
    "lively": Text("neither: it learns well", "都不是：学得动"),
    "saturated": Text("saturated", "饱和"),
    "dead": Text("dead", "失活"),
}


def rivals(experiment: Experiment) -> dict[str, Experiment]:
    """XOR with the learner's hidden size and seed, without and with a bend between the layers; everything else as by default."""
    return {key: Experiment(dataset="xor", units1=experiment.units1, seed=experiment.seed, activation1=key) for key in ("identity", "tanh")}


def exercises(experiment: Experiment) -> list[Exercise]:
    """Five exercises on the chosen activation and on a small network of the learner's seed that collapses."""
    rng = np.random.default_rng([experiment.seed, 23])
    z, far = int(rng.choice([-12, -9, -6, 4, 7, 11])) / 10, int(rng.choice([-5, -4, -3, 3, 4, 5]))
    layers = network(experiment.but(units1=min(experiment.units1, HAND)))
    (w1, b1), (w2, b2) = ((shown(w[0], DIGITS), shown(b[0], DIGITS)) for w, b in layers)
    column = int(rng.integers(2))
    return [
        _slope(experiment.activation1, z),
        _state(experiment.activation1, far),
        _weight(w1, w2, column),
        _bias(b1, w2, b2),
        _saved(experiment.units1),
    ]


def _shown(value: float | Decimal) -> str:
    return number(rounded(value, DIGITS), DIGITS)


def _slope(key: str, z: float) -> Exercise:
    g, here = ACTIVATIONS[key], place(key, z)
    return Exercise(
        Text(f"For ${g.symbol}$: what is the slope $g'({z:g})$? Two decimals.", f"对于 ${g.symbol}$，斜率 $g'({z:g})$ 是多少？保留两位小数。"),
        here.slope,
        Text(
            f"$g'(z) = {g.slope_formula}$, and $a = g({z:g}) = {number(rounded(here.a, 4), 4)}$.",
            f"$g'(z) = {g.slope_formula}$，且 $a = g({z:g}) = {number(rounded(here.a, 4), 4)}$。",
        ),
        same(f"$g'({z:g}) = {_shown(here.slope)}$"),
        DIGITS,
    )


def _state(key: str, z: float) -> Exercise:
    g, here = ACTIVATIONS[key], place(key, z)
    limit, part = f"{SATURATED:.0%}".replace("%", r"\%"), f"{100 * here.share:.2g}\\%"
    return Exercise(
        Text(f"A hidden unit with ${g.symbol}$ has $z = {z:g}$ for an example. Is it saturated there, dead, or neither?",
             f"某隐藏单元使用 ${g.symbol}$，对一个样本 $z = {z:g}$。它此时饱和、失活，还是都不是？"),
        here.state,
        Text(f"Dead: $g'(z)$ is exactly 0. Saturated: $|g'(z)|$ is below ${limit}$ of the steepest slope.",
             f"失活：$g'(z)$ 恰为 0。饱和：$|g'(z)|$ 不到最大斜率的 ${limit}$。"),
        Text(f"$|g'({z:g})|$ is ${part}$ of the steepest: {STATES[here.state].en}.", f"$|g'({z:g})|$ 为最大斜率的 ${part}$：{STATES[here.state].zh}。"),
        options=STATES,
    )  # fmt: skip


def _weight(w1: Matrix, w2: Matrix, column: int) -> Exercise:
    exact = product(w2, w1)[0, column]
    terms = list(zip(w2[0], w1[:, column]))
    sum_ = sum_of(terms, Decimal(0), DIGITS).rpartition(" + ")[0]
    name, two, one = f"w'_{column + 1}", f"$W^{{[2]}} = {matrix(w2, DIGITS)}$", f"$W^{{[1]}} = {matrix(w1, DIGITS)}$"
    return Exercise(
        Text(
            f"Identity activations: {two} and {one}. What is ${name}$ of the single layer? Two decimals.",
            f"恒等激活：{two}，{one}。单层的 ${name}$ 是多少？保留两位小数。",
        ),
        float(exact),
        Text(
            f"$W' = W^{{[2]}} W^{{[1]}}$: the row of $W^{{[2]}}$ times column {column + 1} of $W^{{[1]}}$.",
            f"$W' = W^{{[2]}} W^{{[1]}}$：$W^{{[2]}}$ 的行乘以 $W^{{[1]}}$ 的第 {column + 1} 列。",
        ),
        same(f"${name} = {sum_} = {_shown(exact)}$"),
        DIGITS,
    )  # fmt: skip


def _bias(b1: Matrix, w2: Matrix, b2: Matrix) -> Exercise:
    exact, row = (product(w2, b1) + b2)[0, 0], f"$W^{{[2]}} = {matrix(w2, DIGITS)}$"
    return Exercise(
        Text(f"And $b'$, with $b^{{[1]}} = {matrix(b1, DIGITS)}$ and $b^{{[2]}} = {_shown(b2[0, 0])}$? Two decimals.",
             f"再求 $b'$，其中 $b^{{[1]}} = {matrix(b1, DIGITS)}$，$b^{{[2]}} = {_shown(b2[0, 0])}$。保留两位小数。"),
        float(exact),
        Text(f"$b' = W^{{[2]}} b^{{[1]}} + b^{{[2]}}$, with {row}.", f"$b' = W^{{[2]}} b^{{[1]}} + b^{{[2]}}$，其中 {row}。"),
        same(f"$b' = {sum_of(list(zip(w2[0], b1[:, 0])), b2[0, 0], DIGITS)} = {_shown(exact)}$"),
        DIGITS,
    )  # fmt: skip


def _saved(units: int) -> Exercise:
    two, one = 4 * units + 1, 3
    return Exercise(
        Text(
            f"2 inputs, {units} hidden units with the identity, 1 output: how many parameters more than the single layer that computes the same?",
            f"2 个输入、{units} 个恒等隐藏单元、1 个输出：它比算出同样结果的单层多多少个参数？",
        ),
        two - one,
        Text(
            r"A layer of $n$ units on $k$ inputs has $n(k+1)$ parameters. The single layer has two weights and a bias.",
            r"有 $k$ 个输入、$n$ 个单元的层有 $n(k+1)$ 个参数。单层有两个权重和一个偏置。",
        ),
        same(rf"${units} \cdot 3 + 1 \cdot {factor(Decimal(units + 1), 0)} - 3 = {two - one}$"),
    )
