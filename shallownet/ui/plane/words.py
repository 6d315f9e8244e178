"""Everything the plane says. {fields} are filled in by the browser; <i>, <b>, <sub> are markup."""

from shallownet.text import Text, same

WORDS: dict[str, Text] = {
    "plane": Text("The plane of the neuron", "神经元的平面"),
    "field": Text("<i>a</i> over the plane", "平面上的 <i>a</i>"),
    "zero": same("z = 0"),
    "above": same("z > 0"),
    "below": same("z < 0"),
    "half": Text("<b>w</b> is drawn at half its length", "<b>w</b> 按一半长度绘制"),
    "hint": Text("Drag the line, the tip of <b>w</b> or the point <b>x</b>; or Tab to one and use the arrow keys.",
                 "拖动直线、箭头 <b>w</b> 的尖端或点 <b>x</b>；也可用 Tab 键选中后按方向键。"),
    "numbers": Text("<i>z</i> = <b>{z}</b>, <i>a</i> = <b>{a}</b>", "<i>z</i> = <b>{z}</b>，<i>a</i> = <b>{a}</b>"),
    "weights_handle": Text("Weights w, tip of the arrow", "权重 w，箭头尖端"),
    "weights_value": Text("w1 {w1}, w2 {w2}", "w1 为 {w1}，w2 为 {w2}"),
    "bias_handle": Text("Bias b, the line z = 0", "偏置 b，直线 z = 0"),
    "bias_value": Text("b {b}", "b 为 {b}"),
    "example_handle": Text("Example x, the point", "样本 x，平面上的点"),
    "example_value": Text("x1 {x1}, x2 {x2}", "x1 为 {x1}，x2 为 {x2}"),
    "no_line": Text("w = 0: there is no line; a = {a} everywhere", "w = 0：没有直线，处处 a = {a}"),
}  # fmt: skip
