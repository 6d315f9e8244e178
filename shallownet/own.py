"""A network of the learner's own numbers: its shapes, numbers to begin with, and itself as a NumPy program."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from .activations import ACTIVATIONS
from .matrices import Cells, as_array, written
from .network import Layer, Layers, forward

MOST = (6, 8, 8, 1)  # units a layer: inputs, first and second hidden layer, output
EXAMPLES = 5
DEFAULT = (3, 4, 1)


def read_sizes(word: str) -> tuple[int, ...]:
    """Units a layer from a link's word such as 3-4-1 or 6-8-8-1; DEFAULT for anything that is no such network."""
    if not re.fullmatch(r"\d(-\d){1,2}-1", word):
        return DEFAULT
    sizes = tuple(map(int, word.split("-")))
    return sizes if all(1 <= size <= most for size, most in zip(sizes, MOST)) else DEFAULT


def shapes(sizes: Sequence[int], examples: int) -> dict[str, tuple[int, int]]:
    """Name -> shape of everything that can be typed: X, W1, b1, W2, ..."""
    found = {"X": (sizes[0], examples)}
    for layer, (fan_in, units) in enumerate(pairwise(sizes), 1):
        found[f"W{layer}"], found[f"b{layer}"] = (units, fan_in), (units, 1)
    return found


def drawn(sizes: Sequence[int], examples: int, seed: int) -> dict[str, Cells]:
    """Numbers to begin with: one decimal, between -1.5 and 1.5, never 0, so that they fit on paper."""
    rng = np.random.default_rng(seed)
    return {
        name: tuple(tuple(Fraction(int(n), 10) for n in row) for row in rng.integers(1, 16, shape) * rng.choice([-1, 1], shape))
        for name, shape in shapes(sizes, examples).items()
    }


def as_layers(matrices: Mapping[str, Cells]) -> Layers:
    """The parameters, with a runs axis of one."""
    count = sum(name.startswith("W") for name in matrices)
    return tuple(Layer(*(as_array(matrices[f"{letter}{layer}"])[None] for letter in "Wb")) for layer in range(1, count + 1))


def program(matrices: Mapping[str, Cells], hidden_activations: Sequence[str]) -> str:
    """The network as a Python program that prints what `printed` says."""
    lines = ["import numpy as np", "", "np.set_printoptions(precision=6, suppress=True)", ""]
    for name, cells in matrices.items():
        rows = ", ".join("[" + ", ".join(map(written, row)) + "]" for row in cells)
        lines.append(f"{name} = np.array([{rows}], float)  # {len(cells)} x {len(cells[0])}")
    below = "X"
    for layer, key in enumerate([*hidden_activations, "sigmoid"], 1):
        g = re.sub(r"\bz\b", f"Z{layer}", ACTIVATIONS[key].numpy)
        lines += ["", f"Z{layer} = W{layer} @ {below} + b{layer}", f"A{layer} = {g}  # {ACTIVATIONS[key].name.en}"]
        lines += [f'print("Z{layer}", Z{layer}, sep="\\n")', f'print("A{layer}", A{layer}, sep="\\n")']
        below = f"A{layer}"
    return "\n".join(lines) + "\n"


def printed(matrices: Mapping[str, Cells], hidden_activations: Sequence[str]) -> str:
    """What the program prints: the model's own numbers, not carried on from rounded ones."""
    trace = forward(as_layers(matrices), as_array(matrices["X"]), hidden_activations)
    parts = [(f"{letter}{layer}", values[0]) for layer, pair in enumerate(zip(trace.z, trace.a), 1) for letter, values in zip("ZA", pair)]
    with np.printoptions(precision=6, suppress=True):
        return "".join(f"{name}\n{values}\n" for name, values in parts)
