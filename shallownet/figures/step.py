"""The loss along one step of gradient descent."""

import numpy as np

from ..text import Text
from .plot import Panel, mark, polyline, svg, ticks
from .style import PALETTES

SIZE = (1000.0, 320.0)
RATE, LOSS = Text("learning rate α", "学习率 α"), Text("Loss", "损失")
REAL, PREDICTED = Text("loss after the step", "走一步后的损失"), Text("predicted: L − α‖∇L‖²", "预测：L − α‖∇L‖²")
STYLE = """
.step .real, .step .predicted {stroke: var(--ink); stroke-width: 2.25; fill: none} .step .predicted {stroke: var(--gradient); stroke-dasharray: 8 6}
"""


def step_svg(rates: np.ndarray, losses: np.ndarray, chosen: tuple[float, float], slope: float, language: str, theme: str) -> str:
    """The loss after one step against the learning rate, and the straight line that the gradient predicts. chosen: (α, loss) of the step taken.

    rates from 0 on, so losses[0] is the loss before the step; slope: ‖∇L‖². A loss that is not finite is not drawn.
    """
    fine = np.isfinite(losses)
    low, high = float(losses[fine].min()), float(losses[fine].max())
    span = max(high - low, 1e-6)
    panel = Panel(70, 34, 900, 236, (0.0, float(rates[-1])), (low - 0.25 * span, high + 0.08 * span))
    line = losses[0] - slope * rates
    clip = f'<clipPath id="step-panel"><rect x="{panel.left}" y="{panel.top}" width="{panel.width}" height="{panel.height}"/></clipPath>'
    x, y = panel.place(*chosen)
    body = [
        clip,
        panel.axes((RATE[language], LOSS[language]), (ticks(*panel.x, 8), ticks(*panel.y, 5)), grid=True),
        f'<polyline class="real" points="{polyline(panel.place(rates[fine], losses[fine]))}"/>',
        f'<polyline class="predicted" clip-path="url(#step-panel)" points="{polyline(panel.place(rates, line))}"/>',
        f'<g color="{PALETTES[theme].ink}" transform="translate({x:.1f} {y:.1f})">{mark("circle", 6)}</g>' if np.isfinite(chosen[1]) else "",
    ]
    for at, (name, look) in enumerate(((REAL, "real"), (PREDICTED, "predicted"))):
        left = panel.left + 260 * at
        body.append(f'<path class="{look}" d="M{left} 16h30"/><text x="{left + 38}" y="20">{name[language]}</text>')
    return svg(SIZE, f"{LOSS[language]} · {RATE[language]}", theme, "".join(body), kind="step wide")
