"""The loss landscape around the learner's own run."""

from functools import lru_cache

import streamlit as st

from shallownet import landscape as ls
from shallownet.content import sections
from shallownet.experiment import Experiment
from shallownet.figures import loss_map, plot
from shallownet.figures.landscape import surface
from shallownet.gradient_check import parameter_names
from shallownet.history import flat
from shallownet.measures import distinct_units
from shallownet.text import Text

from . import address, cache, chart, drawing, runs
from .gradient_choice import choose_epoch

KINDS = {
    "path": Text("The plane of the run", "训练路径所在平面"),
    "two": Text("Two parameters", "两个参数"),
    "apart": Text("Two equal units apart", "拉开两个相同的单元"),
}
KIND, FORM = Text("Plane", "平面"), Text("Form", "形式")
FORMS = {"contours": Text("Contours", "等高线"), "surface": Text("Surface", "曲面")}
FIRST, SECOND = Text("First", "第一个"), Text("Second", "第二个")
DIRECTIONS = (Text("along the run", "沿训练方向"), Text("across it", "与之垂直"))
APART = (Text("along the run: all units together", "沿训练方向：所有单元一起"), Text("units 1 and 2 apart", "单元 1 与 2 分开"))
PLAYER = "player-landscape"
_map = drawing.declare("loss_map", plot.STYLE + loss_map.STYLE)


def show(experiment: Experiment) -> None:
    """Epoch, plane and form; the map; what it is a map of."""
    lang, names = address.language(), parameter_names(experiment.sizes)
    left, right = st.columns([0.4, 0.6], gap="medium", vertical_alignment="bottom")
    with left:
        history, epoch = choose_epoch(experiment)
    equal = experiment.units1 > 1 and distinct_units(history.layers_at(epoch))[0] == 1
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = [kind for kind in KINDS if equal or kind != "apart"]
        titles = {kind: KINDS[kind][lang] for kind in kinds}
        kind = st.segmented_control(
            KIND[lang], kinds, default=kinds[-1] if equal else "path", required=True, key=f"plane-{equal}-{lang}", format_func=titles.__getitem__
        )
        form = st.segmented_control(
            FORM[lang], list(FORMS), default="contours", required=True, key=f"form-{lang}", format_func={k: v[lang] for k, v in FORMS.items()}.__getitem__
        )
    chosen, axes = (0, 0), tuple(text[lang] for text in (APART if kind == "apart" else DIRECTIONS))
    if kind == "two":
        chosen = _two(names, lang)
        axes = names[chosen[0]], names[chosen[1]]
    found, note = _landscape(experiment, epoch, cache.around(experiment, epoch), kind or "path", chosen)
    if form == "surface":
        chart.show(surface(found, epoch, (axes[0], axes[1]), lang, chart.theme()), "landscape-surface")
    else:
        drawing.show(_map, loss_map.map_svg(found, epoch, (axes[0], axes[1]), lang, chart.theme()), "loss-map", player=PLAYER)
    st.markdown(note[lang])
    runs.play(runs.one(experiment), PLAYER)


def _two(names: list[str], lang: str) -> tuple[int, int]:
    titles = dict(enumerate(names))
    with st.container(horizontal=True):
        first = st.selectbox(FIRST[lang], list(titles), key=f"first-{len(names)}-{lang}", format_func=titles.__getitem__, width=140)
        others = [index for index in titles if index != first]
        default = others.index(3) if 3 in others else 0
        second = st.selectbox(SECOND[lang], others, index=default, key=f"second-{len(names)}-{first}-{lang}", format_func=titles.__getitem__, width=140)
    return first, second


@lru_cache(maxsize=32)
def _landscape(experiment: Experiment, epoch: int, around: int, kind: str, chosen: tuple[int, int]) -> tuple[ls.Landscape, Text]:
    """The map and what is to be said of it."""
    history = cache.history(experiment, around)
    if kind == "two":
        return ls.over_plane(history, ls.of_parameters(flat(history.layers_at(epoch))[0], *chosen), epoch), sections("gradient")["map-fixed"].format(
            epoch=epoch
        )
    plane, shares = ls.of_path(history)
    if kind == "path":
        first, second = (round(float(share) * 100, 1) for share in shares)
        return ls.over_plane(history, plane, epoch), sections("gradient")["map-shares"].format(
            share=f"{first + second:.1f}", first=f"{first:.1f}", second=f"{second:.1f}"
        )
    layers = history.layers_at(epoch)
    direction, curvature = ls.apart(layers, history.x, history.y, history.hidden_activations)
    note = sections("gradient")["map-saddle" if curvature < 0 else "map-valley"].format(value=f"{curvature:.4f}".replace("-", "−"))
    return ls.over_plane(history, ls.Plane(flat(layers)[0].astype(float), plane.first, direction), epoch), note
