"""How well each passage of a card answers a question: words, meaning, aspect and kind of answer together.

None of them is enough: an aspect is often only guessed (기준, 얼마), a word like 임대료 stands in one section
and 가구 in all, and meaning alone takes 얼마 for any amount. The weights were fitted to those of our own
questions that may be looked at (a softmax over the passages of a card, in five folds: the best passage
carries the answer to .96 of 333). A passage's worth counts only beside others of the same card.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from assistant.understanding.question import Question
from knowledge.aspects import Aspect
from knowledge.language.text import compact
from knowledge.records import Passage, PassageKind

ASIDE = frozenset({Aspect.DEFINITION.value, Aspect.LAW.value, Aspect.RELATED.value})
"""Sections that lead only where they are asked for."""
_CORE = frozenset({Aspect.TARGET.value, Aspect.CRITERIA.value, Aspect.BENEFIT.value})
PLAIN = frozenset(
    aspect.value
    for aspect in (Aspect.APPLICATION, Aspect.DOCUMENTS, Aspect.APPEAL, Aspect.CONTACT, Aspect.LAW)
)
"""Sections whose names are said for nothing else."""
SAID = 4
"""The weight from which the cue of an aspect is beyond doubt."""
_LED = {3: 0.4, SAID: 1.0}  # a cue of 3 (기준) may be part of another thing
_PART = 0.5  # the weight of a part of a compound that the card does not have: 기초 of 기초생활수급자
_PEOPLE = re.compile(r"(\d+)인")
_RUN = 4  # letters in a row that tell: 기준임대료 beside 기준


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a passage, each on a scale of about 0 to 2 (`likeness` at most 0)."""

    cue: float
    led: float
    words: float
    line: float
    official: float
    likeness: float
    wanted: float
    unmet: float
    aside: float
    core: float
    row: float
    overlap: float
    run: float
    strange: float
    plain: float


WEIGHTS = Evidence(
    cue=1.9, led=1.6, words=1.0, line=0.7, official=0.5, likeness=1.66, wanted=0.95, unmet=-0.65,
    aside=-0.25, core=0.6, row=0.75, overlap=1.0, run=0.11, strange=-0.8, plain=0.8,
)  # fmt: skip
_NAMES = tuple(field.name for field in fields(Evidence))


def worth(one: Evidence) -> float:
    """The weighted sum."""
    return float(sum(getattr(one, name) * getattr(WEIGHTS, name) for name in _NAMES))


def told(one: Evidence) -> float:
    """The worth of a section of a guide, which tells in its own words what people ask in others: its meaning
    counts for more than shared words, and it has no aspect. Its summary is like any question a little.
    """
    shared = 0.5 * (one.words + one.line + one.wanted) + one.row
    return 4 * one.likeness + shared - 0.65 * one.unmet - 0.8 * one.aside


def evidence(card: Sequence[Passage], question: Question, likeness: Mapping[str, float]) -> list[Evidence]:
    """What speaks for each passage of a card, in its order."""
    texts = [compact(passage.text) for passage in card]
    rare = _rarities(texts, question.terms)
    official = _rarities(texts, [word for word in question.official if word not in question.terms])
    runs = _rarities(texts, _runs(question.terms))
    strongest = max(question.leaning.values(), default=0)
    nearest = max(likeness.values(), default=0.0)
    least = min(likeness.values(), default=0.0)
    found = []
    for passage, text in zip(card, texts, strict=True):
        lines = [line for line in passage.text.splitlines()[1:] if line.strip()] or [passage.text]
        held = {word: weight for word, weight in rare.items() if holds(text, word)}
        shared = [_sum(held, compact(line)) for line in lines] if held else [0.0] * len(lines)
        wanted = _wanted(question, passage, lines, shared)
        lean = question.leaning.get(Aspect(passage.aspect), 0) if passage.aspect else 0
        found.append(
            Evidence(
                cue=min(lean, 8) / 5,
                led=_LED.get(min(lean, SAID), 0.0) if lean == strongest else 0.0,
                words=min(sum(held.values()), 6) / 3,
                line=min(max(shared), 6) / 3,
                official=min(_sum(official, text), 4) / 3,
                likeness=(likeness.get(passage.id, least) - nearest) * 10,
                wanted=wanted,
                unmet=float(bool(question.wanted.patterns) and not wanted),
                aside=float(passage.aspect in ASIDE),
                core=float(passage.aspect in _CORE),
                row=float(passage.kind is PassageKind.TABLE and max(shared) > 0),
                overlap=float(passage.aspect == Aspect.OVERLAP.value),
                run=min(_sum(runs, text), 6) / 3,
                strange=float(bool(rare or official) and not held and not _sum(official, text)),
                plain=float(lean >= SAID and passage.aspect in PLAIN),
            )
        )
    return found


def _wanted(question: Question, passage: Passage, lines: Sequence[str], shared: Sequence[float]) -> float:
    """How far a line holds the kind of answer asked for, twice as much beside the question's words."""
    if not question.wanted.patterns:
        return 0.0
    best = max(
        (question.wanted.met(line) * (1 + (words > 0)) for line, words in zip(lines, shared, strict=True)),
        default=0.0,
    )
    return max(best, question.wanted.met(passage.text)) if passage.kind is PassageKind.TABLE else best


def _rarities(texts: Sequence[str], words: Sequence[str]) -> dict[str, float]:
    """How much each word tells: the fewer passages of the card hold it, the more. None that nobody holds."""
    holders = {word: sum(holds(text, word) for text in texts) for word in dict.fromkeys(words)}
    rare = {}
    for word, count in holders.items():
        wholes = [whole for whole in words if whole != word and word in whole]
        if count and not any(holders[whole] for whole in wholes):  # 본인 tells nothing beside 본인부담
            rare[word] = math.log((len(texts) + 0.5) / count) * (_PART if wholes else 1.0)
    return rare


def _runs(terms: Sequence[str]) -> list[str]:
    return [term[at : at + _RUN] for term in terms for at in range(len(term) - _RUN + 1)]


def _sum(rare: Mapping[str, float], text: str) -> float:
    return sum(weight for word, weight in rare.items() if holds(text, word))


def holds(text: str, word: str) -> bool:
    """Whether a text without spaces holds a word; 4인 is also found as 4명."""
    people = _PEOPLE.fullmatch(word)
    if people:
        return re.search(rf"(?<!\d){people[1]}(?:인|명)", text) is not None
    return word in text
