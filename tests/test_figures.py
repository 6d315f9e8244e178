"""Figures as data: they hold the numbers they are given, in both themes and languages; and the drawing of a network, node by node."""

import re
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest

from shallownet.distributions import layer_numbers
from shallownet.experiment import Experiment
from shallownet.figures.chart import faded, run_colour, run_marker
from shallownet.figures.distributions import BINS, histograms, variance_figure
from shallownet.figures.luck import DRAWN, bands
from shallownet.figures.network import RADIUS, Drawing, network_svg
from shallownet.figures.style import PALETTES, RUN_MARKERS
from shallownet.initializers import INITIALIZERS
from shallownet.luck import LEVEL, SOLVED, Luck, over_seeds, quartiles
from shallownet.text import LANGUAGES
from shallownet.training import train
from shallownet.variance import Spread, spread_of_z

THEMES = pytest.mark.parametrize("theme", PALETTES)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)
EPOCHS, EPOCH, UNITS = np.array([0, 1, 5, 20, 40]), 5, 4
SCHEMES = ("zeros", "xavier", "he")
HISTORIES = [train(Experiment(initializer=key, activation1="sigmoid", epochs=40, points=60), recorded=EPOCHS) for key in SCHEMES]


def traces(figure, column: int = 1, row: int = 1) -> list:
    """Of one subplot, in order."""
    axis = figure.get_subplot(row, column).xaxis.plotly_name.replace("axis", "")
    return [trace for trace in figure.data if (trace.xaxis or "x") == axis]


def values(array) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in array], float)


def lines(figure, column: int = 1) -> list:
    return [trace for trace in traces(figure, column) if trace.mode == "lines"]


# what all have in common


@THEMES
def test_runs_have_the_colours_and_markers_of_the_player(theme):
    assert [run_colour(theme, index) for index in range(4)] == list(PALETTES[theme].runs)
    assert [run_marker(index) for index in range(4)] == list(RUN_MARKERS)
    assert faded("#10FF02", 0.5) == "rgba(16,255,2,0.5)"


@cache
def all_figures(language: str, theme: str) -> dict:
    starts, heres = ([layer_numbers(history, epoch, 1) for history in HISTORIES] for epoch in (0, EPOCH))
    lucks = [over_seeds(Experiment(initializer=key, epochs=20, points=40), range(5)) for key in SCHEMES]
    return {
        "histograms": histograms(starts, heres, SCHEMES, 1, EPOCH, language, theme),
        "variance": variance_figure({key: {n: spread_of_z(INITIALIZERS[key], n) for n in (1, 4)} for key in SCHEMES}, 4, language, theme),
        "bands": bands(lucks, SCHEMES, language, theme),
    }


def words(value: object) -> str:
    """All strings anywhere in a figure's dictionary under "text" or "name", in one."""
    if isinstance(value, dict):
        return " ".join(str(part) if key in ("text", "name") else words(part) for key, part in value.items())
    return " ".join(map(words, value)) if isinstance(value, (list, tuple)) else ""


def test_every_figure_speaks_both_languages():
    for name, figure in all_figures("en", "light").items():
        chinese = all_figures("zh", "light")[name]
        assert not re.search(r"[\u4e00-\u9fff]", words(figure.to_dict())), name
        assert re.search(r"[\u4e00-\u9fff]", words(chinese.to_dict())), name
        for one, other in zip(figure.data, chinese.data, strict=True):
            np.testing.assert_array_equal(one.y, other.y)


@THEMES
def test_every_figure_wears_the_theme(theme):
    for figure in all_figures("en", theme).values():
        layout = figure.layout
        assert (layout.font.color, layout.xaxis.tickfont.color, layout.xaxis.gridcolor) == (PALETTES[theme].ink, PALETTES[theme].muted, PALETTES[theme].line)
        other = PALETTES["light" if theme == "dark" else "dark"]
        assert not {other.ink, other.muted, *other.runs} & set(re.findall("#[0-9A-F]{6}", str(figure.to_dict())))


# distributions


