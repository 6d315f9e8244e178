"""Which initializations stand side by side, and what the symmetry meter and the distributions say of them."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from shallownet.distributions import layer_numbers
from shallownet.epochs import played_epochs
from shallownet.experiment import Experiment
from shallownet.figures import plot, symmetry
from shallownet.figures.distributions import histograms, variance_figure
from shallownet.initializers import INITIALIZERS
from shallownet.network import gradients
from shallownet.remarks import why
from shallownet.symmetry import equal_rows, meter
from shallownet.text import Text
from shallownet.variance import spread_of_z

from . import address, chart, drawing, runs
from .runs import Seen, Variant

MOST, DEFAULT = 4, ("zeros", "xavier")
SCHEMES = Text("Initializations", "初始化方法")
SCHEMES_HELP = Text("2 to 4, side by side from the same seed", "选 2 到 4 种，从同一个种子并排比较")
TOO_FEW = Text("Choose at least two; until then these are shown: {names}.", "请至少选择两种；目前显示：{names}。")
UNKNOWN = Text("“{value}” is no initialization", "“{value}”不是一种初始化方法")
ROWS = Text("Rows of W and dW of layer 1 at epoch {epoch}", "第 {epoch} 轮时第 1 层 W 与 dW 的各行")
EQUAL = Text("{count} equal", "{count} 行相同")
WAYS = Text("The way of each unit's weights (first hidden layer)", "每个单元权重的轨迹（第一隐藏层）")
LAYER = Text("Hidden layer", "隐藏层")
SATURATED, DEAD = Text("saturated", "饱和"), Text("dead", "死亡")
INITIALIZATION, SHARES = Text("Initialization", "初始化"), Text("Shares of saturated values and of dead units", "饱和值与死亡单元的比例")
GREY = Text("Grey: epoch 0. In the run's colour: epoch {epoch}.", "灰色：第 0 轮。彩色：第 {epoch} 轮。")
FAN_IN = Text("Fan-in n", "输入数 n")
FAN_INS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
FORMULA, SOURCE = Text("Formula", "公式"), Text("Source", "出处")
_meter, _ways = (drawing.declare(name, plot.STYLE + symmetry.STYLE) for name in ("symmetry_meter", "unit_ways"))


def choose_schemes() -> tuple[str, ...]:
    """The control, and the link's word `inits`. Fewer than two leave the last valid choice."""
    lang, word = address.language(), address.extra("inits")
    keys = tuple(dict.fromkeys(part for part in word.split(",") if part in INITIALIZERS))[:MOST]
    valid = keys if len(keys) > 1 else DEFAULT
    name = f"schemes-{lang}"
    if name not in st.session_state or st.session_state.get("schemes-word") != word:
        st.session_state[name] = list(valid)
    address.complain(UNKNOWN.format(value=part[:40]) for part in word.split(",") if part and part not in INITIALIZERS)
    names = {key: entry.name[lang] for key, entry in INITIALIZERS.items()}
    chosen = st.multiselect(SCHEMES[lang], list(INITIALIZERS), key=name, max_selections=MOST, format_func=names.__getitem__, help=SCHEMES_HELP[lang])
    if len(chosen) > 1:
        valid = tuple(chosen)
    else:
        st.caption(TOO_FEW.format(names=" · ".join(names[key] for key in valid))[lang])
    st.session_state["schemes-word"] = ",".join(valid)
    address.put_extra(inits=",".join(valid))
    return valid


def variants_of(experiment: Experiment, schemes: Sequence[str]) -> list[Variant]:
    """The experiment once with each scheme."""
    language = address.language()
    return [Variant(experiment.but(initializer=key), INITIALIZERS[key].name[language], INITIALIZERS[key].html) for key in schemes]


def titles_of(seen: Sequence[Seen]) -> list[str]:
    return [INITIALIZERS[one.experiment.initializer].name[address.language()] for one in seen]


