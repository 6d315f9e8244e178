"""A page with nothing but the player, for browser tests: the query says which experiment, the foot of the page what Python was told.

`inits=zeros,small,xavier` shows runs in step; `every=10` records only every tenth epoch and the one that is asked for;
`cue=id:epoch` sends the player there. "another seed" is a new payload to the same player, "rerun" the same one again.
"""

import json

import numpy as np
import streamlit as st

from shallownet import links
from shallownet.datasets import EXTENT
from shallownet.experiment import Experiment
from shallownet.initializers import INITIALIZERS
from shallownet.player import Run, pack, training_player
from shallownet.text import DEFAULT
from shallownet.training import train_together

OWN = ("lang", "inits", "every", "cue", "scale", "title")
LIMIT = 5000


def main() -> None:
    query = st.query_params.to_dict()
    own = {key: query.pop(key) for key in OWN if key in query}
    experiment, complaints = links.read(query)
    assert not complaints, complaints
    st.set_page_config(page_title="player", page_icon="🔹", layout="wide")
    st.html("<style>.stMainBlockContainer {padding: 52px 24px 0}</style>")
    st.title(own.get("title", "Player"), anchor=False)
    player(experiment, own)


@st.fragment
def player(experiment: Experiment, own: dict[str, str]) -> None:
    state = st.session_state.get("player") or {}
    seed = experiment.seed + st.session_state.setdefault("more", 0)
    asked = int(state.get("epoch", -1))
    epochs = st.session_state.longest = max(st.session_state.get("longest", experiment.epochs), min(asked, LIMIT))  # what was trained once stays
    payload = packed(experiment.but(seed=seed, epochs=epochs), own, asked)
    told = training_player(payload, key="player")
    st.html(f'<pre class="told">{json.dumps({key: told[key] for key in ("epoch", "picked", "unit")})}</pre>')
    st.button("another seed", on_click=another)
    st.button("rerun")


def another() -> None:
    st.session_state.more += 1


def packed(experiment: Experiment, own: dict[str, str], asked: int) -> bytes:
    """The payload for an experiment, with the epoch the player asks for among the recorded ones."""
    epochs = experiment.epochs
    keys = own["inits"].split(",") if "inits" in own else [experiment.initializer]
    recorded = np.union1d(np.arange(0, epochs + 1, int(own["every"])), [max(asked, 0)]) if "every" in own else None
    history = train_together([experiment.but(initializer=key) for key in keys], recorded=recorded)
    language = own.get("lang", DEFAULT)
    runs = [Run(history, i, INITIALIZERS[key].name[language], "<i>W</i>", i) for i, key in enumerate(keys)]
    cue, _, epoch = own.get("cue", "first:-1").partition(":")
    return pack(runs, language=language, cue=(cue, int(epoch)), extent=EXTENT, scale=float(own.get("scale", 1)), limit=LIMIT)


main()
