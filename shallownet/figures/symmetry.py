"""The symmetry meter over the epochs, and the ways of the units' weights: both follow the player."""

from collections.abc import Sequence

import numpy as np

from ..history import History, augmented
from ..measures import groups
from ..symmetry import CLOSE, Meter
from ..text import Text
from .chart import run_colour, run_marker
from .plot import Panel, mark, number, polyline, says, sub, svg, ticks, track

WIDTH = 1000.0
EPOCH, DISTINCT = Text("epoch", "训练轮次"), Text("different units (dotted: by more than {close})", "互不相同的单元数（点线：差异大于 {close}）")
SPREAD = Text("largest difference between two units", "任意两个单元的最大差异")
COUNT = Text("{title}: {distinct} of {units} different", "{title}：{units} 个单元中 {distinct} 种")
METER = Text("Different units, and the largest difference between two of them, epoch by epoch", "每一轮中互不相同的单元数，以及两个单元的最大差异")
WAYS = Text("The weights of each hidden unit, from the start on: {titles}", "每个隐藏单元的权重从起点开始的轨迹：{titles}")
STYLE = """
.plot .curve {stroke: currentColor; fill: none} .plot .rough {stroke-dasharray: 2 4} .plot .start {fill: var(--surface); stroke: var(--ink); stroke-width: 1.5}
.plot .title {font-weight: 600}
"""


def meter_figure(meters: Sequence[Meter], titles: Sequence[str], units: int, epoch: int, language: str, theme: str) -> str:
    """How many different units there are, and how far apart they are, for each run."""
    epochs = meters[0].epochs
    at, last = _at(epochs, epoch), float(max(epochs[-1], 1))
    highest = max(float(np.nanmax(np.where(np.isfinite(meter.spread), meter.spread, 0))) for meter in meters) or 1.0
    counts = Panel(40, 58, 430, 150, (0, last), (0, units + 0.6))
    spreads = Panel(545, 58, 430, 150, (0, last), (0, 1.08 * highest))
    steps = [value for value in ticks(0, units, 4) if value == round(value)]
    body = [
        counts.axes((EPOCH[language], ""), (ticks(0, last, 6), steps), grid=True),
        spreads.axes((EPOCH[language], ""), (ticks(0, last, 6), ticks(*spreads.y, 4)), grid=True),
        f'<text class="title" x="{counts.left}" y="48">{DISTINCT.format(close=CLOSE)[language]}</text>',
        f'<text class="title" x="{spreads.left}" y="48">{SPREAD[language]}</text>',
        *(_now(panel, epochs, at) for panel in (counts, spreads)),
    ]
    marks = []  # over all curves
    for index, (meter, title) in enumerate(zip(meters, titles)):
        width, colour = 2 + 1.6 * (len(meters) - 1 - index), run_colour(theme, index)  # curves often lie on each other, so the first are the widest
        for panel, values, kind in ((counts, meter.distinct, "curve"), (counts, meter.distinct_roughly, "curve rough"), (spreads, meter.spread, "curve")):
            points = panel.place(epochs, np.nan_to_num(values, posinf=panel.y[1]))
            drawn = _stairs(points) if panel is counts else points
            body.append(f'<polyline class="{kind}" color="{colour}" stroke-width="{width:g}" points="{polyline(drawn)}"/>')
            if kind == "curve":
                marks.append(track(points, at, mark(run_marker(index)), colour=colour, shown=False, step=panel is counts))
        body.append(_legend(meter, title, units, at, index, len(meters), language, theme))
    return svg((WIDTH, 250), METER[language], theme, "".join([*body, *marks]), kind="meter wide", stops=epochs.tolist())


def _at(epochs: np.ndarray, epoch: int) -> int:
    """The last stop that is not after the epoch."""
    return max(0, int(np.searchsorted(epochs, epoch, side="right")) - 1)


