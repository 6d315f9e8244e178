"""A learner's formula for one gradient, tried against the true one on small random networks."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from .. import worked
from ..network import Gradient, Layer, Layers, Trace, forward, gradients
from ..text import Text
from .evaluate import Evaluator, Value
from .parse import Node, parse
from .tokens import FormulaError, normal

TOLERANCE = 1e-9  # of the largest entry of the true gradient
SCALE = 1e-3  # a gradient smaller than this counts as this large
POINTS = (2, 3)  # examples; two at least, so that a forgotten 1/m shows
DISTINCT = (2, 3, 4)  # inputs and hidden units of the network on which shapes are checked: no two alike
DISTINCT_POINTS = 5
SUBSCRIPTS = "₀₁₂"

RESULT_SHAPE = Text("The formula gives {got}; {target} must be {want}, like {model}.", "公式的结果是 {got}；{target} 应与 {model} 同形，为 {want}。")


@dataclass(frozen=True)
class CounterExample:
    """The smallest network tried on which a formula is wrong, carried on with the digits shown.

    operands   the names in the formula -> their matrices; "m" is left out
    got, want  what the formula makes of them and the true gradient, rounded; `got` is None where it is not finite
    m          examples
    """

    sizes: tuple[int, ...]
    m: int
    operands: dict[str, worked.Matrix]
    got: worked.Matrix | None
    want: worked.Matrix


def targets(layers: int) -> list[str]:
    """The gradients of a network of `layers` layers in the order of the backward pass: dZ2, dW2, db2, dZ1, ..."""
    return [f"{letter}{layer}" for layer in range(layers, 0, -1) for letter in ("dZ", "dW", "db")]


def check(source: str, target: str, activations: Sequence[str], digits: int = 3) -> CounterExample | None:
    """None where the formula equals the gradient `target` ("dW2") on every network tried; otherwise where it does not.

    activations: of the hidden layers. FormulaError for what cannot be read, for unknown names and for shapes that do not fit.
    """
    tree, text = parse(source), normal(source)
    _check_shapes(tree, text, target, activations)
    fallback = None
    for number, (sizes, m) in enumerate(trials(len(activations))):
        layers, x, y = example(sizes, m, number)
        values = known(layers, x, y, activations)
        got = Evaluator(values, activations).value(tree, text)
        if not equal(got, values[target]):
            counter = _worked(tree, text, target, activations, (layers, x, y), digits)
            if _plain(counter, digits):
                return counter
            fallback = fallback or counter
    return fallback


def trials(hidden: int) -> list[tuple[tuple[int, ...], int]]:
    """Sizes and examples of the networks tried, the smallest first; every size of a hidden layer and of the inputs is 1, 2 or 3."""
    found = [((*sizes, 1), m) for sizes in product((1, 2, 3), repeat=hidden + 1) for m in POINTS]
    return sorted(found, key=lambda trial: (sum(trial[0]) + trial[1], trial))


def example(sizes: Sequence[int], m: int, seed: int) -> tuple[Layers, np.ndarray, np.ndarray]:
    """A network and examples with numbers of one decimal, none of them 0; both classes occur."""
    rng = np.random.default_rng(seed)

    def numbers(*shape: int) -> np.ndarray:
        return rng.integers(1, 16, shape) * rng.choice([-1, 1], shape) / 10

    layers = tuple(Layer(numbers(1, units, fan_in), numbers(1, units, 1)) for fan_in, units in pairwise(sizes))
    return layers, numbers(sizes[0], m), (np.arange(m) % 2 == seed % 2)[None].astype(float)


def known(layers: Layers, x: np.ndarray, y: np.ndarray, activations: Sequence[str]) -> dict[str, Value]:
    """Every symbol of the lesson with its value: X, Y, m, W1, b1, Z1, A1, dZ1, dW1, db1, ..."""
    trace = forward(layers, x, activations)
    return _named(layers, x, y, trace, gradients(layers, x, y, activations, trace))


def _named(layers: Layers, x: np.ndarray, y: np.ndarray, trace: Trace, back: Sequence[Gradient]) -> dict[str, Value]:
    values: dict[str, Value] = {"X": x, "Y": y, "m": float(x.shape[-1])}
    for number, (layer, z, a, gradient) in enumerate(zip(layers, trace.z, trace.a, back), 1):
        parts = zip(("W", "b", "Z", "A", "dZ", "dW", "db"), (*layer, z, a, *gradient))
        values |= {f"{letter}{number}": value[0] for letter, value in parts}
    return values


def before(target: str, values: dict[str, Value]) -> dict[str, Value]:
    """What may stand in a formula for `target`: all but the gradients that the backward pass reaches no sooner than it."""
    last = max(int(name[1:]) for name in values if name[0] == "W")
    order = targets(last)
    later = set(order[order.index(target) :])
    if target[:2] == "db":
        later.add(f"dW{target[2]}")  # neither is needed for the other
    return {name: value for name, value in values.items() if name not in later}


def equal(got: Value, want: Value) -> bool:
    """Whether two matrices agree within TOLERANCE."""
    scale = max(float(np.max(np.abs(want))), SCALE)
    with np.errstate(invalid="ignore", over="ignore"):
        return np.shape(got) == np.shape(want) and bool(np.all(np.abs(got - want) <= TOLERANCE * scale))


def _check_shapes(tree: Node, text: str, target: str, activations: Sequence[str]) -> None:
    """On a network whose sizes all differ, so that nothing fits by chance."""
    sizes = DISTINCT[: len(activations) + 1]
    dimension = {DISTINCT_POINTS: "m", **{size: f"n{SUBSCRIPTS[layer]}" for layer, size in enumerate(sizes)}}
    values = known(*example((*sizes, 1), DISTINCT_POINTS, 0), activations)
    evaluator = Evaluator(before(target, values), activations, dimension)
    got, want = evaluator.value(tree, text), values[target]
    if np.shape(got) != np.shape(want):
        shapes = {"got": evaluator.shape(got), "want": evaluator.shape(want)}
        raise FormulaError(RESULT_SHAPE.format(target=target, model=target[1:], **shapes), tree.at)


def _worked(tree: Node, text: str, target: str, activations: Sequence[str], network: tuple[Layers, np.ndarray, np.ndarray], digits: int) -> CounterExample:
    """The same network with every number rounded as shown, and what the formula makes of the rounded ones."""
    layers, x, y = network
    passed = worked.forward(layers, x, activations, digits)
    shown: dict[str, worked.Matrix] = {"X": passed[0].below, "Y": worked.shown(y, digits)}
    for number, (layer, back) in enumerate(zip(passed, worked.backward(passed, y, digits)), 1):
        parts = zip(("W", "b", "Z", "A", "dZ", "dW", "db"), (layer.weights, layer.biases, layer.z, layer.a, back.dz, back.dw, back.db))
        shown |= {f"{letter}{number}": matrix for letter, matrix in parts}
    values: dict[str, Value] = {name: matrix.astype(float) for name, matrix in shown.items()} | {"m": float(x.shape[1])}
    got = Evaluator(values, activations).value(tree, text)
    finite = bool(np.all(np.isfinite(got)))
    sizes = (x.shape[0], *(len(layer.z) for layer in passed))
    operands = {name: shown[name] for name in names(tree) if name in shown}
    return CounterExample(sizes, x.shape[1], operands, worked.shown(np.asarray(got), digits) if finite else None, shown[target])


def names(tree: Node) -> list[str]:
    """The names in a formula, each once, in the order of reading."""
    here = [] if tree.kind != "name" else ["X" if (tree.text, tree.layer) == ("A", 0) else tree.text + ("" if tree.layer is None else str(tree.layer))]
    return list(dict.fromkeys(here + [name for part in tree.parts for name in names(part)]))


def _plain(counter: CounterExample, digits: int) -> bool:
    """Whether the difference is more than rounding could make."""
    if counter.got is None:
        return True
    return bool(np.max(np.abs((counter.got - counter.want).astype(float))) >= 20 * 10**-digits)


def symbols(target: str, layers: int) -> list[str]:
    """The names that may stand in a formula for `target` in a network of `layers` layers: X, Y, m, W1, ..."""
    return list(before(target, known(*example((2,) * layers + (1,), 2, 0), ("tanh",) * (layers - 1))))
