"""How a run behaves at its learning rate, judged by its losses."""

import numpy as np

from ..text import Text

BEHAVIOUR = {
    "diverges": Text("diverges: from epoch {bad} on the loss is no longer a number", "发散：从第 {bad} 轮起损失不再是一个数"),
    "worse": Text("far too large: ends no better than it began", "过大：结束时并不比开始时好"),
    "jumps": Text("too large: the loss climbs as high as {highest} on the way", "太大：途中损失高达 {highest}"),
    "slow": Text("too small: {share} % of the way of the best run", "太小：只走了最佳者路程的 {share}%"),
    "learns": Text("learns: {share} % of the way of the best run", "学得好：走了最佳者路程的 {share}%"),
}
JUMPS = 1.25  # times the first loss: a run that climbs higher jumps
SLOW = 0.5  # of the best run's fall


def behaviour(losses: np.ndarray, lowest: float) -> tuple[str, Text]:
    """A key of BEHAVIOUR and its words. losses (epochs + 1,): from a divergence on NaN; lowest: the best final loss among the runs compared."""
    bad = np.flatnonzero(~np.isfinite(losses))
    if bad.size:
        return "diverges", BEHAVIOUR["diverges"].format(bad=int(bad[0]))
    first, last, highest = float(losses[0]), float(losses[-1]), float(losses.max())
    share = (first - last) / max(first - lowest, 1e-12)
    if last >= first:
        key = "worse"
    elif highest > JUMPS * first:
        key = "jumps"
    else:
        key = "slow" if share < SLOW else "learns"
    return key, BEHAVIOUR[key].format(highest=f"{highest:.2f}", share=f"{100 * share:.0f}")
