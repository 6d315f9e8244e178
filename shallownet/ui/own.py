"""The learner's own network on the Forward pass page: its sizes, activations and numbers, kept in the link; typed matrices survive a wrong entry."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from shallownet import own
from shallownet.activations import ACTIVATIONS
from shallownet.matrices import Cells, MatrixError, as_array, as_lines, as_word, read_matrix
from shallownet.network import Layers
from shallownet.text import Text

from . import address

FEATURES, UNITS1, UNITS2 = Text("Features", "特征数"), Text("Hidden units", "隐藏单元数"), Text("Second hidden layer", "第二隐藏层")
NONE = Text("0: there is none", "0 表示没有")
EXAMPLES, ACTIVATION, ACTIVATION2 = Text("Examples", "样本数"), Text("Activation", "激活函数"), Text("Its activation", "第二层激活函数")
NEW, NEW_HELP = Text("New numbers", "换一组数"), Text("Draws all matrices anew; typed numbers are replaced", "重新生成所有矩阵；已输入的数会被替换")
HOW = Text(
    "One row a line; paste from a spreadsheet if you like. Decimals with point or comma, fractions such as 1/3.",
    "每行一排，可以从电子表格粘贴。小数点或逗号均可，也可输入 1/3 这样的分数。",
)
KEPT = Text("{problem}. The page goes on with the last matrix that fitted.", "{problem}。本页仍使用上一个有效的矩阵。")
BAD_WORD = Text("{name} in the link does not fit: {problem}", "链接中的 {name} 不合适：{problem}")
NAMES = {"features": "n0", "units1": "n1", "units2": "n2", "examples": "m"}


@dataclass(frozen=True)
class OwnNetwork:
    """What the page works with: sizes, activations of the hidden layers, the matrices by name, and the seed they were drawn from."""

    sizes: tuple[int, ...]
    hidden_activations: tuple[str, ...]
    matrices: dict[str, Cells]
    seed: int

    @property
    def layers(self) -> Layers:
        return own.as_layers(self.matrices)

    @property
    def x(self) -> np.ndarray:
        return as_array(self.matrices["X"])

    @property
    def examples(self) -> int:
        return len(self.matrices["X"][0])


def current() -> tuple[OwnNetwork, list[Text]]:
    """The network of the link, and complaints about matrices in it that do not fit."""
    sizes, seed, examples = own.read_sizes(address.extra("net")), _whole("wseed", 1, 9999), _whole("m", 1, own.EXAMPLES)
    keys = tuple(_activation(word) for word in ("g", "g2")[: len(sizes) - 2])
    matrices, complaints = own.drawn(sizes, examples, seed), []
    for name, shape in own.shapes(sizes, examples).items():
        if word := address.extra(name):
            try:
                matrices[name] = read_matrix(word, shape)
            except MatrixError as error:
                complaints.append(BAD_WORD.format(name=name, problem=error.text))
                address.put_extra(**{name: ""})
    return OwnNetwork(sizes, keys, matrices, seed), complaints


def _whole(word: str, low: int, high: int) -> int:
    value = address.extra(word)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 and low <= int(value) <= high else low


def _activation(word: str) -> str:
    return key if (key := address.extra(word)) in ACTIVATIONS else "tanh"


def controls(network: OwnNetwork) -> None:
    """Sizes, activations, examples and new numbers, in the sidebar. A change takes hold before the page is made."""
    lang, sizes = address.language(), network.sizes
    deep = len(sizes) == 4
    with st.sidebar:
        _slider("features", FEATURES, 1, own.MOST[0], sizes[0])
        _slider("units1", UNITS1, 1, own.MOST[1], sizes[1])
        _select("g", ACTIVATION, network.hidden_activations[0])
        _slider("units2", UNITS2, 0, own.MOST[2], sizes[2] if deep else 0, NONE)
        if deep:
            _select("g2", ACTIVATION2, network.hidden_activations[1])
        _slider("examples", EXAMPLES, 1, own.EXAMPLES, network.examples)
        st.button(NEW[lang], help=NEW_HELP[lang], key=f"own-new-{lang}", on_click=_renew, kwargs={"seed": network.seed % 9999 + 1})


def _slider(name: str, label: Text, low: int, high: int, value: int, help_: Text | None = None) -> None:
    lang = address.language()
    key = f"own-{name}-{lang}"
    st.session_state[key] = value
    st.slider(label[lang], low, high, key=key, help=help_[lang] if help_ else None, on_change=_resize)


def _select(word: str, label: Text, value: str) -> None:
    lang = address.language()
    key = f"own-{word}-{lang}"
    st.session_state[key] = value
    names = {option: entry.name[lang] for option, entry in ACTIVATIONS.items()}
    st.selectbox(label[lang], list(names), key=key, format_func=names.__getitem__, on_change=lambda: address.put_extra(**{word: st.session_state[key]}))


def _resize() -> None:
    values = {name: st.session_state[f"own-{name}-{address.language()}"] for name in ("features", "units1", "units2", "examples")}
    sizes = [values["features"], values["units1"], *([values["units2"]] if values["units2"] else []), 1]
    address.put_extra(net="-".join(map(str, sizes)), m=str(values["examples"]))
    _forget_misfits(tuple(sizes), values["examples"])


def _forget_misfits(sizes: tuple[int, ...], examples: int) -> None:
    """Typed matrices whose shape the network no longer has give way to drawn ones."""
    fitting = own.shapes(sizes, examples)
    for name in address.PAGE_WORDS["forward"]:
        if name[0] in "WbX" and address.extra(name):
            try:
                read_matrix(address.extra(name), fitting[name])
            except (MatrixError, KeyError):
                address.put_extra(**{name: ""})


def _renew(seed: int) -> None:
    address.put_extra(wseed=str(seed), **{name: "" for name in address.PAGE_WORDS["forward"] if name[0] in "WbX"})


def boxes(network: OwnNetwork) -> None:
    """A text box for every matrix. What does not fit is named beside it and stays in its box."""
    st.caption(HOW[address.language()])
    shapes = own.shapes(network.sizes, network.examples)
    for start in range(0, len(shapes), 4):
        for column, (name, shape) in zip(st.columns(4), list(shapes.items())[start : start + 4]):
            with column:
                _box(network, name, shape)


def _box(network: OwnNetwork, name: str, shape: tuple[int, int]) -> None:
    lang = address.language()
    key = f"own-{name}-{shape}-{network.seed}"
    if key not in st.session_state or _is_left_behind(st.session_state[key], shape, network.matrices[name]):
        st.session_state[key] = as_lines(network.matrices[name])
    height = 24 * shape[0] + 34
    st.text_area(f"{name}: {shape[0]} × {shape[1]}", key=key, height=max(70, height), on_change=_take, args=(name, key, shape))
    try:
        read_matrix(st.session_state[key], shape)
    except MatrixError as error:
        st.error(KEPT.format(problem=error.text)[lang])


def _is_left_behind(typed: str, shape: tuple[int, int], cells: Cells) -> bool:
    """Whether a box holds a matrix that the network had before its size changed. Text that is no such matrix is the learner's to mend."""
    try:
        return read_matrix(typed, shape) != cells
    except MatrixError:
        return False


def _take(name: str, key: str, shape: tuple[int, int]) -> None:
    """A matrix that fits goes into the link, and from there onto the page."""
    try:
        address.put_extra(**{name: as_word(read_matrix(st.session_state[key], shape))})
    except MatrixError:
        return
