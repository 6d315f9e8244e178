"""The symmetry meter over the epochs, and the ways of the units' weights."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from ..history import History, augmented
from ..symmetry import CLOSE, Meter
from ..text import Text
from .chart import columns, epoch_line, finish, run_colour, run_marker
from .style import PALETTES

EPOCH, DISTINCT = Text("epoch", "训练轮次"), Text("different units (dotted: by more than {close})", "互不相同的单元数（点线：差异大于 {close}）")
SPREAD = Text("largest difference", "最大差异")
UNIT, START, HERE = Text("unit {number}", "单元 {number}"), Text("start", "起点"), Text("epoch {epoch}", "第 {epoch} 轮")


def meter_figure(meters: Sequence[Meter], titles: Sequence[str], units: int, epoch: int, language: str, theme: str) -> go.Figure:
    """How many different units there are, and how far apart they are, for each run."""
    figure = columns([DISTINCT.format(close=CLOSE)[language], SPREAD[language]], horizontal_spacing=0.09)
    # curves often lie on each other, so the first are the widest
    for index, (meter, title) in enumerate(zip(meters, titles)):
        line = {"color": run_colour(theme, index), "width": 2 + 1.6 * (len(meters) - 1 - index)}
        look = {"name": title, "legendgroup": title, "mode": "lines", "x": meter.epochs}
        figure.add_scatter(y=meter.distinct, line={**line, "shape": "hv"}, **look, row=1, col=1)
        figure.add_scatter(y=meter.distinct_roughly, line={**line, "shape": "hv", "dash": "dot"}, showlegend=False, **look, row=1, col=1)
        figure.add_scatter(y=meter.spread, line=line, showlegend=False, **look, row=1, col=2)
        here = int(np.abs(meter.epochs - epoch).argmin())
        mark = {"color": run_colour(theme, index), "symbol": run_marker(index), "size": 10}
        for column, values in ((1, meter.distinct), (2, meter.spread)):
            figure.add_scatter(x=[epoch], y=[values[here]], mode="markers", marker=mark, showlegend=False, hoverinfo="skip", row=1, col=column)
    figure.update_yaxes(range=[0, units + 0.6], dtick=max(1, units // 4), row=1, col=1)
    figure.update_yaxes(rangemode="tozero", row=1, col=2)
    figure.update_xaxes(title_text=EPOCH[language])
    epoch_line(figure, theme, epoch)
    return finish(figure, theme, 250, legend=True)


def trajectories(histories: Sequence[History], titles: Sequence[str], epochs: np.ndarray, epoch: int, language: str, theme: str) -> go.Figure:
    """Each unit of the first hidden layer as a point (w1, w2) on its way from the start (hollow) to where the player stands, all runs on one scale."""
    figure, palette = columns(list(titles), horizontal_spacing=0.04), PALETTES[theme]
    largest = 0.0
    for column, history in enumerate(histories, 1):
        at = np.searchsorted(history.recorded, epochs)
        ways = augmented(history.parameters[at, 0], history.sizes)[0]  # (epochs, units, 3)
        largest = max(largest, float(np.abs(ways[..., :2]).max()))
        upto = epochs <= epoch
        for unit in range(ways.shape[1]):
            x, y = ways[:, unit, 0], ways[:, unit, 1]
            name = UNIT.format(number=unit + 1)[language]
            line = {"color": run_colour(theme, column - 1), "width": 2}
            figure.add_scatter(x=x[upto], y=y[upto], mode="lines", line=line, name=name, row=1, col=column)
            figure.add_scatter(x=x[~upto], y=y[~upto], mode="lines", line=line, opacity=0.25, name=name, row=1, col=column)
            figure.add_scatter(x=x[:1], y=y[:1], mode="markers", marker={"symbol": "circle-open", "size": 9, "color": palette.ink},
                               name=f"{name}, {START[language]}", row=1, col=column)  # fmt: skip
            figure.add_scatter(x=x[upto][-1:], y=y[upto][-1:], mode="markers+text", text=[str(unit + 1)], textposition="top center",
                               marker={"size": 9, "color": line["color"], "symbol": run_marker(column - 1)},
                               name=f"{name}, {HERE.format(epoch=epoch)[language]}", row=1, col=column)  # fmt: skip
    reach = 1.12 * largest or 1.0
    figure.update_xaxes(range=[-reach, reach], title_text="w<sub>j1</sub>")
    figure.update_yaxes(range=[-reach, reach])
    figure.update_yaxes(title_text="w<sub>j2</sub>", row=1, col=1)
    return finish(figure, theme, 320)
