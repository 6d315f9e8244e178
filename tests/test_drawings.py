"""The drawings of the symmetry meter, the units' ways and the two borders, read back from their SVG."""

import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from shallownet.collapse import compare, network
from shallownet.experiment import Experiment
from shallownet.figures.chart import run_colour
from shallownet.figures.contours import segments
from shallownet.figures.field import overlaid
from shallownet.figures.plot import Panel
from shallownet.figures.style import PALETTES
from shallownet.figures.symmetry import _numbers, meter_figure, trajectories
from shallownet.symmetry import meter
from shallownet.text import LANGUAGES
from shallownet.training import train
from tests.drawings import pairs, tracks

THEMES = pytest.mark.parametrize("theme", PALETTES)
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)
EPOCHS, EPOCH, UNITS = np.array([0, 1, 5, 20, 40]), 5, 4
SCHEMES = ("zeros", "xavier", "he")
HISTORIES = [train(Experiment(initializer=key, activation1="sigmoid", epochs=40, points=60), recorded=EPOCHS) for key in SCHEMES]


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@IN_BOTH
@THEMES
def test_meter_figure(theme, language):
    """Two panels, in each a mark for every run on a hidden way through the values, and its words epoch by epoch."""
    meters = [meter(history, EPOCHS, 1) for history in HISTORIES]
    svg = drawn(meter_figure(meters, SCHEMES, UNITS, EPOCH, language, theme))
    assert json.loads(svg.get("data-epochs")) == EPOCHS.tolist()
    lines, marks = tracks(svg)[:2], tracks(svg)[2:]
    assert {line.here[0] for line in lines} == {marks[0].here[0], marks[1].here[0]}
    for index, one in enumerate(meters):
        for track, values in zip(marks[2 * index : 2 * index + 2], (one.distinct, one.spread), strict=True):
            assert track.colour == run_colour(theme, index)
            assert track.here == pytest.approx(track.points[2])
            assert track.steps == (values is one.distinct)
            np.testing.assert_allclose(np.diff(track.points[:, 0]) / np.diff(EPOCHS), np.ptp(track.points[:, 0]) / 40, rtol=0.02)
    for values, column in (([one.distinct for one in meters], 0), ([one.spread for one in meters], 1)):
        heights = np.concatenate([track.points[:, 1] for track in marks[column::2]])
        scale = np.polyfit(np.concatenate(values), heights, 1)
        assert scale[0] < 0, "more is higher"
        np.testing.assert_allclose(np.polyval(scale, np.concatenate(values)), heights, atol=0.06)
    said = [json.loads(text.get("data-says")) for text in svg.iter("text") if text.get("data-says")]
    for words, one, title in zip(said, meters, SCHEMES, strict=True):
        assert all(title in word and {str(count), str(UNITS)} <= set(re.findall(r"\d+", word)) for word, count in zip(words, one.distinct, strict=True))
    curves = [line for line in svg.iter("polyline") if line.get("class") in ("curve", "curve rough")]
    widths = [float(line.get("stroke-width")) for line in curves[::3]]
    assert widths == sorted(widths, reverse=True) and len(set(widths)) == 3, "one curve under another can be seen"
    for one, line, rough in zip(meters, curves[::3], curves[1::3], strict=True):
        levels = [len(set(pairs(stairs.get("points"))[:, 1])) for stairs in (line, rough)]
        assert levels == [len(set(one.distinct)), len(set(one.distinct_roughly))]


@THEMES
@pytest.mark.parametrize("epoch", [0, 5, 40])
def test_trajectories(theme, epoch):
    """Every unit with a way of its own, all on one scale; units that go the same way are one."""
    svg = drawn(trajectories(HISTORIES, SCHEMES, EPOCHS, epoch, "en", theme))
    at, found = EPOCHS.tolist().index(epoch), tracks(svg)
    assert len(found) == 1 + UNITS + UNITS
    labels = [text.text for text in svg.iter("text") if text.get("class") == "raised"]
    assert labels == ["1–4", *"1234", *"1234"]
    ways = [np.stack([history.layers_at(e)[0].weights[0] for e in EPOCHS]) for history in HISTORIES]  # (epochs, units, 2)
    expected = [ways[0][:, 0], *ways[1].swapaxes(0, 1), *ways[2].swapaxes(0, 1)]
    columns = [0] + [1] * UNITS + [2] * UNITS
    scales = set()
    for track, way, column in zip(found, expected, columns, strict=True):
        assert track.colour == run_colour(theme, column)
        assert track.here == pytest.approx(track.points[at])
        np.testing.assert_array_equal(track.gone, track.points[: at + 1])
        if column:
            long = np.ptp(way, axis=0).argmax()
            scales.add(round(float(np.ptp(track.points[:, long]) / np.ptp(way[:, long])), 0))
    assert max(scales) <= min(scales) * 1.05 + 1, "one scale, for both weights"
    starts = [circle for circle in svg.iter("circle") if circle.get("class") == "start"]
    np.testing.assert_allclose([[float(one.get("cx")), float(one.get("cy"))] for one in starts], [track.points[0] for track in found])


def test_drawings_speak_both_languages():
    meters = [meter(history, EPOCHS, 1) for history in HISTORIES]
    for make in (lambda language: meter_figure(meters, SCHEMES, UNITS, EPOCH, language, "light"), lambda language: overlaid(*FIELDS, 1.6, language, "light")):
        assert not re.search(r"[\u4e00-\u9fff]", make("en"))
        assert re.search(r"[\u4e00-\u9fff]", make("zh"))


def test_trajectories_of_nothing_that_moves_have_a_scale():
    svg = trajectories([train(Experiment(initializer="zeros", epochs=3))], ["zeros"], np.array([0, 3]), 3, "en", "light")
    (track,) = tracks(drawn(svg))
    assert np.isfinite(track.points).all() and "nan" not in svg


def test_units_are_numbered_in_stretches():
    assert [_numbers(units) for units in ([0], [0, 1, 2], [0, 2, 3, 6], [4, 5])] == ["1", "1–3", "1, 3–4, 7", "5–6"]


# two borders

FIELDS = compare(network(Experiment()), "tanh", n=21)[:2]


@THEMES
def test_overlay_shows_both_networks(theme):
    """Along either line the p of its network is 1/2, and the picture holds the p of the two layers."""
    svg = drawn(overlaid(*FIELDS, 1.6, "en", theme))
    axis = np.linspace(-1.6, 1.6, 21)
    panel = Panel(*(float(next(svg.iter("rect")).get(name)) for name in ("x", "y", "width", "height")), (-1.6, 1.6), (-1.6, 1.6))
    for kind, p in zip(("two", "one"), FIELDS, strict=True):
        lines = [path.get("d") for path in svg.iter("path") if path.get("class") == kind]
        drawn_points = np.concatenate([pairs(line) for line in lines[0].split("M")[1:]])
        true_points = np.concatenate([panel.place(piece[:, 0], piece[:, 1]) for piece in segments(axis, axis, p, 0.5)])
        np.testing.assert_allclose(np.unique(drawn_points, axis=0), np.unique(true_points.round(1), axis=0), atol=0.11)
    picture = svg.find(".//image").get("href") if svg.find(".//image") is not None else ""
    assert picture in panel.picture(FIELDS[0], PALETTES[theme].diverging) and picture
