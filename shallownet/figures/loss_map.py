"""The loss over a plane of parameters as an SVG map: grey heights, contour lines, the way of a run. A script moves the ring along it."""

import base64
import json
import struct
import zlib
from html import escape

import numpy as np

from ..landscape import Landscape
from ..text import Text
from .contours import levels, segments
from .landscape import clipped, here
from .style import PALETTES

WIDTH, HEIGHT = 1000.0, 380.0
LEFT, RIGHT, TOP, BOTTOM = 62.0, 96.0, 8.0, 40.0
START, LOSS = Text("start", "起点"), Text("Loss", "损失")
BETWEEN = Text("epoch {epoch}", "第 {epoch} 轮")
HERE = Text("epoch {epoch}: loss {loss}", "第 {epoch} 轮：损失 {loss}")
ALT = Text("Loss over {u} and {v}, with the path of the run", "损失随“{u}”与“{v}”的变化，以及训练路径")
STYLE = """
.map {display: block; width: 100%; font-family: var(--st-font, sans-serif); font-variant-numeric: tabular-nums}
.map text {fill: var(--ink); font-size: 13px} .map .small {fill: var(--muted); font-size: 12px}
.map .here-text, .map .start-text {font-size: 14px; font-weight: 600; paint-order: stroke; stroke: var(--halo); stroke-width: 4px}
.map .lines {stroke: var(--muted); stroke-width: .75; fill: none; opacity: .8} .map .frame {stroke: var(--line); fill: none}
.map .under {stroke: var(--halo); stroke-width: 5; fill: none} .map .way {stroke: var(--ink); stroke-width: 1.25; fill: none; opacity: .45}
.map .gone {stroke: var(--ink); stroke-width: 2.5; fill: none} .map .start {fill: var(--ink)}
.map .here {fill: var(--surface); stroke: var(--ink); stroke-width: 3.5}
"""


def map_svg(landscape: Landscape, epoch: int, axes: tuple[str, str], language: str, theme: str) -> str:
    """The map with the run at `epoch`. The stops of the path ride along as data-stops, for the script: [epoch, x, y, words];
    data-between: the words between two stops, where no loss was computed."""
    palette, heights = PALETTES[theme], clipped(landscape)
    points, at = _placed(landscape, landscape.path), here(landscape, epoch)
    words = [HERE.format(epoch=e, loss=f"{h:.4f}")[language] for e, h in zip(landscape.epochs, landscape.heights)]
    stops = [[int(e), round(float(x), 1), round(float(y), 1), text] for e, (x, y), text in zip(landscape.epochs, points, words)]
    colours = ";".join(f"--{name}:{value}" for name, value in palette.values().items() if isinstance(value, str))
    alt = escape(ALT.format(u=axes[0], v=axes[1])[language])
    (x, y), (start_x, start_y), way, grey = points[at], points[0], _polyline(points), (palette.surface, palette.muted)
    return "".join([
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{alt}" style="{colours}" ',
        f'data-stops="{escape(json.dumps(stops))}" data-between="{BETWEEN[language]}">',
        _heights(heights, *grey), _lines(landscape, heights), _axes(landscape, axes), _scale(heights, *grey, language),
        f'<polyline class="under" points="{way}"/><polyline class="way" points="{way}"/><polyline class="gone" points="{_polyline(points[: at + 1])}"/>',
        f'<rect class="start" x="{start_x - 4:.1f}" y="{start_y - 4:.1f}" width="8" height="8"/>',
        f'<text class="start-text" x="{start_x:.1f}" y="{start_y - 12:.1f}" text-anchor="middle">{START[language]}</text>',
        f'<circle class="here" cx="{x:.1f}" cy="{y:.1f}" r="7"/>',
        f'<text class="here-text" x="{x:.1f}" y="{y + 26:.1f}" text-anchor="middle">{words[at]}</text></svg>',
    ])  # fmt: skip


