"""The gradient lesson: exercises that can be solved, lines that add up, numbers that are scikit-learn's and the finite differences'."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from shallownet import gradient_check, worked
from shallownet.exercises import Verdict
from shallownet.experiment import Experiment
from shallownet.history import flat
from shallownet.landscape import losses
from shallownet.lessons import gradient, gradient_steps
from shallownet.lessons.gradient_rates import behaviour
from shallownet.network import Layer
from shallownet.training import train
from tests.networks import random_data, random_layers
from tests.test_pages import opened
from tests.test_worked import all_agree, matrices

ACTIVATION = {"tanh": "tanh", "sigmoid": "logistic", "relu": "relu", "identity": "identity"}


def scenes(count: int):
    """Networks of every kind: layers, x, y, activations."""
    keys = ["tanh", "sigmoid", "relu", "identity"]
    for seed in range(count):
        rng = np.random.default_rng(seed)
        sizes = (2, int(rng.integers(1, 9)), 1) if seed % 3 else (2, int(rng.integers(1, 6)), int(rng.integers(1, 6)), 1)
        x, y = random_data(seed, 6)
        yield random_layers(seed, sizes), x, y, tuple(rng.choice(keys, len(sizes) - 2).tolist())


def as_typed(value: Fraction) -> str:
    """A right answer with two decimals."""
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.2f}"


def test_exercises_can_be_solved_in_both_decimal_styles():
    for layers, x, y, keys in scenes(200):
        two = gradient.hardest(layers, x, y, keys)
        items = gradient.exercises(layers, x[:, two], y[:, two], keys, 0.3)
        assert len(items) == 8
        for item in items:
            answer = as_typed(Fraction(item.answer))
            assert item.mark(answer) is Verdict.RIGHT, (item.question.en, answer)
            assert item.mark(answer.replace(".", ",")) is Verdict.RIGHT
            assert item.mark(answer.replace("-", "−")) is Verdict.RIGHT
            assert item.mark(as_typed(Fraction(item.answer) + Fraction(5, 100))) is Verdict.WRONG
            assert item.mark("?") is Verdict.UNREADABLE
            assert item.question.zh != item.question.en


def test_answers_follow_from_the_numbers_in_the_question():
    """Recomputed from the solution's own digits, as a learner with a pencil would."""
    for layers, x, y, keys in scenes(60):
        two = gradient.hardest(layers, x, y, keys)
        for index, item in enumerate(gradient.exercises(layers, x[:, two], y[:, two], keys, 0.3)):
            if index == 3:  # the slope has its own formula; test_worked.py checks those numbers
                continue
            numbers = item.solution.en.strip("$").split(" = ")[-2]
            assert abs(computed(numbers) - Fraction(item.answer)) <= Fraction(1, 200), item.solution.en


def computed(latex: str) -> Fraction:
    """The value of what a solution prints: sums and products of numbers, perhaps with 1/m before them."""
    text = latex.replace(r"\tfrac{1}{2}\left(", "(1/2)*(").replace(r"\right)", ")")
    text = text.replace(r" \cdot 10^{", "e").replace("}", "").replace(r"\cdot", "*").replace("−", "-")
    names: dict[str, object] = {"__builtins__": {}, "F": Fraction}
    return eval(re.sub(r"\d+(?:\.\d+)?(?:e-?\d+)?", lambda found: f"F('{found[0]}')", text), names)


def test_hardest_examples_are_those_with_the_largest_error():
    layers, x, y, keys = next(iter(scenes(1)))
    two = gradient.hardest(layers, x, y, keys)
    error = np.abs(gradient_steps.both_passes(layers, x, y, keys, 10).backward[-1].dz[0].astype(float))
    assert two == sorted(np.argsort(-error)[:2].tolist())


def sklearn_gradients(layers, x, y, key) -> list[np.ndarray]:
    """dW1, dW2, ..., db1, db2, ... of the mean cross-entropy, as scikit-learn computes them from the same weights."""
    hidden = tuple(layer.weights.shape[1] for layer in layers[:-1])
    model = MLPClassifier(hidden, activation=ACTIVATION[key], alpha=0, max_iter=1, solver="lbfgs")
    model.n_layers_, model.n_outputs_, model.out_activation_, model.loss = len(layers) + 1, 1, "logistic", "binary_log_loss"
    model.coefs_ = [layer.weights[0].T.copy() for layer in layers]
    model.intercepts_ = [layer.biases[0, :, 0].copy() for layer in layers]
    activations = [x.T] + [None] * len(layers)
    deltas = [None] * len(layers)
    slopes_w, slopes_b = ([np.empty_like(part) for part in parts] for parts in (model.coefs_, model.intercepts_))
    _, slopes_w, slopes_b = model._backprop(x.T, y.T, None, activations, deltas, slopes_w, slopes_b)
    return [slope.T for slope in slopes_w] + [slope[:, None] for slope in slopes_b]


