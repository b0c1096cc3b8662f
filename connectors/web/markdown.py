"""CommonMark to safe HTML on the server: raw HTML is shown as text, and the result is sanitised once more."""

import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import quote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from connectors.web.tables import lay_out_tables

_MARK = re.compile(r"\[(\d{1,3})\]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LONG_PHONE = r"1[5-9]\d{2}-\d{4}|0\d{1,2}-\d{3,4}-\d{4}"
_TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={
        "a": {"href", "title", "data-passage", "aria-label"},
        "div": {"tabindex", "role", "aria-label"},
        "ol": {"start"},
        "th": {"scope"},
        "span": {"aria-label"},
    },
    allowed_classes={
        "a": {"cite"},
        "span": {"cite", "is-pending"},
        "div": {"table-scroll"},
        "th": {"left", "center", "right", "figure"},
        "td": {"left", "center", "right", "figure"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
)
# Reference definitions are off: a text with "[1]: …" in it would take over the mark [1].
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")


def render(
    text: str,
    sources: Mapping[int, str] | None = None,
    *,
    heading: int = 3,
    phones: Collection[str] = (),
) -> Markup:
    """HTML of a CommonMark text.

    sources: passage id by citation number; `[n]` becomes a link to it, other numbers stay text.
    heading: the level of the text's highest heading. phones: short numbers that become tel: links.
    """
    tokens = _prepared(text, heading, phones)
    for token in tokens:
        if token.type == "inline":
            token.children = _linked(token.children or [], sources or {})
    return _html(tokens)


def render_blocks(text: str) -> list[Markup]:
    """HTML of each block of a text that is still growing: marks wait, a half-written table is held back."""
    blocks: list[list[Token]] = [[]]
    depth = 0
    for token in _prepared(text, 3, ()):
        if token.type == "inline":
            token.children = _linked(token.children or [], None)
        depth += token.nesting
        blocks[-1].append(token)
        if depth == 0:
            blocks.append([])
    blocks.pop()
    if blocks and blocks[-1][0].type == "paragraph_open" and blocks[-1][1].content.startswith("|"):
        blocks.pop()
    return [_html(block) for block in blocks]


def snippet(text: str, length: int = 110) -> str:
    """The beginning of a text in one plain line."""
    inlines = (token for token in _PARSER.parse(text) if token.type == "inline")
    words = " ".join(child.content or " " for token in inlines for child in token.children or [])
    plain = " ".join(_BREAK.sub(" ", words).split())
    return plain if len(plain) <= length else plain[:length].rstrip() + "…"


def passage_url(passage_id: str) -> str:
    """The page that shows a passage in its document."""
    safe = quote(passage_id, safe="")
    return f"/library/passages/{safe}#p-{safe}"


def link_phones(text: str, phones: Collection[str]) -> Markup:
    """A plain sentence with its telephone numbers as tel: links."""
    parts = _phone_pattern(phones).split(text)
    html = Markup()
    for index, part in enumerate(parts):
        html += Markup('<a href="tel:{0}">{0}</a>').format(part) if index % 2 else part
    return html


def _prepared(text: str, heading: int, phones: Collection[str]) -> list[Token]:
    tokens = _PARSER.parse(text)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, heading + int(token.tag[1]) - min(levels))}"
        elif token.type == "inline" and phones:
            token.children = _dialled(token.children or [], phones)
    return lay_out_tables(tokens)


def _html(tokens: Sequence[Token]) -> Markup:
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return Markup(_CLEANER.clean(html))  # noqa: S704 - this is the sanitised result


def _linked(children: Sequence[Token], sources: Mapping[int, str] | None) -> list[Token]:
    """Citation marks as links, `<br>` in table cells as line breaks. Without `sources` a mark waits."""
    result: list[Token] = []
    in_link = 0
    for token in children:
        in_link += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type != "text":
            result.append(token)
            continue
        for index, line in enumerate(_BREAK.split(token.content)):
            if index:
                result.append(Token("hardbreak", "br", 0))
            result += [_text(line)] if in_link else _marked(line, sources)
    return result


def _marked(line: str, sources: Mapping[int, str] | None) -> list[Token]:
    result: list[Token] = []
    for index, part in enumerate(_MARK.split(line)):
        if index % 2 == 0:
            result += [_text(part)] if part else []
        elif sources is None:
            result += _element("span", part, {"class": "cite is-pending"})
        elif int(part) in sources:
            passage = sources[int(part)]
            attributes = {"class": "cite", "href": passage_url(passage), "data-passage": passage}
            result += _element("a", part, attributes | {"aria-label": f"근거 {part} 보기"})
        else:
            result.append(_text(f"[{part}]"))
    return result


def _dialled(children: Sequence[Token], phones: Collection[str]) -> list[Token]:
    result: list[Token] = []
    pattern = _phone_pattern(phones)
    for token in children:
        if token.type != "text":
            result.append(token)
            continue
        for index, part in enumerate(pattern.split(token.content)):
            result += _element("a", part, {"href": f"tel:{part}"}) if index % 2 else [_text(part)]
    return result


def _phone_pattern(phones: Collection[str]) -> re.Pattern[str]:
    numbers = "|".join([_LONG_PHONE, *sorted(phones)])
    return re.compile(rf"(?<![\d\-])(?<!\d[,.])({numbers})(?!\d|[,.\-]\d|\s?[원만명%쪽조항])")


def _element(tag: str, content: str, attributes: Mapping[str, str]) -> list[Token]:
    return [Token("html_open", tag, 1, attrs=dict(attributes)), _text(content), Token("html_close", tag, -1)]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _description(renderer: object, tokens: Sequence[Token], index: int, options: object, env: object) -> str:  # noqa: ARG001
    """An image is never fetched; its description is shown."""
    return str(Markup.escape(tokens[index].content))


_PARSER.add_render_rule("image", _description)
