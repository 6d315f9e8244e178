"""The colours: text that can be read, marks that can be seen, hues that a dichromat tells apart."""

from itertools import combinations

import numpy as np
import pytest

from shallownet.figures.style import PALETTES, RUN_MARKERS

TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.1 contrast ratios
EASY = 25.0  # a CIE76 distance that is told apart at a glance; below 10 it is hard

# Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB
SEEN_BY = {
    "normal": np.eye(3),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
}
THEMES = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
EYES = pytest.mark.parametrize("see", SEEN_BY.values(), ids=SEEN_BY)


def linear(colour: str) -> np.ndarray:
    rgb = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb / [0.9505, 1, 1.089]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(a: str, b: str, see: np.ndarray) -> float:
    return float(np.linalg.norm(lab(np.clip(see @ linear(a), 0, 1)) - lab(np.clip(see @ linear(b), 0, 1))))


def contrast(a: str, b: str) -> float:
    high, low = sorted((float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (a, b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_known_colours():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@THEMES
def test_text_is_readable(palette):
    for ground in (palette.surface, palette.sunken, palette.middle):
        assert contrast(palette.ink, ground) >= 7
        assert contrast(palette.muted, ground) >= TEXT
    for ground in (palette.field0, palette.field1):
        assert contrast(palette.ink, ground) >= TEXT


@THEMES
def test_marks_stand_out(palette):
    for mark in (palette.class0, palette.class1):
        assert contrast(mark, palette.surface) >= TEXT
        for ground in (palette.field0, palette.middle, palette.field1):
            assert contrast(mark, ground) >= 2.5  # a halo of the palette's own lies between them
    for colour in (palette.gradient, *palette.runs):
        assert contrast(colour, palette.surface) >= GRAPHICS


@EYES
@THEMES
def test_signs_and_classes_are_told_apart(palette, see):
    assert distance(palette.class0, palette.class1, see) >= 2 * EASY
    assert distance(palette.field0, palette.field1, see) >= 2 * EASY
    for end in (palette.field0, palette.field1):
        assert distance(end, palette.middle, see) >= EASY


@EYES
@THEMES
def test_runs_are_told_apart(palette, see):
    for a, b in combinations(palette.runs, 2):
        assert distance(a, b, see) >= 15  # hue alone is not asked to do it: each run has a marker and its name as well
    assert len(palette.runs) == len(RUN_MARKERS) == len(set(RUN_MARKERS))


@THEMES
def test_nothing_is_missing(palette):
    colours = [colour for value in palette.values().values() for colour in ([value] if isinstance(value, str) else value)]
    assert all(len(colour) == 7 and int(colour[1:], 16) >= 0 for colour in colours)
    assert [share for share, _ in palette.diverging] == [0, 0.5, 1]
