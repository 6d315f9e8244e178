"""Exercises of the Initialization lesson, marked from the learner's own runs."""

from collections.abc import Sequence
from fractions import Fraction

from ..exercises import Exercise
from ..experiment import Experiment
from ..history import History
from ..initializers import INITIALIZERS
from ..measures import distinct_units
from ..network import gradients
from ..text import Text, same
from ..typeset import number
from ..worked import rounded

MOVING = {"nothing": Text("nothing", "都不动"), "bias": Text("only the output bias", "只有输出偏置"), "weights": Text("weights as well", "权重也在动")}


def exercises(experiment: Experiment, histories: Sequence[History], schemes: Sequence[str], epoch: int) -> list[Exercise]:
    """Four questions about the runs on the page; `epoch` is recorded in all of them."""
    return [_distinct(histories[0], schemes[0], epoch), _moving(histories[0], schemes[0], epoch), _variance(3 + experiment.seed % 4), _spread(experiment)]


def _distinct(history: History, scheme: str, epoch: int) -> Exercise:
    units, name = history.sizes[1], INITIALIZERS[scheme].name
    count = distinct_units(history.layers_at(epoch))[0]
    return Exercise(
        Text(
            "How many *different* units has the first hidden layer of **{name}** at epoch {epoch}?",
            "第 {epoch} 轮时，**{name}** 的第一隐藏层有多少个*互不相同*的单元？",
        ).format(name=name, epoch=epoch),
        count,
        Text(
            "Two units are equal if all their weights, in and out, and their biases are equal.",
            "若两个单元的所有输入权重、输出权重和偏置都相等，它们就是相同的。",
        ),
        Text("{count} of {units}, to the last bit.", "{units} 个中有 {count} 个，逐位比较。").format(count=count, units=units),
    )


def _moving(history: History, scheme: str, epoch: int) -> Exercise:
    gradient = gradients(history.layers_at(epoch), history.x, history.y, history.hidden_activations)
    weights = any(g.weights.any() for g in gradient) or any(g.biases.any() for g in gradient[:-1])
    answer = "weights" if weights else "bias" if gradient[-1].biases.any() else "nothing"
    norms = ", ".join(rf"\max|dW^{{[{layer}]}}| = {number(rounded(abs(g.weights).max(), 3), 3)}" for layer, g in enumerate(gradient, 1))
    return Exercise(
        Text(
            "What does the gradient over all training examples move in **{name}**, at epoch {epoch}?",
            "第 {epoch} 轮时，**{name}** 在全部训练样本上的梯度会移动什么？",
        ).format(name=INITIALIZERS[scheme].name, epoch=epoch),
        answer,
        Text("Look at dW: does any entry differ from 0?", "看 dW：有没有哪一项不为 0？"),
        Text("{what}: ${norms}$.", "{what}：${norms}$。").format(what=MOVING[answer], norms=norms),
        options=MOVING,
    )


def _variance(fan_in: int) -> Exercise:
    return Exercise(
        Text(
            "What is the variance of each weight of $W^{{[1]}}$ under Xavier, for {n} inputs?", "有 {n} 个输入时，Xavier 下 $W^{{[1]}}$ 的每个权重方差是多少？"
        ).format(n=fan_in),
        Fraction(1, fan_in),
        same(r"$\mathrm{Var}[w] = 1/n_{l-1}$"),
        same(rf"$1/n_0 = 1/{fan_in} \approx {1 / fan_in:.3f}$."),
        digits=3,
    )


def _spread(experiment: Experiment) -> Exercise:
    fan_in = experiment.units1
    return Exercise(
        Text(
            "A layer reads {n} independent inputs of variance 1. Its weights are drawn from $N(0, 0.01^2)$. What is Var[z]?",
            "某一层读取 {n} 个相互独立、方差为 1 的输入，权重取自 $N(0, 0.01^2)$。Var[z] 是多少？",
        ).format(n=fan_in),
        Fraction(fan_in, 10_000),
        same(r"$\mathrm{Var}[z] = n\,\mathrm{Var}[w]\,\mathrm{E}[x^2]$"),
        Text(
            "${n} \\cdot 0.0001 \\cdot 1 = {answer}$: the signal nearly vanishes.",
            "${n} \\cdot 0.0001 \\cdot 1 = {answer}$：信号几乎消失。",
        ).format(n=fan_in, answer=f"{fan_in / 10_000:.4f}"),
        digits=5,
    )
