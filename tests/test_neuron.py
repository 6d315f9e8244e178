"""One neuron: its numbers, its words in a link, its worked lines, its field, and the exercises about it."""

import re
from fractions import Fraction
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shallownet.activations import ACTIVATIONS
from shallownet.datasets import EXTENT
from shallownet.exercises import Exercise, Verdict
from shallownet.grid import square
from shallownet.lessons.neuron import exact_z, exercises
from shallownet.lessons.neuron_trials import TRIALS
from shallownet.neuron import DOMAINS, Neuron, a_line, field, read, worked, z_line
from shallownet.worked import DIGITS

NUMBER = r"-?\d+(?:\.\d+)?(?: \\cdot 10\^\{-?\d+\})?"
NUMBERS = ("w1", "w2", "b", "x1", "x2")
neurons = st.builds(
    Neuron,
    **{name: st.integers(round(100 * DOMAINS[name].low), round(100 * DOMAINS[name].high)).map(lambda n: n / 100) for name in NUMBERS},
    g=st.sampled_from(list(ACTIVATIONS)),
)


def value(text: str) -> Fraction:
    mantissa, _, power = text.strip("()").partition(r" \cdot 10^{")
    return Fraction(mantissa) * Fraction(10) ** int(power.rstrip("}") or 0)


def test_textbook_neuron():
    one = Neuron(w1=1.2, w2=-0.8, b=0.3, x1=0.9, x2=0.5, g="sigmoid")
    assert one.z(one.example)[0] == pytest.approx(1.2 * 0.9 - 0.8 * 0.5 + 0.3)  # 0.98
    assert one.a(one.example)[0] == pytest.approx(1 / (1 + np.exp(-0.98)))


@given(neurons, st.sampled_from(DIGITS))
def test_printed_sum_adds_up(one, digits):
    layer = worked(one, digits)
    numbers, z = re.search(rf"b \\\\ &= (.*) \\\\ &= ({NUMBER}) \\end", z_line(layer, digits)).groups()
    *products, bias = numbers.split(" + ")
    terms = [[value(v) for v in re.fullmatch(rf"\(?({NUMBER})\)? \\cdot \(?({NUMBER})\)?", product).groups()] for product in products]
    assert terms == [[value(f"{one.w1:.2f}"), value(f"{one.x1:.2f}")], [value(f"{one.w2:.2f}"), value(f"{one.x2:.2f}")]], "nothing is lost by rounding"
    exact = sum(w * x for w, x in terms) + value(bias)
    assert abs(value(z) - exact) <= Fraction(1, 2 * 10**digits)
    inside, a = re.search(rf"\(({NUMBER})\) \\\\ &= ({NUMBER}) \\end", a_line(layer, digits)).groups()
    assert value(inside) == value(z)
    assert float(value(a)) == pytest.approx(float(ACTIVATIONS[one.g].value(np.array([float(value(z))]))[0]), abs=0.51 * 10**-digits)


@given(neurons)
def test_link_round_trip(one):
    assert read(one.words()) == (one, [])


def test_link_holds_only_what_was_chosen():
    assert set(Neuron().words().values()) == {""}
    assert {word: v for word, v in Neuron(b=-1.25, g="relu").words().items() if v} == {"bias": "-1.25", "g": "relu"}


@pytest.mark.parametrize("words", [{"w1": "nan"}, {"w2": "3.2"}, {"bias": "1e400"}, {"x1": "half"}, {"x2": "-inf"}, {"g": "tangent"}])
def test_bad_word_falls_back_and_is_named(words):
    one, complaints = read({**words, "x2": words.get("x2", "0.25")})
    assert one == Neuron(x2=Neuron().x2 if "x2" in words else 0.25)
    assert [next(iter(words.values())) in complaint.en for complaint in complaints] == [True]


def test_numbers_stay_in_their_domains():
    one = Neuron().but(w1=7.0, b=-99.0, x1=0.123456, x2=float("nan"))
    assert (one.w1, one.b, one.x1, one.x2) == (3.0, -4.0, 0.12, Neuron().x2)
    assert str(Neuron().but(w1=-0.001).w1) == "0.0"


