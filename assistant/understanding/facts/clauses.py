"""An utterance in clauses, each with how it is meant: said of oneself, supposed, heard, planned, or asked."""

import re
from dataclasses import dataclass

from assistant.understanding.facts.lexicon import Moods
from assistant.understanding.facts.words import Words

_SENTENCE = Words("clauses.sentence")
_JOINT = Words("clauses.joint")
_AUXILIARY = Words("clauses.auxiliary")
_NO_JOINT = Words("clauses.no_joint")
_VERBAL_HAGO = Words("clauses.verbal_hago")
_ELLIPTIC = 12
_LAST_QUESTION = re.compile(r"\?\s*$")
_MUSED = Words("clauses.mused")
_MUSING = Words("clauses.musing")
_JOINED_ACT = Words("clauses.joined_act")
_PREDICATE = Words("clauses.predicate")
_TO_BEGIN = Words("clauses.to_begin")
_ONESELF = Words("clauses.oneself")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its place in the text. `told` is whether it says what is so; `reported`: it ends in what
    somebody said (준다고 했는데), which is hearsay where that is nobody of the family.
    """

    text: str
    start: int
    end: int
    sentence: int
    asks: bool
    rules: bool
    hypothetical: bool
    hearsay: bool
    plan: bool
    past: bool
    reported: bool = False

    @property
    def told(self) -> bool:
        """Whether the clause says something that is so."""
        return not (self.asks or self.hypothetical or self.hearsay or self.plan)

    @property
    def of_oneself(self) -> bool:
        """Whether the clause begins with the speaker or their family: 저희는 전세 7천이 다예요."""
        return _ONESELF.match(self.text) is not None

    @property
    def elliptic(self) -> bool:
        """Whether the clause asks about a person and not about a rule: 그럼 아내는요?"""
        short = len(self.text.strip()) <= _ELLIPTIC
        return self.asks and short and not (self.rules or self.hypothetical or self.hearsay)


def clauses(text: str, moods: Moods) -> list[Clause]:
    """The clauses of a text in order."""
    found: list[Clause] = []
    for number, (start, end, asks) in enumerate(_sentences(text, moods)):
        sentence = text[start:end]
        parts = [sentence[left:right] for left, right in _parts(sentence)]
        supposed, asked = _supposed(parts, moods), _asked(parts, asks, sentence, moods)
        heard = _heard(parts, sentence, moods)
        rules = asks and bool(moods.compiled["rule"].search(sentence))
        place = start
        for at, part in enumerate(parts):
            plan, past = (bool(moods.compiled[name].search(part)) for name in ("plan", "past"))
            plan = plan or (at > 0 and _TO_BEGIN.search(parts[at - 1]) is not None)
            stop = place + len(part)
            reported = bool(moods.compiled["reported"].search(part))
            found.append(
                Clause(
                    part, place, stop, number, asked[at], rules, supposed[at], heard[at], plan, past, reported
                )
            )
            place = stop
    return found


def _heard(parts: list[str], sentence: str, moods: Moods) -> list[bool]:
    """Which clauses only pass on what is said: all of the sentence, up to what one says of oneself after it.

    옆집은 300 버는데도 받는다던데 저는 120 벌거든요: the last clause is told.
    """
    hearsay = moods.compiled["hearsay"]
    if not hearsay.search(sentence):
        return [False] * len(parts)
    last = max((at for at, part in enumerate(parts) if hearsay.search(part)), default=len(parts) - 1)
    own = next((at for at in range(last + 1, len(parts)) if _ONESELF.match(parts[at])), len(parts))
    return [at < own for at in range(len(parts))]


def _supposed(parts: list[str], moods: Moods) -> list[bool]:
    """Which clauses suppose something; 어린이집 안 보내고 집에서 키우면 supposes both."""
    found = [bool(moods.compiled["hypothetical"].search(part)) for part in parts]
    for at in range(len(parts) - 2, -1, -1):
        found[at] = found[at] or (found[at + 1] and _JOINED_ACT.search(parts[at]) is not None)
    return found


def _asked(parts: list[str], asks: bool, sentence: str, moods: Moods) -> list[bool]:
    """Which clauses ask: the last of a question, any with a question word, and the list of a request."""
    found = [bool(moods.compiled["wh"].search(part)) for part in parts]
    found[-1] = found[-1] or asks
    listed = asks and moods.compiled["request"].search(sentence) is not None
    for at in range(len(parts) - 2, -1, -1):
        found[at] = found[at] or (listed and found[at + 1] and _PREDICATE.search(parts[at]) is None)
    return found


def _sentences(text: str, moods: Moods) -> list[tuple[int, int, bool]]:
    """Where each sentence stands, and whether it asks."""
    cuts, start = [], 0
    for match in _SENTENCE.finditer(text):
        cuts.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        cuts.append((start, len(text)))
    return [(left, right, _asks(text[left:right], moods)) for left, right in cuts if text[left:right].strip()]


def _asks(sentence: str, moods: Moods) -> bool:
    bare = sentence.strip().rstrip(".!~ ")
    if _MUSED.search(bare.rstrip("? ")):
        return False
    if _LAST_QUESTION.search(bare):
        return True
    return not _MUSING.search(bare) and bool(moods.compiled["question"].search(bare))


def _parts(sentence: str) -> list[tuple[int, int]]:
    cuts, start, depth = [], 0, 0
    for match in _JOINT.finditer(sentence):
        before = sentence[: match.end()]
        depth = before.count("(") - before.count(")")
        if depth > 0 or _AUXILIARY.match(sentence, match.end()):
            continue
        if _NO_JOINT.search(before) and not _VERBAL_HAGO.search(before):
            continue
        cuts.append((start, match.end()))
        start = match.end()
    if sentence[start:].strip(" .,!?"):
        cuts.append((start, len(sentence)))
    return cuts or [(0, len(sentence))]
