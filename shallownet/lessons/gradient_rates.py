"""How a run behaves at its learning rate, judged by its losses."""

import numpy as np

from ..text import Text

BEHAVIOUR = {
    "diverges": Text("diverges: its loss is no longer a number", "发散：损失不再是一个数"),
    "worse": Text("too large: ends no better than it began", "太大：结束时并不比开始时好"),
    "jumps": Text("too large: the loss rises in {rises} of {epochs} epochs", "太大：{epochs} 轮中有 {rises} 轮损失上升"),
    "slow": Text("too small: ends at {times} times the lowest loss of the four", "太小：最终损失是四者中最低者的 {times} 倍"),
    "learns": Text("learns: the loss rises in {rises} of {epochs} epochs", "学得好：{epochs} 轮中有 {rises} 轮损失上升"),
}
JUMPS = 0.05  # share of the epochs with a rise above which a run jumps
SLOW = 1.5  # times the lowest final loss


def behaviour(losses: np.ndarray, lowest: float) -> tuple[str, Text]:
    """A key of BEHAVIOUR and its words. losses (epochs + 1,): from a divergence on NaN; lowest: the best final loss among the runs compared."""
    if not np.isfinite(losses).all():
        return "diverges", BEHAVIOUR["diverges"]
    rises, epochs = int((np.diff(losses) > 1e-9).sum()), len(losses) - 1
    times = float(losses[-1]) / max(lowest, 1e-12)
    if losses[-1] >= losses[0]:
        key = "worse"
    elif rises > JUMPS * epochs:
        key = "jumps"
    else:
        key = "slow" if times > SLOW else "learns"
    return key, BEHAVIOUR[key].format(rises=rises, epochs=epochs, times=f"{times:.1f}")
