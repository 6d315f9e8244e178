"""Every colour and marker of the product, once. The player, the figures and the Streamlit theme all take theirs from here.

Chrome is neutral: hue is spent on sign and class (orange, blue), on gradients (red) and on which run it is.
tests/test_style.py holds the numbers that justify the choice: WCAG contrasts, and distances as a dichromat sees them.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of one theme, as #RRGGBB.

    surface, sunken, line, ink, muted   the page, quiet panels, hairlines, text, secondary text
    class0, class1                      marks: points of a class, edges and bars of a negative or positive value
    field0, middle, field1              the diverging field: p = 0, 1/2, 1; a value below, at or above its neutral one
    halo                                rim that lifts lines and marks off a field
    gradient                            everything that flows backward
    runs                                runs side by side, in this order on every page, each with the marker of the same index
    """

    surface: str
    sunken: str
    line: str
    ink: str
    muted: str
    class0: str
    class1: str
    field0: str
    middle: str
    field1: str
    halo: str
    gradient: str
    runs: tuple[str, ...]

    @property
    def diverging(self) -> list[tuple[float, str]]:
        """A Plotly colour scale over values that are neutral in the middle."""
        return [(0.0, self.field0), (0.5, self.middle), (1.0, self.field1)]

    def values(self) -> dict[str, object]:
        """Name to colour, ready for JSON."""
        return asdict(self)


# Pale fields under strong marks (dark theme: low fields), so that points win at the back of the room.
# Runs are Okabe and Ito's purple, green, black and yellow, shifted for contrast: their oranges and blues are taken by the classes.
PALETTES = {
    "light": Palette(
        surface="#FFFFFF", sunken="#F6F6F4", line="#DCDEDA", ink="#1B1F26", muted="#59616C",
        class0="#B54800", class1="#1A56B8", field0="#F5B983", middle="#F6F5F2", field1="#97BDEE", halo="#FFFFFF",
        gradient="#C1121F", runs=("#C8609F", "#00714F", "#1B1F26", "#8A6D00"),
    ),
    "dark": Palette(
        surface="#15181D", sunken="#1C2026", line="#343A43", ink="#ECEEF1", muted="#A3ABB6",
        class0="#FFA45C", class1="#86BBFF", field0="#74421C", middle="#22262C", field1="#234A85", halo="#0B0D10",
        gradient="#FF6B6B", runs=("#E58DC0", "#16A57A", "#ECEEF1", "#E6CF3F"),
    ),
}  # fmt: skip

RUN_MARKERS = ("square", "triangle-up", "circle", "circle-open")  # Plotly's names; the player draws the same four
CLASS_MARKERS = ("circle", "diamond")
