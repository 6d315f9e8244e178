"""What every lesson has: prose, a question to predict, marked exercises, the way on."""

from collections.abc import Mapping, Sequence
from zlib import crc32

import streamlit as st

from shallownet.content import sections
from shallownet.exercises import Exercise, Verdict
from shallownet.presets import Preset
from shallownet.text import Text

from . import address
from .address import language
from .frame import PAGES, page_file

PREDICT = Text("Predict first", "先预测")
EXERCISES = Text("Exercises", "练习")
MARKED = Text("Marked against the numbers on this page. A decimal comma is as good as a point.", "按本页的数字评分。小数点用逗号也可以。")
ANSWER, HINT, SOLUTION = Text("Your answer", "你的答案"), Text("Hint", "提示"), Text("Solution", "解答")
RIGHT, WRONG = Text("**Right.**", "**正确。**"), Text("**Not yet.**", "**还不对。**")
UNREADABLE = Text("**“{typed}” is no number.** Type one like 0.25, -1/3 or 2e-3.", "**“{typed}”不是数字。** 请输入如 0.25、-1/3 或 2e-3 这样的数。")
PART = Text("Part of the lesson", "本课的部分")
NEXT = Text("Next: {title}", "下一课：{title}")
OPEN = Text("Open", "打开")
ABOUT = {
    "neuron": Text("One unit: z, then a", "一个单元：先 z，后 a"),
    "forward": Text("Four units on three features, one by one and as one matrix", "三个特征上的四个单元：逐个计算，再写成一个矩阵"),
    "activations": Text("Why a network must bend", "网络为什么必须弯曲"),
    "initialization": Text("Why weights do not start at zero", "权重为什么不从零开始"),
    "gradient": Text("Forward in black, backward in red, by hand", "前向为黑，反向为红，亲手推导"),
    "playground": Text("Everything at once", "所有设置，尽情试验"),
    "compare": Text("One setting varied, the rest the same", "改变一个设置，其余保持相同"),
}
TRIES = 2  # wrong answers before the solution is shown


def prose(lesson: str, section: str, **values: object) -> None:
    """A section of content/<lesson>.*.md, its {fields} filled in if there are values."""
    text = sections(lesson)[section][language()]
    st.markdown(text.format(**values) if values else text)


def predict(key: str, question: Text, options: Mapping[str, Text], answer: str | None, why: Text) -> str | None:
    """A question before the lesson; once an option is chosen, what is so and why. `answer` None: a matter of opinion. Returns the choice."""
    lang = language()
    with st.container(border=True, key=f"predict-{key}"):
        name = f"predict-{key}-{lang}"
        chosen = st.radio(f"**{PREDICT[lang]}:** {question[lang]}", list(options), format_func={k: v[lang] for k, v in options.items()}.get,
                          index=None, horizontal=True, key=name)  # fmt: skip
        if chosen is not None:
            verdict = "" if answer is None else (RIGHT if chosen == answer else WRONG)[lang] + " "
            st.markdown(verdict + why[lang])
    return chosen


def exercises(lesson: str, items: Sequence[Exercise]) -> None:
    """The marked exercises of a lesson. An exercise with other numbers starts afresh."""
    lang = language()
    st.subheader(EXERCISES[lang], anchor=False)
    st.caption(MARKED[lang])
    for number, item in enumerate(items, 1):
        _exercise(f"exercise-{lesson}-{number}-{crc32(item.question.en.encode())}-{lang}", number, item)


@st.fragment
def _exercise(key: str, number: int, item: Exercise) -> None:
    lang, tried = language(), st.session_state.setdefault(f"tried-{key}", [])
    with st.container(border=True, gap="small"):
        st.markdown(f"**{number}.** {item.question[lang]}")
        typed = _answer(key, item)
        if not typed:
            return
        verdict = item.mark(typed)
        if verdict is Verdict.WRONG and typed not in tried:
            tried.append(typed)
        if verdict is Verdict.RIGHT:
            st.markdown(f"{RIGHT[lang]} {item.solution[lang]}")
        elif verdict is Verdict.UNREADABLE:
            st.markdown(UNREADABLE.format(typed=typed[:40])[lang])
        elif len(tried) < TRIES:
            st.markdown(f"{WRONG[lang]} {HINT[lang]}: {item.hint[lang]}")
        else:
            st.markdown(f"{WRONG[lang]} {SOLUTION[lang]}: {item.solution[lang]}")


def _answer(key: str, item: Exercise) -> str | None:
    """The widget of an exercise; its value, or None as long as there is none."""
    lang = language()
    if item.options is None:
        return st.text_input(ANSWER[lang], key=key, width=220, max_chars=40) or None
    titles = {option: text[lang] for option, text in item.options.items()}
    return st.radio(ANSWER[lang], list(titles), format_func=titles.get, index=None, horizontal=True, key=key)


def choose_part(parts: Mapping[str, Text]) -> str:
    """Which part of a lesson is shown; the link's word `part`."""
    return choose("part", parts, PART)


def choose(word: str, options: Mapping[str, Text], label: Text) -> str:
    """One of a few, kept in a word of the link; the first if the word is none of them."""
    name, current = f"{word}-{address.page()}-{language()}", address.extra(word)
    st.session_state[name] = current if current in options else next(iter(options))
    titles = {key: text[language()] for key, text in options.items()}
    chosen = st.segmented_control(label[language()], list(options), key=name, required=True, format_func=titles.__getitem__, label_visibility="collapsed",
                                  on_change=lambda: address.put_extra(**{word: st.session_state[name]}))  # fmt: skip
    return chosen or next(iter(options))


def next_page(name: str) -> None:
    """A link to the next lesson; the experiment comes along."""
    st.page_link(page_file(name), label=NEXT.format(title=PAGES[name])[language()], icon=":material/arrow_forward:")


def contents() -> None:
    """Every lesson, in order, with what it is about."""
    for name, about in ABOUT.items():
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.page_link(page_file(name), label=PAGES[name][language()], width=150)
            st.markdown(about[language()])


def presets(items: Sequence[Preset]) -> None:
    """A card for each experiment to start with."""
    for column, (number, preset) in zip(st.columns(len(items)), enumerate(items)):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"**{preset.title[language()]}**  \n{preset.what[language()]}")
            if st.button(OPEN[language()], key=f"preset-{number}-{language()}"):
                address.open_preset(preset.experiment, preset.words)
                st.switch_page(page_file(preset.page))
