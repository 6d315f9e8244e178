"""Which one setting of the experiment is varied, and in which values."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from shallownet.experiment import Choice, Experiment, Setting, settings
from shallownet.results import as_csv, row
from shallownet.text import Text

from . import address
from .runs import Seen, Variant

MOST, MANY = 4, 64  # variants; values of a setting that are all listed
FIXED = {"epochs"}  # runs in step need the same number of them
VARIED, VALUES = Text("Varied setting", "要改变的设置"), Text("Values", "取值")
VALUES_HELP = Text("2 to 4; everything else is the same in all runs", "选 2 到 4 个；其余设置在各次运行中相同")
TOO_FEW = Text("Choose at least two; until then these are shown: {names}.", "请至少选择两个；目前显示：{names}。")
UNKNOWN = Text("“{value}” is no setting that can be varied", "“{value}”不是可以改变的设置")
NO_VALUE = Text("“{value}” is not possible for {label}", "“{value}”不能用于{label}")
SAME = Text(
    "All runs are the same to the last bit: with the other settings as they are, this one makes no difference.",
    "各次运行逐位相同：在其余设置不变的情况下，这个设置不起作用。",
)
DOWNLOAD, VARIANT = Text("Download as CSV", "下载 CSV"), Text("run", "运行")


def choose_variation(experiment: Experiment) -> tuple[str, tuple]:
    """The controls, and the link's words `vary` and `values`. Returns the field and its 2 to 4 values."""
    lang, fields = address.language(), {name: setting for name, setting in settings().items() if name not in FIXED}
    by_word = {setting.word: name for name, setting in fields.items()}
    if (word := address.extra("vary")) and word not in by_word:
        address.complain([UNKNOWN.format(value=word[:40])])
    linked = by_word.get(word, "initializer")
    name = f"vary-{lang}"
    if name not in st.session_state or st.session_state.get("vary-word") != address.extra("vary"):
        st.session_state[name] = linked
    titles = {field: setting.label[lang] for field, setting in fields.items()}
    field = st.selectbox(VARIED[lang], list(fields), key=name, format_func=titles.__getitem__)
    setting = fields[field]
    linked_values = _read(setting, address.extra("values")) if field == linked else ()
    values = _choose_values(experiment, field, setting, linked_values)
    st.session_state["vary-word"] = setting.word
    address.put_extra(vary=setting.word, values=",".join(_written(value) for value in values))
    return field, values


def _choose_values(experiment: Experiment, field: str, setting: Setting, linked: tuple) -> tuple:
    lang = address.language()
    options = suggested(setting, getattr(experiment, field))
    valid = linked if len(linked) > 1 else usual(setting, options)
    name = f"values-{field}-{lang}"
    if name not in st.session_state or st.session_state.get("values-word") != address.extra("values"):
        st.session_state[name] = list(valid)
    options = sorted({*options, *valid}) if not isinstance(setting.domain, Choice) else options
    titles = {value: title_of(setting, value, lang) for value in options}
    chosen = st.multiselect(VALUES[lang], options, key=name, max_selections=MOST, format_func=titles.__getitem__, help=VALUES_HELP[lang])
    if len(chosen) > 1:
        valid = tuple(chosen)
    else:
        st.caption(TOO_FEW.format(names=" · ".join(title_of(setting, value, lang) for value in valid))[lang])
    st.session_state["values-word"] = ",".join(_written(value) for value in valid)
    return valid


def suggested(setting: Setting, now: object) -> list:
    """The values to choose from: all of them where they are few, otherwise some from the present one on."""
    domain = setting.domain
    if isinstance(domain, Choice):
        return list(domain.options)
    count = round((domain.high - domain.low) / domain.step) + 1
    if count > MANY:
        first = min(int(now), int(domain.high) - 11)  # type: ignore[call-overload]
        return list(range(first, first + 12))
    return [round(float(value), 10) if isinstance(domain.step, float) else int(value) for value in np.linspace(domain.low, domain.high, count)]


def usual(setting: Setting, options: Sequence) -> tuple:
    """Three values to begin with: the first of a registry, otherwise far apart."""
    if setting.names and isinstance(options[-1], str):
        return tuple(options[:3])
    return tuple(options[round(share * (len(options) - 1))] for share in (0.1, 0.45, 0.9))


def title_of(setting: Setting, value: object, language: str) -> str:
    """How a value is shown."""
    return setting.names[value][language] if setting.names and value in setting.names else _written(value)


def variants_of(experiment: Experiment, field: str, values: Sequence) -> list[Variant]:
    """The experiment once with each value."""
    setting, language = settings()[field], address.language()
    label = setting.label[language]
    return [Variant(experiment.but(**{field: value}), title_of(setting, value, language), label) for value in values]


def show_results(variants: Sequence[Variant], seen: Sequence[Seen]) -> None:
    """The runs where they stopped, as a table to take away."""
    language = address.language()
    rows = [{VARIANT[language]: variant.title, **row(one.history, one.epoch, language)} for variant, one in zip(variants, seen)]
    if all(np.array_equal(one.history.parameters, seen[0].history.parameters) for one in seen):
        st.info(SAME[language])
    st.dataframe({title: [one[title] for one in rows] for title in rows[0]}, hide_index=True)
    st.download_button(DOWNLOAD[language], as_csv(rows), "shallownet.csv", "text/csv", on_click="ignore")


def _read(setting: Setting, word: str) -> tuple:
    values = []
    for part in word.split(",")[:MOST] if word else []:
        try:
            values.append(setting.domain.parse(part))
        except (ValueError, OverflowError):
            address.complain([NO_VALUE.format(value=part[:40], label=setting.label)])
    return tuple(dict.fromkeys(values))


def _written(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
