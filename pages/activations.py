"""Activations: g with its slope, where it saturates and dies, and why it must bend."""

import streamlit as st

from shallownet.lessons import activations
from shallownet.text import Text
from shallownet.ui import address, bends, controls, frame, lesson

QUESTION = Text(
    "100 hidden units, all with the identity g(z) = z, then the output. Which borders between the two classes can this network draw?",
    "100 个隐藏单元，全部使用恒等函数 g(z) = z，再接输出层。这个网络能画出两类之间怎样的边界？",
)
OPTIONS = {
    "curve": Text("any smooth curve", "任意光滑曲线"),
    "polygon": Text("a polygon with up to 100 sides", "最多 100 条边的多边形"),
    "line": Text("one straight line", "一条直线"),
}
WHY = Text("Two linear layers are one linear layer: see *Why nonlinear*.", "两个线性层合起来还是一个线性层：见“为什么要非线性”。")
PARTS = {
    "curve": Text("g and g′", "g 与 g′"),
    "several": Text("Side by side", "对照"),
    "linear": Text("Why nonlinear", "为什么要非线性"),
    "xor": Text("Trained on XOR", "在 XOR 上训练"),
    "exercises": Text("Exercises", "练习"),
}
bends.choose()
frame.title_row(frame.PAGES["activations"])
controls.show_complaints()


@st.fragment(key=controls.LIVE)
def show() -> None:
    """One part of the lesson at a time."""
    experiment = controls.current()
    part = lesson.choose_part(PARTS)
    if part in ("curve", "linear"):  # the question of the lesson, and where it is answered; the player needs its room
        lesson.predict("activations", QUESTION, OPTIONS, "line", WHY)
    if part == "curve":
        bends.show_curve(experiment.activation1)
    elif part == "several":
        bends.show_several()
    elif part == "linear":
        bends.show_collapse(experiment)
    elif part == "xor":
        bends.show_xor(experiment)
    else:
        lesson.exercises("activations", activations.exercises(experiment))
        lesson.next_page("initialization")
    address.write()


controls.answer_in(controls.LIVE)
show()
