"""Charts as SVG: those that a player moves while it plays, and those that Plotly would take too long to mount anew.

What follows a player is a `track`: a way with one point for each of the drawing's stops (epochs), and a mark on it. ui/drawing.js moves the mark,
draws the way as far as it is gone, and exchanges the words of a text that has some `says`.
"""

import base64
import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

import numpy as np

from .picture import mixed, png
from .style import PALETTES

STYLE = """
.drawing {overflow-x: auto}
.plot {display: block; width: 100%; font-family: var(--st-font, sans-serif); font-variant-numeric: tabular-nums}
.plot.wide {min-width: 620px}
.plot text {fill: var(--ink); font-size: 13px} .plot .small {fill: var(--muted); font-size: 12px} .plot .sub {font-size: 10px}
.plot .frame {stroke: var(--line); fill: none} .plot .grid {stroke: var(--line); fill: none}
.plot .way {stroke: currentColor; stroke-width: 1.5; fill: none; opacity: .4} .plot .gone {stroke: currentColor; stroke-width: 2.5; fill: none}
.plot .now {stroke: var(--muted); stroke-dasharray: 2 3}
.plot .raised {font-weight: 600; paint-order: stroke; stroke: var(--halo); stroke-width: 4px}
"""


class Panel(NamedTuple):
    """A rectangle of the drawing, in pixels, and the values it spans from left to right and from bottom to top."""

    left: float
    top: float
    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def foot(self) -> float:
        return self.top + self.height

    def place(self, x: np.ndarray | float, y: np.ndarray | float) -> np.ndarray:
        """Values as pixels (..., 2)."""
        across = (np.asarray(x, float) - self.x[0]) / (self.x[1] - self.x[0])
        up = (np.asarray(y, float) - self.y[0]) / (self.y[1] - self.y[0])
        return np.stack(np.broadcast_arrays(self.left + across * self.width, self.foot - up * self.height), axis=-1)

    def axes(self, names: tuple[str, str], ticks: tuple[Iterable[float], Iterable[float]], grid: bool = False) -> str:
        """The frame, numbers at the ticks below and on the left, and the names of the axes, which are SVG text; an empty one is left out."""
        parts = [f'<rect class="frame" x="{self.left:.1f}" y="{self.top:.1f}" width="{self.width:.1f}" height="{self.height:.1f}"/>']
        for value in ticks[0]:
            x = self.place(value, self.y[0])[0]
            parts.append(f'<path class="grid" d="M{x:.1f} {self.top:.1f}V{self.foot:.1f}"/>' if grid else "")
            parts.append(f'<text class="small" x="{x:.1f}" y="{self.foot + 16:.1f}" text-anchor="middle">{number(value)}</text>')
        for value in ticks[1]:
            y = self.place(self.x[0], value)[1]
            parts.append(f'<path class="grid" d="M{self.left:.1f} {y:.1f}H{self.right:.1f}"/>' if grid else "")
            parts.append(f'<text class="small" x="{self.left - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{number(value)}</text>')
        middle = self.top + self.height / 2
        if names[0]:
            parts.append(f'<text x="{self.left + self.width / 2:.1f}" y="{self.foot + 34:.1f}" text-anchor="middle">{names[0]}</text>')
        if names[1]:
            x = self.left - 46
            parts.append(f'<text x="{x:.1f}" y="{middle:.1f}" text-anchor="middle" transform="rotate(-90 {x:.1f} {middle:.1f})">{names[1]}</text>')
        return "".join(parts)

    def picture(self, shares: np.ndarray, colours: Sequence[tuple[float, str]]) -> str:
        """Values (rows from the bottom, columns) on a grid that reaches from edge to edge, each as its place between the colours, which stand at 0 to 1.

        A pixel lies around each point of the grid, so the outer ones reach half a pixel beyond the panel and are cut off. The browser smooths them.
        """
        rows, columns = shares.shape
        across, up = self.width / (columns - 1), self.height / (rows - 1)
        source = base64.b64encode(png(mixed(shares[::-1], colours))).decode()
        inside = f'x="{-across / 2:.2f}" y="{-up / 2:.2f}" width="{self.width + across:.2f}" height="{self.height + up:.2f}"'
        image = f'<image {inside} preserveAspectRatio="none" href="data:image/png;base64,{source}"/>'
        return f'<svg x="{self.left:.1f}" y="{self.top:.1f}" width="{self.width:.1f}" height="{self.height:.1f}">{image}</svg>'

    def scale(self, gap: float, head: float, values: tuple[float, float], colours: Sequence[tuple[float, str]], marks: Sequence[float]) -> str:
        """Which colour is which value: a bar on the right, `gap` away and `head` below the top."""
        low, high = values
        bar = Panel(self.right + gap, self.top + head, 12, self.height - head, (0, 1), (low, max(high, low + 1e-12)))
        shades = bar.picture(np.linspace(0, 1, 25)[:, None].repeat(2, axis=1), colours)
        places = [(bar.place(1, mark), mark) for mark in marks]
        return shades + "".join(f'<text class="small" x="{x + 6:.1f}" y="{y + 4:.1f}">{number(mark)}</text>' for (x, y), mark in places)

    def path(self, lines: Iterable[np.ndarray]) -> str:
        """Lines of values (points, 2) for the d of a path."""
        return "".join(f"M{polyline(self.place(line[:, 0], line[:, 1]))}" for line in lines)


