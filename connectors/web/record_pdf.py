"""The record of a conversation as a PDF to print.

The font is one of the Korean fonts that every PDF viewer has; it is not embedded, so the file stays small.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

from assistant.reply import Reply

FONT = "HYGothic-Medium"
_MARK = re.compile(r"\*\*|\[\d{1,3}\]")
_TABLE = re.compile(r"^\|.*\|$")
_TITLE = "상담 기록"
_NOTE = "말씀하신 내용과 공개된 기준으로 셈한 것입니다. 결정은 신청을 받은 기관이 조사해서 합니다."


def pdf_of(reply: Reply, verdicts: Sequence[Mapping[str, Any]], sources: Mapping[str, str]) -> bytes:
    """The record of a reply that tells results; `sources` says in words where facts came from."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    file = BytesIO()
    margin = 18 * mm
    document = SimpleDocTemplate(
        file, pagesize=A4, title=_TITLE, author="이음비서",
        leftMargin=margin, rightMargin=margin, topMargin=margin, bottomMargin=margin,
    )  # fmt: skip
    document.build(list(_story(reply, verdicts, sources)))
    return file.getvalue()


def _story(
    reply: Reply, verdicts: Sequence[Mapping[str, Any]], sources: Mapping[str, str]
) -> Iterator[Flowable]:
    body, small = _style(10.5, 16), _style(9, 13.5)
    heading = _style(13, 20, before=10)
    day = reply.as_of
    yield Paragraph(_TITLE, _style(18, 26))
    yield Paragraph(f"{day.year}. {day.month}. {day.day}. 기준 · {_NOTE}", small)
    yield Paragraph("알려 주신 내용", heading)
    for fact in reply.facts:
        doubt = ", 확실하지 않음" if fact["confidence"] == "doubtful" else ""
        source = sources.get(str(fact["source"]), str(fact["source"]))
        yield _line(f"• {fact['label']}: {fact['shown']} ({source}{doubt})", body)
    yield Paragraph("살펴본 결과", heading)
    for line in _plain(reply.text):
        yield _line(line, body)
    for found in verdicts:
        yield Spacer(1, 3 * mm)
        amount = f" · {found['amount']}" if found["amount"] else ""
        yield _line(f"■ {found['name']}: {found['words']}{amount}", body)
        for criterion in found["criteria"]:
            law = f" — {criterion['source']}" if criterion["source"] else ""
            yield _line(f"　[{criterion['state']}] {criterion['text']}{law}", small)
    if reply.suggestions:
        yield Paragraph("함께 살펴볼 사업", heading)
        for suggestion in reply.suggestions:
            yield _line(f"• {suggestion.name}: {suggestion.why}", body)


def _plain(text: str) -> Iterator[str]:
    """The lines of a reply without what only a screen shows."""
    for line in text.splitlines():
        clean = _MARK.sub("", line).strip()
        if clean and not _TABLE.match(clean):
            yield "• " + clean.removeprefix("- ") if clean.startswith("- ") else clean


def _line(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)


def _style(size: float, leading: float, before: float = 0) -> ParagraphStyle:
    return ParagraphStyle(
        f"s{size}", fontName=FONT, fontSize=size, leading=leading, spaceBefore=before, wordWrap="CJK"
    )
