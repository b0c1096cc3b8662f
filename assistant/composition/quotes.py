"""Passages of documents as quotes: whole where short, else the sentences that match the question best."""

import math
import re
from collections.abc import Sequence

from assistant.blocks import Block, cite, quotable
from assistant.composition.tables import fitted
from knowledge.language.text import runs
from knowledge.records import Passage, PassageKind

_SENTENCES = re.compile(r"(?<=[^\d\s][.!?])\s+|\n+")


def quote_block(passage: Passage, question: str, longest: int, rows: int, terms: Sequence[str]) -> Block:
    """A passage under the name of its place: prose as a quotation, a table as a table."""
    head = f"**{label(passage)}** {cite(passage)}"
    text = quotable(passage.text).strip()
    if passage.kind is PassageKind.TABLE:
        text, shown = fitted(text, rows, terms)
        return Block(f"{head}\n\n{text}", (passage,), (), shown)
    taken = excerpt(text, question, longest)
    quoted = "\n".join(f"> {line}".rstrip() for line in taken.splitlines())
    return Block(f"{head}\n\n{quoted}", (passage,), ((passage.id, taken),))


def label(passage: Passage) -> str:
    """The document, the nearest headings and the page: 국민기초생활 보장법 › 제8조(생계급여) (12쪽)."""
    parts = list(dict.fromkeys((passage.document, *passage.breadcrumb[-2:])))
    page = f" ({passage.page}쪽)" if passage.page else ""
    return quotable(" › ".join(" ".join(part.split()) for part in parts)).replace("*", "＊") + page


def excerpt(text: str, question: str, longest: int) -> str:
    """At most `longest` characters of a text in whole sentences around the one nearest to the question.

    One sentence longer than that is still whole.
    """
    if len(text) <= longest:
        return text
    spans = _spans(text)
    grams = _grams(question)
    best = max(range(len(spans)), key=lambda at: (_likeness(text[slice(*spans[at])], grams), -at))
    first = last = best
    while True:
        if last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= longest:
            last += 1
        elif first and spans[last][1] - spans[first - 1][0] <= longest:
            first -= 1
        else:
            return text[spans[first][0] : spans[last][1]]


def by_document(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with those of one document together, documents in order of their best passage."""
    order = list(dict.fromkeys(passage.document_key for passage in passages))
    return sorted(passages, key=lambda passage: order.index(passage.document_key))


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end."""
    spans, start = [], 0
    for gap in _SENTENCES.finditer(text):
        if gap.start() > start:
            spans.append((start, gap.start()))
        start = gap.end()
    return [*spans, (start, len(text))] if start < len(text) else spans


def _grams(text: str) -> set[str]:
    return {run[at : at + 2] for run in runs(text) for at in range(max(1, len(run) - 1))}


def _likeness(sentence: str, grams: set[str]) -> float:
    """Shared character pairs, longer sentences discounted a little."""
    own = _grams(sentence)
    return len(own & grams) / math.sqrt(20 + len(own))
