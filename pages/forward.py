"""Forward pass: a layer unit by unit, then as one matrix product; step by step, with the learner's own numbers."""

import streamlit as st

from shallownet.lessons.forward import exercises
from shallownet.text import Text, same
from shallownet.ui import address, controls, frame, lesson, own, passing

QUESTION = Text("Four hidden units read three features. Which shape has W[1]?", "四个隐藏单元读取三个特征。W[1] 是什么形状？")
OPTIONS = {"4x3": same("4 × 3"), "3x4": same("3 × 4"), "4x4": same("4 × 4")}
WHY = Text(
    "A row for each unit, a column for each feature: so W[1] X is 4 × 1 for one example, a number a unit.",
    "每个单元一行，每个特征一列：于是对一个样本，W[1] X 是 4 × 1，每个单元一个数。",
)
OWN_NUMBERS, PROGRAM = Text("Own numbers", "自己输入数值"), Text("As a NumPy program", "写成 NumPy 程序")
language = address.language()
network, complaints = own.current()
own.controls(network)

frame.title_row(frame.PAGES["forward"])
controls.show_complaints(complaints)
lesson.predict("forward", QUESTION, OPTIONS, "4x3", WHY)
lesson.prose("forward", "units")


@st.fragment
def steps() -> None:
    """The pass, its exercises, and the link brought up to date."""
    passed = passing.show(network)
    lesson.prose("forward", "columns")
    lesson.prose("forward", "equations")
    folded = st.expander(PROGRAM[language], key=f"forward-program-{language}", on_change="rerun")
    if folded.open:
        with folded:
            passing.show_program(network)
    lesson.exercises("forward", exercises(passed, passing.digits(), network.seed))
    address.write()


folded = st.expander(OWN_NUMBERS[language], key=f"forward-own-{language}", on_change="rerun")
if folded.open:
    with folded:
        own.boxes(network)
steps()
lesson.next_page("activations")