@THEMES
def test_histograms(theme):
    starts, heres = ([layer_numbers(history, epoch, 1) for history in HISTORIES] for epoch in (0, EPOCH))
    figure = histograms(starts, heres, SCHEMES, 1, EPOCH, "en", theme)
    assert len(figure.data) == 4 * 3 * 2
    for row, part in enumerate(("z", "a", "dz", "dw"), 1):
        ranges = set()
        for column in (1, 2, 3):
            bars = traces(figure, column, row)
            assert [bar.name for bar in bars] == ["epoch 0", "epoch 5"]
            for bar, numbers in zip(bars, (starts[column - 1], heres[column - 1]), strict=True):
                given = getattr(numbers, part)
                edges = np.append(values(bar.x) - values(bar.width) / 2, bar.x[-1] + bar.width[-1] / 2)
                assert edges[0] <= given.min() and given.max() <= edges[-1], "none is left out"
                counts, _ = np.histogram(given, np.linspace(edges[0], edges[-1], BINS + 1))
                np.testing.assert_allclose(bar.y, counts / counts.max())
                np.testing.assert_allclose(bar.customdata, counts / given.size)
            assert bars[0].marker.color == faded(PALETTES[theme].muted, 0.35)
            assert bars[1].marker.color == faded(run_colour(theme, column - 1), 0.75)
            ranges.add(figure.get_subplot(row, column).xaxis.range)
        assert len(ranges) == 1, "one scale a row"
    assert [annotation.text for annotation in figure.layout.annotations][3:] == [f"{letter}<sup>[1]</sup>" for letter in ("z", "a", "dz", "dW")]


@IN_BOTH
@THEMES
def test_variance_figure(theme, language):
    spreads = {"zeros": {1: Spread(0.0, 0.0), 8: Spread(0.0, 0.0)}, "he": {8: Spread(2.0, 2.1), 1: Spread(2.0, 1.7)}}
    figure = variance_figure(spreads, 8, language, theme)
    rule, measured = figure.data[2:]
    assert (list(rule.x), list(rule.y), rule.mode) == ([1, 8], [2.0, 2.0], "lines")
    assert (list(measured.x), list(measured.y), measured.mode) == ([1, 8], [1.7, 2.1], "markers")
    assert all(name.startswith(INITIALIZERS["he"].name[language]) for name in (rule.name, measured.name))
    assert np.isnan(values(figure.data[0].y)).all(), "zero has no place on a logarithmic axis"
    assert (figure.layout.xaxis.type, figure.layout.yaxis.type) == ("log", "log")
    assert {(shape.x0, shape.y0) for shape in figure.layout.shapes} == {(0, 1), (8, 0)}


# luck


def made_up_luck(offset: float) -> Luck:
    rng = np.random.default_rng(int(offset * 10))
    losses = rng.uniform(0, 0.5, (1001, 9)) + offset
    losses[600:, :3] = np.inf
    losses[800:, :6] = np.inf
    return Luck(np.arange(20, 29), losses, rng.uniform(0.5, 1, 9), np.full(9, -1))


@THEMES
def test_bands(theme):
    lucks = [made_up_luck(0.1), made_up_luck(0.3)]
    figure = bands(lucks, ["A", "B"], "en", theme)
    for index, luck in enumerate(lucks):
        low, high, middle = lines(figure)[3 * index : 3 * index + 3]
        epochs = np.array(middle.x)
        assert (epochs[0], epochs[-1]) == (0, 1000) and len(epochs) == DRAWN
        for trace, part in zip((low, middle, high), quartiles(luck.losses), strict=True):
            np.testing.assert_array_equal(values(trace.y), np.where(np.isinf(part), np.nan, part)[epochs])
        assert (high.fill, high.fillcolor) == ("tonexty", faded(run_colour(theme, index), 0.22))
        assert (middle.name, middle.line.color) == ("AB"[index], run_colour(theme, index))
        marks = traces(figure, 2)[index]
        np.testing.assert_array_equal(marks.y, luck.accuracy)
        assert list(marks.text) == [f"seed {seed}" for seed in range(20, 29)]
        assert (np.round(values(marks.x)) == index).all() and (np.diff(values(marks.x)) > 0).all(), "in its column, in order"
    assert [shape.y0 for shape in figure.layout.shapes] == [LEVEL, SOLVED]


def test_bands_when_all_have_diverged_from_the_start():
    luck = Luck(np.arange(3), np.full((11, 3), np.inf), np.full(3, 0.5), np.full(3, -1))
    figure = bands([luck], ["A"], "en", "light")
    assert np.isnan(values(lines(figure)[2].y)).all()
    assert figure.layout.yaxis.range[1] > 0


# the network


def drawn(drawing: Drawing, language: str = "en"):
    """The SVG as a tree. Raises if it is not well-formed."""
    return ElementTree.fromstring(network_svg(drawing, language))


def classes(element) -> set[str]:
    return set((element.get("class") or "").split())


