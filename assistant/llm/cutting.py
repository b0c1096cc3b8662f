"""Where a text may be cut: its blocks and its sentences, with everything between them kept."""

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^.?!\n]*(?:[.?!](?!\s|$)[^.?!\n]*)*(?:[.?!]+|\n+|$)\s*")


def blocks(text: str) -> list[str]:
    """The blocks of a text, parted by empty lines."""
    return [block for block in (part.strip("\n") for part in re.split(r"\n\s*\n", text)) if block.strip()]


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text by their place, end to end; a line is at least one."""
    for found in _SENTENCE.finditer(text):
        if found[0]:
            yield found.span()


def shortened(text: str, longest: int) -> str:
    """The beginning of a text, cut after a line or a sentence where there is one."""
    if len(text) <= longest:
        return text
    cut = text[:longest]
    end = max(cut.rfind("\n"), cut.rfind(". ") + 1)
    return cut[: end if end > longest // 2 else longest].rstrip()
