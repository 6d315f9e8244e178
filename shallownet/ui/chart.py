"""Plotly figures on the page."""

import streamlit as st

from shallownet.figures.chart import Figure


def theme() -> str:
    """ "light" or "dark", as the reader sees the page."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(figure: Figure, key: str) -> None:
    """Draw it in the colours it has, without a row of buttons."""
    st.plotly_chart(figure, key=key, theme=None, config={"displayModeBar": False, "scrollZoom": False})
