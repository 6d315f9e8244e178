"""Luck or scheme: the variants on the page over many seeds, with a progress sign; any run can be opened in the player."""

from collections.abc import Sequence

import streamlit as st

from shallownet.experiment import Experiment
from shallownet.figures.luck import bands
from shallownet.luck import LEVEL, SOLVED, Luck, joined, median_reached, over_seeds, quartiles, seeds_from, solved_share
from shallownet.text import Text

from . import address, cache, chart
from .runs import Variant

COUNTS, BATCH, KEPT = (32, 64, 128), 32, 128
FIRST = 1  # seed of every band, whatever the seed of the page: opening one of its runs leaves the band as it is
HOW_MANY = Text("Seeds", "种子数")
WORKING = Text("Training {done} of {all} networks", "正在训练第 {done} / {all} 个网络")
NAME, MEDIAN = Text("Variant", "方案"), Text("median loss at the end", "最终损失的中位数")
SOLVED_SHARE = Text("solved (≥ {level:.0%} right)", "解决（正确率 ≥ {level:.0%}）")
REACHED = Text("epoch by which half reach a loss of {level}", "半数达到损失 {level} 的轮次")
NEVER = Text("never", "未达到")
OPEN, OPEN_HELP = Text("Show in the player", "在播放器中显示"), Text("The runs of this seed", "这个种子的各次运行")
SEED = Text("Seed", "种子")


def show_luck(variants: Sequence[Variant]) -> None:
    """The control, the bands, the table."""
    lang = address.language()
    count = choose_count()
    lucks = [_together(variants, index, count) for index in range(len(variants))]
    titles = [variant.title for variant in variants]
    chart.show(bands(lucks, titles, lang, chart.theme()), "bands")
    st.dataframe(summary(titles, lucks, lang), hide_index=True)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        seed = st.selectbox(SEED[lang], seeds_from(FIRST, count), width=140, key=f"band-seed-{lang}")
        if st.button(OPEN[lang], help=OPEN_HELP[lang], key=f"open-seed-{lang}"):
            address.choose(seed=seed)
            st.rerun(scope="app")  # the page, not only the fragment: the controls and the player take the seed


def choose_count() -> int:
    """How many seeds, also the link's word `seeds`."""
    word = address.extra("seeds")
    if "seeds" not in st.session_state:
        st.session_state.seeds = int(word) if word in map(str, COUNTS) else COUNTS[0]
    count = st.segmented_control(HOW_MANY[address.language()], COUNTS, key="seeds", required=True) or COUNTS[0]
    address.put_extra(seeds=str(count))
    return count


def summary(titles: Sequence[str], lucks: Sequence[Luck], language: str) -> dict[str, list[str]]:
    """The table's columns."""
    reached = [median_reached(luck) for luck in lucks]
    return {
        NAME[language]: list(titles),
        SOLVED_SHARE[language].format(level=SOLVED): [f"{solved_share(luck):.0%}" for luck in lucks],
        MEDIAN[language]: [f"{quartiles(luck.losses[-1:])[1, 0]:.4f}" for luck in lucks],
        REACHED[language].format(level=LEVEL): [str(epoch) if epoch >= 0 else NEVER[language] for epoch in reached],
    }


def _together(variants: Sequence[Variant], index: int, count: int) -> Luck:
    """One variant over its seeds, in batches; between them the progress sign moves, and a new choice of the user breaks off."""
    experiment, everything, parts = variants[index].experiment, len(variants) * count, []
    seeds, sign = seeds_from(FIRST, count), st.empty()
    for start in range(0, count, BATCH):
        key = experiment, tuple(seeds[start : start + BATCH])
        part = _done.get(key)
        if part is None:
            done = index * count + start
            sign.progress(done / everything, WORKING.format(done=done, all=everything)[address.language()])
            with cache.training_lock:
                part = _done[key] = over_seeds(*key)
        parts.append(part)
    for oldest in list(_done)[:-KEPT]:
        _done.pop(oldest, None)
    sign.empty()
    return joined(parts)


_done: dict[tuple[Experiment, tuple[int, ...]], Luck] = {}  # shared by all sessions, the oldest out first
