"""What a person calls a benefit, for those that nobody knows: 반려동물 양육수당, 우주여행 바우처."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.everyday import Everyday
from knowledge.language.morphemes import Morphemes

_MOST_BEFORE = 3  # words before the last one that may belong to the name
_WORD = re.compile(r"[0-9A-Za-z가-힣]+")
_PARTICLE = re.compile(
    r"(?:[을를이가은는의에로도만과와랑면서요데고]|에서|에게|으로|이랑|하고|인데|지만|까지|부터)$"
)
_VERBAL = re.compile(r"(?:[하되받주있없싶낳키사]는|[할될받줄살]|받을|주는|드는|라는|하는|되는|[가-힣]던)$")


@dataclass(frozen=True, slots=True)
class BenefitName:
    """A benefit as it was called, and the content words that tell it from others.

    `end` is the kind of benefit it is said to be, empty for one that may be any (지원금).
    """

    phrase: str
    words: tuple[str, ...]
    end: str


class BenefitNames:
    """Finds them; made once."""

    def __init__(self, everyday: Everyday, morphemes: Morphemes) -> None:
        """`everyday` tells the words that end a name and those that are no part of one."""
        self._ends = re.compile(rf"^([0-9A-Za-z가-힣]*?)({'|'.join(everyday.benefits)})(?:[가-힣]{{0,4}})$")
        self._generic, self._loose, self._morphemes = everyday.generic, everyday.loose, morphemes

    def found(self, text: str) -> list[BenefitName]:
        """The benefits that a text calls by a name of their own: more than 수당 or 받을 수 있는 지원금."""
        words = _WORD.findall(text)
        names = []
        for at, word in enumerate(words):
            if not (ends := self._ends.match(word)):
                continue
            head, end = ends[1], ends[2]
            bare = head in self._generic
            before = [] if bare else self._before(words[max(0, at - _MOST_BEFORE) : at])
            own = [*before, head] if head and not bare else before
            content = [form for part in own for form in (self._morphemes.query(part) or [part])]
            if content:
                phrase = " ".join([*before, f"{head}{end}"])
                kind = "" if end in self._loose else end
                names.append(BenefitName(phrase, tuple(dict.fromkeys(content)), kind))
        return names

    def _before(self, words: Sequence[str]) -> list[str]:
        """The bare words right before, up to one with a particle or a verb's ending."""
        taken: list[str] = []
        for word in reversed(words):
            if word in self._generic or word[0].isdigit() or _VERBAL.search(word):
                break
            if len(word) > 1 and _PARTICLE.search(word) and self._inflected(word):
                break
            taken.insert(0, word)
        return taken

    def _inflected(self, word: str) -> bool:
        """Whether the last letters are a particle and not the end of a noun (나이, 가구 are nouns)."""
        return "".join(self._morphemes.query(word)) != word.lower()
