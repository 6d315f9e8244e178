"""A drawing that is looked at, not touched: an SVG with its style, replaced in place. One with tracks follows a player of the page."""

from pathlib import Path

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def declare(name: str, style: str):
    """Register the component `name`; call what is returned with show()."""
    return st.components.v2.component(name, html='<div class="drawing"></div>', css=style, js=SCRIPT)


def show(component, svg: str, key: str, player: str = "") -> None:
    """Mount it. The browser keeps the element when only the drawing changes. player: the key of the player whose epoch its tracks follow."""
    component(key=key, data={"svg": svg, "player": player}, height="content")
