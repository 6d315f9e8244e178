"""The training player: runs played, stepped and scrubbed in the browser. Python sends parameters once; the browser computes and draws."""

from .component import training_player
from .payload import PROJECTOR, Run, pack

__all__ = ["PROJECTOR", "Run", "pack", "training_player"]
