"""The computation graph: what is known when, what is lit, and that every number drawn is the worked one."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from shallownet.figures.graph import Graph, graph_svg
from shallownet.figures.graph_layout import COLUMNS, ROWS, all_edges, card_height, card_width, cards, lit, placed, plain, used
from shallownet.lessons.gradient_steps import both_passes, steps
from shallownet.typeset import number
from shallownet.ui.gradient_graph import of_few
from shallownet.worked import rounded
from tests.networks import random_data, random_layers

SIZES = [(2, 4, 1), (2, 7, 3, 1), (2, 1, 1), (2, 16, 16, 1)]


def graph(sizes=(2, 4, 1), at=0, m=2, digits=3) -> Graph:
    """The graph of a random network when `at` steps are done."""
    layers, (x, y) = random_layers(1, sizes), random_data(2, m)
    last = len(sizes) - 1
    done = steps(last)[:at]
    values, shapes = of_few(both_passes(layers, x, y, ("tanh",) * (last - 1), digits))
    now = (done[-1].name, done[-1].layer) if done else None
    return Graph(last, cards(last, values, shapes, [step[:2] for step in done]), now, digits)


def drawn(one: Graph, language="en", theme="light") -> ElementTree.Element:
    """The SVG, well-formed."""
    return ElementTree.fromstring(graph_svg(one, language, theme))


def numbers(card: ElementTree.Element, kind: str) -> list[str]:
    return ["".join(text.itertext()) for text in card.iter("text") if text.get("class", "") == kind]


def card_of(svg: ElementTree.Element, key: str) -> ElementTree.Element:
    return next(part for part in svg.iter("g") if part.get("data-card") == key)


def test_steps_go_forward_and_then_back():
    names = [f"{step.name}{step.layer}" for step in steps(2)]
    assert names == ["Z1", "A1", "Z2", "A2", "L2", "dZ2", "dW2", "db2", "dZ1", "dW1", "db1"]
    assert [step.backward for step in steps(2)] == [False] * 5 + [True] * 6
    assert len(steps(3)) == 7 + 9


@pytest.mark.parametrize("sizes", SIZES)
def test_nothing_is_drawn_before_its_step(sizes):
    """At every step: the values of the steps done, and no other."""
    last = len(sizes) - 1
    every = steps(last)
    for at in range(len(every) + 1):
        svg = drawn(graph(sizes, at))
        for later, step in enumerate(every):
            key = "L0" if step.name == "L" else f"{step.name.removeprefix('d')}{step.layer}"
            shown = numbers(card_of(svg, key), "back" if step.backward else "")
            assert bool(shown) == (later < at), (at, step)


def test_numbers_are_the_worked_ones():
    one = graph(at=11, m=2)
    svg = drawn(one)
    for key, card in one.cards.items():
        for matrix, kind in ((card.value, ""), (card.gradient, "back")):
            if matrix is None:
                continue
            cells = numbers(card_of(svg, key), kind)
            expected = [number(value, 3).replace(r" \cdot 10^{", "e").rstrip("}") for line in matrix[: ROWS[2]] for value in line[:COLUMNS]]
            assert [cell.replace("−", "-") for cell in cells if cell not in "⋯⋮"] == expected


def test_more_rows_and_columns_are_dots():
    card = card_of(drawn(graph((2, 7, 1), at=11, m=5)), "Z1")
    assert numbers(card, "").count("⋯") == ROWS[2]
    assert numbers(card, "").count("⋮") == 1


@pytest.mark.parametrize("sizes", SIZES)
def test_nothing_overlaps_and_nothing_moves(sizes):
    """The same boxes at every step, none over another, all within the drawing."""
    first = None
    for at in range(len(steps(len(sizes) - 1)) + 1):
        one = graph(sizes, at, m=5)
        widths = {key: card_width(card, one.last, 3) for key, card in one.cards.items()}
        heights = {key: card_height(card, one.last) for key, card in one.cards.items()}
        places, size = placed(one.last, widths, heights)
        first = first or places
        assert places == first
        boxes = list(places.values())
        for index, (left, top, width, height) in enumerate(boxes):
            assert left >= 0 and top >= 0 and left + width <= size[0] and top + height <= size[1]
            for x, y, w, h in boxes[:index]:
                assert left + width < x or x + w < left or top + height < y or y + h < top


@pytest.mark.parametrize("sizes", [(2, 4, 1), (2, 3, 2, 1)])
def test_what_is_lit_is_what_the_equation_reads(sizes):
    last = len(sizes) - 1
    assert {key for key in ("X0", "W1", "b1", "Z1", "A1") if used(key, ("Z", 1), last)} == {"X0", "W1", "b1"}
    assert {key for key in graph(sizes).cards if used(key, ("dW", 1), last)} == {"X0", "Z1"}
    assert {key for key in graph(sizes).cards if used(key, ("dZ", last), last)} == {f"A{last}", "Y0"}
    assert {key for key in graph(sizes).cards if used(key, ("dZ", 1), last)} == {"W2", "Z2"}
    edges = all_edges(last)
    assert {edge[:2] for edge in edges if lit(edge, ("dZ", 1), last)} == {("Z1", "A1"), ("A1", "Z2")}
    assert {edge[:2] for edge in edges if lit(edge, ("dW", 1), last)} == {("W1", "Z1")}
    assert {edge[:2] for edge in edges if lit(edge, ("L", last), last)} == {(f"A{last}", "L0"), ("Y0", "L0")}
    assert not any(lit(edge, None, last) for edge in edges)
    for step in steps(last):
        svg = drawn(graph(sizes, steps(last).index(step) + 1))
        classes = [part.get("class", "").split() for part in svg.iter("g")]
        assert sum("now" in names for names in classes) == 1
        assert any("lit" in names for names in classes)
        assert any("red" in names for names in classes) == step.backward


@pytest.mark.parametrize("language", ["en", "zh"])
def test_named_for_those_who_do_not_see_it(language):
    svg = drawn(graph(at=9), language)
    assert svg.get("role") == "img"
    assert "dZ[1]" in svg.get("aria-label")


def test_theme_decides_the_colours():
    light, dark = (drawn(graph(at=9), theme=theme).get("style") for theme in ("light", "dark"))
    assert light != dark
    assert re.search("--gradient:#[0-9A-F]{6}", light)


@pytest.mark.parametrize(("value", "text"), [(-0.5, "−0.500"), (0, "0"), (3.4e-4, "3.40e−4"), (-123456.0, "−1.23e5")])
def test_numbers_without_markup(value, text):
    assert plain(rounded(np.float64(value), 3), 3) == text
