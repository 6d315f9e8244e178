"""`streamlit run app.py`: the frame script behind its security headers, and nothing else."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from shallownet.ui.security import SecurityHeaders

app = st.App(Path(__file__).parent / "shallownet" / "ui" / "main.py", middleware=[Middleware(SecurityHeaders)])
