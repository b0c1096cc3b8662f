"""Which passages of a card answer a question: those that hold its own words, else those of the aspect.

An aspect is often only guessed (기준, 얼마), while a word like 임대료 or 하한액 stands in one section of the
card. Words weigh by how few passages of the card hold them, so that what stands everywhere pins nothing.
"""

import math
import re
from collections.abc import Mapping, Sequence

from assistant.understanding.question import Question
from knowledge.aspects import Aspect
from knowledge.language.text import compact
from knowledge.records import Passage, PassageKind

ASIDE = frozenset({Aspect.DEFINITION.value, Aspect.LAW.value, Aspect.RELATED.value})
"""Sections that lead only where they are asked for."""
_GUESSED = frozenset({Aspect.TARGET, Aspect.CRITERIA, Aspect.BENEFIT, Aspect.PERIOD})
_PINS = 1.0  # one word that stands in about a third of the card, or the nearest passage with half of that
_NEAREST = 0.5
_CLOSE = 0.7  # of the best, from which a passage answers too
_HALF = 0.5  # the same for a passage of the aspect asked about
_PART = 0.5  # the weight of a part of a compound that the card does not have: 기초 of 기초생활수급자
_MOST = 3
_CUE = 3  # letters from which a cue of an aspect names a table: 선정기준, not 기준
_SILENT = 0.5  # the weight of a passage without an amount where one is asked for
_AMOUNTS = ("얼마", "금액", "몇퍼센트", "몇%", "몇만원", "지원금액", "지급액")
_AMOUNT = re.compile(r"\d\s*(?:만\s*)?원|\d\s*%")
_PEOPLE = re.compile(r"(\d+)인")


def choose(
    card: Sequence[Passage], asked: Sequence[Passage], question: Question, nearest: Passage | None
) -> list[Passage]:
    """The passages to show, in the order to show them; empty where neither words nor an aspect tell.

    `asked` are the passages of the aspects asked about, `nearest` is the one that the search found.
    """
    scores = _scores([passage for passage in card if passage.aspect not in ASIDE], question, nearest)
    best = max(scores.values(), default=0.0)
    said = question.firm and not set(question.aspects) <= _GUESSED
    inside = max((scores.get(passage.id, 0.0) for passage in asked), default=0.0)
    if asked and (said or best < _PINS or inside >= _CLOSE * best):
        return _without_other_tables(asked, question, scores if inside >= _PINS else {})
    if best < _PINS:
        return []
    own = {passage.id for passage in asked}
    share = {passage.id: _HALF if passage.id in own else _CLOSE for passage in card}
    chosen = [passage for passage in card if scores.get(passage.id, 0.0) >= share[passage.id] * best]
    return sorted(chosen, key=lambda passage: -scores[passage.id])[:_MOST]


def _without_other_tables(
    passages: Sequence[Passage], question: Question, scores: Mapping[str, float]
) -> list[Passage]:
    """A section without the tables on something else, where another passage of it is on what is asked.

    `scores` are those by the question's words, empty where these pin nothing in the section.
    """
    cues = [cue for cue in question.said if len(cue) >= _CUE]
    tables = {passage.id for passage in passages if passage.kind is PassageKind.TABLE}
    fitting = {p.id for p in passages if p.id in tables and (scores.get(p.id) or _titled(p, cues))}
    pinned = any(score >= _PINS for score in scores.values())
    return [p for p in passages if p.id not in tables or p.id in fitting or not (fitting or pinned)]


def _scores(passages: Sequence[Passage], question: Question, nearest: Passage | None) -> Mapping[str, float]:
    words = tuple(dict.fromkeys([*question.terms, *question.official]))
    texts = {passage.id: compact(passage.text) for passage in passages}
    holders = {word: [key for key, text in texts.items() if _holds(text, word)] for word in words}
    scores = dict.fromkeys(texts, 0.0)
    for word, keys in holders.items():
        wholes = [term for term in question.terms if word != term and word in term]
        if not any(holders[whole] for whole in wholes):  # 본인 tells nothing beside 본인부담
            for key in keys:
                scores[key] += math.log(len(passages) / len(keys)) * (_PART if wholes else 1.0)
    if nearest is not None and nearest.id in scores and question.more:
        scores[nearest.id] += _NEAREST
    if any(cue.startswith(_AMOUNTS) for cue in question.said):
        silent = {passage.id for passage in passages if not _AMOUNT.search(passage.text)}
        return {key: value * (_SILENT if key in silent else 1.0) for key, value in scores.items()}
    return scores


def _holds(text: str, word: str) -> bool:
    """Whether a text without spaces holds a word; 4인 is also found as 4명."""
    people = _PEOPLE.fullmatch(word)
    if people:
        return re.search(rf"(?<!\d){people[1]}(?:인|명)", text) is not None
    return word in text


def _titled(table: Passage, cues: Sequence[str]) -> bool:
    """Whether a table's caption, after the name of its section, holds one of the words."""
    subject = compact(table.text.partition("\n\n")[0].partition(" - ")[2])
    return any(cue in subject for cue in cues)
