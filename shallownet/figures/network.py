"""The network drawn with its symbols, as SVG in the page's colours: inputs, hidden units, output; one unit or one layer can be lit up."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ..text import Text

COLUMN, ROW, RADIUS = 170, 58, 21  # distances of centres; half the height of a node
TOP, SIDE, FOOT = 46, 70, 34
INPUTS, HIDDEN, OUTPUT = Text("Inputs", "输入"), Text("Hidden layer", "隐藏层"), Text("Output", "输出")
HIDDEN_NUMBER = Text("Hidden layer {number}", "隐藏层 {number}")
UNIT = Text("Unit {unit} of layer {layer}", "第 {layer} 层的单元 {unit}")
DRAWING = Text("Network {sizes}", "网络 {sizes}")
STYLE = """
svg {display: block; max-width: 100%; height: auto; font: 15px var(--st-font); overflow: visible}
.edge {stroke: var(--st-border-color); stroke-width: 1.25}
.edge.lit {stroke: var(--st-text-color); stroke-width: 2}
.node rect {fill: var(--st-background-color); stroke: var(--st-text-color); stroke-width: 1.25}
.node.lit rect {fill: var(--st-secondary-background-color); stroke-width: 3}
.node.faint, .node.faint + .value {opacity: .35}
.node {cursor: default} .node[tabindex] {cursor: pointer} .node:focus-visible {outline: none} .node:focus-visible rect {stroke-width: 4}
text {fill: var(--st-text-color); text-anchor: middle; dominant-baseline: central}
.head {font-weight: 600} .foot, .value {font-size: 13px; opacity: .75} .value.lit {opacity: 1; font-weight: 600}
.symbol {font-style: italic} .small {font-size: 11px; font-style: normal}
"""


@dataclass(frozen=True)
class Drawing:
    """What is drawn.

    sizes     units a layer, inputs first
    values    layer -> what stands under each of its nodes; layers without are left bare
    reached   the last layer that has been computed; nodes after it are faint. None: all are in full ink
    chosen    (layer, unit) counted from 1, lit up with its edges
    select    whether hidden and output units can be chosen
    """

    sizes: tuple[int, ...]
    values: tuple[tuple[str, ...], ...] = ()
    reached: int | None = None
    chosen: tuple[int, int] | None = None
    select: bool = True


def network_svg(drawing: Drawing, language: str) -> str:
    """The SVG. Every selectable unit carries data-unit="layer.unit" and a name."""
    sizes = drawing.sizes
    tallest = max(sizes)
    width, height = 2 * SIDE + COLUMN * (len(sizes) - 1), TOP + ROW * tallest + FOOT
    parts = [_edges(drawing), *(_column(drawing, layer, language) for layer in range(len(sizes)))]
    label = escape(DRAWING[language].format(sizes="-".join(map(str, sizes))))
    return f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" aria-label="{label}">{"".join(parts)}</svg>'


def centre(sizes: Sequence[int], layer: int, unit: int) -> tuple[float, float]:
    """Where a node is; layer 0 are the inputs, units count from 0."""
    return SIDE + COLUMN * layer, TOP + ROW * (unit + 0.5 + (max(sizes) - sizes[layer]) / 2)


def _edges(drawing: Drawing) -> str:
    plain: list[str] = []
    lit: list[str] = []
    for layer in range(1, len(drawing.sizes)):
        for unit in range(drawing.sizes[layer]):
            is_lit = drawing.chosen == (layer, unit + 1)
            for below in range(drawing.sizes[layer - 1]):
                (x1, y1), (x2, y2) = centre(drawing.sizes, layer - 1, below), centre(drawing.sizes, layer, unit)
                line = f'<line class="edge{" lit" if is_lit else ""}" x1="{x1 + RADIUS:g}" y1="{y1:g}" x2="{x2 - RADIUS:g}" y2="{y2:g}"/>'
                (lit if is_lit else plain).append(line)
    return "".join(plain + lit)


def _column(drawing: Drawing, layer: int, language: str) -> str:
    x, last = SIDE + COLUMN * layer, len(drawing.sizes) - 1
    foot = TOP + ROW * max(drawing.sizes) + FOOT - 12
    title = INPUTS if layer == 0 else OUTPUT if layer == last else HIDDEN if last == 2 else HIDDEN_NUMBER.format(number=layer)
    count = f'<tspan class="symbol">n</tspan><tspan class="small" dy="4">{layer}</tspan><tspan dy="-4"> = {drawing.sizes[layer]}</tspan>'
    nodes = "".join(_node(drawing, layer, unit, language) for unit in range(drawing.sizes[layer]))
    return f'<text class="head" x="{x}" y="14">{escape(title[language])}</text>{nodes}<text class="foot" x="{x}" y="{foot}">{count}</text>'


def _node(drawing: Drawing, layer: int, unit: int, language: str) -> str:
    (x, y), chosen = centre(drawing.sizes, layer, unit), drawing.chosen == (layer, unit + 1)
    faint = drawing.reached is not None and layer > drawing.reached
    name = escape(UNIT[language].format(unit=unit + 1, layer=layer))
    button = f' tabindex="0" role="button" aria-pressed="{str(chosen).lower()}" aria-label="{name}" data-unit="{layer}.{unit + 1}"'
    box = f'<rect x="{x - RADIUS:g}" y="{y - RADIUS + 3:g}" width="{2 * RADIUS}" height="{2 * RADIUS - 6}" rx="{4 if layer == 0 else RADIUS - 3}"/>'
    state = f"node{' lit' if chosen else ''}{' faint' if faint else ''}"
    node = f'<g class="{state}"{button if drawing.select and layer else ""}>{box}{_name(drawing, layer, unit)}</g>'
    values = drawing.values[layer] if layer < len(drawing.values) else ()
    below = f'<text class="value{" lit" if chosen else ""}" x="{x:g}" y="{y + RADIUS + 6:g}">{escape(values[unit])}</text>' if unit < len(values) else ""
    return node + below


def _name(drawing: Drawing, layer: int, unit: int) -> str:
    """x1, a with its layer and unit, or y with a hat."""
    x, y = centre(drawing.sizes, layer, unit)
    if layer == 0:
        return f'<text x="{x:g}" y="{y:g}"><tspan class="symbol">x</tspan><tspan class="small" dy="5">{unit + 1}</tspan></text>'
    if layer == len(drawing.sizes) - 1:
        return f'<text class="symbol" x="{x:g}" y="{y:g}">ŷ</text>'
    letter = f'<text class="symbol" x="{x - 7:g}" y="{y:g}">a</text>'
    return f'{letter}<text class="small" x="{x + 5:g}" y="{y - 7:g}">[{layer}]</text><text class="small" x="{x + 2:g}" y="{y + 7:g}">{unit + 1}</text>'