@given(neurons)
def test_scaling_keeps_the_line(one):
    twice = one.scaled(2.0)
    assert all(getattr(twice, name) in DOMAINS[name] for name in NUMBERS)
    if twice != one:
        assert (twice.w1, twice.w2, twice.b) == pytest.approx((2 * one.w1, 2 * one.w2, 2 * one.b))
        points = square(EXTENT, 9)
        np.testing.assert_allclose(twice.z(points), 2 * one.z(points), atol=1e-12)


@given(neurons)
def test_field_is_a_at_every_node(one):
    a, middle, reach = field(one, 5)
    at = square(EXTENT, 5)[:, 7:8]
    assert a.ravel()[7] == pytest.approx(one.a(at)[0])
    assert at.ravel().tolist() == pytest.approx([0.0, -EXTENT / 2]), "x1 runs fastest, from the bottom up"
    assert (np.abs(a - middle) <= reach + 1e-12).all()


def wrong(item: Exercise) -> str:
    """An answer that must not pass."""
    return next(option for option in item.options if option != item.answer) if item.options else f"{float(item.answer) + 3.1 * 10**-item.digits:.4f}"


def right(item: Exercise) -> list[str]:
    """The right answer as people type it."""
    if item.options:
        return [str(item.answer)]
    point = f"{float(item.answer):.{item.digits}f}"
    return [point, point.replace(".", ","), point.replace("-", "−")]


def any_neuron(seed: int) -> Neuron:
    rng = np.random.default_rng(seed)
    numbers = {name: float(rng.uniform(DOMAINS[name].low, DOMAINS[name].high)) for name in NUMBERS}
    return Neuron(g=str(rng.choice(list(ACTIVATIONS)))).but(**numbers)


@pytest.mark.parametrize("seed", range(200))
def test_exercises_are_marked_rightly(seed):
    items = exercises(any_neuron(seed), seed)
    assert len(items) == 5
    for item in items:
        assert [item.mark(typed) for typed in right(item)] == [Verdict.RIGHT] * len(right(item)), item.question.en
        assert item.mark(wrong(item)) is Verdict.WRONG, item.question.en


@pytest.mark.parametrize("seed", range(50))
def test_answers_are_those_of_the_neuron(seed):
    """Against float arithmetic of the neuron itself, at the places that the questions name."""
    one = any_neuron(seed)
    total, side, bias, distance, activation = exercises(one, seed)
    first, second, third = (
        np.array([[float(v)] for v in re.search(r"left\((\S+),\\ (\S+)\\right", item.question.en).groups()]) for item in (total, side, bias)
    )
    assert total.answer == pytest.approx(one.z(first)[0])
    assert side.answer == ("above" if one.z(second)[0] > 1e-9 else "below" if one.z(second)[0] < -1e-9 else "on")
    assert bias.answer + one.w1 * third[0, 0] + one.w2 * third[1, 0] == pytest.approx(0, abs=1e-9)
    assert distance.answer == pytest.approx(abs(one.z(one.example)[0]) / hypot(one.w1, one.w2))
    asked = float(re.search(r"z = (-?[\d.]+)\$", activation.question.en)[1])
    assert activation.answer == pytest.approx(ACTIVATIONS[one.g].value(np.array([asked]))[0])


def test_without_weights_there_is_no_line_to_ask_about():
    items = exercises(Neuron(w1=0.0, w2=0.0, b=0.0), 3)
    assert len(items) == 3
    assert items[1].answer == "on"


def test_numbers_of_exercises_are_exact():
    assert float(exact_z(Neuron(w1=0.1, w2=0.2, b=-0.3), np.array([1.0, 1.0]))) == 0, "not 5e-17"


def test_trials_are_true():
    """What is called right is so: the foot of the line and its direction, before and after."""
    one = Neuron()

    def line(n: Neuron) -> tuple[float, float]:
        return (n.w1 / n.length, n.b / n.length)

    changed = {"b": one.but(b=1.0), "w1": one.but(w1=2.0), "scale": one.scaled(2.0)}
    for name, trial in TRIALS.items():
        (turn, away), (turn_now, away_now) = line(one), line(changed[name])
        seen = "turns" if abs(turn - turn_now) > 1e-9 else "shifts" if abs(away - away_now) > 1e-9 else "stays"
        assert trial.answer == seen, name
        assert trial.tried(one, changed[name]) and not trial.tried(one, one.but(x1=0.0))
