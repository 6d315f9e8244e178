"""What each parameter of a neuron does to its line: asked first, answered once the learner has tried."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..neuron import Neuron
from ..text import Text, same

LINE = {
    "shifts": Text("shifts, parallel to itself", "平行移动"),
    "turns": Text("turns", "转动"),
    "stays": Text("stays where it is", "保持不动"),
}  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """A question about a parameter; `tried(before, now)` says whether the learner has moved it since."""

    name: Text
    question: Text
    answer: str
    invitation: Text
    why: Text
    tried: Callable[[Neuron, Neuron], bool]
    options: Mapping[str, Text]


TRIALS: dict[str, Trial] = {
    "b": Trial(
        same("b"),
        Text("You change b and leave w alone. The line z = 0 …", "只改变 b，不动 w。直线 z = 0 会……"),
        "shifts",
        Text("Now try it: drag the line, or the number b.", "现在试一试：拖动直线，或改变数值 b。"),
        Text(
            r"w alone says which way the line runs; b says how far from the origin: $|b|/\lVert w\rVert$. A larger b pushes it against the arrow.",
            r"直线的方向只由 w 决定；b 决定它离原点多远：$|b|/\lVert w\rVert$。b 增大时，直线逆着箭头移动。",
        ),
        lambda before, now: before.b != now.b,
        LINE,
    ),
    "w1": Trial(
        same("w₁"),
        Text("You change w₁ alone. The line z = 0 …", "只改变 w₁。直线 z = 0 会……"),
        "turns",
        Text("Now try it: change the number w₁, or drag the tip of w sideways.", "现在试一试：改变数值 w₁，或左右拖动 w 的尖端。"),
        Text(
            r"The line stays at right angles to w. It turns about the point where $x_1 = 0$, for there $w_1$ has no say: $x_2 = -b/w_2$. "
            r"(With $w_2 = 0$ there is no such point, and it shifts.)",
            r"直线始终与 w 垂直。它绕 $x_1 = 0$ 处的点转动，因为在那里 $w_1$ 不起作用：$x_2 = -b/w_2$。（$w_2 = 0$ 时没有这样的点，直线只会平移。）",
        ),
        lambda before, now: before.w1 != now.w1,
        LINE,
    ),
    "scale": Trial(
        Text("w₁, w₂ and b", "w₁、w₂ 和 b"),
        Text("You double w₁, w₂ and b together. The line z = 0 …", "把 w₁、w₂ 和 b 同时加倍。直线 z = 0 会……"),
        "stays",
        Text("Now try it: double or halve all three.", "现在试一试：三者同时加倍或减半。"),
        Text(
            "Twice z is 0 where z is 0. But z grows twice as fast across the line: the same border, drawn more sharply.",
            "z 为 0 的地方，2z 也为 0。但穿过直线时 z 的变化快了一倍：边界不变，只是更陡。",
        ),
        lambda before, now: before.w1 != now.w1 or before.w2 != now.w2 or before.b != now.b,
        LINE,
    ),
}
