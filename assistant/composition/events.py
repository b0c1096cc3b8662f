"""What to do after a life event: its programs, the deadlines that bear on them, and what has no card."""

import re
from collections.abc import Sequence

from assistant.blocks import Block
from assistant.composition.cards import section_block
from knowledge.aspects import Aspect
from knowledge.cards.life_events import DEADLINES, PROGRAMS
from knowledge.language.text import compact
from knowledge.records import Passage

_TO_DO = re.compile(r"해야|할\s*일|어떻게|챙기|챙겨|절차|순서|부터")
"""What asks for all that has to be done, and not only for what there is to get."""
_ORDER = {PROGRAMS: 0, DEADLINES: 1}
_MARK = re.compile(r"^\s*(?:\d+\.|-)\s*|\([^()]*\)")
_SHORTEST = 3  # letters from which a part of a program's name tells it


def event_blocks(event: Sequence[Passage], text: str, rows: int) -> list[Block]:
    """The sections of an event in the order that helps; those that speak of none of its programs only where
    `text` asks what has to be done.
    """
    told = [passage for passage in event if passage.aspect != Aspect.DEFINITION.value]
    told.sort(key=lambda passage: _ORDER.get(passage.breadcrumb[-1] if passage.breadcrumb else "", 2))
    if not _TO_DO.search(text):
        told = [passage for passage in told if passage is told[0] or _of_one(passage, told[0])]
    return [section_block(passage, rows) for passage in told]


def _of_one(passage: Passage, programs: Passage) -> bool:
    """Whether a section speaks of a program: its deadline, and not a general word."""
    text = compact(passage.text.partition("\n\n")[2])
    names = (line.partition(":")[0] for line in programs.text.partition("\n\n")[2].splitlines())
    return any(part in text for name in names for part in _parts(name))


def _parts(name: str) -> list[str]:
    """A program's name and the names joined in it, without numbers and brackets."""
    parts = map(compact, re.split(r"[·,]|및", _MARK.sub("", name)))
    return [part for part in parts if len(part) >= _SHORTEST]
