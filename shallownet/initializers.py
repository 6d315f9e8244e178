"""How the weights start. An initializer is a variance (or a constant); biases always start at 0."""

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, sqrt
from typing import NamedTuple

import numpy as np

from .text import Text, same


class Source(NamedTuple):
    """Who proposed it, and where."""

    cite: str
    title: str


GLOROT = Source("Glorot & Bengio 2010, AISTATS", "Understanding the difficulty of training deep feedforward neural networks")
HE = Source("He, Zhang, Ren & Sun 2015, ICCV", "Delving Deep into Rectifiers")
LECUN = Source("LeCun, Bottou, Orr & Müller 1998", "Efficient BackProp")


@dataclass(frozen=True)
class Initializer:
    """A start for W[l], of shape (units, fan_in).

    variance(fan_in, fan_out)   of one weight; None where every weight is the same constant
    constant                    that constant; None: the value the experiment chose
    uniform                     draw from a uniform law of that variance rather than a normal one
    formula                     LaTeX; html: the same for a label
    """

    name: Text
    formula: str
    html: str
    variance: Callable[[int, int], float] | None = None
    constant: float | None = None
    uniform: bool = False
    source: Source | None = None
    note: Text | None = None

    def weights(self, normal: np.ndarray, fan_in: int, fan_out: int, constant: float = 0.0) -> np.ndarray:
        """Weights from a standard-normal draw of any shape: every scheme scales the same draw, so two schemes of one seed are paired.

        A uniform law takes the draw's normal quantile. `constant` is used where the scheme leaves its constant to the experiment.
        """
        if self.variance is None:
            return np.full_like(normal, constant if self.constant is None else self.constant)
        deviation = sqrt(self.variance(fan_in, fan_out))
        return deviation * (sqrt(3) * _centred_quantile(normal) if self.uniform else normal)


def _centred_quantile(normal: np.ndarray) -> np.ndarray:
    """2 Phi(x) - 1: standard normal draws to uniform draws on (-1, 1)."""
    return np.vectorize(lambda v: erf(v / sqrt(2)), otypes=[float])(normal)


INITIALIZERS: dict[str, Initializer] = {
    "xavier": Initializer(
        same("Xavier"),
        r"W^{[l]}\sim N\left(0,\tfrac1{n_{l-1}}\right)",
        "<i>N</i>(0, 1/<i>n</i><sub><i>l</i>−1</sub>)",
        lambda i, o: 1 / i,
        source=LECUN,
        note=Text("as these lessons teach it; also known as LeCun's rule", "本教程所讲的形式；也称 LeCun 初始化"),
    ),
    "zeros": Initializer(Text("Zeros", "全零"), r"W^{[l]}=0", "<i>W</i> = 0", constant=0.0),
    "constant": Initializer(Text("Constant", "常数"), r"W^{[l]}=c", "<i>W</i> = <i>c</i>"),
    "small": Initializer(Text("Small", "过小"), r"W^{[l]}\sim N(0,0.01^2)", "<i>N</i>(0, 0.01²)", lambda i, o: 1e-4),
    "large": Initializer(Text("Large", "过大"), r"W^{[l]}\sim N(0,5^2)", "<i>N</i>(0, 5²)", lambda i, o: 25.0),
    "glorot": Initializer(
        Text("Glorot normal", "Glorot 正态"),
        r"W^{[l]}\sim N\left(0,\tfrac2{n_{l-1}+n_l}\right)",
        "<i>N</i>(0, 2/(<i>n</i><sub><i>l</i>−1</sub>+<i>n<sub>l</sub></i>))",
        lambda i, o: 2 / (i + o),
        source=GLOROT,
    ),
    "glorot-uniform": Initializer(
        Text("Glorot uniform", "Glorot 均匀"),
        r"W^{[l]}\sim U\left(\pm\sqrt{\tfrac6{n_{l-1}+n_l}}\right)",
        "<i>U</i>(±√(6/(<i>n</i><sub><i>l</i>−1</sub>+<i>n<sub>l</sub></i>)))",
        lambda i, o: 2 / (i + o),
        uniform=True,
        source=GLOROT,
    ),
    "he": Initializer(
        Text("He (for ReLU)", "He（配 ReLU）"),
        r"W^{[l]}\sim N\left(0,\tfrac2{n_{l-1}}\right)",
        "<i>N</i>(0, 2/<i>n</i><sub><i>l</i>−1</sub>)",
        lambda i, o: 2 / i,
        source=HE,
    ),
}
