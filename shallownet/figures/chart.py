"""What all Plotly figures share: quiet axes, the page's font sizes, the runs in their order of colours and markers."""

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from .style import PALETTES, RUN_MARKERS

Figure = go.Figure
FONT, FAMILY = 13, "Source Sans, sans-serif"  # the one Streamlit serves


def run_colour(theme: str, index: int) -> str:
    runs = PALETTES[theme].runs
    return runs[index % len(runs)]


def run_marker(index: int) -> str:
    return RUN_MARKERS[index % len(RUN_MARKERS)]


def faded(colour: str, opacity: float) -> str:
    """#RRGGBB as rgba(...)."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def finish(figure: go.Figure, theme: str, height: int, *, legend: bool = False) -> go.Figure:
    """The common look, last of all."""
    palette = PALETTES[theme]
    figure.update_layout(
        height=height, margin={"l": 8, "r": 8, "t": 64 if legend else 34, "b": 8}, showlegend=legend,
        font={"family": FAMILY, "size": FONT, "color": palette.ink}, hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", legend={"orientation": "h", "y": 1, "yref": "container", "yanchor": "top", "x": 0},
    )  # fmt: skip
    axis = {"gridcolor": palette.line, "linecolor": palette.line, "zerolinecolor": palette.muted, "zerolinewidth": 1, "automargin": True,
            "tickfont": {"size": FONT, "color": palette.muted}, "title_font": {"size": FONT, "color": palette.ink}, "title_standoff": 6}  # fmt: skip
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def columns(titles: list[str], rows: int = 1, **options) -> go.Figure:
    """Subplots side by side, one for each title."""
    figure = make_subplots(rows=rows, cols=len(titles), column_titles=titles, **options)
    figure.update_annotations(font_size=FONT + 1)
    return figure


def epoch_line(figure: go.Figure, theme: str, epoch: int) -> None:
    """Where the player stands."""
    figure.add_vline(x=epoch, line={"width": 1, "color": PALETTES[theme].muted, "dash": "dot"})
