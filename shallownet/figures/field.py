"""A decision field with the borders of two networks over it."""

import numpy as np

from ..text import Text
from .chart import run_colour
from .contours import joined, segments
from .plot import Panel, sub, svg, ticks
from .style import PALETTES

SIZE = (460.0, 432.0)
TWO, ONE = Text("two layers: p = ½", "两层：p = ½"), Text("single layer: p′ = ½", "单层：p′ = ½")
ALT = Text("p over x1 and x2, with the border of the two layers and that of the single layer", "p 随 x1、x2 的变化，以及两层网络与单层网络的边界")
STYLE = ".two {stroke: var(--ink); stroke-width: 6; fill: none} .one {stroke-width: 3; stroke-dasharray: 9 6; fill: none}"


def overlaid(two_layers: np.ndarray, one_layer: np.ndarray, extent: float, language: str, theme: str) -> str:
    """p of the two-layer network as colours; where it is 1/2 as a line, and dashed over it where the single layer's is. Row 0 is the bottom."""
    palette, axis = PALETTES[theme], np.linspace(-extent, extent, len(two_layers))
    panel = Panel(52, 30, 360, 360, (-extent, extent), (-extent, extent))
    marks = ticks(-extent, extent, 5)
    looks = ((two_layers, TWO, 'class="two"', 60), (one_layer, ONE, f'class="one" stroke="{run_colour(theme, 0)}"', 250))
    body = [panel.picture(two_layers, palette.diverging), panel.axes((sub("x", "1"), sub("x", "2")), (marks, marks))]
    body.append(panel.scale(10, 16, (0, 1), palette.diverging, [0, 0.5, 1]) + f'<text x="{panel.right + 10}" y="{panel.top + 8}" font-style="italic">p</text>')
    for p, name, look, x in looks:
        body.append(f'<path {look} d="{panel.path(joined(segments(axis, axis, p, 0.5)))}"/>')
        body.append(f'<path {look} d="M{x} 12h30"/><text x="{x + 38}" y="16">{name[language]}</text>')
    return svg(SIZE, ALT[language], theme, "".join(body))