def show_symmetry(seen: Sequence[Seen]) -> None:
    """The meter, the reasons, the rows, the trajectories."""
    lang, theme, first = address.language(), chart.theme(), seen[0]
    layers = len(first.experiment.hidden_activations)
    layer = choose_layer(layers, "symmetry")
    common = np.array(sorted(set.intersection(*(set(one.history.recorded.tolist()) for one in seen)) & {*played_epochs(first.history.epochs), first.epoch}))
    meters = [meter(one.history, common, layer) for one in seen]
    titles = titles_of(seen)
    drawing.show(_meter, symmetry.meter_figure(meters, titles, first.experiment.sizes[layer], first.epoch, lang, theme), "meter", player=runs.PLAYER)
    for title, one in zip(titles, seen):
        said = why(one.layers, one.history.x, one.history.y, one.history.hidden_activations)
        st.markdown(f"**{title}**: " + " ".join(text[lang] for text in said))
    st.subheader(WAYS[lang], anchor=False)
    drawing.show(_ways, symmetry.trajectories([one.history for one in seen], titles, common, first.epoch, lang, theme), "ways", player=runs.PLAYER)
    st.subheader(ROWS.format(epoch=first.epoch)[lang], anchor=False)
    for column, title, one in zip(st.columns(len(seen)), titles, seen):
        with column:
            st.html(f'<div class="rows-title">{title}</div>' + rows_table(one))


def choose_layer(layers: int, key: str) -> int:
    """Which hidden layer is looked at; no control where there is one."""
    if layers == 1:
        return 1
    return st.segmented_control(LAYER[address.language()], range(1, layers + 1), default=1, required=True, key=f"layer-{key}") or 1


def rows_table(one: Seen) -> str:
    """W[1] and dW[1] row by row, equal neighbours bracketed."""
    language = address.language()
    weights = one.layers[0].weights[0]
    slopes = gradients(one.layers, one.history.x, one.history.y, one.history.hidden_activations)[0].weights[0]
    parts = []
    for letter, matrix in (("W", weights), ("dW", slopes)):
        brackets = {first: last - first + 1 for first, last in equal_rows(matrix)}
        inside = {row for first, count in brackets.items() for row in range(first + 1, first + count)}
        body = ""
        for index, row in enumerate(matrix):
            cells = "".join(f"<td>{value:.4g}</td>".replace("-", "−") for value in row)
            count = brackets.get(index)
            bracket = f'<td rowspan="{count}" class="bracket">{EQUAL.format(count=count)[language]}</td>' if count else "" if index in inside else "<td></td>"
            body += f"<tr><th>{index + 1}</th>{cells}{bracket}</tr>"
        parts.append(f"<table class='rows'><caption>{letter}<sup>[1]</sup></caption>{body}</table>")
    return '<div class="rows-pair">' + "".join(parts) + "</div>"


def show_distributions(seen: Sequence[Seen]) -> None:
    """Histograms at the start and now, shares of saturated values and dead units."""
    lang, first = address.language(), seen[0]
    layer = choose_layer(len(first.experiment.hidden_activations), "distributions")
    starts, heres = ([layer_numbers(one.history, epoch, layer) for one in seen] for epoch in (0, first.epoch))
    chart.show(histograms(starts, heres, titles_of(seen), layer, first.epoch, lang, chart.theme()), "histograms")
    st.caption(GREY.format(epoch=first.epoch)[lang])
    st.markdown(SHARES[lang])
    table = {INITIALIZATION[lang]: titles_of(seen)}
    for what, part in ((SATURATED, "saturated"), (DEAD, "dead")):
        for epoch, numbers in {0: starts, first.epoch: heres}.items():
            table[f"{what[lang]}, {epoch}"] = [f"{getattr(one, part):.0%}" for one in numbers]
    st.dataframe(table, hide_index=True)


def show_variance(schemes: Sequence[str], constant: float) -> None:
    """Var[z] against the fan-in; a slider says for which fan-in the numbers are given."""
    lang = address.language()
    fan_in = st.select_slider(FAN_IN[lang], FAN_INS, value=2, key="fan-in")
    spreads = {key: {n: spread_of_z(INITIALIZERS[key], n, constant) for n in FAN_INS} for key in schemes}
    chart.show(variance_figure(spreads, fan_in, lang, chart.theme()), "variance")
    facts = [f"{INITIALIZERS[key].name[lang]} {by[fan_in].measured:.3g} ({by[fan_in].rule:.3g})" for key, by in spreads.items()]
    st.caption(f"Var[z], n = {fan_in}: " + " · ".join(facts))


def show_formulas() -> None:
    """Every scheme with its formula and source, told apart."""
    lang = address.language()
    head = f"| {INITIALIZATION[lang]} | {FORMULA[lang]} | {SOURCE[lang]} |\n|---|---|---|\n"
    rows = []
    for entry in INITIALIZERS.values():
        source = f"{entry.source.cite}: *{entry.source.title}*" if entry.source else ""
        note = f" ({entry.note[lang]})" if entry.note else ""
        rows.append(f"| {entry.name[lang]} | ${entry.formula}$ | {source}{note} |")
    st.markdown(head + "\n".join(rows))