def _stairs(line: np.ndarray) -> np.ndarray:
    """Level until the next point, then up or down."""
    corners = np.stack([line[1:, 0], line[:-1, 1]], axis=-1)
    return np.concatenate([np.stack([line[:-1], corners], axis=1).reshape(-1, 2), line[-1:]])


def _now(panel: Panel, epochs: np.ndarray, at: int) -> str:
    """A line where the player stands."""
    return track(panel.place(epochs, panel.y[1]), at, f'<path class="now" d="M0 0V{panel.height:g}"/>', shown=False)


def _legend(meter: Meter, title: str, units: int, at: int, index: int, runs: int, language: str, theme: str) -> str:
    """A run's marker, name and count."""
    x = 40 + index * (WIDTH - 40) / max(runs, 3)
    words = [COUNT.format(title=title, distinct=int(count), units=units)[language] for count in meter.distinct]
    sign = f'<g transform="translate({x + 6:.0f} 16)" color="{run_colour(theme, index)}">{mark(run_marker(index))}</g>'
    return sign + says(words, at, f'x="{x + 18:.0f}" y="21"')


def trajectories(histories: Sequence[History], titles: Sequence[str], epochs: np.ndarray, epoch: int, language: str, theme: str) -> str:
    """Each unit of the first hidden layer as a point (w1, w2) on its way from the start (hollow) to where the player stands, all runs on one scale.

    Units that go the same way to the last bit are one point with all their numbers.
    """
    at = _at(epochs, epoch)
    ways = [augmented(history.parameters[np.searchsorted(history.recorded, epochs), 0], history.sizes)[0][..., :2] for history in histories]
    finite = np.concatenate([np.abs(way[np.isfinite(way)]) for way in ways])
    reach = 1.12 * float(finite.max(initial=0)) or 1.0
    width, height = (WIDTH - 24) / len(ways), 260.0
    inner = width - 78
    across, up = (reach * side / min(inner, height) for side in (inner, height))  # w1 and w2 have one scale
    body = []
    for index, (way, title) in enumerate(zip(ways, titles)):
        panel = Panel(70 + index * width, 30, inner, height, (-across, across), (-up, up))
        body.append(f'<text class="title" x="{panel.left:.1f}" y="20">{title}</text>')
        body.append(panel.axes((sub("w", "j1"), sub("w", "j2")), (ticks(*panel.x, 5), ticks(*panel.y, 5)), grid=True))
        body.extend(_unit(panel, way, units, at, index, theme) for units in _same_ways(way))
    alt = WAYS.format(titles=", ".join(titles))[language]
    return svg((WIDTH, 30 + height + 44), alt, theme, "".join(body), kind="ways wide", stops=epochs.tolist())


def _same_ways(way: np.ndarray) -> list[list[int]]:
    """Which units go the same way, (epochs, units, 2)."""
    kinds = groups(way.swapaxes(0, 1).reshape(way.shape[1], -1))
    return [[unit for unit, kind in enumerate(kinds) if kind == one] for one in sorted(set(kinds))]


def _unit(panel: Panel, way: np.ndarray, units: list[int], at: int, index: int, theme: str) -> str:
    points = panel.place(*np.nan_to_num(way[:, units[0]], posinf=panel.x[1], neginf=panel.x[0]).T)
    x, y = points[0]
    label = f'<text class="raised" y="-10" text-anchor="middle">{_numbers(units)}</text>'
    start = f'<circle class="start" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    return track(points, at, mark(run_marker(index), 5) + label, under=start, colour=run_colour(theme, index))


def _numbers(units: list[int]) -> str:
    """Numbers of units counted from 1, neighbours as a stretch: 1–4, 6."""
    stretches: list[list[int]] = []
    for unit in units:
        if stretches and stretches[-1][-1] == unit - 1:
            stretches[-1].append(unit)
        else:
            stretches.append([unit])
    return ", ".join(number(one[0] + 1) if len(one) == 1 else f"{one[0] + 1}–{one[-1] + 1}" for one in stretches)
