"""The loss over a plane of parameters as an SVG map: grey heights, contour lines, the way of a run, which follows the player."""

from html import escape

import numpy as np

from ..landscape import Landscape
from ..text import Text
from .contours import segments
from .landscape import clipped, here
from .plot import Panel, polyline, says, svg, ticks, track
from .style import PALETTES, Palette

SIZE = (1000.0, 380.0)
LEFT, RIGHT, TOP, BOTTOM = 62.0, 96.0, 8.0, 40.0
START, LOSS = Text("start", "起点"), Text("Loss", "损失")
BETWEEN = Text("epoch {epoch}", "第 {epoch} 轮")
HERE = Text("epoch {epoch}: loss {loss}", "第 {epoch} 轮：损失 {loss}")
ALT = Text("Loss over {u} and {v}, with the path of the run", "损失随“{u}”与“{v}”的变化，以及训练路径")
STYLE = """
.map .lines {stroke: var(--muted); stroke-width: .75; fill: none; opacity: .8} .map .under {stroke: var(--halo); stroke-width: 5; fill: none}
.map .start {fill: var(--ink)} .map .ring {fill: var(--surface); stroke: var(--ink); stroke-width: 3.5} .map .raised {font-size: 14px}
"""


def map_svg(landscape: Landscape, epoch: int, axes: tuple[str, str], language: str, theme: str) -> str:
    """The map with the run at `epoch`. Between two epochs of the path no loss was computed, and none is said."""
    palette, heights, at = PALETTES[theme], clipped(landscape), here(landscape, epoch)
    (u, v), plain = (landscape.u, landscape.v), (escape(axes[0]), escape(axes[1]))
    panel = Panel(LEFT, TOP, SIZE[0] - LEFT - RIGHT, SIZE[1] - TOP - BOTTOM, (u[0], u[-1]), (v[0], v[-1]))
    points = panel.place(landscape.path[:, 0], landscape.path[:, 1])
    words = [HERE.format(epoch=e, loss=f"{h:.4f}")[language] for e, h in zip(landscape.epochs, landscape.heights)]
    x, y = points[0]
    ring = '<circle class="ring" r="7"/>' + says(words, at, 'class="raised" y="26" text-anchor="middle"', BETWEEN[language])
    body = [
        panel.picture(_share(heights), _greys(palette)),
        _lines(panel, landscape, heights),
        panel.axes(plain, (ticks(*panel.x, 7), ticks(*panel.y, 5))),
        _scale(panel, heights, palette, language),
        f'<polyline class="under" points="{polyline(points)}"/>',
        f'<rect class="start" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>',
        f'<text class="raised" x="{x:.1f}" y="{y - 12:.1f}" text-anchor="middle">{START[language]}</text>',
        track(points, at, ring, colour="var(--ink)"),
    ]
    return svg(SIZE, ALT.format(u=axes[0], v=axes[1])[language], theme, "".join(body), kind="map wide", stops=landscape.epochs.tolist())


def _share(heights: np.ndarray) -> np.ndarray:
    return (heights - heights.min()) / max(float(np.ptp(heights)), 1e-12)


def _greys(palette: Palette) -> list[tuple[float, str]]:
    return [(0.0, palette.surface), (1.0, palette.muted)]


def _lines(panel: Panel, landscape: Landscape, heights: np.ndarray) -> str:
    """Contour lines at round losses; none along the top, where the heights are cut."""
    marks = ticks(float(heights.min()), float(heights.max()))
    pieces = np.concatenate([segments(landscape.u, landscape.v, heights, level) for level in marks if level < heights.max() * 0.999])
    return f'<path class="lines" d="{panel.path(pieces)}"/>'


def _scale(panel: Panel, heights: np.ndarray, palette: Palette, language: str) -> str:
    """Which grey is which loss."""
    low, high = float(heights.min()), float(heights.max())
    title = f'<text x="{panel.right + 16}" y="{TOP + 10}">{LOSS[language]}</text>'
    return title + panel.scale(16, 18, (low, high), _greys(palette), [mark for mark in ticks(low, high, 5) if low <= mark <= high])
