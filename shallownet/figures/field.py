"""A decision field with the borders of two networks over it."""

import numpy as np
import plotly.graph_objects as go

from ..text import Text
from .chart import finish, run_colour
from .style import PALETTES

TWO, ONE = Text("two layers: p = ½", "两层：p = ½"), Text("single layer: p′ = ½", "单层：p′ = ½")


def overlaid(two_layers: np.ndarray, one_layer: np.ndarray, extent: float, language: str, theme: str) -> go.Figure:
    """p of the two-layer network as colours; where it is 1/2 as a line, and dashed over it where the single layer's is. Row 0 is the bottom."""
    palette = PALETTES[theme]
    axis = np.linspace(-extent, extent, len(two_layers))
    figure = go.Figure(go.Heatmap(x=axis, y=axis, z=two_layers.astype(np.float32), zmin=0, zmax=1, colorscale=palette.diverging, zsmooth="fast",
                                  colorbar={"title": "p", "thickness": 10, "outlinewidth": 0, "tickvals": [0, 0.5, 1]},
                                  hovertemplate="p(%{x:.2f}, %{y:.2f}) = %{z:.3f}<extra></extra>"))  # fmt: skip
    looks = ((two_layers, TWO, {"color": palette.ink, "width": 6}), (one_layer, ONE, {"color": run_colour(theme, 0), "width": 3, "dash": "dash"}))
    for p, name, line in looks:
        figure.add_contour(
            x=axis,
            y=axis,
            z=(p - 0.5).astype(np.float32),
            contours={"type": "constraint", "operation": "=", "value": 0},
            line=line,
            showlegend=False,
            hoverinfo="skip",
        )
        figure.add_scatter(x=[None], y=[None], mode="lines", line=line, name=name[language])
    finish(figure, theme, 430, legend=True)
    figure.update_xaxes(
        range=[-extent, extent], constrain="domain", constraintoward="right", title_text="x<sub>1</sub>", showgrid=False, zeroline=False, dtick=1
    )
    figure.update_yaxes(range=[-extent, extent], scaleanchor="x", title_text="x<sub>2</sub>", showgrid=False, zeroline=False, dtick=1)
    return figure
