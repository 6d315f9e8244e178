"""The frame around every page: navigation in the chosen language, the title row with its actions, projector mode."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from shallownet.text import LANGUAGES, Text

from . import address, cache
from .copy_link import copy_link

ROOT = Path(__file__).parents[2]
# A picture file would be dropped by Streamlit, and asked for in vain, after a run of fragments only
ICON = "data:image/png;base64," + b64encode(Path(__file__).with_name("icon.png").read_bytes()).decode()
FACTS = "facts"  # key of the fragment with the facts in the title row
PAGES = {  # file in pages/ -> title, in the order of the lessons
    "home": Text("Home", "首页"),
    "neuron": Text("Neuron", "神经元"),
    "forward": Text("Forward pass", "前向传播"),
    "activations": Text("Activations", "激活函数"),
    "initialization": Text("Initialization", "初始化"),
    "gradient": Text("Gradient descent", "梯度下降"),
    "playground": Text("Playground", "实验场"),
    "compare": Text("Compare", "比较"),
}
LANGUAGE, PROJECTOR = Text("Language", "语言"), Text("Projector", "投影")
PROJECTOR_HELP = Text("Larger type for the back of the room", "放大字号，让后排也看得清")
RESET, RESET_HELP = Text("Reset", "复位"), Text("Back to epoch 0 of the same start", "回到同一初始状态的第 0 轮")
NEW, NEW_HELP = Text("New start", "新的开始"), Text("The same settings from the next seed", "设置不变，换下一个种子")
# Sidebar and players do not fade while an answer is on its way, as all else does: starting that transition takes a tenth of the time to the answer
STYLE = """<style>
.stMainBlockContainer {padding-left: 24px; padding-right: 24px}
.stSidebar h3 {font-size: 0.95rem; padding: 10px 0 10px}
.stSidebar [data-testid="stVerticalBlock"] {gap: 8px}
.stSidebar .stColumn {min-width: 0}
.stMarkdown .katex-display {text-align: left; font-size: .92em; margin: 0.25rem 0; padding: 2px 0; overflow: auto hidden}
.stMarkdown .katex-display > .katex {text-align: left}
.stMarkdown .katex-display {content-visibility: auto; contain-intrinsic-size: auto 90px}
.stMultiSelect [data-tag] {background: rgba(127, 127, 127, .22)} .stMultiSelect [data-tag], .stMultiSelect [data-tag] * {color: inherit}
.stSidebar .stElementContainer, .stElementContainer[class*=st-key-player] {opacity: 1 !important; transition: none !important}
[class*="st-key-predict-"]:has(> .stElementContainer) {padding: 6px 14px; gap: 4px}
.stButton kbd {opacity: .75}
.rows-title {font-weight: 600}
.rows-pair {display: flex; flex-wrap: wrap; gap: 20px} .rows {border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .875rem}
.rows caption {text-align: left; font-style: italic} .rows td, .rows th {padding: 1px 6px; text-align: right; border: 0}
.rows th {opacity: .6; font-weight: 400}
.scroll {max-height: 380px; width: fit-content; max-width: 100%; overflow: auto}
.ruled td, .ruled th {padding: 4px 14px; border-bottom: 1px solid rgba(127, 127, 127, .25)}
.ruled thead th {position: sticky; top: 0; background: var(--page)} .ruled th {opacity: 1; white-space: nowrap}
.rows .bracket {border: 1.75px solid currentColor; border-left: 0; padding-left: 8px; font-weight: 600; text-align: left; white-space: nowrap}
[data-testid="stCaptionContainer"] {color: inherit; opacity: .75}
.facts {display: flex; gap: 20px; white-space: nowrap; overflow: hidden; font-variant-numeric: tabular-nums; line-height: 20px}
.facts span {opacity: .72} .facts b {font-weight: 600}
</style>"""
LARGE = "<style>html {font-size: 18px !important}</style>"


def run() -> None:
    """One run of the app: link in, page, link out."""
    st.set_page_config(page_title="shallownet", page_icon=ICON, layout="wide", initial_sidebar_state=252)
    cache.settle()
    address.open_link()
    language = address.language()
    pages = [st.Page(page_file(name), title=title[language], url_path=name, default=index == 0) for index, (name, title) in enumerate(PAGES.items())]
    page = st.navigation(pages, position="top")
    st.session_state.page = page.url_path or next(iter(PAGES))
    st.session_state.answering = []
    st.session_state.pop("answered", None)  # a page without anything to announce has left it
    st.html(STYLE + (LARGE if st.session_state.view.projector else ""))
    page.run()
    address.write()


def start_actions() -> None:
    """Back to epoch 0 of the same start; the next start."""
    language = address.language()
    st.button(RESET[language], key="reset", type="tertiary", help=RESET_HELP[language], on_click=address.choose, kwargs={"epoch": 0})
    st.button(NEW[language], key="new", type="tertiary", help=NEW_HELP[language], on_click=_next_start)


def _next_start() -> None:
    address.choose(seed=(st.session_state.experiment.seed + 1) % 10_000)


def page_file(name: str) -> Path:
    """The script of a page."""
    return ROOT / "pages" / f"{name}.py"


def _show_facts(facts: Callable[[], Sequence[tuple[str, Text]]]) -> None:
    language = address.language()
    st.html('<div class="facts">' + "".join(f"<div><b>{number}</b> <span>{what[language]}</span></div>" for number, what in facts()) + "</div>")


def title_row(title: Text, facts: Callable[[], Sequence[tuple[str, Text]]] = tuple, actions: Callable[[], None] | None = None) -> None:
    """Title, facts as (number, what it counts) in a fragment FACTS of their own, the page's own `actions()`, and the actions of every page."""
    language = address.language()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key="title-row"):
        st.title(title[language], anchor=False, width="content")
        st.fragment(_show_facts, key=FACTS)(facts)
        if actions:
            actions()
        copy_link(language)
        projector = st.session_state.view.projector
        st.button(PROJECTOR[language], key="projector", type="primary" if projector else "tertiary", help=PROJECTOR_HELP[language],
                  on_click=address.look, kwargs={"projector": not projector})  # fmt: skip
        other = next(key for key in LANGUAGES if key != language)
        st.button(LANGUAGES[other], key="language", type="tertiary", help=LANGUAGE[language], on_click=address.look, kwargs={"language": other})
