"""Charts as SVG: places, pictures, round numbers, contour lines."""

import base64
import re
import zlib
from collections import Counter
from xml.etree import ElementTree

import numpy as np
import pytest

from shallownet.figures.contours import joined, segments
from shallownet.figures.picture import mixed, png
from shallownet.figures.plot import Panel, says, svg, ticks, track
from shallownet.figures.style import PALETTES
from tests.drawings import tracks

PANEL = Panel(10, 20, 200, 100, (-1, 3), (0, 5))


def test_places_values():
    np.testing.assert_allclose(PANEL.place(np.array([-1, 3, 1]), np.array([0, 5, 2.5])), [[10, 120], [210, 20], [110, 70]])
    np.testing.assert_allclose(PANEL.place(np.array([0, 1]), 5), [[60, 20], [110, 20]])


def test_axes_stand_at_their_values():
    drawn = ElementTree.fromstring(svg((300, 200), "a < b", "dark", PANEL.axes(("x", "y"), (ticks(-1, 3, 4), ticks(0, 5, 5)))))
    numbers = {(text.text, text.get("text-anchor")): text for text in drawn.iter("text")}
    assert float(numbers["−1", "middle"].get("x")) == 10
    assert float(numbers["5", "end"].get("y")) == pytest.approx(24)
    assert {"x", "y"} <= {text for text, _ in numbers}
    assert drawn.get("aria-label") == "a < b"
    assert PALETTES["dark"].ink in drawn.get("style") and PALETTES["light"].ink not in drawn.get("style")


def test_a_track_is_read_back():
    points, words = np.array([[0.0, 1.0], [2.0, 3.0], [4.0, 8.0]]), ["none", "one & more", "two"]
    body = track(points, 1, says(words, 1, 'y="3"', "between"), colour="#123456") + track(points, 2, "", shown=False, step=True)
    drawn = ElementTree.fromstring(svg((10, 10), "", "light", body, stops=[0, 5, 9]))
    shown, hidden = tracks(drawn)
    np.testing.assert_array_equal(shown.points, points)
    np.testing.assert_array_equal(shown.gone, points[:2])
    assert (shown.here, shown.colour, shown.steps) == ((2, 3), "#123456", False)
    assert (hidden.here, hidden.gone, hidden.steps) == ((4, 8), None, True)
    text = next(drawn.iter("text"))
    assert (text.text, text.get("data-between")) == ("one & more", "between")
    assert drawn.get("data-epochs") == "[0, 5, 9]"


def test_a_picture_lies_around_its_points():
    """The centre of each pixel is a point of the grid: the outer ones on the edge of the panel."""
    shares = np.array([[0.0, 0.5, 1.0], [1.0, 1.0, 0.25]])
    drawn = ElementTree.fromstring(PANEL.picture(shares, [(0, "#000000"), (1, "#FF8000")]))
    image = drawn.find("image")
    x, y, width, height = (float(image.get(name)) for name in ("x", "y", "width", "height"))
    assert (x + width / 6, x + width * 5 / 6) == pytest.approx((0, 200), abs=0.02)
    assert (y + height / 4, y + height * 3 / 4) == pytest.approx((0, 100), abs=0.02)
    file = base64.b64decode(image.get("href").partition(",")[2])
    assert file == png(mixed(shares[::-1], [(0, "#000000"), (1, "#FF8000")])), "the last row is on top"


def test_colours_are_mixed_between_their_places():
    found = mixed(np.array([0.0, 0.25, 0.5, 0.75, 1.0]), [(0, "#000000"), (0.5, "#FF0000"), (1, "#FF00FF")])
    assert found.tolist() == [[0, 0, 0], [128, 0, 0], [255, 0, 0], [255, 0, 128], [255, 0, 255]]


def test_a_scale_names_its_marks():
    drawn = ElementTree.fromstring(f"<g>{PANEL.scale(10, 16, (0, 1), [(0, '#000000'), (1, '#FFFFFF')], [0, 0.5, 1])}</g>")
    places = {text.text: float(text.get("y")) - 4 for text in drawn.iter("text")}
    assert places == pytest.approx({"0": 120, "0.5": 78, "1": 36})


def test_contours_lie_on_their_level():
    """On a plane they are exact; of a bowl they form one closed ring."""
    u, v = np.linspace(-2, 3, 11), np.linspace(-1, 4, 8)
    across, up = np.meshgrid(u, v)
    ends = segments(u, v, 2 * across - up, 0.55)
    assert len(ends) > 5
    np.testing.assert_allclose(2 * ends[..., 0] - ends[..., 1], 0.55)
    u = v = np.linspace(-2, 2, 40)
    across, up = np.meshgrid(u, v)
    ring = segments(u, v, across**2 + up**2, 1.7)
    np.testing.assert_allclose((ring**2).sum(axis=-1), 1.7, atol=0.02)
    met = Counter(tuple(end) for end in ring.reshape(-1, 2).round(9).tolist())
    assert set(met.values()) == {2}, "every end is the beginning of the next piece"
    assert len(segments(u, v, across, 5.0)) == 0


def test_ticks_are_round_and_cover():
    for low, high in ((0, 1), (0.013, 0.0245), (-20, 5), (1e4, 5e6)):
        marks = ticks(low, high)
        assert low <= marks[0] and marks[-1] <= high
        assert 6 <= len(marks) <= 16
        step = f"{marks[1] - marks[0]:.3g}"
        assert float(step) == pytest.approx(marks[1] - marks[0])


def test_png_is_one():
    pixels = np.random.default_rng(1).integers(0, 256, (3, 5, 3)).astype(np.uint8)
    file = png(pixels)
    assert file[:8] == b"\x89PNG\r\n\x1a\n"
    at, body = 8, b""
    while at < len(file):
        size, kind = int.from_bytes(file[at : at + 4], "big"), file[at + 4 : at + 8]
        chunk = file[at + 8 : at + 8 + size]
        assert zlib.crc32(kind + chunk) == int.from_bytes(file[at + 8 + size : at + 12 + size], "big")
        body += chunk if kind == b"IDAT" else b""
        at += 12 + size
    rows = np.frombuffer(zlib.decompress(body), np.uint8).reshape(3, 16)
    assert (rows[:, 0] == 0).all()
    assert (rows[:, 1:].reshape(3, 5, 3) == pixels).all()


def test_pieces_are_joined():
    """A ring becomes one line that ends where it began, two straight lines stay two, and nothing is lost."""
    u = v = np.linspace(-2, 2, 40)
    across, up = np.meshgrid(u, v)
    ring = segments(u, v, across**2 + up**2, 1.7)
    (line,) = joined(ring)
    assert len(line) == len(ring) + 1
    assert (line[0] == line[-1]).all()
    two = joined(segments(u, v, across**2, 1.0))
    assert sorted(round(float(line[:, 0].mean())) for line in two) == [-1, 1]
    assert sum(len(line) - 1 for line in two) == len(segments(u, v, across**2, 1.0))
    drawn = PANEL.path(two)
    assert len(re.findall("M", drawn)) == 2
    assert joined(segments(u, v, across, 5.0)) == []