def svg(size: tuple[float, float], alt: str, theme: str, body: str, *, kind: str = "", stops: Sequence[int] = ()) -> str:
    """The whole drawing in the colours of a theme. kind: further classes; stops: the epochs its tracks have a point for."""
    colours = ";".join(f"--{name}:{value}" for name, value in PALETTES[theme].values().items() if isinstance(value, str))
    epochs = f' data-epochs="{json.dumps([int(stop) for stop in stops])}"' if len(stops) else ""
    opening = f'<svg class="plot {kind}" viewBox="0 0 {size[0]:g} {size[1]:g}" role="img" aria-label="{escape(alt)}" style="{colours}"{epochs}>'
    return f"{opening}{body}</svg>"


def track(points: np.ndarray, at: int, mark: str, *, under: str = "", colour: str = "inherit", shown: bool = True, step: bool = False) -> str:
    """A way (stops, 2) in pixels, and a mark, drawn around the origin, at stop `at`.

    under   what stands still, over the way and under the mark
    shown   whether the way is drawn, faint and, as far as it is gone, strong
    step    between two stops the mark stays at the height of the one before
    """
    way, (x, y) = polyline(points), points[at]
    lines = f'<polyline class="way" points="{way}"/><polyline class="gone" points="{polyline(points[: at + 1])}"/>' if shown else ""
    hidden = "" if shown else f' data-way="{way}"'
    here = f'<g class="here" transform="translate({x:.1f} {y:.1f})">{mark}</g>'
    return f'<g class="track{" step" if step else ""}" color="{colour}"{hidden}>{lines}{under}{here}</g>'


def says(words: Sequence[str], at: int, attributes: str, between: str = "") -> str:
    """A text with words for every stop; `between`: those for an {epoch} between two stops, if not the words of the one before."""
    other = f' data-between="{escape(between)}"' if between else ""
    return f'<text {attributes} data-says="{escape(json.dumps(list(words)))}"{other}>{escape(words[at])}</text>'


def mark(kind: str, size: float = 5.5) -> str:
    """A run's marker around the origin, in the current colour, with a rim. kind: one of style.RUN_MARKERS."""
    look = 'fill="currentColor" stroke="var(--halo)" stroke-width="1"'
    if kind == "square":
        return f'<rect x="{-size}" y="{-size}" width="{2 * size}" height="{2 * size}" {look}/>'
    if kind == "triangle-up":
        return f'<path d="M0 {-1.25 * size}L{1.2 * size} {size}H{-1.2 * size}Z" {look}/>'
    if kind == "circle-open":
        return f'<circle r="{size}" fill="var(--surface)" stroke="currentColor" stroke-width="2.5"/>'
    return f'<circle r="{size}" {look}/>'


def polyline(points: np.ndarray) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points.tolist())


def ticks(low: float, high: float, count: int = 14) -> np.ndarray:
    """About `count` round values between low and high."""
    span = max(high - low, 1e-12) / count
    power = 10.0 ** np.floor(np.log10(span))
    step = power * next(factor for factor in (1, 2, 2.5, 5, 10) if factor * power >= span)
    return np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step


def number(value: float) -> str:
    return f"{value + 0.0:.6g}".replace("-", "−")


def sub(letter: str, index: str) -> str:
    """A symbol with its index below, as SVG text."""
    return f'<tspan font-style="italic">{letter}</tspan><tspan class="sub" dy="4">{index}</tspan>'