@pytest.mark.parametrize("key", ACTIVATION)
@pytest.mark.parametrize("sizes", [(2, 4, 1), (2, 4, 3, 1)])
def test_the_page_s_gradients_are_scikit_learn_s(key, sizes):
    """The very lines the page prints, with so many digits that rounding does not count."""
    layers, (x, y) = random_layers(4, sizes), random_data(5, 5)
    keys = (key,) * (len(sizes) - 2)
    done = gradient_steps.both_passes(layers, x, y, keys, 10)
    theirs = sklearn_gradients(layers, x, y, key)
    for step in gradient_steps.steps(len(layers)):
        if step.name in ("dW", "db"):
            printed = matrices(gradient_steps.line(done, step))[-1].astype(float)
            np.testing.assert_allclose(printed, theirs[step.layer - 1 + (step.name == "db") * len(layers)], atol=1e-8)


@pytest.mark.parametrize("key", ["tanh", "sigmoid", "identity", "gelu"])
def test_the_page_s_gradients_are_the_loss_s_own_differences(key):
    layers, (x, y) = random_layers(4, (2, 3, 1)), random_data(5, 4)
    done = gradient_steps.both_passes(layers, x, y, (key,), 10)
    printed = np.concatenate([np.hstack([back.dw, back.db]).astype(float).ravel() for back in done.backward])
    numeric = gradient_check.check(layers, x, y, (key,), 1e-5).numeric
    np.testing.assert_allclose(printed, numeric, atol=1e-7)
    assert float(done.loss) == pytest.approx(losses(flat(layers), (2, 3, 1), (key,), x, y)[0], abs=1e-8)


def test_loss_line_adds_up():
    layers, (x, y) = random_layers(7, (2, 3, 1)), random_data(8, 3)
    done = gradient_steps.both_passes(layers, x, y, ("tanh",), 3)
    line = gradient_steps.loss_line(done)
    parts, result = line.rsplit(" = ", 1)
    values = [Fraction(word) for word in parts.rsplit(r"\left(", 1)[1].removesuffix(r"\right)").split(" + ")]
    assert values == [Fraction(value) for value in done.each[0]]
    assert abs(sum(values) / 3 - Fraction(result)) <= Fraction(1, 2000)
    share = np.where(done.y == 1, done.forward[-1].a, 1 - done.forward[-1].a)
    printed = np.array([[Fraction(value) for value in done.each[0]]], object)
    assert all_agree(printed, np.array([[Fraction(f"{-np.log(float(p)):.12g}") for p in share[0]]], object), 3, slack=1e-9)


def test_loss_of_a_sure_mistake_is_not_printed():
    """â rounds to 1 where y = 0: ln 0 has no value, and none is made up."""
    layers = (Layer(np.array([[[5.0]]]), np.zeros((1, 1, 1))), Layer(np.array([[[9.0]]]), np.zeros((1, 1, 1))))
    done = gradient_steps.both_passes(layers, np.array([[3.0]]), np.array([[0.0]]), ("identity",), 2)
    assert done.loss is None
    assert gradient_steps.loss_line(done).startswith("L = -") and "ln 0" not in gradient_steps.loss_line(done)


def test_update_line_adds_up():
    layers, (x, y) = random_layers(7, (2, 3, 1)), random_data(8, 3)
    done = gradient_steps.both_passes(layers, x, y, ("tanh",), 3)
    for number, (ahead, back) in enumerate(zip(done.forward, done.backward), 1):
        for letter, value, slope in (("W", ahead.weights, back.dw), ("b", ahead.biases, back.db)):
            line = gradient_steps.update_line(letter, number, value, slope, Decimal("0.3"), 3)
            assert r"- 0.3 \cdot" in line
            old, gradient_shown, new = matrices(line)
            assert (old == worked.shown(value, 3)).all()
            assert all_agree(new, old - Fraction("0.3") * gradient_shown, 3)


