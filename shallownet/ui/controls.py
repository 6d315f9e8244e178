"""Widgets for the fields of Experiment, made from what the fields declare. Their values outlive page and language changes."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from shallownet.experiment import LONGEST, Choice, Experiment, Number, settings
from shallownet.text import Text

from .address import language

DATA, NETWORK, TRAINING = Text("Data", "数据"), Text("Network", "网络"), Text("Training", "训练")
MORE = Text("More", "更多")
LIVE = "live"  # key of the fragment of a page that answers a control
SIDEBAR = "sidebar"
AFTER = "after"  # key of the one that follows when the player in LIVE is painted: what takes long to draw and is read later


def playground_controls(without: Collection[str] = ()) -> Experiment:
    """All settings in the sidebar, few at first, but those in `without`; returns the experiment they make."""
    _adopt()

    def each(*names: str) -> None:
        for name in names:
            if name not in without:
                control(name)

    def both(*names: str) -> None:
        if wanted := [name for name in names if name not in without]:
            pair(*wanted)

    def all_of_them() -> None:
        heading(DATA)
        each("dataset", "noise")
        fold("data", lambda: each("points", "test_share", "data_seed"))
        heading(NETWORK)
        each("units1", "activation1", "initializer")
        if "initializer" in without or _value("initializer") == "constant":
            each("constant")
        each("units2")
        if "units2" in without or _value("units2"):
            each("activation2")
        heading(TRAINING)
        both("learning_rate", "epochs")
        fold("training", more_training)

    def more_training() -> None:
        both("batch", "l2")
        each("seed")

    return sidebar(all_of_them)


def sidebar(show: Callable[[], None]) -> Experiment:
    """Controls in the sidebar; returns the experiment they make.

    They are a fragment: at a change the browser marks what may be about to run as stale, and that would otherwise be all of the page.
    """

    def afresh() -> None:
        st.session_state.offered = set()
        show()

    with st.sidebar:
        st.fragment(afresh, key=SIDEBAR)()
    return collect()


def current() -> Experiment:
    """The experiment as the controls have it. Inside a fragment, ask for it here: the page around it may be older."""
    return st.session_state.experiment


def answer_in(*fragments: str) -> None:
    """From now on a change of a control runs these fragments of the page, by key, and nothing else, unless it brings or takes other controls."""
    st.session_state.answering = list(fragments)


def _changed() -> None:
    before = current()
    after = collect()
    if st.session_state.get("answering") and _shown_with(before) == _shown_with(after):
        st.session_state.answered = True
        st.rerun(st.session_state.answering)
    st.rerun()


def _shown_with(experiment: Experiment) -> tuple[bool, bool]:
    """What decides which controls there are."""
    return experiment.initializer == "constant", experiment.units2 > 0


def control(name: str, label: Text | None = None) -> None:
    """One widget for a field: a slider or number box for numbers, a select box for choices."""
    setting, lang, key = settings()[name], language(), _key(name)
    st.session_state.offered.add(name)
    if key not in st.session_state:
        st.session_state[key] = _value(name)
    shown, help_ = (label or setting.label)[lang], setting.help[lang] if setting.help else None
    if isinstance(setting.domain, Choice):
        names = {option: (setting.names or {}).get(option) for option in setting.domain.options}
        titles = {option: text[lang] if text else f"{option:g}" for option, text in names.items()}
        st.selectbox(shown, setting.domain.options, key=key, help=help_, format_func=titles.__getitem__, on_change=_changed)
    else:
        _number(setting.domain, shown, help_, key)


def _number(domain: Number, label: str, help_: str | None, key: str) -> None:
    low, high, step = domain.low, domain.high, domain.step
    if (high - low) / step > 200:  # too fine for a slider
        st.number_input(label, low, high, step=100 if high == LONGEST else step, key=key, help=help_, on_change=_changed)
    else:
        st.slider(label, low, high, step=step, key=key, help=help_, on_change=_changed)


def pair(*names: str) -> None:
    """Fields side by side."""
    for column, name in zip(st.columns(len(names), gap="small", wrap=False), names):
        with column:
            control(name)


def heading(text: Text) -> None:
    st.subheader(text[language()], anchor=False)


def fold(name: str, show: Callable[[], None]) -> None:
    """A folded-away group; it stays as the user left it. What is folded away is not made: it would slow down every answer."""
    folded = st.expander(MORE[language()], key=f"more-{name}-{language()}", on_change="rerun")
    if folded.open:
        with folded:
            show()


def collect() -> Experiment:
    """The experiment with every field whose widget is on the page as the widget has it. It becomes the session's experiment."""
    state = st.session_state
    chosen = {name: state[_key(name)] for name in state.get("offered", ()) if _key(name) in state}
    state.experiment = state.experiment.but(**chosen)
    return state.experiment


def _adopt() -> None:
    """After a link, a preset or a button: the widgets take the experiment's values."""
    if st.session_state.pop("adopt", False):
        for name in settings():
            st.session_state.pop(_key(name), None)


def _value(name: str):
    return st.session_state.get(_key(name), getattr(st.session_state.experiment, name))


def _key(name: str) -> str:
    return f"{name}-{language()}"  # a select box forgets its choice when its labels change under the same key


def show_complaints(own: Sequence[Text] = ()) -> None:
    """A quiet note, once, on what of the link was not understood; `own`: what the page itself found."""
    if complaints := [*st.session_state.pop("complaints", []), *own]:
        st.caption(" · ".join(text[language()] for text in complaints))
