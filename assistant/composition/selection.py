"""Which passages of a card answer a question: the best by all evidence, and those that come close to it.

A passage that only shares the aspect, or only a word, is no answer: each one shown is cited, and a citation
that does not carry the answer misleads.
"""

from collections.abc import Mapping, Sequence

from assistant.composition.ranking import ASIDE, PLAIN, SAID, evidence, told, worth
from assistant.understanding.question import Question
from knowledge.records import Passage, PassageKind

_MOST = 4
_SAME_SECTION = 1.2  # how far behind the best a passage of its section may be
_ELSEWHERE = 0.15  # the same for a passage of another section
_SECOND = 1.5  # the same for the best passage of another aspect that is said as well
_SECTION = 0.3  # the same for another section of a guide
_FOUND = 0.5  # what it is worth that the search found a section first
_MOST_OF_A_GUIDE = 2
_CUE = 3  # letters from which a cue of an aspect names a table: 선정기준, not 기준


def choose(
    card: Sequence[Passage],
    question: Question,
    likeness: Mapping[str, float] | None = None,
    most: int = _MOST,
) -> list[Passage]:
    """The passages to show, in the order to show them; empty where nothing but the program is asked about.

    `likeness` are the cosines of the question with the passages by their ids, empty without vectors.
    """
    if not card or not (question.leaning or question.more or question.wanted.patterns):
        return []
    found = evidence(card, question, likeness or {})
    if not question.leaning and not any(one.words or one.official or one.wanted for one in found):
        return []
    scores = {passage.id: worth(one) for passage, one in zip(card, found, strict=True)}
    order = sorted(card, key=lambda passage: -scores[passage.id])
    if question.firm and not question.terms:
        return _sections(card, question)
    said = {aspect.value for aspect in question.aspects[:1] if question.leaning.get(aspect, 0) >= SAID}
    best = next((passage for passage in order if passage.aspect in said & PLAIN), order[0])
    chosen = [best]
    for passage in (one for one in order if one is not best):
        share = _SAME_SECTION if passage.aspect == best.aspect else _ELSEWHERE
        near = scores[passage.id] >= scores[best.id] - share
        if near and passage.aspect not in ASIDE and (best is order[0] or passage.aspect == best.aspect):
            chosen.append(passage)
    chosen = chosen[:most]
    return chosen + _second(order, question, chosen, scores)


def best_sections(
    guide: Sequence[Passage], question: Question, likeness: Mapping[str, float], first: str | None
) -> list[Passage]:
    """The section of a guide that answers, and those about as good.

    `first` is the id of the section that the search found first, of which the headings are a part.
    """
    found = zip(evidence(guide, question, likeness), guide, strict=True)
    worths = [told(one) + _FOUND * (passage.id == first) for one, passage in found]
    best = max(worths, default=0.0)
    order = sorted(zip(worths, guide, strict=True), key=lambda one: -one[0])
    return [passage for value, passage in order if value >= best - _SECTION][:_MOST_OF_A_GUIDE]


def _second(
    order: Sequence[Passage], question: Question, chosen: Sequence[Passage], scores: Mapping[str, float]
) -> list[Passage]:
    """Of each other aspect that is said, the best passage, unless it is far from the question."""
    shown = {passage.aspect for passage in chosen}
    best = max(scores.values())
    added = []
    for aspect in question.aspects if question.firm else ():
        passage = next((one for one in order if one.aspect == aspect.value), None)
        beyond_doubt = question.leaning.get(aspect, 0) >= SAID and aspect.value not in shown
        if passage and beyond_doubt and scores[passage.id] >= best - _SECOND:
            added.append(passage)
    return added


def _sections(card: Sequence[Passage], question: Question) -> list[Passage]:
    """The whole sections asked for, without tables on something else where a cue names one of them."""
    cues = [cue for cue in question.said if len(cue) >= _CUE]
    chosen: list[Passage] = []
    for aspect in question.aspects:
        section = [passage for passage in card if passage.aspect == aspect.value]
        named = {p.id for p in section if p.kind is PassageKind.TABLE and _titled(p, cues)}
        chosen += [p for p in section if p.kind is not PassageKind.TABLE or p.id in named or not named]
    return chosen


def _titled(table: Passage, cues: Sequence[str]) -> bool:
    """Whether a table's caption, after the name of its section, holds one of the words."""
    subject = "".join(table.text.partition("\n\n")[0].partition(" - ")[2].split())
    return any(cue in subject for cue in cues)