def nodes(tree, *wanted: str) -> list:
    return [group for group in tree.iter("g") if {"node", *wanted} <= classes(group)]


SIZES = pytest.mark.parametrize("sizes", [(3, 4, 1), (1, 1, 1), (6, 8, 8, 1), (2, 5, 3, 1)], ids=str)


@IN_BOTH
@SIZES
def test_every_unit_once(sizes, language):
    tree = drawn(Drawing(sizes), language)
    assert len(nodes(tree)) == sum(sizes)
    units = [group.get("data-unit") for group in nodes(tree) if group.get("data-unit")]
    assert units == [f"{layer}.{unit}" for layer in range(1, len(sizes)) for unit in range(1, sizes[layer] + 1)]
    labels = {group.get("data-unit"): group.get("aria-label") for group in nodes(tree) if group.get("data-unit")}
    assert labels["1.1"] == {"en": "Unit 1 of layer 1", "zh": "第 1 层的单元 1"}[language]
    assert len(set(labels.values())) == len(units)
    boxes = [tuple(float(group.find("rect").get(name)) for name in "xy") for group in nodes(tree)]
    assert len(set(boxes)) == sum(sizes), "none upon another"
    assert sum("edge" in classes(line) for line in tree.iter("line")) == sum(a * b for a, b in pairwise(sizes))


@SIZES
def test_symbols_and_titles(sizes):
    tree = drawn(Drawing(sizes))
    symbols = ["".join(group.itertext()) for group in nodes(tree)]
    assert symbols == [
        *(f"x{k}" for k in range(1, sizes[0] + 1)),
        *(f"a[{layer}]{j}" for layer in range(1, len(sizes) - 1) for j in range(1, sizes[layer] + 1)),
        "ŷ",
    ]
    heads = [text.text for text in tree.iter("text") if "head" in classes(text)]
    assert heads == ["Inputs", *(["Hidden layer"] if len(sizes) == 3 else ["Hidden layer 1", "Hidden layer 2"]), "Output"]
    feet = ["".join(text.itertext()) for text in tree.iter("text") if "foot" in classes(text)]
    assert feet == [f"n{layer} = {size}" for layer, size in enumerate(sizes)]


@pytest.mark.parametrize("chosen", [(1, 3), (2, 1), (3, 1)])
def test_chosen_unit_and_its_edges_are_lit(chosen):
    tree = drawn(Drawing((2, 4, 3, 1), chosen=chosen))
    (lit,) = nodes(tree, "lit")
    assert lit.get("data-unit") == "{}.{}".format(*chosen)
    assert [group.get("data-unit") for group in nodes(tree) if group.get("aria-pressed") == "true"] == [lit.get("data-unit")]
    box = lit.find("rect")
    x, y = float(box.get("x")), float(box.get("y")) + float(box.get("height")) / 2
    edges = [line for line in tree.iter("line") if "lit" in classes(line)]
    assert len(edges) == (2, 4, 3)[chosen[0] - 1], "from every unit below"
    assert {(float(line.get("x2")), float(line.get("y2"))) for line in edges} == {(x, y)}
    assert len({line.get("y1") for line in edges}) == len(edges)


def test_without_a_choice_nothing_is_lit():
    assert "lit" not in network_svg(Drawing((3, 4, 1)), "en")


def test_what_is_not_computed_yet_is_faint():
    tree = drawn(Drawing((3, 4, 1), reached=1))
    assert ["".join(group.itertext()) for group in nodes(tree, "faint")] == ["ŷ"]
    assert nodes(drawn(Drawing((3, 4, 1))), "faint") == []


def test_values_stand_under_their_nodes():
    tree = drawn(Drawing((2, 2, 1), values=(("0.5", "<1"), ("z = −1", "z = 2")), chosen=(1, 2)))
    found = [text for text in tree.iter("text") if "value" in classes(text)]
    assert [text.text for text in found] == ["0.5", "<1", "z = −1", "z = 2"]
    assert [text.text for text in found if "lit" in classes(text)] == ["z = 2"]
    for text, group in zip(found, nodes(tree)):
        box = group.find("rect")
        assert float(text.get("x")) == float(box.get("x")) + RADIUS
        assert float(text.get("y")) > float(box.get("y")) + float(box.get("height"))


def test_a_drawing_only_to_look_at_has_no_buttons():
    assert not re.search("tabindex|button|data-unit", network_svg(Drawing((3, 4, 1), select=False), "en"))
