"""Experiments worth starting with: what a teacher opens first."""

from dataclasses import dataclass, field

from .experiment import Experiment
from .text import Text


@dataclass(frozen=True)
class Preset:
    """An experiment to open ready to play: on which page, and that page's own link words."""

    title: Text
    what: Text
    page: str
    experiment: Experiment
    words: dict[str, str] = field(default_factory=dict)


PRESETS = (
    Preset(
        Text("Zero against Xavier", "全零对比 Xavier"),
        Text("Four units that never become different, beside four that do.", "四个永远相同的单元，与四个各不相同的单元。"),
        "initialization",
        Experiment(activation1="sigmoid", dataset="circle", learning_rate=2.0),
        {"inits": "zeros,xavier"},
    ),
    Preset(
        Text("One unit is not enough", "一个单元不够"),
        Text("Hidden layers of 1, 2, 3 and 8 units around the same circle.", "同一个圆，隐藏层分别有 1、2、3、8 个单元。"),
        "compare",
        Experiment(dataset="circle"),
        {"vary": "h", "values": "1,2,3,8"},
    ),
    Preset(
        Text("Linear collapse", "线性坍缩"),
        Text("Identity against tanh on XOR: without a bend, one straight line.", "在 XOR 上比较恒等与 tanh：没有弯曲，就只有一条直线。"),
        "compare",
        Experiment(dataset="xor", units1=6),
        {"vary": "act", "values": "identity,tanh"},
    ),
    Preset(
        Text("The spiral needs two layers", "螺旋需要两层"),
        Text("16 units in one hidden layer get lost; 12 more in a second one find the way.", "一个 16 单元的隐藏层无法分开；第二层再加 12 个单元就能找到路。"),
        "compare",
        Experiment(dataset="spiral", noise=0.02, points=300, test_share=0.2, units1=16, learning_rate=0.5, epochs=3000),
        {"vary": "h2", "values": "0,12"},
    ),
)
