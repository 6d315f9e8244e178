"""The own-derivation checker: right forms are accepted, wrong ones refused with a counter-example that adds up, nothing is ever executed."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shallownet import derive
from shallownet.derive import FormulaError, check, latex, parse, targets
from shallownet.derive.check import example, known
from shallownet.derive.parse import DEEPEST
from shallownet.gradient_check import check as against_differences

TANH, SIGMOID, RELU, TWO = ("tanh",), ("sigmoid",), ("relu",), ("tanh", "sigmoid")

RIGHT = [
    ("dZ2", "A2 - Y", TANH),
    ("dZ2", "-(Y - A2)", TANH),
    ("dZ2", "σ(Z2) − Y", TANH),
    ("dZ2", "（A2－Y）", TANH),  # full-width, as a Chinese keyboard gives it
    ("dZ2", "(-Y/A2 + (1-Y)/(1-A2)) ∘ A2 ∘ (1-A2)", TANH),
    ("dZ2", "sigma(W2 @ A1 + b2) - Y", TANH),
    ("dW2", "(A2 - Y) @ A1ᵀ / m", TANH),
    ("dW2", "1/m × dZ2 @ A1.T", TANH),
    ("dW2", "1/m * dZ[2] @ A[1]'", TANH),
    ("dW2", "dZ^{[2]} @ A^{[1]T} / m", TANH),
    ("dW2", "(A1 @ dZ2ᵀ)ᵀ / m", TANH),
    ("db2", "sum(dZ2) / m", TANH),
    ("db2", "mean(A2 - Y)", TANH),
    ("dZ1", "W2ᵀ @ dZ2 ∘ g'(Z1)", TANH),
    ("dZ1", "g'(Z1) * (W2.T @ dZ2)", TANH),
    ("dZ1", "W2ᵀ @ dZ2 ∘ (1 - A1 ∘ A1)", TANH),
    ("dZ1", "W2ᵀ @ dZ2 ∘ (1 - A1²)", TANH),
    ("dZ1", "W2ᵀ @ dZ2 ∘ (1 - tanh(Z1)^2)", TANH),
    ("dZ1", "W2ᵀ @ dZ2 ∘ A1 ∘ (1 - A1)", SIGMOID),
    ("dZ1", "W2ᵀ @ (A2 - Y) ⊙ slope(Z1)", RELU),
    ("dW1", "dZ1 @ Xᵀ / m", TANH),
    ("dW1", "dZ1 · A0ᵀ / m", TANH),
    ("db1", "sum(dZ1) / m", TANH),
    ("dZ3", "A3 - Y", TWO),
    ("dZ2", "W3ᵀ @ dZ3 ∘ g2'(Z2)", TWO),
    ("dZ1", "W2ᵀ @ dZ2 ∘ g^{[1]}'(Z1)", TWO),
]
WRONG = [
    ("dZ2", "Y - A2", TANH),
    ("dZ2", "A2", TANH),
    ("dZ2", "(A2 - Y) ∘ A2 ∘ (1 - A2)", TANH),  # the square loss's
    ("dW2", "dZ2 @ A1ᵀ", TANH),  # 1/m forgotten
    ("dW2", "dZ2 @ A1ᵀ / 2", TANH),  # right for two examples only
    ("db2", "sum(dZ2)", TANH),
    ("dZ1", "W2ᵀ @ dZ2", TANH),
    ("dZ1", "W2ᵀ @ dZ2 ∘ g(Z1)", TANH),
    ("dZ1", "W2ᵀ @ dZ2 ∘ A1 ∘ (1 - A1)", TANH),  # the sigmoid's slope
    ("dZ1", "W2ᵀ @ dZ2 ∘ g'(A1)", TANH),
    ("dZ1", "W2ᵀ @ dZ2 ∘ g2'(Z1)", TWO),
    ("dW1", "dZ1 @ Xᵀ / m / m", TANH),
    ("dZ2", "A2 - Y + 0/0", TANH),
    ("dZ2", "(A2 - Y) / (Y - Y)", TANH),
]
# formula, column and English words of the complaint
UNREADABLE = [
    ("dZ1", "W2ᵀ @ dZ2 @ g'(Z1)", 10, "matrix product needs"),  # the dot product that cannot be
    ("dZ1", "W2 @ dZ2 ∘ g'(Z1)", 3, "W2 is 1 × n₁ and dZ2 is 1 × m"),  # transpose forgotten
    ("dZ1", "b1 ∘ Z1", 3, "elementwise product needs equal shapes"),  # and so would it this
    ("dZ1", "W2ᵀ ∘ dZ2", 4, "elementwise product needs equal shapes"),  # NumPy would stretch it
    ("dZ1", "W2ᵀ @ dZ2 × g'(Z1)", 10, "does not say which product"),
    ("dW2", "dZ2 @ A1 / m", 4, "matrix product needs"),
    ("dW2", "A1 @ dZ2ᵀ / m", 10, "dW2 must be 1 × n₁, like W2"),
    ("db2", "dZ2 / m", 4, "db2 must be 1 × 1"),
    ("dZ2", "1", 0, "gives a number"),
    ("dZ2", "A2 -", 4, "ends where"),
    ("dZ2", "(A2 - Y", 0, "never closed"),
    ("dZ2", "A2 - Y)", 6, "closes nothing"),
    ("dZ2", "A2 Y", 3, "operator is missing"),
    ("dZ2", "A2 - * Y", 5, "cannot stand here"),
    ("dZ2", "A2 - q", 5, "“q” has no meaning"),
    ("dZ2", "A - Y", 0, "Which layer"),
    ("dZ2", "A7 - Y", 0, "A7 is not among"),
    ("dZ2", "dZ2", 0, "dZ2 is not among"),  # that would be too easy
    ("dZ2", "dZ1", 0, "dZ1 is not among"),  # comes later
    ("dZ2", "g Z2", 0, "argument in parentheses"),
    ("dZ2", "g9(Z2)", 0, "no layer 9"),
    ("dZ2", "A2 - 1.2.3", 5, "not a number"),
    ("dZ2", "mᵀ", 1, "no transpose"),
    ("dZ2", "sum(m)", 0, "adds the columns"),
    ("dZ2", "m @ A2", 2, "multiplies two matrices"),
    ("dZ2", "  ", 0, "Type a formula"),
    ("dZ2", "__import__('os').system('true')", 0, "has no meaning"),
    ("dZ2", "A2.__class__", 2, "has no meaning"),
    ("dZ2", "A2 if Y else X", 3, "has no meaning"),
    ("dZ2", "A2" + " " * derive.LONGEST, derive.LONGEST, "longer than"),
    ("dZ2", "(" * (DEEPEST + 1) + "A2" + ")" * (DEEPEST + 1), DEEPEST, "inside each other"),
    ("dZ2", "-" * (DEEPEST + 1) + "A2", DEEPEST, "inside each other"),
]


@pytest.mark.parametrize(("target", "formula", "activations"), RIGHT)
def test_equivalent_forms_are_accepted(target, formula, activations):
    assert check(formula, target, activations) is None


@pytest.mark.parametrize(("target", "formula", "activations"), WRONG)
def test_wrong_forms_are_refused(target, formula, activations):
    assert check(formula, target, activations) is not None


@pytest.mark.parametrize(("target", "formula", "column", "words"), UNREADABLE)
def test_mistakes_are_named_with_their_place(target, formula, column, words):
    with pytest.raises(FormulaError, match=words) as caught:
        check(formula, target, TANH)
    assert caught.value.column == column
    assert caught.value.text.zh


def test_different_activations_must_be_told_apart():
    with pytest.raises(FormulaError, match="g1 or g2"):
        check("W3ᵀ @ dZ3 ∘ g'(Z2)", "dZ2", TWO)


def test_targets_are_in_the_order_of_the_backward_pass():
    assert targets(2) == ["dZ2", "dW2", "db2", "dZ1", "dW1", "db1"]
    for number, target in enumerate(targets(3)):
        allowed = set(derive.symbols(target, 3))
        assert {"X", "Y", "m", "W1", "A3"} <= allowed
        assert not allowed & set(targets(3)[number:])


def test_the_truth_is_the_loss_s_own_slope():
    """What formulas are compared with, against differences of the loss."""
    for seed in range(5):
        layers, x, y = example((2, 3, 1), 3, seed)
        values, numeric = known(layers, x, y, TANH), against_differences(layers, x, y, TANH, 1e-5).numeric
        rows = [np.hstack([values[f"dW{layer}"], values[f"db{layer}"]]).ravel() for layer in (1, 2)]
        np.testing.assert_allclose(np.concatenate(rows), numeric, rtol=1e-6, atol=1e-9)


def test_counter_example_is_the_smallest_and_adds_up():
    counter = check("dZ2 @ A1ᵀ", "dW2", TANH)
    assert (counter.sizes, counter.m) == ((1, 1, 1), 2)
    assert list(counter.operands) == ["dZ2", "A1"]
    exact = counter.operands["dZ2"] @ counter.operands["A1"].T
    assert abs(exact - counter.got).max() <= 0.0005
    assert abs(exact / 2 - counter.want).max() <= 0.0005
    assert check("dZ2 @ A1ᵀ / 2", "dW2", TANH).m == 3, "with two examples it is right"


def test_counter_example_of_what_is_not_finite():
    assert check("A2 - Y + 0/0", "dZ2", TANH).got is None


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("W2ᵀ @ dZ2 ∘ g'(Z1)", r"W^{[2]\top} \, dZ^{[2]} \circ g'\left(Z^{[1]}\right)"),
        ("(A2 - Y) / m", r"\frac{A^{[2]} - Y}{m}"),
        ("A2 - (Y - 1)", r"A^{[2]} - \left(Y - 1\right)"),
        ("-(A1 + 1)²", r"-\left(A^{[1]} + 1\right)^{2}"),
        ("1/m × Xᵀ", r"\frac{1}{m} \, X^{\top}"),
    ],
)
def test_read_back_in_latex(formula, written):
    assert latex(parse(formula)) == written


PIECES = st.sampled_from(
    [*"()+-−×*∘@/·'ᵀ²⊤.^_[]{}, 0123456789", "W2", "dZ2", "A1", "g'", "g(", "σ(", "sum(", "mean(", ".T", "Y", "X", "m", "**2", "^{[1]}", "\\top", "lambda", "e"]
)
FORBIDDEN = {"exec", "compile", "import", "open", "os.system", "os.exec", "subprocess.Popen", "socket.connect", "ctypes.dlopen"}  # audit events
heard: list[str] | None = None


def hear(event: str, _arguments: tuple) -> None:
    """The interpreter tells of every execution, import and opened file. A hook cannot be taken away again, so it listens only when asked."""
    if heard is not None and event in FORBIDDEN:
        heard.append(event)


sys.addaudithook(hear)


def listened(source: str, target: str) -> tuple[FormulaError | None, list[str]]:
    """What the checker says to a formula, and what the interpreter said meanwhile."""
    global heard
    heard, said = [], None
    try:
        check(source, target, TANH)
        latex(parse(source))
    except FormulaError as error:
        said = error
    finally:
        events, heard = heard, None
    return said, events


def test_the_listener_hears():
    global heard
    heard = []
    eval("1 + 1")
    events, heard = heard, None
    assert "exec" in events


@pytest.mark.parametrize("target", ["dZ2", "dZ1"])
@settings(max_examples=400)
@given(source=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=25).map(" ".join)))
def test_fuzz(target, source):
    """Whatever is typed: its own kind of error or none, a place within the formula, and nothing executed."""
    error, events = listened(source, target)
    assert not events
    if error:
        assert 0 <= error.column <= len(source)
        assert error.text.en and error.text.zh


@pytest.mark.parametrize(
    "source", ["__import__('os')", "eval('1')", "A2.__class__.__mro__", "open('x')", "(lambda: 1)()", "[X for X in Y]", "9**9**9", "9" * 150]
)
def test_python_is_refused(source):
    error, events = listened(source, "dZ2")
    assert error and not events
