"""The activation functions g, each with its slope g'. One entry in ACTIVATIONS is all that a new one needs."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, pi, sqrt

import numpy as np

from .text import Text, same

Array = np.ndarray
TANH_GELU = sqrt(2 / pi)
ONE = {np.dtype(kind): np.array(1, kind) for kind in (np.float32, np.float64)}  # an array of no dimension: half the cost of a Python 1 in a small ufunc call
SLOPE_BELOW = 0.01  # leaky ReLU, for z < 0


@dataclass(frozen=True)
class Activation:
    """A function and its derivative, both elementwise and with NumPy's `out` convention.

    name, symbol                   for the reader: "tanh", and the function's own sign in LaTeX, to stand before (z)
    formula, slope_formula         LaTeX in z and (where it is shorter) a = g(z)
    value(z, out=None)             g(z), same shape and dtype as z, an array of at least one axis; `out` may not be z
    slope(z, a, out=None)          g'(z); `a` is value(z), which the caller has already. `out` may be neither z nor a
    bounds                         infimum and supremum of g, for colour scales and for saturation
    kinks                          the z where g has no derivative; the slope there is that of the left side
    javascript, javascript_slope   g(z) and g'(z) as expressions of the double `z`, for the player; browser tests compare them with value and slope
    numpy                          g(z) as a readable NumPy expression, for programs that a reader takes away
    """

    name: Text
    symbol: str
    formula: str
    slope_formula: str
    value: Callable[..., Array]
    slope: Callable[..., Array]
    bounds: tuple[float, float]
    javascript: str
    javascript_slope: str
    numpy: str
    kinks: tuple[float, ...] = ()


def _one(z: Array, a: Array, out: Array | None = None) -> Array:
    out = np.empty_like(z) if out is None else out
    out.fill(1)
    return out


def _sigmoid(z: Array, out: Array | None = None) -> Array:
    # (1 + tanh(z/2)) / 2 is 1 / (1 + e^-z) without the overflow, and vectorizes better than exp
    out = np.multiply(z, 0.5, out=out)
    np.tanh(out, out=out)
    np.add(out, 1, out=out)
    return np.multiply(out, 0.5, out=out)


def _sigmoid_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    out = np.subtract(1, a, out=out)
    return np.multiply(out, a, out=out)


def _tanh_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    out = np.multiply(a, a, out)
    return np.subtract(ONE[out.dtype], out, out)


def _relu(z: Array, out: Array | None = None) -> Array:
    return np.maximum(z, 0, out=out)


def _relu_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    return np.greater(z, 0, out=np.empty_like(z) if out is None else out, casting="unsafe")


def _leaky(z: Array, out: Array | None = None) -> Array:
    out = np.multiply(z, SLOPE_BELOW, out=out)
    return np.maximum(z, out, out=out)


def _leaky_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    out = _relu_slope(z, a, out)
    return np.maximum(out, SLOPE_BELOW, out=out)


def _softplus(z: Array, out: Array | None = None) -> Array:
    out = np.abs(z, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.log1p(out, out=out)  # ln(1 + e^-|z|), exact for large |z| where ln(1 + e^z) would overflow
    return np.add(out, np.maximum(z, 0), out=out)


def _softplus_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    return _sigmoid(z, out)


def _elu(z: Array, out: Array | None = None) -> Array:
    out = np.minimum(z, 0, out=out)
    np.expm1(out, out=out)
    return np.maximum(z, out, out=out)


def _elu_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    out = np.minimum(z, 0, out=out)  # not a + 1: that loses digits when e^z is tiny
    return np.exp(out, out=out)


def _gelu_inner(z: Array) -> Array:
    return np.tanh(TANH_GELU * (z + 0.044715 * z * z * z))


def _gelu(z: Array, out: Array | None = None) -> Array:
    return np.multiply(0.5 * z, 1 + _gelu_inner(z), out=out)


def _gelu_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    t = _gelu_inner(z)
    return np.add(0.5 * (1 + t), 0.5 * z * (1 - t * t) * TANH_GELU * (1 + 3 * 0.044715 * z * z), out=out)


def _sine_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    return np.cos(z, out=out)


def _softsign(z: Array, out: Array | None = None) -> Array:
    out = np.abs(z, out=out)
    np.add(out, 1, out=out)
    return np.divide(z, out, out=out)


def _softsign_slope(z: Array, a: Array, out: Array | None = None) -> Array:
    out = np.abs(z, out=out)
    np.add(out, 1, out=out)
    np.multiply(out, out, out=out)
    return np.reciprocal(out, out=out)


ACTIVATIONS: dict[str, Activation] = {
    "tanh": Activation(
        same("tanh"), r"\tanh", r"\tanh(z)", r"1-\tanh^2(z)=1-a^2", np.tanh, _tanh_slope, (-1, 1), "Math.tanh(z)",
        "1-Math.tanh(z)**2", "np.tanh(z)",
    ),
    "sigmoid": Activation(
        same("sigmoid"), r"\sigma", r"\frac{1}{1+e^{-z}}", r"\sigma(z)(1-\sigma(z))=a(1-a)", _sigmoid, _sigmoid_slope, (0, 1), "1/(1+Math.exp(-z))",
        "(a=>a*(1-a))(1/(1+Math.exp(-z)))", "1 / (1 + np.exp(-z))",
    ),
    "relu": Activation(
        same("ReLU"), r"\mathrm{ReLU}", r"\max(0,z)", r"\begin{cases}1&z>0\\0&z\le0\end{cases}", _relu, _relu_slope, (0, inf),
        "Math.max(0,z)", "z>0?1:0", "np.maximum(0, z)", kinks=(0.0,),
    ),
    "identity": Activation(
        Text("identity (linear)", "恒等（线性）"), r"\mathrm{id}", "z", "1", np.positive, _one, (-inf, inf), "z", "1", "z",
    ),
    "leaky": Activation(
        Text("leaky ReLU", "带泄漏 ReLU"), r"\mathrm{LReLU}", r"\max(0.01z,z)", r"\begin{cases}1&z>0\\0.01&z\le0\end{cases}", _leaky, _leaky_slope, (-inf, inf),
        "Math.max(0.01*z,z)", "z>0?1:0.01", "np.maximum(0.01 * z, z)", kinks=(0.0,),
    ),
    "elu": Activation(
        same("ELU"), r"\mathrm{ELU}", r"\begin{cases}z&z>0\\e^z-1&z\le0\end{cases}", r"\begin{cases}1&z>0\\e^z=a+1&z\le0\end{cases}", _elu, _elu_slope,
        (-1, inf), "z>0?z:Math.expm1(z)", "z>0?1:Math.exp(z)", "np.where(z > 0, z, np.expm1(np.minimum(z, 0)))",
    ),
    "softplus": Activation(
        same("softplus"), r"\mathrm{softplus}", r"\ln(1+e^z)", r"\frac{1}{1+e^{-z}}", _softplus, _softplus_slope, (0, inf),
        "Math.max(0,z)+Math.log1p(Math.exp(-Math.abs(z)))", "1/(1+Math.exp(-z))", "np.logaddexp(0, z)",
    ),
    "gelu": Activation(
        same("GELU"), r"\mathrm{GELU}", r"\tfrac z2\left(1+\tanh\left(\sqrt{2/\pi}\,(z+0.044715z^3)\right)\right)",
        r"\tfrac{1+t}2+\tfrac z2(1-t^2)\sqrt{2/\pi}\,(1+0.134145z^2),\ t=\tanh(\dots)", _gelu, _gelu_slope, (-0.1700408, inf),
        "z/2*(1+Math.tanh(Math.sqrt(2/Math.PI)*(z+0.044715*z*z*z)))",
        "(t=>(1+t)/2+z/2*(1-t*t)*Math.sqrt(2/Math.PI)*(1+0.134145*z*z))(Math.tanh(Math.sqrt(2/Math.PI)*(z+0.044715*z*z*z)))",
        "z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))",
    ),
    "softsign": Activation(
        same("softsign"), r"\mathrm{softsign}", r"\frac{z}{1+|z|}", r"\frac{1}{(1+|z|)^2}", _softsign, _softsign_slope, (-1, 1), "z/(1+Math.abs(z))",
        "1/(1+Math.abs(z))**2", "z / (1 + np.abs(z))",
    ),
    "sine": Activation(
        Text("sine", "正弦"), r"\sin", r"\sin(z)", r"\cos(z)", np.sin, _sine_slope, (-1, 1), "Math.sin(z)", "Math.cos(z)", "np.sin(z)",
    ),
}  # fmt: skip
OUTPUT = ACTIVATIONS["sigmoid"]  # the output layer's: two classes
