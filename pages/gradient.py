"""Gradient descent: the computation graph forward and back, the gradients in numbers, checked, used and derived by hand."""

import streamlit as st

from shallownet.text import Text
from shallownet.ui import (
    address,
    controls,
    frame,
    gradient_check,
    gradient_choice,
    gradient_derive,
    gradient_graph,
    gradient_landscape,
    gradient_rates,
    gradient_update,
    lesson,
    runs,
)

FORMULA = r"$dZ^{[1]} = W^{[2]\top} dZ^{[2]} \;?\; g'(Z^{[1]})$"
QUESTION = Text(f"in {FORMULA} the sign between the two factors is …", f"在 {FORMULA} 中，两个因子之间是……")
OPTIONS = {
    "elementwise": Text("the elementwise product", "逐元素乘积"),
    "matrix": Text("the matrix product", "矩阵乘积"),
    "dot": Text("the dot product", "点积"),
}
WHY = Text(
    r"Both factors are $n_1 \times m$. Two such matrices have no matrix product (unless $n_1 = m$), a dot product would be a single number; "
    r"$dZ^{[1]}$ must be $n_1 \times m$ again.",
    r"两个因子都是 $n_1 \times m$。这样的两个矩阵没有矩阵乘积（除非 $n_1 = m$），点积只会得到一个数；而 $dZ^{[1]}$ 必须仍是 $n_1 \times m$。",
)
OF_EXAMPLES = {"graph": gradient_graph.show, "check": gradient_check.show, "update": gradient_update.show}
OF_RUNS = {"rates": gradient_rates.show, "landscape": gradient_landscape.show, "hand": gradient_derive.show}

controls.playground_controls()
frame.title_row(frame.PAGES["gradient"])
controls.show_complaints()


@st.fragment(key=controls.LIVE)
def parts() -> None:
    """The chosen part; the others are not computed."""
    experiment = controls.current()
    part = lesson.choose_part(gradient_choice.PARTS)
    if part == "graph":
        lesson.prose("gradient", "start")
        lesson.predict("gradient", QUESTION, OPTIONS, "elementwise", WHY)
    elif part != "rates":  # four players need the room
        lesson.prose("gradient", part)
    if part in OF_EXAMPLES:
        OF_EXAMPLES[part](gradient_choice.choose(experiment))
    elif part in OF_RUNS:
        OF_RUNS[part](experiment)
    else:
        runs.play(runs.one(experiment))
        runs.show_remarks(runs.seen(runs.one(experiment))[0])
    if part in ("graph", "rates"):
        lesson.prose("gradient", "star" if part == "graph" else part)
    address.write()


controls.answer_in(controls.LIVE)
parts()
lesson.next_page("playground")
