"""One neuron on two features: z = w1 x1 + w2 x2 + b, a = g(z), and the line z = 0 that it draws through the plane."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from math import hypot
from typing import Any

import numpy as np

from . import typeset
from .activations import ACTIVATIONS
from .datasets import EXTENT
from .experiment import Choice, Number
from .grid import square
from .links import INVALID
from .network import rows_times
from .text import Text, same
from .worked import WorkedLayer, applied, product, shown

STEP = 0.01  # every number of the page has two decimals, so that worked arithmetic starts from exact ones
DOMAINS: dict[str, Number | Choice] = {  # field -> what it may be; the key is the link word, but for b, which has a longer one
    "w1": Number(-3.0, 3.0, STEP),
    "w2": Number(-3.0, 3.0, STEP),
    "b": Number(-4.0, 4.0, STEP),
    "x1": Number(-EXTENT, EXTENT, STEP),
    "x2": Number(-EXTENT, EXTENT, STEP),
    "g": Choice(tuple(ACTIVATIONS)),
}
WORDS = {name: "bias" if name == "b" else name for name in DOMAINS}  # field -> link word
LABELS = {"w1": same("w₁"), "w2": same("w₂"), "b": same("b"), "x1": same("x₁"), "x2": same("x₂"), "g": Text("Activation g", "激活函数 g")}


@dataclass(frozen=True)
class Neuron:
    """Weights, bias, the example it looks at, and the key of its activation."""

    w1: float = 1.2
    w2: float = -0.8
    b: float = 0.3
    x1: float = 0.9
    x2: float = 0.5
    g: str = "tanh"

    @property
    def weights(self) -> np.ndarray:
        """(1, 1, 2): one run, one unit, two features, as network.py has them."""
        return np.array([[[self.w1, self.w2]]])

    def z(self, x: np.ndarray) -> np.ndarray:
        """z of the examples x (2, points), as (points,)."""
        return rows_times(self.weights, x)[0, 0] + self.b

    def a(self, x: np.ndarray) -> np.ndarray:
        """a = g(z) of the examples x (2, points), as (points,)."""
        return ACTIVATIONS[self.g].value(self.z(x))

    @property
    def example(self) -> np.ndarray:
        """x as a column (2, 1)."""
        return np.array([[self.x1], [self.x2]])

    @property
    def length(self) -> float:
        """The length of w: how fast z grows across the line."""
        return hypot(self.w1, self.w2)

    def but(self, **changes) -> "Neuron":
        """The same neuron with some numbers changed, each brought into its domain and to two decimals. What is no finite number changes nothing."""
        new: dict[str, Any] = {name: fitted(name, value) for name, value in changes.items() if np.isfinite(value)}
        return replace(self, **new)

    def with_activation(self, g: str) -> "Neuron":
        """The same neuron with another activation, a key of ACTIVATIONS."""
        return replace(self, g=g)

    def scaled(self, factor: float) -> "Neuron":
        """w and b times `factor`, as far as all three stay within their domains; unchanged where they would not."""
        larger = {name: round(getattr(self, name) * factor, 2) for name in ("w1", "w2", "b")}
        return replace(self, **larger) if all(value in DOMAINS[name] for name, value in larger.items()) else self

    def words(self) -> dict[str, str]:
        """Link word -> value; empty for what is as it is by default."""
        default = asdict(Neuron())
        return {WORDS[name]: "" if value == default[name] else written(value) for name, value in asdict(self).items()}


def fitted(name: str, value: float) -> float:
    """A number of the field's domain with two decimals. 0.0 for -0.0."""
    domain = DOMAINS[name]
    assert isinstance(domain, Number)
    return round(min(max(value, domain.low), domain.high), 2) + 0.0


def written(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def read(words: Mapping[str, str]) -> tuple[Neuron, list[Text]]:
    """The neuron of a link, and what could not be understood of it; a bad value leaves the default. Empty words are no words."""
    neuron, complaints = Neuron(), []
    for name, word in WORDS.items():
        if not (value := words.get(word)):
            continue
        try:
            parsed = DOMAINS[name].parse(value)
            new: dict[str, Any] = {name: parsed if isinstance(parsed, str) else fitted(name, parsed)}
            neuron = replace(neuron, **new)
        except ValueError:
            complaints.append(INVALID.format(value=value[:40], label=LABELS[name], default=written(getattr(neuron, name))))
    return neuron, complaints


def field(neuron: Neuron, n: int) -> tuple[np.ndarray, float, float]:
    """a over the plane, (n, n) with row 0 at the bottom; the value of a that is neutral, and the distance from it that has the full colour.

    A function with two finite bounds is neutral halfway between them; every other one at 0, full at the largest |a| of the field.
    """
    a = neuron.a(square(EXTENT, n)).reshape(n, n)
    low, high = ACTIVATIONS[neuron.g].bounds
    if np.isfinite(low) and np.isfinite(high):
        return a, (low + high) / 2, (high - low) / 2
    return a, 0.0, max(float(np.abs(a).max()), 1e-9)


def worked(neuron: Neuron, digits: int) -> WorkedLayer:
    """Its arithmetic as shown: every number rounded once, and carried on with."""
    w, x, b = shown(neuron.weights[0], digits), shown(neuron.example, digits), shown(np.array([[neuron.b]]), digits)
    z = shown(product(w, x) + b, digits)
    g = ACTIVATIONS[neuron.g]
    return WorkedLayer(g, w, b, x, z, applied(g.value, digits, z))


def z_line(layer: WorkedLayer, digits: int) -> str:
    """z = w1 x1 + w2 x2 + b = ... in numbers, as LaTeX."""
    terms: list[tuple[Decimal, Decimal]] = list(zip(layer.weights[0], layer.below[:, 0]))
    numbers = typeset.sum_of(terms, layer.biases[0, 0], digits)
    return rf"\begin{{aligned}} z &= w_1 x_1 + w_2 x_2 + b \\ &= {numbers} \\ &= {typeset.number(layer.z[0, 0], digits)} \end{{aligned}}"


def a_line(layer: WorkedLayer, digits: int) -> str:
    """a = g(z) = ... in numbers, as LaTeX."""
    g, z = layer.activation, typeset.number(layer.z[0, 0], digits)
    return rf"\begin{{aligned}} a &= {g.symbol}(z) = {g.symbol}({z}) \\ &= {typeset.number(layer.a[0, 0], digits)} \end{{aligned}}"
