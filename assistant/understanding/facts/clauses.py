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
_LAST_QUESTION = re.compile(r"\?\s*$")
_MUSING = Words("clauses.musing")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its place in the text. `told` is whether it says what is so."""

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

    @property
    def told(self) -> bool:
        """Whether the clause says something that is so."""
        return not (self.asks or self.hypothetical or self.hearsay or self.plan)


def clauses(text: str, moods: Moods) -> list[Clause]:
    """The clauses of a text in order."""
    found: list[Clause] = []
    for number, (start, end, asks) in enumerate(_sentences(text, moods)):
        sentence = text[start:end]
        heard = bool(moods.compiled["hearsay"].search(sentence))
        rules = asks and bool(moods.compiled["rule"].search(sentence))
        parts = _parts(sentence)
        for at, (left, right) in enumerate(parts):
            part = sentence[left:right]
            found.append(
                _clause(
                    part,
                    start + left,
                    start + right,
                    number,
                    asks and at == len(parts) - 1,
                    rules,
                    heard,
                    moods,
                )
            )
    return found


def _clause(
    part: str, start: int, end: int, number: int, asks: bool, rules: bool, heard: bool, moods: Moods
) -> Clause:
    says = {name: bool(pattern.search(part)) for name, pattern in moods.compiled.items()}
    return Clause(
        part, start, end, number, asks, rules, says["hypothetical"], heard, says["plan"], says["past"]
    )


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
