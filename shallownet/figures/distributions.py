"""Histograms of a layer's numbers at two epochs, and the variance of z against the fan-in."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ..distributions import LayerNumbers
from ..initializers import INITIALIZERS
from ..text import Text
from ..variance import Spread
from .chart import FONT, faded, finish, run_colour, run_marker
from .style import PALETTES

BINS = 40
AT = Text("epoch {epoch}", "第 {epoch} 轮")
SHARE = Text("share", "占比")
FAN_IN, VARIANCE = Text("fan-in n of the layer", "该层的输入数 n"), Text("Var[z]", "Var[z]")
RULE, MEASURED = Text("{name}: rule", "{name}：公式"), Text("{name}: measured", "{name}：实测")


def histograms(
    starts: Sequence[LayerNumbers], heres: Sequence[LayerNumbers], titles: Sequence[str], layer: int, epoch: int, language: str, theme: str
) -> go.Figure:
    """A row for z, a, dz and dW each, a column a run: at initialization (grey) and at the epoch (the run's colour), one scale a row."""
    rows = {"z": f"z<sup>[{layer}]</sup>", "a": f"a<sup>[{layer}]</sup>", "dz": f"dz<sup>[{layer}]</sup>", "dw": f"dW<sup>[{layer}]</sup>"}
    figure = make_subplots(rows=len(rows), cols=len(titles), column_titles=list(titles), row_titles=list(rows.values()), vertical_spacing=0.07,
                           horizontal_spacing=0.03, shared_xaxes=False)  # fmt: skip
    figure.update_annotations(font_size=FONT + 1)
    for row, part in enumerate(rows, 1):
        reach = max(float(np.abs(getattr(numbers, part)).max(initial=0)) for numbers in (*starts, *heres)) * 1.05 or 1.0
        edges = np.linspace(-reach, reach, BINS + 1)
        for column, (start, here) in enumerate(zip(starts, heres), 1):
            for when, numbers in ((0, start), (epoch, here)):
                _histogram(figure, getattr(numbers, part), edges, when == 0, AT.format(epoch=when)[language], theme, row, column)
        figure.update_xaxes(range=[-reach, reach], row=row)
    figure.update_yaxes(range=[0, 1.05], showticklabels=False)
    figure.update_layout(barmode="overlay", bargap=0)
    return finish(figure, theme, 480)


def _histogram(figure: go.Figure, values: np.ndarray, edges: np.ndarray, is_start: bool, name: str, theme: str, row: int, column: int) -> None:
    """Bars as high as the fullest bin is 1: what counts is the shape, and a single value is one bar."""
    counts, _ = np.histogram(values, edges)
    colour = PALETTES[theme].muted if is_start else run_colour(theme, column - 1)
    figure.add_bar(x=(edges[:-1] + edges[1:]) / 2, y=counts / max(1, counts.max()), width=np.diff(edges), name=name, marker_line_width=0,
                   marker_color=faded(colour, 0.35 if is_start else 0.75), customdata=counts / max(1, counts.sum()),
                   hovertemplate="%{x:.3g}: %{customdata:.1%}", row=row, col=column)  # fmt: skip


def variance_figure(spreads: Mapping[str, Mapping[int, Spread]], chosen: int, language: str, theme: str) -> go.Figure:
    """Var[z] of one layer against its fan-in: the rule as a line, samples as marks, for each scheme; the chosen fan-in as a vertical line."""
    figure = go.Figure()
    for index, (key, by_fan_in) in enumerate(spreads.items()):
        name, fan_ins = INITIALIZERS[key].name[language], sorted(by_fan_in)
        colour = run_colour(theme, index)
        for label, part in ((RULE, "rule"), (MEASURED, "measured")):
            values = [getattr(by_fan_in[n], part) or None for n in fan_ins]  # zero has no place on a logarithmic axis
            look = {"mode": "lines", "line": {"color": colour, "width": 2}} if part == "rule" else {
                "mode": "markers", "marker": {"color": colour, "symbol": run_marker(index), "size": 8}}  # fmt: skip
            figure.add_scatter(x=fan_ins, y=values, name=label.format(name=name)[language], showlegend=part == "rule", **look)
    figure.add_hline(y=1, line={"width": 1, "dash": "dot", "color": PALETTES[theme].muted})
    figure.add_vline(x=chosen, line={"width": 1, "dash": "dot", "color": PALETTES[theme].muted})
    figure.update_xaxes(type="log", title_text=FAN_IN[language], tickvals=[1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    figure.update_yaxes(type="log", title_text=VARIANCE[language], exponentformat="power")
    return finish(figure, theme, 330, legend=True)
