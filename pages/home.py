import streamlit as st

from shallownet.ui import controls, frame

frame.title_row(frame.PAGES["home"])
controls.show_complaints(st.session_state.pop("complaints", []))
