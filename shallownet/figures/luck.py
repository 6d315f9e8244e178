"""Bands of the loss over many seeds, and where their accuracies ended."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from ..luck import LEVEL, SOLVED, Luck, quartiles
from ..text import Text
from .chart import columns, faded, finish, run_colour, run_marker
from .style import PALETTES

LOSS, ACCURACY = Text("Loss: median and quartiles", "损失：中位数与四分位数"), Text("Accuracy at the end, a mark a seed", "最终准确率，每个种子一个点")
EPOCH, SEED = Text("epoch", "训练轮次"), Text("seed {seed}", "种子 {seed}")
DRAWN = 250  # epochs of a band that are drawn


def bands(lucks: Sequence[Luck], titles: Sequence[str], language: str, theme: str) -> go.Figure:
    """Left: the middle half of the seeds and their median. Right: every seed's accuracy."""
    figure = columns([LOSS[language], ACCURACY[language]], horizontal_spacing=0.1, column_widths=[0.62, 0.38])
    top = max(float(luck.losses[0][np.isfinite(luck.losses[0])].max(initial=0.7)) for luck in lucks)
    for index, (luck, title) in enumerate(zip(lucks, titles)):
        epochs = np.unique(np.linspace(0, len(luck.losses) - 1, DRAWN).astype(int))
        low, middle, high = (np.where(np.isfinite(part), part, None) for part in quartiles(luck.losses)[:, epochs])
        colour = run_colour(theme, index)
        group = {"legendgroup": title, "hoverinfo": "skip", "mode": "lines", "showlegend": False, "line": {"width": 0}, "row": 1, "col": 1}
        figure.add_scatter(x=epochs, y=low, **group)
        figure.add_scatter(x=epochs, y=high, fill="tonexty", fillcolor=faded(colour, 0.22), **group)
        figure.add_scatter(x=epochs, y=middle, name=title, legendgroup=title, line={"color": colour, "width": 2.25}, mode="lines", row=1, col=1)
        _marks(figure, luck, index, title, language, theme)
    figure.add_hline(y=LEVEL, line={"width": 1, "dash": "dot", "color": PALETTES[theme].muted}, row=1, col=1)
    figure.add_hline(y=SOLVED, line={"width": 1, "dash": "dot", "color": PALETTES[theme].muted}, row=1, col=2)
    figure.update_xaxes(title_text=EPOCH[language], row=1, col=1)
    figure.update_xaxes(tickvals=list(range(len(titles))), ticktext=list(titles), range=[-0.6, len(titles) - 0.4], row=1, col=2)
    figure.update_yaxes(range=[0, min(1.05 * top, 2.0)], row=1, col=1)
    figure.update_yaxes(tickformat=".0%", range=[min(0.4, *(float(luck.accuracy.min()) - 0.03 for luck in lucks)), 1.03], row=1, col=2)
    return finish(figure, theme, 340, legend=True)


def _marks(figure: go.Figure, luck: Luck, index: int, title: str, language: str, theme: str) -> None:
    """The seeds side by side within the run's column, in their order."""
    x = index + np.linspace(-0.36, 0.36, len(luck.seeds))
    words = [SEED.format(seed=seed)[language] for seed in luck.seeds]
    figure.add_scatter(x=x, y=luck.accuracy, mode="markers", marker={"color": run_colour(theme, index), "symbol": run_marker(index), "size": 6, "opacity": 0.8},
                       text=words, hovertemplate="%{text}: %{y:.1%}", name=title, showlegend=False, row=1, col=2)  # fmt: skip
