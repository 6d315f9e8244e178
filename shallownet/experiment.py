"""Experiment: everything the user chose, and nothing else. Each field declares its domain, label and link word, once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

import numpy as np

from .activations import ACTIVATIONS
from .datasets import DATASETS
from .initializers import INITIALIZERS
from .network import Layers, initialize, parameter_count
from .text import Text

LONGEST = 5000  # epochs
WORK = 1.2e6  # microseconds of training that one experiment may cost: the longest wait anybody is asked for


@dataclass(frozen=True)
class Number:
    """Numbers from low to high in steps; whole ones where `step` is an int."""

    low: float
    high: float
    step: float

    def __contains__(self, value: object) -> bool:
        kinds = (int, np.integer) if isinstance(self.step, int) else (int, float)
        return isinstance(value, kinds) and not isinstance(value, bool) and bool(self.low <= value <= self.high)

    def parse(self, word: str) -> float:
        """The value a link word stands for. ValueError if it is none of this domain."""
        value = int(word) if isinstance(self.step, int) else float(word)
        if value not in self:
            raise ValueError(f"{word} is not between {self.low} and {self.high}")
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few: the keys of a registry, or listed numbers."""

    options: tuple

    def __contains__(self, value: object) -> bool:
        return value in self.options

    def parse(self, word: str):
        """The option written as `word`. ValueError if there is none."""
        for option in self.options:
            if str(option) == word or (not isinstance(option, str) and _as_number(word) == option):
                return option
        raise ValueError(f"{word} is none of {', '.join(map(str, self.options))}")


def _as_number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None


@dataclass(frozen=True)
class Setting:
    """What a field of Experiment says about itself: domain, label, help and the word it has in a link."""

    domain: Number | Choice
    label: Text
    word: str
    help: Text | None = None
    names: Mapping[object, Text] | None = None  # how an option is shown; None: as it is written


def _setting(default, domain: Number | Choice, word: str, label: Text, help: Text | None = None, names: Mapping | None = None):
    return field(default=default, metadata={"setting": Setting(domain, label, word, help, names)})


def _registry(default: str, entries: Mapping, word: str, label: Text, help: Text | None = None):
    return _setting(default, Choice(tuple(entries)), word, label, help, {key: entry.name for key, entry in entries.items()})


@dataclass(frozen=True)
class Experiment:
    """Everything that decides a run. Equal experiments give equal bits. ValueError, naming the field, for a value outside its domain."""

    dataset: str = _registry("circle", DATASETS, "data", Text("Data set", "数据集"))
    points: int = _setting(250, Number(20, 500, 10), "points", Text("Points", "样本数"))
    noise: float = _setting(
        0.08, Number(0.0, 0.5, 0.02), "noise", Text("Noise", "噪声"), Text("Standard deviation added to both coordinates", "两个坐标上所加噪声的标准差")
    )
    test_share: float = _setting(
        0.3, Number(0.0, 0.8, 0.1), "test", Text("Test share", "测试集比例"), Text("Part of the examples kept out of training", "不参与训练的样本所占比例")
    )
    data_seed: int = _setting(
        1,
        Number(0, 9999, 1),
        "dseed",
        Text("Data seed", "数据种子"),
        Text("Another number, other examples of the same shape", "换一个数，得到同样形状的另一批样本"),
    )
    units1: int = _setting(4, Number(1, 16, 1), "h", Text("Hidden units", "隐藏单元数"))
    activation1: str = _registry("tanh", ACTIVATIONS, "act", Text("Activation", "激活函数"))
    units2: int = _setting(0, Number(0, 16, 1), "h2", Text("Second hidden layer", "第二隐藏层"), Text("0: there is none", "0 表示没有"))
    activation2: str = _registry("tanh", ACTIVATIONS, "act2", Text("Its activation", "第二层激活函数"))
    initializer: str = _registry("xavier", INITIALIZERS, "init", Text("Initialization", "初始化"))
    constant: float = _setting(0.5, Number(-3.0, 3.0, 0.1), "c", Text("Constant c", "常数 c"), Text("The value every weight starts from", "每个权重的初始值"))
    learning_rate: float = _setting(
        1.0, Choice((0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0)), "rate", Text("Learning rate α", "学习率 α")
    )
    batch: int = _setting(
        0,
        Choice((0, 1, 2, 5, 10, 20, 50, 100)),
        "batch",
        Text("Batch", "批大小"),
        Text("Examples a gradient step", "每步梯度所用的样本数"),
        {0: Text("all", "全部")},
    )
    l2: float = _setting(
        0.0,
        Choice((0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)),
        "l2",
        Text("L2 penalty λ", "L2 正则 λ"),
        Text("Adds λW to the gradient of every weight", "在每个权重的梯度上加 λW"),
    )
    epochs: int = _setting(1000, Number(1, LONGEST, 1), "epochs", Text("Epochs", "训练轮数"))
    seed: int = _setting(
        3,
        Number(0, 9999, 1),
        "seed",
        Text("Start seed", "初始种子"),
        Text("Decides the first weights, and the order of mini-batches", "决定初始权重和小批量的顺序"),
    )

    def __post_init__(self) -> None:
        for name, setting in settings().items():
            if getattr(self, name) not in setting.domain:
                raise ValueError(f"{name}: {getattr(self, name)!r} is outside its domain {setting.domain}")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units a layer, inputs first: (2, 4, 1)."""
        return (2, self.units1, self.units2, 1) if self.units2 else (2, self.units1, 1)

    @property
    def hidden_activations(self) -> tuple[str, ...]:
        return (self.activation1, self.activation2) if self.units2 else (self.activation1,)

    @property
    def parameters(self) -> int:
        return parameter_count(self.sizes)

    @property
    def trained_points(self) -> int:
        return self.points - round(self.points * self.test_share)

    @property
    def planned_epochs(self) -> int:
        """The epochs that are run: `epochs`, or as many as the limit on work leaves for very small batches."""
        batch = min(self.batch or self.trained_points, self.trained_points)
        steps = -(-self.trained_points // batch)
        microseconds = steps * (25 + 0.004 * batch * sum(self.sizes[1:-1]) + 0.0004 * batch * self.parameters)
        return min(self.epochs, max(1, int(WORK / microseconds)))

    def data(self) -> "Examples":
        """The examples of this experiment, cut into training and test."""
        scatter, split = _streams(self.data_seed, 2)
        x, y = DATASETS[self.dataset].sample(scatter, self.points, self.noise)
        order = split.permutation(self.points)
        train, test = np.sort(order[: self.trained_points]), np.sort(order[self.trained_points :])
        return Examples(x[:, train], y[:, train], x[:, test], y[:, test])

    def first_layers(self, dtype=np.float32) -> Layers:
        """The parameters before the first epoch, one run."""
        return initialize(self.sizes, INITIALIZERS[self.initializer], [self.weight_stream()], self.constant, dtype)

    def weight_stream(self) -> np.random.Generator:
        return _streams(self.seed, 2)[0]

    def batch_stream(self) -> np.random.Generator:
        return _streams(self.seed, 2)[1]

    def but(self, **changes) -> "Experiment":
        """The same experiment with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Examples:
    """x (2, points), y (1, points), and the same held out for testing (0 points: none)."""

    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def _streams(seed: int, count: int) -> list[np.random.Generator]:
    return np.random.default_rng(seed).spawn(count)


def settings() -> dict[str, Setting]:
    """Field name -> what it declares, in the order of the class."""
    return {f.name: f.metadata["setting"] for f in fields(Experiment)}
