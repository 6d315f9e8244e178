"""One step of gradient descent in numbers: old parameter, gradient, new one; the loss before and after, as predicted and as it came."""

from decimal import Decimal

import numpy as np
import streamlit as st

from shallownet import worked
from shallownet.figures import plot, step
from shallownet.gradient_check import flatten
from shallownet.history import flat
from shallownet.landscape import losses
from shallownet.lessons import gradient_steps as steps
from shallownet.network import gradients
from shallownet.text import Text

from . import address, chart, drawing, equations
from .gradient_choice import Chosen

RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 30.0, 50.0, 100.0)
RATE, WHICH = Text("Learning rate α of this step", "这一步的学习率 α"), Text("Parameters", "参数")
BEFORE, AFTER = Text("loss before", "更新前的损失"), Text("loss after", "更新后的损失")
REAL, PREDICTED = Text("real decrease", "实际下降"), Text("predicted, α‖∇L‖²", "预测 α‖∇L‖²")
SQUARE = Text("‖∇L‖² adds the squares of all {count} partial derivatives: {value}.", "‖∇L‖² 是全部 {count} 个偏导数的平方和：{value}。")
PLAIN = Text("One plain step on the examples chosen above, without the L2 penalty.", "在上面所选的样本上做一步普通梯度下降，不含 L2 惩罚。")
ROUNDED = Text("W and dW are the model's, rounded; the new W is computed from the digits shown.", "W 与 dW 取自模型并已取整；新的 W 由所示数字算出。")
POINTS = 61
_step = drawing.declare("one_step", plot.STYLE + step.STYLE)


def show(chosen: Chosen) -> None:
    """Learning rate, the update of one layer in numbers, the facts of the step, the loss along it."""
    lang, last = address.language(), len(chosen.layers)
    left, right, _ = st.columns([0.4, 0.35, 0.25], gap="medium", vertical_alignment="bottom")
    with left:
        rate = st.select_slider(
            RATE[lang],
            RATES,
            value=chosen.experiment.learning_rate,
            key=f"update-rate-{chosen.experiment.learning_rate}-{lang}",
            format_func=lambda r: f"{r:g}",
        )
    with right:
        names = [f"{letter}{layer}" for layer in range(last, 0, -1) for letter in "Wb"]
        titles = {name: f"{name[0]}[{name[1]}]" for name in names}
        which = st.segmented_control(WHICH[lang], names, default=names[0], required=True, key=f"update-which-{last}-{lang}", format_func=titles.__getitem__)
    _line(chosen, which or names[0], rate)
    slope = flatten(gradients(chosen.layers, chosen.x, chosen.y, chosen.activations))
    after, square = _facts(chosen, slope, rate, lang)
    rates = np.linspace(0, max(2 * rate, 1e-6), POINTS)
    drawing.show(_step, step.step_svg(rates, _along(chosen, slope, rates), (rate, after), square, lang, chart.theme()), "update-figure")


def _line(chosen: Chosen, which: str, rate: float) -> None:
    lang, layer = address.language(), int(which[1])
    digits = equations.choose_digits(key="update-digits")
    if chosen.few:
        done = steps.both_passes(chosen.layers, chosen.x, chosen.y, chosen.activations, digits)
        ahead, back = done.forward[layer - 1], done.backward[layer - 1]
        value, slope = (ahead.weights, back.dw) if which[0] == "W" else (ahead.biases, back.db)
    else:
        part, back_all = chosen.layers[layer - 1], gradients(chosen.layers, chosen.x, chosen.y, chosen.activations)[layer - 1]
        exact = (part.weights, back_all.weights) if which[0] == "W" else (part.biases, back_all.biases)
        value, slope = (worked.shown(matrix[0], digits) for matrix in exact)
    equations.lines(steps.update_line(which[0], layer, value, slope, Decimal(f"{rate:g}"), digits))
    st.caption(f"{PLAIN[lang]} {'' if chosen.few else ROUNDED[lang]}")


def _facts(chosen: Chosen, slope: np.ndarray, rate: float, lang: str) -> tuple[float, float]:
    """Losses before and after with six decimals, and their difference as printed; the prediction from the printed square. The loss after, and the square."""
    before, after = _along(chosen, slope, np.array([0.0, rate]))
    square = float(slope @ slope)
    shown = [Decimal(f"{value:.6f}") for value in (before, after)]
    printed = Decimal(f"{square:.6f}")
    facts = {BEFORE: shown[0], AFTER: shown[1], REAL: shown[0] - shown[1], PREDICTED: Decimal(f"{rate:g}") * printed}
    row = "".join(f"<div><b>{f'{value:.6f}'.replace('-', '−')}</b> <span>{what[lang]}</span></div>" for what, value in facts.items())
    st.html(f'<div class="facts">{row}</div>')
    st.caption(SQUARE.format(count=len(slope), value=printed)[lang])
    return after, square


def _along(chosen: Chosen, slope: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """The loss after a step of each learning rate."""
    parameters = flat(chosen.layers)[0] - rates[:, None] * slope
    return losses(parameters, chosen.experiment.sizes, chosen.activations, chosen.x, chosen.y)
