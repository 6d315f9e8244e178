"""Promise 1: every printed sum adds up. The printed LaTeX is read back as a reader would read it, and computed again with fractions."""

import re
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shallownet import typeset, worked
from shallownet.activations import ACTIVATIONS, OUTPUT
from shallownet.network import Layer, forward, gradients

NUMBER = r"-?\d+(?:\.\d+)?(?: \\cdot 10\^\{-?\d+\})?"


def read(text: str) -> Fraction:
    """A printed number."""
    mantissa, _, power = text.strip("()").partition(r" \cdot 10^{")
    return Fraction(mantissa) * Fraction(10) ** int(power.rstrip("}") or 0)


def matrices(line: str) -> list[np.ndarray]:
    """Every printed matrix, in order; the shape underneath must be its own."""
    found = []
    for rows, columns, body in re.findall(r"\\underset\{\S+ (\d+) \\times (\d+)\}\{\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}\}", line):
        values = np.array([[read(cell) for cell in row.split(" & ")] for row in body.split(r" \\ ")], object)
        assert values.shape == (int(rows), int(columns))
        found.append(values)
    return found


def agrees(printed: Fraction, exact: Fraction, digits: int, slack: float = 0) -> bool:
    """Whether a reader who computes `exact` finds it printed: the nearest number of that many digits."""
    small, large = abs(exact) < Fraction(1, 10**digits), abs(exact) >= 100_000
    exponent = len(str(int(abs(exact)))) - digits if large else -digits
    if small:
        exponent = (int(np.floor(np.log10(float(abs(exact))))) + 1 - digits) if exact else -digits
    return abs(printed - exact) <= Fraction(10) ** exponent / 2 + Fraction(slack)


def all_agree(printed: np.ndarray, exact: np.ndarray, digits: int, slack: float = 0) -> bool:
    return printed.shape == exact.shape and all(agrees(p, e, digits, slack) for p, e in zip(printed.flat, exact.flat))


def applied(g: str, part: str, *arguments: np.ndarray) -> np.ndarray:
    """An activation's value or slope of printed numbers, as fractions."""
    floats = getattr(ACTIVATIONS[g], part)(*(a.astype(float) for a in arguments))
    return np.array([Fraction(f"{v:.12g}") for v in floats.flat], object).reshape(floats.shape)


@st.composite
def networks(draw):
    """Layers, x, y, activations, digits: any size that a page shows, weights from tiny to huge."""
    sizes = [draw(st.integers(1, 6)), *draw(st.lists(st.integers(1, 6), min_size=1, max_size=2)), 1]
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    scale, kind, m = draw(st.sampled_from([0.0, 1e-4, 0.3, 1, 5, 3e3])), draw(st.sampled_from([np.float32, np.float64])), draw(st.integers(1, 5))
    layers = tuple(Layer((scale * rng.standard_normal((1, n, k))).astype(kind), rng.standard_normal((1, n, 1)).astype(kind)) for k, n in pairwise(sizes))
    keys = [draw(st.sampled_from(sorted(ACTIVATIONS))) for _ in sizes[1:-1]]
    return layers, rng.uniform(-2, 2, (sizes[0], m)), rng.integers(0, 2, (1, m)).astype(float), keys, draw(st.sampled_from(worked.DIGITS))


@given(networks())
def test_forward_lines_add_up(network):
    layers, x, _, keys, digits = network
    below = None
    for number, layer in enumerate(worked.forward(layers, x, keys, digits), 1):
        w, a_below, b, z = matrices(typeset.z_line(layer, number, digits))
        assert all_agree(z, w @ a_below + b, digits)
        assert below is None or (below == a_below).all(), "a layer reads what the one before it printed"
        z_again, a = matrices(typeset.a_line(layer, number, digits))
        g = [*keys, "sigmoid"][number - 1]
        assert (z_again == z).all()
        assert all_agree(a, applied(g, "value", z), digits)
        below = a


@given(networks())
def test_unit_lines_are_the_rows_of_the_matrices(network):
    layers, x, _, keys, digits = network
    for number, layer in enumerate(worked.forward(layers, x, keys, digits), 1):
        w, below, b, z = matrices(typeset.z_line(layer, number, digits))
        for unit in range(len(w)):
            _, numbers, result = typeset.unit_z(layer, number, unit, 0, digits).split(" = ")
            *products, bias = numbers.split(" + ")
            factors = [re.fullmatch(rf"\(?({NUMBER})\)? \\cdot \(?({NUMBER})\)?", product).groups() for product in products]
            assert [(read(left), read(right)) for left, right in factors] == list(zip(w[unit], below[:, 0]))
            assert read(bias) == b[unit, 0] and read(result) == z[unit, 0]
            z_text, a_text = re.fullmatch(rf".* = \S+\(({NUMBER})\) = ({NUMBER})", typeset.unit_a(layer, number, unit, 0, digits)).groups()
            assert (read(z_text), read(a_text)) == (z[unit, 0], matrices(typeset.a_line(layer, number, digits))[1][unit, 0])


