"""Which article a rule stands in: the lines of a card with their law, nearest to the words asked."""

import math
import re
from collections.abc import Sequence

from assistant.blocks import Block, cite, quotable
from knowledge.language.text import compact
from knowledge.records import Passage, PassageKind

_MOST = 3
_CLOSE = 0.7  # of the best line, from which another one is shown too
_ARTICLE = re.compile(r"제\d+조[^()]*\)\s*(?:\(확인 필요\))?$")


def articles_block(card: Sequence[Passage], terms: Sequence[str]) -> list[Block]:
    """The lines of a card that hold the words and end with their article, best first; empty without any."""
    lines = [
        (line, passage)
        for passage in card
        if passage.kind is not PassageKind.TABLE
        for line in map(str.strip, quotable(passage.text).splitlines())
        if _ARTICLE.search(line)
    ]
    weights = {term: _rarity(term, [line for line, _ in lines]) for term in terms}
    scored = [(sum(w for term, w in weights.items() if term in compact(line)), line, p) for line, p in lines]
    best = max((score for score, _, _ in scored), default=0.0)
    if best <= 0:
        return []
    chosen = sorted((one for one in scored if one[0] >= _CLOSE * best), key=lambda one: -one[0])[:_MOST]
    text = "\n".join(f"- {line.removeprefix('- ')} {cite(passage)}" for _, line, passage in chosen)
    return [Block(text, tuple(dict.fromkeys(passage for _, _, passage in chosen)))]


def _rarity(term: str, lines: Sequence[str]) -> float:
    holders = sum(term in compact(line) for line in lines)
    return math.log(1 + len(lines) / holders) if holders else 0.0
