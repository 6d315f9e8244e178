"""Activation curves: one with its slope, its tangent at a movable z and its quiet zones; several side by side."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ..activations import ACTIVATIONS
from ..curves import REACH, Curve, Zone, curve, place, zones
from ..text import Text
from .chart import columns, faded, finish, run_colour
from .style import PALETTES

DEAD, SATURATED = Text("dead", "失活"), Text("saturated", "饱和")
TANGENT = Text("tangent", "切线")
DASHES = ("solid", "dash", "dot", "dashdot")


def curve_and_slope(key: str, z: float, language: str, theme: str) -> go.Figure:
    """g above, g' below, over the same z; the tangent at z; zones where |g'| is small, shaded and named."""
    palette, seen, here, ends = PALETTES[theme], _drawn(key), place(key, z), np.array([-REACH, REACH])
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.62, 0.38], vertical_spacing=0.06)
    figure.add_scatter(
        x=seen.z, y=seen.a, name="g(z)", line={"color": palette.ink, "width": 2.5, "simplify": False}, hovertemplate="g(%{x:.2f}) = %{y:.3f}<extra></extra>"
    )
    figure.add_scatter(x=ends, y=here.tangent(ends), name=TANGENT[language], line={"color": palette.gradient, "width": 1.75, "dash": "dash"}, hoverinfo="skip")
    figure.add_scatter(x=seen.z, y=seen.slope, name="g′(z)", line={"color": palette.gradient, "width": 2.5, "simplify": False},
                       hovertemplate="g′(%{x:.2f}) = %{y:.3f}<extra></extra>", row=2, col=1)  # fmt: skip
    for row, value, colour in ((1, here.a, palette.ink), (2, here.slope, palette.gradient)):
        figure.add_vline(x=z, line={"width": 1, "color": palette.muted, "dash": "dot"}, row=row, col=1)
        figure.add_scatter(x=[z], y=[value], mode="markers", marker={"size": 11, "color": colour, "line": {"width": 2, "color": palette.halo}},
                           hoverinfo="skip", row=row, col=1)  # fmt: skip
    for zone in zones(key):
        _shade(figure, zone, language, theme)
    finish(figure, theme, 430)
    figure.update_xaxes(range=[-REACH, REACH])
    figure.update_xaxes(title_text="z", row=2)
    figure.update_yaxes(title_text="g(z)", range=_range(seen.a), row=1)
    figure.update_yaxes(title_text="g′(z)", range=_range(seen.slope), row=2)
    return figure


def _shade(figure: go.Figure, zone: Zone, language: str, theme: str) -> None:
    """A zone in both rows, named where there is room."""
    palette, name = PALETTES[theme], (DEAD if zone.dead else SATURATED)[language]
    look = {"x0": zone.low, "x1": zone.high, "fillcolor": faded(palette.muted, 0.3 if zone.dead else 0.15), "line_width": 0, "layer": "below", "col": 1}
    label = {"annotation_text": name, "annotation_position": "top left", "annotation_font_color": palette.ink} if zone.high - zone.low > 1 else {}
    figure.add_vrect(row=1, **look, **label)
    figure.add_vrect(row=2, **look)


def side_by_side(keys: Sequence[str], language: str, theme: str) -> go.Figure:
    """g on the left, g' on the right, of up to four activations."""
    figure = columns(["g(z)", "g′(z)"], horizontal_spacing=0.06)
    for index, key in enumerate(keys):
        seen, name = _drawn(key), ACTIVATIONS[key].name[language]
        for column, values in enumerate((seen.a, seen.slope), 1):
            figure.add_scatter(x=seen.z, y=values, name=name, legendgroup=key, showlegend=column == 1, row=1, col=column, hovertemplate="%{y:.3f}",
                               line={"color": run_colour(theme, index), "width": 2.5, "dash": DASHES[index % len(DASHES)], "simplify": False})  # fmt: skip
    finish(figure, theme, 400, legend=True)
    figure.update_xaxes(range=[-REACH, REACH], title_text="z")
    figure.update_yaxes(range=[-2.2, 3.2], col=1)
    figure.update_yaxes(range=[-1.15, 1.3], col=2)
    return figure


def _drawn(key: str) -> Curve:
    """Every other node, in single precision: a figure is sent again with every move of z."""
    return Curve(*(values[::2].astype(np.float32) for values in curve(key)))


def _range(values) -> list[float]:
    """What is shown of a curve: all of a bounded one, the middle of one that grows; some air around it."""
    low, high = max(float(values.min()), -2.0), min(float(values.max()), 3.0)
    return [min(low, 0.0) - 0.2, max(high, 1.0) + 0.25]
