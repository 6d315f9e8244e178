"""One neuron on the page. Its values live in the link's words; the plane, the boxes in the sidebar and the buttons all move them."""

import streamlit as st

from shallownet import neuron as one
from shallownet.activations import ACTIVATIONS
from shallownet.experiment import Number
from shallownet.neuron import Neuron
from shallownet.text import Text

from . import address, equations, plane

DOUBLE, HALVE = Text("Double all three", "三者加倍"), Text("Halve all three", "三者减半")
NEURON, EXAMPLE = Text("Neuron", "神经元"), Text("Example", "样本")
PLANE, SUMS, BOXES = "neuron-plane", "neuron-sums", "neuron-boxes"  # the keys of the page's fragments that follow the hand
BREATH = 4  # the boxes follow every fourth message only: they cost as much as all the rest
KEY = "plane"


def current() -> Neuron:
    """The neuron of the link, as last moved."""
    return one.read(_words())[0]


def take_over() -> list[Text]:
    """First of all on the page: what of the link's neuron could not be understood. It leaves the link."""
    neuron, complaints = one.read(_words())
    move(neuron)
    return complaints


def _words() -> dict[str, str]:
    return {word: address.extra(word) for word in one.WORDS.values()}


def move(neuron: Neuron) -> None:
    """Put it into the link; the address follows at the end of the run."""
    address.put_extra(**neuron.words())


def boxes() -> None:
    """The numbers in the sidebar, in step with the plane. Call it in the fragment BOXES."""
    lang, neuron = address.language(), current()
    st.subheader(NEURON[lang], anchor=False)
    _row(neuron, "w1", "w2")
    _row(neuron, "b", "g")
    st.subheader(EXAMPLE[lang], anchor=False)
    _row(neuron, "x1", "x2")


def _row(neuron: Neuron, *names: str) -> None:
    for column, name in zip(st.columns(2, gap="small", wrap=False), names):
        with column:
            _box(neuron, name)


def _box(neuron: Neuron, name: str) -> None:
    lang, domain = address.language(), one.DOMAINS[name]
    key, label = f"neuron-{name}-{lang}", one.LABELS[name][lang]
    st.session_state[key] = getattr(neuron, name)
    if isinstance(domain, Number):
        st.number_input(label, domain.low, domain.high, step=0.1, format="%.2f", key=key, on_change=_typed, args=(name, key))
    else:
        names = {option: ACTIVATIONS[option].name[lang] for option in domain.options}
        st.selectbox(label, domain.options, format_func=names.__getitem__, key=key, on_change=_typed, args=(name, key))


def _typed(name: str, key: str) -> None:
    value, neuron = st.session_state[key], current()
    move(neuron.but(**{name: value}) if name != "g" else neuron.with_activation(value))
    st.rerun()  # from a callback: the whole page, where otherwise only the sidebar's fragment would follow


def take_hold() -> None:
    """The plane with its handles. Call it in the fragment PLANE."""
    view = address.view()
    payload = plane.pack(current(), view.language, heard=plane.heard(KEY).number, projector=view.projector)
    plane.plane(payload, key=KEY, on_change=_dragged)


def _dragged() -> None:
    """While the hand moves, only what follows it runs; when it lets go, the whole page, and the address with it."""
    moved = plane.heard(KEY)
    move(current().but(**moved.values))
    if moved.done:
        st.rerun()
    st.rerun([PLANE, SUMS] if moved.number % BREATH else [PLANE, SUMS, BOXES])


def sums() -> None:
    """z and a in numbers. Call it in the fragment SUMS."""
    digits = equations.choose_digits(default=2, key="neuron-digits")
    layer = one.worked(current(), digits)
    equations.lines(one.z_line(layer, digits), one.a_line(layer, digits))


def scale_buttons() -> None:
    """w1, w2 and b twice or half as large."""
    lang, neuron = address.language(), current()
    with st.container(horizontal=True):
        for label, by in ((DOUBLE, 2.0), (HALVE, 0.5)):
            st.button(label[lang], key=f"scale-{by:g}", on_click=_scale, args=(by,), disabled=neuron.scaled(by) == neuron)


def _scale(by: float) -> None:
    move(current().scaled(by))
    st.rerun()
