"""The Forward pass lesson: typed matrices, the program that is taken away, exercises."""

import contextlib
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shallownet import own, worked
from shallownet.activations import ACTIVATIONS
from shallownet.exercises import Verdict, read_number
from shallownet.lessons import forward as lesson
from shallownet.matrices import MatrixError, as_array, as_lines, as_word, read_matrix

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


@pytest.mark.parametrize(
    "typed",
    ["0.5 1/3\n-2 1e1", "0,5\t1/3\n-2\t10", "0,5  1/3 ; -2  10", "[[0.5, 1/3]\n[-2, 10]]",
     "0.5,1/3\n-2,10", "0.5, 1/3\r\n−2, 10\n\n", "０．５ 1/3\n-2 10"],
)  # fmt: skip
def test_reads_what_people_type_and_paste(typed):
    assert read_matrix(typed, (2, 2)) == ((HALF, THIRD), (-2, 10))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1 2\n3", "row 2 has 1 numbers, but 2 are needed"), ("1 2", "1 rows, but 2 are needed"), ("", "0 rows"), ("1 two\n3 4", "row 1: “two” is no number"),
        ("1 2\n3 1e7", "too large"), ("1 1/0\n2 3", "row 1: “1/0” is no number"), ("1 nan\n2 3", "no number"), ("1 2 3\n4 5 6", "row 1 has 3"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_and_where(typed, says):
    with pytest.raises(MatrixError) as caught:
        read_matrix(typed, (2, 2))
    assert says in caught.value.text.en
    assert caught.value.text.zh


@given(st.text(max_size=80), st.integers(1, 3), st.integers(1, 3))
def test_any_text_is_a_matrix_or_a_matrix_error(typed, rows, columns):
    with contextlib.suppress(MatrixError):
        assert as_array(read_matrix(typed, (rows, columns))).shape == (rows, columns)


@given(st.lists(st.lists(st.fractions(-1000, 1000, max_denominator=60), min_size=3, max_size=3), min_size=1, max_size=4))
def test_written_matrices_read_back(rows):
    cells = tuple(map(tuple, rows))
    assert read_matrix(as_lines(cells), (len(cells), 3)) == cells
    assert read_matrix(as_word(cells), (len(cells), 3)) == cells


@pytest.mark.parametrize(
    ("word", "sizes"), [("6-8-8-1", (6, 8, 8, 1)), ("1-1-1", (1, 1, 1)), ("7-4-1", None), ("3-9-1", None), ("3-4-2", None), ("3-0-1", None), ("x", None)]
)
def test_sizes_of_a_link(word, sizes):
    assert own.read_sizes(word) == (sizes or own.DEFAULT)


def test_drawn_numbers_fit_on_paper():
    for name, cells in own.drawn((6, 8, 8, 1), 5, 17).items():
        values = as_array(cells)
        assert values.shape == own.shapes((6, 8, 8, 1), 5)[name]
        assert (np.abs(values) <= 1.5).all() and (values != 0).all()
        np.testing.assert_allclose(values * 10, np.round(values * 10))


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_program_prints_what_the_page_shows(key):
    matrices = own.drawn((3, 4, 2, 1), 2, 5) | {"b1": ((THIRD,),) * 4}
    program = own.program(matrices, (key, "tanh"))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == own.printed(matrices, (key, "tanh"))


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_numpy_expression_is_the_activation(key):
    z = np.linspace(-6, 6, 241)
    np.testing.assert_allclose(eval(ACTIVATIONS[key].numpy, {"np": np, "z": z}), ACTIVATIONS[key].value(z), atol=1e-12)


def both_styles(answer: Fraction, digits: int) -> list[str]:
    text = f"{float(answer):.{digits}f}"
    return [text, text.replace(".", ",")]


@pytest.mark.parametrize("seed", range(200))
def test_exercises_are_marked_rightly(seed):
    sizes = (1 + seed % 6, 1 + seed % 8, 1)
    network, digits = own.drawn(sizes, 2, seed), 2 + seed % 3
    passed = worked.forward(own.as_layers(network), as_array(network["X"]), [sorted(ACTIVATIONS)[seed % len(ACTIVATIONS)]], digits)
    for item in lesson.exercises(passed, digits, seed):
        if item.options:
            assert item.mark(item.answer) is Verdict.RIGHT
            assert all(item.mark(other) is Verdict.WRONG for other in item.options if other != item.answer)
            continue
        assert all(item.mark(text) is Verdict.RIGHT for text in both_styles(item.answer, item.digits))
        assert item.mark(str(float(item.answer) + 3 * 10.0**-item.digits)) is Verdict.WRONG
        assert item.mark("one") is Verdict.UNREADABLE


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(typed):
    number = read_number(typed)
    assert number is None or isinstance(number, Fraction)
