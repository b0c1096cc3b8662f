"""Which side of a program is asked about, from weighted cues in aspects.yaml."""

import re
from collections.abc import Sequence
from pathlib import Path

from pydantic import Field, field_validator

from assistant.understanding.cues import Cues, checked, compile_cue
from knowledge.aspects import Aspect
from knowledge.language.datafile import DataModel, read_data

ASPECTS = Path(__file__).with_name("aspects.yaml")
_WORD = 2  # letters of a cue that people write without a space
FIRM = 3
"""The weight from which an aspect is said and not only hinted at."""
_LIST = re.compile(r",|이랑|하고|및|그리고")
MOST = 3
"""Aspects answered at once; a question that asks for more gets the strongest."""


class _AspectData(DataModel):
    aspects: dict[Aspect, dict[str, int]]
    concepts: list[str]
    comparison: list[str] = Field(min_length=1)
    changes: list[str] = Field(min_length=1)
    amounts: list[str]
    asking: list[str]

    @field_validator("aspects")
    @classmethod
    def _weights(cls, aspects: dict[Aspect, dict[str, int]]) -> dict[Aspect, dict[str, int]]:
        seen: dict[str, Aspect] = {}
        for aspect, cues in aspects.items():
            for cue, weight in cues.items():
                compile_cue(cue)
                if not 1 <= weight <= 5:
                    raise ValueError(f"'{cue}'의 무게 {weight}은(는) 1에서 5 사이여야 합니다.")
                if seen.setdefault(cue.replace(" ", ""), aspect) is not aspect:
                    raise ValueError(f"'{cue}'이(가) 두 면에 있습니다. 한 곳에만 두세요.")
        return aspects

    _checked = field_validator("concepts", "comparison", "changes", "amounts", "asking")(checked)


class Aspects:
    """Reads aspects; made once. `amounts` are the cues that ask for any amount."""

    def __init__(self, path: Path = ASPECTS) -> None:
        """Read the cues; `CatalogError` where the file is wrong."""
        data = read_data(path, _AspectData)
        self._weights = {
            "".join(cue.lower().split()): (aspect, weight)
            for aspect, cues in data.aspects.items()
            for cue, weight in cues.items()
        }
        self._words = {cue for cues in data.aspects.values() for cue in cues if len(cue) == _WORD}
        self._gapped = [
            (Cues.of([cue]), aspect, weight)
            for aspect, cues in data.aspects.items()
            for cue, weight in cues.items()
            if "*" in cue
        ]
        self._plain = Cues.of(
            cue
            for cues in data.aspects.values()
            for cue, weight in cues.items()
            if "*" not in cue and weight > FIRM
        )
        self._cues = Cues.of(cue for cues in data.aspects.values() for cue in cues if "*" not in cue)
        said = {cue for cues in data.aspects.values() for cue in cues} - set(data.concepts)
        self._noise = Cues.of(said | set(data.comparison) | set(data.changes))
        self._changes, self._comparison = Cues.of(data.changes), Cues.of(data.comparison)
        self.amounts = frozenset("".join(cue.split()) for cue in data.amounts)
        self._asking = frozenset("".join(cue.split()) for cue in data.asking)

    def asked(self, text: str, names: Sequence[str] = ()) -> tuple[tuple[Aspect, ...], bool]:
        """The aspects asked about, strongest first, and whether they are said rather than hinted at.

        Empty means the program as a whole.

        `names` are the program names found in the text, which say nothing of the aspect. A second aspect
        counts where it is about as strong as the first: 신청 방법과 서류; 몇 조 counts beside anything. Words
        for any amount (얼마) do not make the amount of a standard one of the benefit (선정기준이 얼마), nor
        words that ask for anything a definition of the program (생계급여 전화번호가 뭐예요).
        """
        scores = self.weights(text, names)
        best = max(scores.values(), default=0)
        strong = [
            aspect
            for aspect, score in scores.items()
            if score >= max(3, best - 2) or score == best or (aspect is Aspect.LAW and score >= FIRM)
        ]
        return tuple(sorted(strong, key=lambda aspect: -scores[aspect])[:MOST]), best >= FIRM

    def weights(self, text: str, names: Sequence[str] = ()) -> dict[Aspect, int]:
        """The weight of every aspect with a cue in the text, in the order of their first cues."""
        rest = Cues.of(names).without(text) if names else text.lower()
        scores: dict[Aspect, int] = {}
        found = [(cue, *self._weights[cue]) for cue in dict.fromkeys(self.said(rest))]
        empty: set[str] = set()
        if any(aspect is Aspect.CRITERIA for _, aspect, _ in found) and not _LIST.search(rest):
            empty |= self.amounts
        if names and any(weight >= FIRM and aspect is not Aspect.DEFINITION for _, aspect, weight in found):
            empty |= self._asking
        for cue, aspect, weight in found:
            if cue not in empty:
                scores[aspect] = scores.get(aspect, 0) + weight
        loose = self._plain.without(rest)  # 몇 개월부터 받나요 is read, and is no 몇 개월*받
        for cues, aspect, weight in self._gapped:
            if cues.any(loose):
                scores[aspect] = scores.get(aspect, 0) + weight
        return scores

    def said(self, text: str) -> list[str]:
        """The cues in a text, without spaces; a word of two letters is not found across two: 1종이 의원."""
        found = [(cue, "".join(cue.split())) for cue in self._cues.found(text)]
        return [word for cue, word in found if word == cue or word not in self._words]

    def compared(self, text: str) -> bool:
        """Whether the text asks how two things differ."""
        return self._comparison.any(text)

    def changed(self, text: str) -> bool:
        """Whether the text asks what is different from the year before."""
        return self._changes.any(text)

    def rest(self, text: str) -> str:
        """The text without the cues: what a question is about besides its aspect. Concepts stay."""
        return self._noise.without(text)
