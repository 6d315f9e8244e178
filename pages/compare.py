"""Compare: one setting of an experiment varied, the rest the same, in step; luck or not, over many seeds."""

import streamlit as st

from shallownet.text import Text
from shallownet.ui import address, controls, frame, lesson, luck, runs, vary

PARTS = {"results": Text("Results", "结果"), "luck": Text("Over many seeds", "多个种子")}
with st.sidebar:
    field, values = vary.choose_variation(st.session_state.experiment)
controls.playground_controls(without={field})
frame.title_row(frame.PAGES["compare"], actions=frame.start_actions)
controls.show_complaints()


@st.fragment(key=controls.LIVE)
def play() -> None:
    """The variants in step."""
    runs.play(vary.variants_of(controls.current(), field, values), then=[controls.AFTER])


@st.fragment(key=controls.AFTER)
def tell() -> None:
    """Their results where they stopped."""
    variants = vary.variants_of(controls.current(), field, values)
    seen = runs.seen(variants)
    if lesson.choose_part(PARTS) == "luck":
        lesson.prose("initialization", "luck")
        luck.show_luck(variants)
    else:
        vary.show_results(variants, seen)
    address.write()


controls.answer_in(controls.LIVE)
play()
tell()
