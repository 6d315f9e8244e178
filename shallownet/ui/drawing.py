"""A drawing that is looked at, not touched: an SVG with its style, replaced in place."""

import streamlit as st

SCRIPT = """
export default function ({ parentElement, data }) {
  parentElement.querySelector(".drawing").innerHTML = data;
}
"""


def declare(name: str, style: str):
    """Register the component `name`; call what is returned with show()."""
    return st.components.v2.component(name, html='<div class="drawing"></div>', css=style, js=SCRIPT)


def show(component, svg: str, key: str) -> None:
    """Mount it. The browser keeps the element when only the drawing changes."""
    component(key=key, data=svg, height="content")
