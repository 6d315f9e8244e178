"""Neuron: its two parts, z and a. Take hold of its line, its weights, its example; see numbers and field follow."""

import streamlit as st

from shallownet.lessons import neuron as asks
from shallownet.text import Text
from shallownet.ui import controls, frame, lesson, single, trials

QUESTION = Text("the border between z < 0 and z > 0 in the plane is …", "平面上 z < 0 与 z > 0 的分界是……")
OPTIONS = {
    "line": Text("a straight line", "一条直线"),
    "curve": Text("a curve that depends on g", "一条取决于 g 的曲线"),
    "circle": Text("a circle around the origin", "以原点为中心的圆"),
}
WHY = Text(
    "z = w₁x₁ + w₂x₂ + b is 0 on a straight line, whatever g is: g decides the values on either side, never where the border runs.",
    "z = w₁x₁ + w₂x₂ + b 在一条直线上为 0，与 g 无关：g 只决定两侧的取值，不改变边界的位置。",
)

frame.title_row(frame.PAGES["neuron"])
controls.show_complaints(single.take_over())
lesson.prose("neuron", "start")
lesson.predict("neuron", QUESTION, OPTIONS, "line", WHY)


@st.fragment
def ask() -> None:
    """What each parameter does to the line."""
    if trials.trials(single.current()) == "scale":
        single.scale_buttons()


with st.sidebar:
    st.fragment(single.boxes, key=single.BOXES)()
left, right = st.columns([0.46, 0.54], gap="medium")
with left:
    st.fragment(single.take_hold, key=single.PLANE)()
with right:
    st.fragment(single.sums, key=single.SUMS)()
    ask()
lesson.prose("neuron", "line")
lesson.exercises("neuron", asks.exercises(single.current(), st.session_state.experiment.seed))
lesson.next_page("forward")
