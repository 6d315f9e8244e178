"""An activation as a curve: g and g' over z, its tangent at one z, and the zones where it hardly passes a gradient."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from . import typeset
from .activations import ACTIVATIONS
from .measures import SATURATED, steepest
from .worked import applied, shown

REACH = 5.0  # curves are shown for z in [-REACH, REACH]
STEPS = 1001


class Curve(NamedTuple):
    """z, a = g(z) and slope = g'(z), each (STEPS,)."""

    z: np.ndarray
    a: np.ndarray
    slope: np.ndarray


class Zone(NamedTuple):
    """From low to high, |g'| is below SATURATED of its steepest. dead: it is exactly 0 there."""

    low: float
    high: float
    dead: bool


class Place(NamedTuple):
    """One z on the curve. share: |g'(z)| as a part of the steepest slope."""

    z: float
    a: float
    slope: float
    share: float

    @property
    def state(self) -> str:
        """ "dead", "saturated" or "lively"."""
        return "dead" if self.slope == 0 else "saturated" if self.share < SATURATED else "lively"

    def tangent(self, z: np.ndarray) -> np.ndarray:
        """The straight line through (z, g(z)) with slope g'(z)."""
        return self.a + self.slope * (z - self.z)


def curve(key: str) -> Curve:
    """The activation over [-REACH, REACH]."""
    z, g = np.linspace(-REACH, REACH, STEPS), ACTIVATIONS[key]
    a = g.value(z)
    return Curve(z, a, g.slope(z, a))


def place(key: str, z: float) -> Place:
    """The activation at one z."""
    at, g = np.array([z], float), ACTIVATIONS[key]
    a = g.value(at)
    slope = float(g.slope(at, a)[0])
    return Place(z, float(a[0]), slope, abs(slope) / steepest(key))


def zones(key: str) -> list[Zone]:
    """The stretches of [-REACH, REACH] where the unit is saturated or dead, from left to right."""
    z, _, slope = curve(key)
    level = np.where(slope == 0, 2, np.where(np.abs(slope) < SATURATED * steepest(key), 1, 0))
    edges = [0, *(np.flatnonzero(np.diff(level)) + 1), STEPS]
    return [Zone(float(z[first]), float(z[last - 1]), bool(level[first] == 2)) for first, last in pairwise(edges) if level[first] and last - first > 1]


def place_lines(key: str, z: float, digits: int) -> list[str]:
    """a = g(z) and g'(z) in numbers, as LaTeX; the slope is worked out from the a that is shown."""
    g, at = ACTIVATIONS[key], shown(np.array([[z]]), digits)
    a = applied(g.value, digits, at)
    slope = applied(g.slope, digits, at, a)
    z_text, a_text, slope_text = (typeset.number(value[0, 0], digits) for value in (at, a, slope))
    return [rf"a = {g.symbol}({z_text}) = {a_text}", rf"g'({z_text}) = {slope_text}"]


def formula_lines(key: str) -> list[str]:
    """g and g' in symbols, as LaTeX."""
    g = ACTIVATIONS[key]
    return [f"g(z) = {g.formula}", f"g'(z) = {g.slope_formula}"]
