"""The computation graph as an SVG: X, W[l], b[l] -> Z[l] -> A[l] -> L. Values in ink as they are computed, gradients in red as they come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ..text import Text
from ..worked import Matrix
from .graph_layout import (
    BETWEEN,
    COLUMNS,
    LINE,
    PAD,
    ROWS,
    TITLE,
    Box,
    Card,
    Edge,
    Now,
    all_edges,
    beside,
    card_height,
    card_width,
    columns,
    lit,
    matrix_height,
    placed,
    plain,
    used,
)  # fmt: skip
from .style import PALETTES

ALT = Text("Computation graph, forward values in black and gradients in red. Now computed: {now}.", "计算图：前向数值为黑色，梯度为红色。当前计算：{now}。")
NOTHING = Text("nothing yet", "尚未开始")


@dataclass(frozen=True)
class Graph:
    """What is drawn.

    last      layers of the network
    cards     by key: X0, W1, b1, Z1, A1, ..., Y0, L0
    now       the step that is lit: ("Z", 1), ("dW", 2), ("L", last), or None before the first
    digits    of the numbers
    """

    last: int
    cards: Mapping[str, Card]
    now: Now
    digits: int


def graph_svg(graph: Graph, language: str, theme: str = "light") -> str:
    """The drawing, as wide as its place. Pure: no state, no identifiers."""
    widths = {key: card_width(card, graph.last, graph.digits) for key, card in graph.cards.items()}
    heights = {key: card_height(card, graph.last) for key, card in graph.cards.items()}
    places, size = placed(graph.last, widths, heights)
    edges = "".join(_edge(edge, places, graph) for edge in all_edges(graph.last))
    cards = "".join(_card(card, places[key], graph) for key, card in graph.cards.items())
    now = "".join((graph.now[0], f"[{graph.now[1]}]" * (graph.now[0] != "L"))) if graph.now else NOTHING[language]
    colours = ";".join(f"--{name}:{value}" for name, value in PALETTES[theme].values().items() if isinstance(value, str))
    alt = escape(ALT.format(now=now)[language])
    return f'<svg class="graph" viewBox="0 0 {size[0]:.0f} {size[1]:.0f}" role="img" aria-label="{alt}" style="{colours}">{edges}{cards}</svg>'


STYLE = """
.graph {display: block; width: 100%; max-height: 480px; font-family: var(--st-font, sans-serif); font-variant-numeric: tabular-nums}
.graph text {fill: var(--ink); font-size: 12px} .graph .title {font-size: 14px; font-weight: 600} .graph .shape {fill: var(--muted)}
.graph .back {fill: var(--gradient)} .graph .faint {fill: var(--muted)}
.graph rect {fill: var(--surface); stroke: var(--line); stroke-width: 1.25} .graph .used rect {stroke: var(--muted); fill: var(--sunken)}
.graph .now rect {stroke: var(--ink); stroke-width: 2.5} .graph .now.red rect {stroke: var(--gradient)}
.graph .unknown rect {stroke-dasharray: 4 3} .graph line {stroke: var(--line); stroke-width: 1.5} .graph polygon {fill: var(--line)}
.graph .lit line {stroke: var(--ink); stroke-width: 2.25} .graph .lit polygon {fill: var(--ink)}
.graph .red line {stroke: var(--gradient)} .graph .red polygon {fill: var(--gradient)} .graph .red.lit line {stroke: var(--gradient); stroke-width: 2.5}
.graph .red.lit polygon {fill: var(--gradient)}
"""


def _card(card: Card, box: Box, graph: Graph) -> str:
    left, top, width, height = box
    now = graph.now is not None and (graph.now[0].removeprefix("d"), graph.now[1] if graph.now[0] != "L" else 0) == (card.letter, card.layer)
    red = now and graph.now is not None and graph.now[0][0] == "d"
    kind = " ".join(word for word, on in (("now", now), ("red", red), ("used", used(card.key, graph.now, graph.last)), ("unknown", not card.known)) if on)
    name = card.letter if card.layer == 0 else f"{card.letter}|[{card.layer}]|"
    parts = [f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6"/>']
    parts.append(rich(left + PAD, top + 16, name, "title"))
    parts.append(f'<text class="shape" x="{left + width - PAD:.1f}" y="{top + 16:.1f}" text-anchor="end">{escape(card.shape)}</text>')
    parts += _numbers(card, box, graph)
    return f'<g class="card {kind}" data-card="{card.key}">{"".join(parts)}</g>'


def _numbers(card: Card, box: Box, graph: Graph) -> list[str]:
    """The value in ink and the gradient in red, beside it or under it; each keeps its place while it is unknown."""
    matrices = [matrix for matrix in (card.value, card.gradient) if matrix is not None]
    widths = [sum(columns(matrix, graph.last, graph.digits)) for matrix in matrices]
    side = beside(card, graph.last)
    all_wide = sum(widths) + BETWEEN * (len(widths) - 1) if side else 0.0
    left, y, parts = box[0] + (box[2] - all_wide) / 2, box[1] + TITLE + LINE - 2, []
    for matrix, width, known, colour in zip(matrices, widths, (card.known, card.back), ("", "back")):
        start = left if side else box[0] + (box[2] - width) / 2
        if known:
            parts.append(_matrix(matrix, start, y, colour, graph))
        if side:
            left += width + BETWEEN
        else:
            y += matrix_height(matrix, graph.last) + BETWEEN
    return parts


def _matrix(matrix: Matrix, left: float, y: float, colour: str, graph: Graph) -> str:
    """Numbers in columns from `left`, the first line at y."""
    widths, rows, parts = columns(matrix, graph.last, graph.digits), ROWS[graph.last], []
    for line in matrix[:rows]:
        x = left
        cells = [plain(value, graph.digits) for value in line[:COLUMNS]] + ["⋯"] * (matrix.shape[1] > COLUMNS)
        for cell, width in zip(cells, widths):
            x += width
            parts.append(f'<text class="{colour}" x="{x - 3:.1f}" y="{y:.1f}" text-anchor="end">{cell}</text>')
        y += LINE
    if len(matrix) > rows:
        parts.append(f'<text class="{colour}" x="{left + sum(widths) / 2:.1f}" y="{y - 4:.1f}" text-anchor="middle">⋮</text>')
    return "".join(parts)


def _edge(edge: Edge, places: Mapping[str, Box], graph: Graph) -> str:
    start, end, ahead, back = edge
    a, b = places[start], places[end]
    backward = graph.now is not None and graph.now[0][0] == "d"
    on = lit(edge, graph.now, graph.last)
    behind = backward and (on or graph.cards[start].back)
    kind = " ".join(word for word, yes in (("lit", on), ("red", on and backward)) if yes)
    if start[0] in "Wb" or start == "Y0":
        x = a[0] + a[2] / 2
        y1, y2 = (a[1] + a[3] + 2, b[1] - 2) if start[0] == "W" else (a[1] - 2, b[1] + b[3] + 2)
        points, tip = (x, y1, x, y2), (x, y1, y2)
        text = rich(x + 8, (y1 + y2) / 2 + 4, back if behind else ahead, "back" if behind else "faint")
        return f'<g class="{kind}">{_line(*points, on and backward)}{text}</g>' if tip else ""
    x1, x2, y = a[0] + a[2] + 3, b[0] - 3, a[1] + a[3] / 2
    middle = (x1 + x2) / 2
    upper = rich(middle, y - 8, ahead, "faint", "middle")
    lower = rich(middle, y + 18, back, "back", "middle") if behind or (on and backward) else ""
    return f'<g class="{kind}">{_line(x1, y, x2, y, on and backward)}{upper}{lower}</g>'


def _line(x1: float, y1: float, x2: float, y2: float, reverse: bool) -> str:
    """A line with its head at the end, or at the start where gradients run back along it."""
    if reverse:
        x1, y1, x2, y2 = x2, y2, x1, y1
    length = max(abs(x2 - x1) + abs(y2 - y1), 1)
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    bx, by = x2 - 8 * dx, y2 - 8 * dy
    head = f"{x2:.1f},{y2:.1f} {bx - 4 * dy:.1f},{by + 4 * dx:.1f} {bx + 4 * dy:.1f},{by - 4 * dx:.1f}"
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{bx:.1f}" y2="{by:.1f}"/><polygon points="{head}"/>'


def rich(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    """Text in which every second stretch between bars is raised."""
    if not words:
        return ""
    spans = []
    for index, stretch in enumerate(words.split("|")):
        raised = ' dy="-4" font-size="9"' if index % 2 else ' dy="4"' if index else ""
        spans.append(f"<tspan{raised}>{escape(stretch)}</tspan>" if stretch else "")
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{"".join(spans)}</text>'