@given(networks())
def test_backward_lines_add_up(network):
    layers, x, y, keys, digits = network
    passed = worked.forward(layers, x, keys, digits)
    back = worked.backward(passed, y, digits)
    labels, m = worked.shown(y, digits), y.shape[1]
    above = None
    for number in range(len(layers), 0, -1):
        *operands, dz = matrices(typeset.dz_line(passed, back, labels, number, digits))
        if above is None:
            assert all_agree(dz, operands[0] - operands[1], digits)
        else:
            w_t, dz_above, slope = operands
            assert (dz_above == above).all()
            assert all_agree(dz, (w_t @ dz_above) * slope, digits)
            z, a = matrices(typeset.a_line(passed[number - 1], number, digits))
            assert all_agree(slope, applied(keys[number - 1], "slope", z, a), digits, slack=1e-9)
        dz_again, below_t, dw = matrices(typeset.dw_line(passed, back, number, digits))
        assert (dz_again == dz).all()
        assert all_agree(dw, (dz @ below_t) / m, digits)
        *columns, db = matrices(typeset.db_line(back, number, digits))
        assert (np.hstack(columns) == dz).all()
        assert all_agree(db, sum(columns) / m, digits)
        above = dz


@given(networks())
def test_worked_numbers_follow_the_model(network):
    """Rounding is all that separates them: with many digits they meet."""
    layers, x, y, keys, _ = network
    layers = tuple(Layer(np.clip(w, -3, 3).astype(float), b.astype(float)) for w, b in layers)
    trace, true = forward(layers, x, keys), gradients(layers, x, y, keys)
    kinked = any(np.abs(z).min() < 1e-6 for z in trace.z)
    passed = worked.forward(layers, x, keys, 10)
    for layer, z, a in zip(passed, trace.z, trace.a):
        np.testing.assert_allclose(layer.z.astype(float), z[0], atol=1e-5)
        np.testing.assert_allclose(layer.a.astype(float), a[0], atol=1e-5)
    for shown, exact in zip(worked.backward(passed, y, 10), true):
        if not kinked:
            np.testing.assert_allclose(shown.dw.astype(float), exact.weights[0], atol=1e-4)
            np.testing.assert_allclose(shown.db.astype(float), exact.biases[0], atol=1e-4)


def test_textbook_example_number_by_number():
    """One example worked with a pencil, x = (1, 2): every number of both passes."""
    layers = (Layer(np.array([[[0.5, -0.25], [0.1, 0.3]]]), np.array([[[0.1], [-0.2]]])), Layer(np.array([[[0.8, -0.6]]]), np.array([[[0.05]]])))
    first, second = worked.forward(layers, np.array([[1.0], [2.0]]), ["sigmoid"], 3)
    as_text = lambda values: [typeset.number(v, 3) for v in values.flat]  # noqa: E731
    assert as_text(first.z) == ["0.100", "0.500"]  # 0.5 - 0.5 + 0.1, 0.1 + 0.6 - 0.2
    assert as_text(first.a) == ["0.525", "0.622"]
    assert as_text(second.z) == ["0.097"]  # 0.8 * 0.525 - 0.6 * 0.622 + 0.05 = 0.0968
    assert as_text(second.a) == ["0.524"]
    back = worked.backward([first, second], np.array([[1.0]]), 3)
    assert as_text(back[1].dz) == ["-0.476"]
    assert as_text(back[1].dw) == ["-0.250", "-0.296"]  # -0.476 * 0.525 = -0.2499, -0.476 * 0.622 = -0.2961
    assert as_text(back[0].slope) == ["0.249", "0.235"]  # 0.525 * 0.475, 0.622 * 0.378
    assert as_text(back[0].dz) == ["-0.095", "0.067"]  # 0.8 * -0.476 * 0.249 = -0.0948, -0.6 * -0.476 * 0.235 = 0.0671
    assert as_text(back[0].dw) == ["-0.095", "-0.190", "0.067", "0.134"]
    new = worked.updated(second.weights, back[1].dw, worked.rounded(0.5, 3), 3)
    assert as_text(new) == ["0.925", "-0.452"]


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.12345, 3, "0.123"), (-0.0005, 3, r"-5.00 \cdot 10^{-4}"), (0.0, 3, "0"), (-0.0, 2, "0"), (0.1 * 3, 2, "0.30"), (0.125, 2, "0.13"),
        (-0.125, 2, "-0.13"), (1e38, 2, r"1.0 \cdot 10^{38}"), (123456.7, 3, r"1.23 \cdot 10^{5}"), (99999.9996, 3, r"1.00 \cdot 10^{5}"),
        (0.00099996, 3, "0.001"),
    ],
)  # fmt: skip
def test_numbers_as_written(value, digits, text):
    assert typeset.number(worked.rounded(value, digits), digits) == text


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="cannot be worked with"):
        worked.rounded(value, 3)


def test_output_is_a_sigmoid():
    assert OUTPUT is ACTIVATIONS["sigmoid"]
