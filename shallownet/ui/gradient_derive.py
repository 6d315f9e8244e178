"""By hand: the own-derivation checker, and the marked exercises."""

import streamlit as st

from shallownet import derive, typeset
from shallownet.content import sections
from shallownet.experiment import Experiment
from shallownet.lessons import gradient
from shallownet.text import Text

from . import address, equations, lesson
from .gradient_choice import choose_epoch

TITLE = Text("Your own derivation", "你自己的推导")
TARGET, FORMULA = Text("Gradient", "梯度"), Text("Your formula for {target}", "你推导的 {target} 公式")
READ_AS = Text("Read as", "读作")
YOURS, TRUE = Text("your formula gives", "你的公式得到"), Text("the gradient is", "真正的梯度是")
NOT_FINITE = Text("no finite number (a division by 0)", "不是有限的数（除以 0）")
DIGITS = 3


def show(experiment: Experiment) -> None:
    """The checker, then the exercises on the two hardest of the training examples."""
    lang, activations = address.language(), experiment.hidden_activations
    st.subheader(TITLE[lang], anchor=False)
    lesson.prose("gradient", "derive")
    checker(activations)
    lesson_epoch, _ = st.columns([0.4, 0.6])
    with lesson_epoch:
        history, epoch = choose_epoch(experiment)
    layers = history.layers_at(epoch)
    two = gradient.hardest(layers, history.x, history.y, activations)
    lesson.prose("gradient", "exercises", first=two[0] + 1, second=two[1] + 1, epoch=epoch)
    lesson.exercises("gradient", gradient.exercises(layers, history.x[:, two], history.y[:, two], activations, experiment.learning_rate))


def checker(activations: tuple[str, ...]) -> None:
    """Which gradient, the formula, and what becomes of it."""
    lang, targets = address.language(), derive.targets(len(activations) + 1)
    titles = {target: f"{target[:2]}[{target[2]}]" for target in targets}
    target = st.segmented_control(TARGET[lang], targets, default=targets[0], required=True, key=f"target-{len(targets)}-{lang}", format_func=titles.__getitem__)
    target = target or targets[0]
    source = st.text_input(FORMULA.format(target=titles[target])[lang], key=f"formula-{target}-{lang}", max_chars=derive.LONGEST, width=560)
    st.caption(sections("gradient")["derive-type"].format(symbols=" ".join(derive.symbols(target, len(activations) + 1)))[lang])
    if source:
        _verdict(source, target, activations)


def _verdict(source: str, target: str, activations: tuple[str, ...]) -> None:
    lang = address.language()
    try:
        equations.lines(rf"\text{{{READ_AS[lang]}}}\quad {typeset.symbol(target[:2], int(target[2]))} = {derive.latex(derive.parse(source))}")
        counter = derive.check(source, target, activations, DIGITS)
    except derive.FormulaError as error:
        st.code(f"{source}\n{' ' * error.column}^", language=None)
        st.markdown(error.text[lang])
        return
    if counter is None:
        st.markdown(sections("gradient")["derive-right"][lang])
        return
    st.markdown(sections("gradient")["derive-wrong"].format(sizes="-".join(map(str, counter.sizes)), m=counter.m)[lang])
    equations.lines(*_numbers(counter, lang))


def _numbers(counter: derive.CounterExample, lang: str) -> list[str]:
    """The operands, what the formula makes of them, and the gradient."""
    names = {name: name if len(name) == 1 else typeset.symbol(name[:-1], int(name[-1])) for name in counter.operands}
    operands = r",\quad ".join(f"{names[name]} = {typeset.matrix(value, DIGITS)}" for name, value in counter.operands.items())
    got = rf"\text{{{NOT_FINITE[lang]}}}" if counter.got is None else typeset.matrix(counter.got, DIGITS)
    results = rf"\text{{{YOURS[lang]}}}\ {got},\qquad \text{{{TRUE[lang]}}}\ {typeset.matrix(counter.want, DIGITS)}"
    return [operands, results] if operands else [results]
