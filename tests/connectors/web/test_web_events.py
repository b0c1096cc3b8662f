"""A streamed answer, however it is cut: every block arrives, and none that has ended arrives again."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from connectors.web.assets import Assets
from connectors.web.events import EventShape
from connectors.web.markdown import render_blocks
from connectors.web.pages import Pages
from connectors.web.texts import load_texts

PAGES = Pages(Assets(), load_texts())
BLOCKS = (
    "생계급여를 줍니다 [1].",
    "- 하나\n- 둘",
    "| 가구 | 원 |\n| --- | ---: |\n| 1명 | 820,556 |",
    "**기준** 32%",
)


def sent(shape: EventShape, delta: str) -> list[tuple[int, str]]:
    """The blocks that a delta brings."""
    lines = shape({"event": "text", "delta": delta}).decode().splitlines()
    data = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    return [(one["index"], one["html"]) for one in data]


@given(
    st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6),
    st.lists(st.integers(1, 200), max_size=8),
)
def test_however_it_is_cut_the_blocks_are_those_of_the_whole(blocks: list[str], cuts: list[int]) -> None:
    text = "\n\n".join(f"{number}. 항목\n\n{block}" for number, block in enumerate(blocks))
    edges = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    shape, shown = EventShape(PAGES), dict[int, str]()
    for start, end in pairwise(edges):
        shown.update(sent(shape, text[start:end]))
    assert [shown[index] for index in sorted(shown)] == [
        str(one) for part in text.split("\n\n") for one in render_blocks(part)
    ]


def test_a_block_that_has_ended_is_not_sent_again() -> None:
    shape = EventShape(PAGES)
    assert [index for index, _ in sent(shape, "첫째")] == [0]
    assert [index for index, _ in sent(shape, "\n\n둘째")] == [1]
    assert [index for index, _ in sent(shape, "\n\n셋째\n\n")] == [2]
    assert sent(shape, "") == []


def test_what_was_taken_back_begins_anew() -> None:
    shape = EventShape(PAGES)
    sent(shape, "첫째\n\n둘째")
    assert shape({"event": "restart"}) == b""
    assert [index for index, _ in sent(shape, "다시")] == [0]