def _placed(landscape: Landscape, points: np.ndarray) -> np.ndarray:
    """Points (..., 2) of the plane in pixels of the drawing."""
    low = np.array([landscape.u[0], landscape.v[0]])
    span = np.array([landscape.u[-1], landscape.v[-1]]) - low
    share = (points - low) / span
    return np.stack([LEFT + share[..., 0] * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - share[..., 1] * (HEIGHT - TOP - BOTTOM)], axis=-1)


def _polyline(points: np.ndarray) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _heights(heights: np.ndarray, low: str, high: str) -> str:
    """The grid as a picture of one pixel a point, smoothed by the browser; the outer half pixels lie outside and are cut off by the frame's clip."""
    share = (heights - heights.min()) / max(float(np.ptp(heights)), 1e-12)
    ends = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (low, high)])
    pixels = (ends[0] + share[::-1, :, None] * (ends[1] - ends[0])).round().astype(np.uint8)
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    box = f'x="{LEFT}" y="{TOP}" width="{width}" height="{height}"'
    return f'<image {box} preserveAspectRatio="none" href="data:image/png;base64,{base64.b64encode(png(pixels)).decode()}"/>'


def png(pixels: np.ndarray) -> bytes:
    """An RGB picture (rows, columns, 3) of bytes as a PNG file."""
    rows, columns, _ = pixels.shape

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    lines = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">2I5B", columns, rows, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def _lines(landscape: Landscape, heights: np.ndarray) -> str:
    """Contour lines at round losses; none along the top, where the heights are cut."""
    marks = levels(float(heights.min()), float(heights.max()))
    pieces = [segments(landscape.u, landscape.v, heights, level) for level in marks if level < heights.max() * 0.999]
    moves = [f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for piece in pieces for (x1, y1), (x2, y2) in _placed(landscape, piece)]
    return f'<path class="lines" d="{"".join(moves)}"/>'


def _axes(landscape: Landscape, axes: tuple[str, str]) -> str:
    """Numbers and names on two sides."""
    right, foot = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = [f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{right - LEFT}" height="{foot - TOP}"/>']
    for value in levels(landscape.u[0], landscape.u[-1], 7):
        x = _placed(landscape, np.array([value, landscape.v[0]]))[0]
        parts.append(f'<text class="small" x="{x:.1f}" y="{foot + 16}" text-anchor="middle">{_number(value)}</text>')
    for value in levels(landscape.v[0], landscape.v[-1], 5):
        y = _placed(landscape, np.array([landscape.u[0], value]))[1]
        parts.append(f'<text class="small" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{_number(value)}</text>')
    parts.append(f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(axes[0])}</text>')
    middle = (TOP + foot) / 2
    parts.append(f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">{escape(axes[1])}</text>')
    return "".join(parts)


def _scale(heights: np.ndarray, low: str, high: str, language: str) -> str:
    """Which grey is which loss."""
    x, foot, steps = WIDTH - RIGHT + 16, HEIGHT - BOTTOM, 24
    ends = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (high, low)])
    pixels = (ends[0] + np.linspace(0, 1, steps)[:, None, None] * (ends[1] - ends[0])).round().astype(np.uint8)
    picture = base64.b64encode(png(pixels)).decode()
    bar = f'<image x="{x}" y="{TOP + 18}" width="12" height="{foot - TOP - 18}" preserveAspectRatio="none" href="data:image/png;base64,{picture}"/>'
    bottom, top = float(heights.min()), float(heights.max())
    marks = [mark for mark in levels(bottom, top, 5) if bottom <= mark <= top]
    places = [(foot - (mark - bottom) / max(top - bottom, 1e-12) * (foot - TOP - 18), mark) for mark in marks]
    texts = "".join(f'<text class="small" x="{x + 18}" y="{y + 4:.1f}">{_number(mark)}</text>' for y, mark in places)
    return f'<text x="{x}" y="{TOP + 10}">{LOSS[language]}</text>{bar}{texts}'


def _number(value: float) -> str:
    return f"{value + 0.0:.6g}".replace("-", "−")
