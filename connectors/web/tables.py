"""Tables as people read them: figures to the right, headers with a scope, scrolling in their own frame."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

_FIGURE = re.compile(r"^[약최대\s]*[\d,.]+\s?(원|만\s?원|천원|%|명|개월|개|세|년|일|회|점|km)?(\s?\[\d+\])*$")


def lay_out_tables(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with every table wrapped for scrolling and its columns aligned by class, not by style."""
    result: list[Token] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            start = index
            attributes: dict[str, str | int | float] = {
                "class": "table-scroll",
                "tabindex": "0",
                "role": "group",
                "aria-label": "표",
            }
            result.append(Token("table_wrap_open", "div", 1, attrs=attributes, block=True))
        result.append(token)
        if token.type == "table_close":
            _align(tokens[start : index + 1])
            result.append(Token("table_wrap_close", "div", -1, block=True))
    return result


def _align(table: Sequence[Token]) -> None:
    """Mark the cells: the author's alignment as a class; a column of figures only, as figures.

    The first column names its rows ("1명", "2026년") and is never one of figures.
    """
    columns: dict[int, list[tuple[Token, Token, Token]]] = {}
    column = 0
    for index, token in enumerate(table):
        if token.type == "tr_open":
            column = 0
        elif token.type in ("th_open", "td_open"):
            columns.setdefault(column, []).append((token, table[index + 1], table[index + 2]))
            column += 1
    for place, cells in columns.items():
        written = [inline.content.strip() for opened, inline, _ in cells if opened.type == "td_open"]
        figures = place > 0 and any(written) and all(_FIGURE.match(text) for text in written if text)
        for opened, inline, closed in cells:
            _dress(opened, closed, figures, empty=not inline.content.strip())


def _dress(opened: Token, closed: Token, figures: bool, empty: bool) -> None:
    style = str(opened.attrs.pop("style", ""))
    if figures:
        opened.attrs["class"] = "figure"
    elif style:
        opened.attrs["class"] = style.removeprefix("text-align:")
    if opened.type == "th_open":
        if empty:  # a header that says nothing is a plain cell to a screen reader
            opened.tag = closed.tag = "td"
        else:
            opened.attrs["scope"] = "col"
