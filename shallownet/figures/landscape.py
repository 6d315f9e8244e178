"""Plotly figures of the gradient lesson: the loss over a plane as a surface, the error of a difference quotient."""

import numpy as np
import plotly.graph_objects as go

from ..landscape import Landscape
from ..text import Text
from .chart import finish
from .style import PALETTES

LOSS = Text("Loss", "损失")
STEP, ERROR = Text("step h", "步长 h"), Text("absolute error", "绝对误差")
HEADROOM = 1.6  # of the largest loss on the path: what is higher is drawn as high


def surface(landscape: Landscape, epoch: int, axes: tuple[str, str], language: str, theme: str) -> go.Figure:
    """The surface in grey, the path on it in ink, a ball at the present epoch. `axes`: names of u and v."""
    palette, at = PALETTES[theme], here(landscape, epoch)
    u, v, z = landscape.path[:, 0], landscape.path[:, 1], np.minimum(landscape.heights, _top(landscape))
    figure = go.Figure()
    figure.add_surface(x=landscape.u, y=landscape.v, z=clipped(landscape), colorscale=[(0, palette.sunken), (1, palette.muted)], showscale=False,
                       contours={"z": {"show": True, "color": palette.muted, "width": 1}}, hovertemplate="L = %{z:.4f}<extra></extra>")  # fmt: skip
    lift = 0.01 * (_top(landscape) - float(landscape.losses.min()))
    figure.add_scatter3d(x=u, y=v, z=z + lift, mode="lines", line={"color": palette.ink, "width": 6}, hoverinfo="skip")
    figure.add_scatter3d(x=u[[at]], y=v[[at]], z=z[[at]] + lift, mode="markers", marker={"size": 7, "color": palette.ink}, hoverinfo="skip")
    axis = {"backgroundcolor": palette.surface, "gridcolor": palette.line, "color": palette.ink}
    figure.update_layout(scene={"xaxis": {"title": {"text": axes[0]}, **axis}, "yaxis": {"title": {"text": axes[1]}, **axis},
                                "zaxis": {"title": {"text": LOSS[language]}, **axis}, "camera": {"eye": {"x": 1.3, "y": -1.4, "z": 1.0}}})  # fmt: skip
    return finish(figure, theme, 460)


def here(landscape: Landscape, epoch: int) -> int:
    """The position on the path that is nearest to an epoch."""
    return int(np.abs(landscape.epochs - epoch).argmin())


def _top(landscape: Landscape) -> float:
    low = float(np.nanmin(landscape.losses))
    return low + HEADROOM * max(float(np.nanmax(landscape.heights)) - low, 0.05)


def clipped(landscape: Landscape) -> np.ndarray:
    """The losses, those far above the path cut to one height, so that what is near it can be told apart."""
    return np.minimum(np.nan_to_num(landscape.losses, nan=np.inf), _top(landscape))


def error_figure(steps: np.ndarray, errors: np.ndarray, step: float, language: str, theme: str) -> go.Figure:
    """Error of a central difference against its step, both logarithmic; an error of 0 is not drawn."""
    palette = PALETTES[theme]
    figure = go.Figure()
    drawn = np.where(errors > 0, errors, np.nan)
    figure.add_scatter(
        x=steps,
        y=drawn,
        mode="lines+markers",
        line={"color": palette.ink, "width": 2.25},
        marker={"size": 7},
        hovertemplate="h = %{x:.0e}: %{y:.1e}<extra></extra>",
    )
    figure.add_vline(x=step, line={"width": 1, "color": palette.muted, "dash": "dot"})
    figure.update_xaxes(title_text=STEP[language], type="log", exponentformat="power")
    figure.update_yaxes(title_text=ERROR[language], type="log", exponentformat="power")
    return finish(figure, theme, 300)
