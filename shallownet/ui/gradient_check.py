"""The gradient check, live: backpropagation against central differences of the loss."""

from decimal import Decimal

import numpy as np
import streamlit as st

from shallownet import gradient_check as gc
from shallownet.content import sections
from shallownet.figures.landscape import error_figure
from shallownet.figures.style import PALETTES
from shallownet.text import Text

from . import address, chart, equations
from .gradient_choice import Chosen

PARAMETER, ALL = Text("Parameter", "参数"), Text("all {count}", "全部 {count} 个")
STEP = Text("Step h", "步长 h")
SUMMARY = Text(
    "{count} partial derivatives: largest absolute error **{absolute}**, largest relative error **{relative}**.",
    "共 {count} 个偏导数：最大绝对误差 **{absolute}**，最大相对误差 **{relative}**。",
)
COLUMNS = (
    Text("parameter", "参数"),
    Text("backpropagation", "反向传播"),
    Text("central difference", "中心差分"),
    Text("absolute error", "绝对误差"),
    Text("relative error", "相对误差"),
    Text("kinks crossed", "越过折点"),
)


def show(chosen: Chosen) -> None:
    """All parameters in a table, or one with its quotient in numbers."""
    lang, names = address.language(), gc.parameter_names(chosen.experiment.sizes)
    left, right, _ = st.columns([0.25, 0.4, 0.35], gap="medium", vertical_alignment="bottom")
    with left:
        titles = {-1: ALL.format(count=len(names))[lang], **dict(enumerate(names))}
        index = st.selectbox(PARAMETER[lang], list(titles), key=f"check-{lang}-{len(names)}", format_func=titles.__getitem__)
    with right:
        step = st.select_slider(STEP[lang], gc.STEPS, value=1e-4, key=f"check-step-{lang}", format_func=lambda h: f"{h:.0e}")
    result = gc.check(chosen.layers, chosen.x, chosen.y, chosen.activations, step, None if index < 0 else [index])
    if index < 0:
        _summary(result, step, lang)
    else:
        _quotient(chosen, index, step)
    _table(result, names if index < 0 else [names[index]], lang)
    if index >= 0:
        st.caption(sections("gradient")["check-curve"][lang])
        errors = gc.error_curve(chosen.layers, chosen.x, chosen.y, chosen.activations, index, gc.STEPS)
        chart.show(error_figure(np.array(gc.STEPS), errors, step, lang, chart.theme()), "check-curve")


def _summary(result: gc.Check, step: float, lang: str) -> None:
    st.markdown(SUMMARY.format(count=len(result.exact), absolute=f"{result.absolute.max():.1e}", relative=f"{result.relative.max():.1e}")[lang])
    if crossed := int((result.crossings > 0).sum()):
        st.markdown(sections("gradient")["check-kinks"].format(count=crossed)[lang])
    st.caption(sections("gradient")["check-small"].format(floor=f"{1e-16 / step:.0e}")[lang])


def _table(result: gc.Check, names: list[str], lang: str) -> None:
    """Both derivatives with 13 decimals; the errors are those of the printed numbers."""
    printed = [[Decimal(f"{value:.13f}") for value in values] for values in (result.exact, result.numeric)]
    errors = [abs(numeric - exact) for exact, numeric in zip(*printed)]
    scales = [max(abs(exact), abs(numeric)) for exact, numeric in zip(*printed)]
    cells = [
        names,
        *([f"{value:f}" for value in column] for column in printed),
        [f"{error:.1e}" if error else "0" for error in errors],
        [f"{error / scale:.1e}" if error else "0" for error, scale in zip(errors, scales)],
        [str(count) for count in result.crossings],
    ]
    head = "".join(f"<th>{title[lang]}</th>" for title in COLUMNS)
    body = "".join(f"<tr><th>{name}</th>" + "".join(f"<td>{value}</td>".replace("-", "−") for value in row) + "</tr>" for name, *row in zip(*cells))
    page = PALETTES[chart.theme()].surface
    st.html(
        f'<div class="scroll" tabindex="0" style="--page: {page}"><table class="rows ruled"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _quotient(chosen: Chosen, index: int, step: float) -> None:
    """(L(w + h) - L(w - h)) / 2h with the losses to 12 decimals; the quotient is that of the printed ones."""
    plus, minus = (Decimal(f"{value:.12f}") for value in gc.losses_beside(chosen.layers, chosen.x, chosen.y, chosen.activations, index, step))
    width = 2 * Decimal(f"{step:g}")
    value = f"{(plus - minus) / width:.6f}"
    exponent = Decimal(f"{step:g}").adjusted()
    equations.lines(rf"\frac{{L(w+h) - L(w-h)}}{{2h}} = \frac{{{plus} - {minus}}}{{2 \cdot 10^{{{exponent}}}}} = {value}")
