"""The square and what a network makes of it."""

import numpy as np
import pytest

from shallownet.grid import fields, square
from shallownet.network import forward
from tests.networks import random_layers


def test_square_runs_right_and_then_up():
    nodes = square(1.6, 5)
    axis = [-1.6, -0.8, 0.0, 0.8, 1.6]
    np.testing.assert_allclose(nodes.T, [(x1, x2) for x2 in axis for x1 in axis], atol=1e-15)
    assert not nodes.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        nodes[0, 0] = 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_field_is_the_forward_pass_at_every_node(dtype):
    layers = random_layers(1, (2, 4, 3, 1), runs=2, dtype=dtype)
    trace = fields(layers, ("tanh", "relu"), 1.5, 6)
    assert [a.shape for a in trace.a] == [(2, 4, 36), (2, 3, 36), (2, 1, 36)]
    assert all(array.dtype == dtype for arrays in trace for array in arrays)
    for row, column in np.ndindex(6, 6):
        node = np.array([[-1.5 + 0.6 * column], [-1.5 + 0.6 * row]], dtype)
        for ours, theirs in zip(trace.a, forward(layers, node, ("tanh", "relu")).a, strict=True):
            np.testing.assert_allclose(ours.reshape(2, -1, 6, 6)[:, :, row, column], theirs[..., 0], rtol=1e-5, atol=1e-6)
