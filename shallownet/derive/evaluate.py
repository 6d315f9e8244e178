"""The value of a formula: matrices of floats, with the shapes of the textbook and nothing NumPy would stretch silently.

Sums need equal shapes, or a number on one side, or a column (a bias) that is added to every column. ∘ needs equal shapes or a number,
@ fitting ones; × is for numbers only, because between two matrices it does not say which product is meant.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..activations import ACTIVATIONS, OUTPUT, Activation
from ..text import Text
from .parse import Node
from .tokens import FormulaError

Value = float | np.ndarray

UNKNOWN = Text("{what} is not among what is known here: {known}.", "这里没有 {what}。可用的有：{known}。")
WHICH_LAYER = Text("Which layer? Write {what}1 or {what}2.", "哪一层？请写 {what}1 或 {what}2。")
WHICH_G = Text("The layers have different activations: write g1 or g2.", "各层的激活函数不同：请写 g1 或 g2。")
NO_G = Text("There is no layer {layer}.", "没有第 {layer} 层。")
TWO_MATRICES = Text(
    "× between two matrices does not say which product is meant: @ is the matrix product, ∘ the elementwise one.",
    "两个矩阵之间的 × 含义不明：矩阵乘法用 @，逐元素乘法用 ∘。",
)
NEEDS_MATRICES = Text("@ multiplies two matrices; with a number use ×.", "@ 用于两个矩阵相乘；与数相乘请用 ×。")
NO_TRANSPOSE = Text("A number has no transpose.", "数没有转置。")
NO_SUM = Text("{what} adds the columns of a matrix, one for each example; this is a number.", "{what} 对矩阵的各列（每个样本一列）求和；这里是一个数。")
MISFIT = Text("{left} is {left_shape} and {right} is {right_shape}: {rule}.", "{left} 是 {left_shape}，{right} 是 {right_shape}：{rule}。")
RULES = {
    "+": Text("a sum needs equal shapes", "相加要求形状相同"),
    "-": Text("a difference needs equal shapes", "相减要求形状相同"),
    "∘": Text("the elementwise product needs equal shapes", "逐元素乘法要求形状相同"),
    "/": Text("elementwise division needs equal shapes", "逐元素相除要求形状相同"),
    "@": Text("the matrix product needs as many columns on the left as rows on the right", "矩阵乘法要求左边的列数等于右边的行数"),
}
A_NUMBER = Text("a number", "一个数")


class Evaluator:
    """Formulas over one network's matrices.

    values        name -> matrix: {"X": ..., "W1": ..., "dZ2": ...}; "m" is a number
    activations   the hidden layers', keys of ACTIVATIONS
    dimension     how a number of rows or columns is called in messages; None: as it is
    """

    def __init__(self, values: Mapping[str, Value], activations: Sequence[str], dimension: Mapping[int, str] | None = None) -> None:
        self.values, self.dimension = values, dimension or {}
        self.g = [*(ACTIVATIONS[key] for key in activations), OUTPUT]
        self.alike = len(set(activations)) == 1

    def value(self, node: Node, source: str) -> Value:
        """The value of a tree read from `source`. FormulaError for unknown names and shapes that do not fit."""
        if node.kind == "number":
            return float(node.text)
        if node.kind == "name":
            return self.known(node)
        values = [self.value(part, source) for part in node.parts]
        with np.errstate(all="ignore"):  # what is not finite is equal to no gradient, and told as such
            if len(values) == 2:
                return self.combined(node, values[0], values[1], source)
            return self.called(node, values[0]) if node.kind == "function" else single(node, values[0])

    def known(self, node: Node) -> Value:
        name = "X" if node.text == "A" and node.layer == 0 else node.text + ("" if node.layer is None else str(node.layer))
        if name in self.values:
            return self.values[name]
        if node.layer is None and f"{name}1" in {**self.values, "dW1": 0, "db1": 0, "dZ1": 0}:
            raise FormulaError(WHICH_LAYER.format(what=name), node.start)
        raise FormulaError(UNKNOWN.format(what=name, known=", ".join(self.values)), node.start)

    def called(self, node: Node, value: Value) -> Value:
        name = node.text.rstrip("'")
        if name in ("sum", "mean"):
            if isinstance(value, float):
                raise FormulaError(NO_SUM.format(what=name), node.start)
            return getattr(value, name)(axis=1, keepdims=True)
        z = np.atleast_2d(value)
        g = self.activation(node, name)
        result = g.slope(z, g.value(z)) if node.text.endswith("'") else g.value(z)
        return float(result[0, 0]) if isinstance(value, float) else result

    def activation(self, node: Node, name: str) -> Activation:
        if name != "g":
            return {"σ": OUTPUT, "tanh": ACTIVATIONS["tanh"]}[name]
        if node.layer is None:
            if not self.alike:
                raise FormulaError(WHICH_G, node.start)
            return self.g[0]
        if not 1 <= node.layer <= len(self.g):
            raise FormulaError(NO_G.format(layer=node.layer), node.start)
        return self.g[node.layer - 1]

    def combined(self, node: Node, left: Value, right: Value, source: str) -> Value:
        numbers = isinstance(left, float) + isinstance(right, float)
        if node.kind == "@" and numbers:
            raise FormulaError(NEEDS_MATRICES, node.at)
        if node.kind == "×" and not numbers:
            raise FormulaError(TWO_MATRICES, node.at)
        if not numbers and not fits(node.kind, np.shape(left), np.shape(right)):
            words = [source[part.start : part.end].strip() for part in node.parts]
            shapes = [self.shape(value) for value in (left, right)]
            raise FormulaError(MISFIT.format(left=words[0], left_shape=shapes[0], right=words[1], right_shape=shapes[1], rule=RULES[node.kind]), node.at)
        result = OPERATIONS[node.kind](left, right)
        return float(result) if numbers == 2 else result

    def shape(self, value: Value) -> Text:
        """A shape in words: n₁ × m."""
        if isinstance(value, float):
            return A_NUMBER
        words = " × ".join(self.dimension.get(size, str(size)) for size in value.shape)
        return Text(words, words)


def single(node: Node, value: Value) -> Value:
    """The operations on one value."""
    if node.kind == "ᵀ":
        if isinstance(value, float):
            raise FormulaError(NO_TRANSPOSE, node.at)
        return value.T
    return -value if node.kind == "negative" else value * value


def fits(kind: str, left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Whether two matrices can be combined."""
    if kind == "@":
        return left[1] == right[0]
    bias = kind in "+-" and left[0] == right[0] and 1 in (left[1], right[1])
    return left == right or bias


def divided(left: Value, right: Value) -> Value:
    """left / right; infinite or NaN where the right side is 0."""
    return np.divide(left, right)


OPERATIONS: dict[str, Callable] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "∘": lambda left, right: left * right,
    "×": lambda left, right: left * right,
    "@": lambda left, right: left @ right,
    "/": divided,
}
