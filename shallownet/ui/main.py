"""The frame: language, navigation over pages/, and what every page has in common. Run through app.py."""

from shallownet.ui import frame

frame.run()
