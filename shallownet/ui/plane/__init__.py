"""The plane of one neuron, to take hold of: its line, its weights as an arrow, an example. The browser draws the handles, Python computes."""

from .component import heard, pack, plane

__all__ = ["heard", "pack", "plane"]