def test_behaviour_is_read_off_the_losses():
    falling = np.linspace(0.7, 0.1, 50)
    assert behaviour(falling, 0.1)[0] == "learns"
    assert behaviour(np.linspace(0.7, 0.65, 50), 0.1)[0] == "slow"
    assert behaviour(np.linspace(0.7, 0.9, 50), 0.1)[0] == "worse"
    assert behaviour(np.where(np.arange(50) == 5, 3.0, falling), 0.1)[0] == "jumps"
    kind, words = behaviour(np.where(np.arange(50) >= 7, np.nan, falling), 0.1)
    assert kind == "diverges"
    assert "7" in words.en and "7" in words.zh


def test_default_rates_behave_differently():
    from shallownet.ui.gradient_rates import DEFAULT

    runs = [train(Experiment(learning_rate=rate)).losses[:, 0] for rate in DEFAULT]
    lowest = min(run[-1] for run in runs)
    assert [behaviour(run, lowest)[0] for run in runs] == ["slow", "learns", "jumps", "worse"]


# the page


@pytest.mark.parametrize("part", ["graph", "check", "update", "rates", "landscape", "hand", "run"])
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("words", [{}, {"h2": "3", "act": "relu", "e": "7"}, {"init": "zeros", "e": "0"}], ids=["usual", "two layers", "zeros"])
def test_every_part_opens(part, language, words):
    assert not opened("gradient", part=part, lang=language, **words).exception


@pytest.mark.parametrize("show", ["one", "5", "all"])
@pytest.mark.parametrize("step", ["0", "5", "9", "11"])
def test_every_step_opens(show, step):
    app = opened("gradient", part="graph", step=step, show=show)
    assert not app.exception
    assert app.session_state["extras"]["step"] == step


def test_bad_words_fall_back():
    app = opened("gradient", part="nonsense", step="-3", show="7", rates="1,oops,,9999999")
    assert not app.exception
    assert app.segmented_control(key="part-gradient-en").value == "graph"


def test_steps_by_button():
    app = opened("gradient", step="5")
    app.button(key="step-2").click().run()
    assert app.session_state["extras"]["step"] == "6"
    app.button(key="step-1").click().run()
    assert app.session_state["extras"]["step"] == "5"
    app.button(key="step-3").click().run()
    assert app.session_state["extras"]["step"] == "11"
    app.button(key="step-0").click().run()
    assert app.session_state["extras"]["step"] == ""


@pytest.mark.parametrize(("formula", "says"), [("A2 - Y", "Right"), ("Y - A2", "Not equal"), ("A2 -", "ends where"), ("import os", "no meaning")])
def test_the_checker_answers(formula, says):
    app = opened("gradient", part="hand")
    app.text_input(key="formula-dZ2-en").input(formula).run()
    assert not app.exception
    assert any(says in text.value for text in app.markdown)
    if says == "ends where":
        assert app.code[0].value.split("\n")[1] == "    ^"


@pytest.mark.parametrize("words", [{"act": "relu"}, {"init": "zeros", "e": "0"}])
def test_printed_errors_are_those_of_the_printed_derivatives(words):
    app = opened("gradient", part="check", show="all", **words)
    table = next(html.proto.body for html in app.get("html") if "<table" in html.proto.body).replace("−", "-")
    rows = [re.findall(r"<td>([^<]*)</td>", row) for row in table.split("<tr>")[2:]]
    assert len(rows) == 17
    for exact, numeric, absolute, relative, _ in rows:
        difference = abs(Decimal(numeric) - Decimal(exact))
        assert float(absolute) == float(f"{difference:.1e}")
        scale = max(abs(Decimal(numeric)), abs(Decimal(exact)))
        assert float(relative) == (float(f"{difference / scale:.1e}") if difference else 0)


def test_the_predicted_decrease_meets_the_real_one_for_small_steps():
    app = opened("gradient", part="update", show="all", e="50", rate="0.001")
    facts = next(html.proto.body for html in app.get("html") if "real decrease" in html.proto.body)
    numbers = [float(word) for word in re.findall(r"<b>(-?[\d.]+)</b>", facts)]
    before, after, real, predicted = numbers
    assert real == pytest.approx(before - after, abs=1e-9), "the printed difference is that of the printed losses"
    assert real == pytest.approx(predicted, abs=2e-6)
