"""A button that copies the address, which always holds the experiment."""

import streamlit as st

from shallownet.text import Text

COPY, COPIED = Text("Copy link", "复制链接"), Text("Copied", "已复制")
FAILED = Text("Copy it from the address bar", "请从地址栏复制")
SCRIPT = """
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.copy;
  let timer;
  const say = text => {
    button.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { button.textContent = data.copy; }, 2000);
  };
  button.onclick = async () => {
    try { await navigator.clipboard.writeText(location.href); say(data.copied); }
    catch { say(data.failed); }     // no clipboard without https: the address bar has it
  };
  return () => clearTimeout(timer);
}
"""
STYLE = """
button { font: inherit; font-family: var(--st-font); font-size: .875rem; color: var(--st-text-color); background: none; border: 0; border-radius: 6px;
  padding: 4px 8px; cursor: pointer; white-space: nowrap }
button:hover { background: var(--st-secondary-background-color) }
button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 1px }
"""
_component = st.components.v2.component("copy_link", html='<button type="button" aria-live="polite"></button>', css=STYLE, js=SCRIPT)


def copy_link(language: str) -> None:
    """Mount it."""
    _component(key=f"copy-link-{language}", data={"copy": COPY[language], "copied": COPIED[language], "failed": FAILED[language]}, width="content")
