"""The address bar holds the experiment: settings, epoch, picked example, language. Opening a link restores them; every change rewrites it.

A link is an address that this session did not write. Its values go to `st.session_state` once, before the widgets are made; from then on the
widgets lead and the address follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import monotonic

import streamlit as st

from shallownet import links
from shallownet.experiment import LONGEST, Experiment
from shallownet.text import DEFAULT, LANGUAGES, Text

LATE = 5.0  # seconds for which a replaced address may still come in with a change
END = -1  # the epoch word of a link is left out at the end of the run
WORDS = {"lang", "e", "p", "projector"}
PAGE_WORDS = {  # page -> what its links hold beside the experiment and the view
    "neuron": ("w1", "w2", "bias", "x1", "x2", "g"),
    "forward": ("net", "g", "g2", "m", "wseed", "step", "W1", "b1", "W2", "b2", "W3", "b3", "X"),
    "activations": ("part", "z", "acts", "hidden"),
    "initialization": ("inits", "seeds", "part"),
    "gradient": ("part", "step", "show", "rates"),
    "compare": ("vary", "values", "seeds", "part"),
}
BAD_EPOCH = Text("“{value}” is not an epoch; showing the end of the run", "“{value}”不是有效的轮次，改为显示训练结束时")
BAD_EXAMPLE = Text("“{value}” is not an example; none is picked", "“{value}”不是有效的样本编号，未选中样本")


@dataclass(frozen=True)
class View:
    """How the experiment is looked at: language, epoch (END: the last), picked example (-1: none), projector mode."""

    language: str = DEFAULT
    epoch: int = END
    picked: int = -1
    projector: bool = False


def open_link() -> None:
    """Take over the address if it is a link. Call it first in every run of the frame."""
    query = st.query_params.to_dict()
    state = st.session_state
    if "experiment" in state and (query in (state.written, {}) or _is_late(query)):  # {}: another page was chosen, which empties the address
        return
    state.experiment, complaints = links.read(query)
    state.view, more = _read_view(query)
    own = {word for words in PAGE_WORDS.values() for word in words}
    state.extras = {word: value for word, value in query.items() if word in own}
    state.complaints = complaints + more + links.unknown(query, WORDS | own)
    state.written = query
    state.adopt = True  # controls must take these values instead of their own
    cue()


def write() -> None:
    """Bring the address up to date. Call it wherever the experiment or the view may have changed."""
    query = links.words(st.session_state.experiment) | _view_words(view()) | _extra_words()
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    if query != st.session_state.written:
        st.session_state.replaced = [*_recently_replaced(), (monotonic(), st.session_state.written)]
        st.session_state.written = query


def _recently_replaced() -> list[tuple[float, dict[str, str]]]:
    return [(when, query) for when, query in st.session_state.get("replaced", []) if monotonic() - when < LATE]


def _is_late(query: dict[str, str]) -> bool:
    """Whether this is an address that has just been replaced. A browser that changes a setting twice in a row sends the second change before it
    has seen the address that answers the first: that is no link."""
    return any(query == old for _, old in _recently_replaced())


def extra(word: str, default: str = "") -> str:
    """A page's own word, from the link or as last put."""
    return st.session_state.extras.get(word, default)


def put_extra(**words: str) -> None:
    """Set words of the page; an empty one leaves the link."""
    st.session_state.extras = st.session_state.extras | words


def complain(texts: Iterable[Text]) -> None:
    """Add to what controls.show_complaints says of the link."""
    st.session_state.complaints = [*st.session_state.get("complaints", []), *texts]


def _extra_words() -> dict[str, str]:
    state = st.session_state
    return {word: state.extras[word] for word in PAGE_WORDS.get(state.page, ()) if state.extras.get(word)}


def page() -> str:
    """The page on the screen, a key of frame.PAGES."""
    return st.session_state.page


def view() -> View:
    return st.session_state.view


def language() -> str:
    return view().language


def cue() -> None:
    """Send the player to the view's epoch and example. Otherwise it stays where the user left it."""
    number = st.session_state.cue[0] + 1 if "cue" in st.session_state else 1
    st.session_state.cue = (number, view().epoch, view().picked)


def look(**changes) -> None:
    """Change the view: language, epoch, picked, projector."""
    st.session_state.view = replace(view(), **changes)


def choose(epoch: int | None = None, **changes) -> None:
    """Change the experiment from outside its widgets, which follow at the next run; `epoch` moves the player there as well."""
    st.session_state.experiment = st.session_state.experiment.but(**changes)
    st.session_state.adopt = True
    if epoch is not None:
        look(epoch=epoch)
        cue()


def open_preset(experiment: Experiment, words: dict[str, str]) -> None:
    """Take over an experiment with a page's own words, to be played from the start."""
    st.session_state.experiment, st.session_state.adopt = experiment, True
    put_extra(**words)
    look(epoch=0, picked=-1)
    cue()


def link_to(experiment: Experiment, seen: View | None = None) -> dict[str, str]:
    """The query of a link to this experiment, as seen in `seen` (the present view if None)."""
    return links.words(experiment) | _view_words(seen or view())


def _view_words(seen: View) -> dict[str, str]:
    words = {"lang": seen.language}
    if seen.epoch != END:
        words["e"] = str(seen.epoch)
    if seen.picked >= 0:
        words["p"] = str(seen.picked + 1)
    if seen.projector:
        words["projector"] = "1"
    return words


def _read_view(query: dict[str, str]) -> tuple[View, list[Text]]:
    complaints: list[Text] = []

    def whole(word: str, low: int, high: int, complaint: Text, otherwise: int) -> int:
        value = query.get(word)
        if value is None:
            return otherwise
        if value.isascii() and value.isdigit() and len(value) < 7 and low <= int(value) <= high:
            return int(value)
        complaints.append(complaint.format(value=value[:40]))
        return otherwise

    asked = query.get("lang") or (DEFAULT if query else (st.context.locale or DEFAULT)[:2])
    epoch = whole("e", 0, LONGEST, BAD_EPOCH, END)
    picked = whole("p", 1, 500, BAD_EXAMPLE, 0) - 1
    return View(asked if asked in LANGUAGES else DEFAULT, epoch, picked, query.get("projector") == "1"), complaints
