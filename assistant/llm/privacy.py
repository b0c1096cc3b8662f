"""Names and addresses out of what a model reads, and back into what it writes.

Numbers (resident registration, telephone, account …) are masked for good by `knowledge.language.masking`;
names and addresses get a place holder for one turn: 김철수 씨 → [이름1] 씨. A word that only looks like a
name may be held back too: that costs nothing, since it comes back.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from knowledge.language.datafile import DataModel, read_data
from knowledge.language.masking import mask

PRIVACY = Path(__file__).with_name("privacy.yaml")
PLACE_HOLDER = re.compile(r"\[(?:이름|주소)\d{1,3}\]")
_TAIL = (
    r"(?=$|[^가-힣]|(?:은|는|이|가|을|를|의|도|만|과|와|랑|하고|한테|에게|께|님|씨)(?![가-힣])"
    r"|입니다|이에요|예요|이고|이며|인데|이?라고)"
)
_UNIT = r"\d{1,4}(?:-\d{1,4})?"


Spans = Iterator[tuple[int, int]]


class _PrivacyData(DataModel):
    surnames: list[str] = Field(min_length=1)
    titles: list[str] = Field(min_length=1)
    after: list[str] = Field(min_length=1)
    before: list[str] = Field(min_length=1)
    relatives: list[str] = Field(min_length=1)
    introduces: list[str] = Field(min_length=1)
    not_names: list[str]
    buildings: list[str] = Field(min_length=1)


@dataclass
class Veil:
    """What one turn holds back; the same words get the same place holder."""

    find: Callable[[str], list[tuple[int, int, str]]]
    _held: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """What a person said, without personal numbers, names and addresses."""
        text = mask(text)
        for start, stop, kind in reversed(self.find(text)):
            text = text[:start] + self._holder(text[start:stop], kind) + text[stop:]
        return self.cover(text)

    def cover(self, text: str) -> str:
        """Another text without what `hide` has found: documents keep their own names and numbers."""
        for words, holder in self._held.items():
            text = text.replace(words, holder)
        return text

    def show(self, text: str) -> str:
        """The text with what was held back."""
        back = {holder: words for words, holder in self._held.items()}
        return PLACE_HOLDER.sub(lambda found: back.get(found[0], found[0]), text)

    def strange(self, text: str) -> list[str]:
        """The place holders of a text that hold nothing."""
        return sorted(set(PLACE_HOLDER.findall(text)) - set(self._held.values()))

    def _holder(self, words: str, kind: str) -> str:
        if words not in self._held:
            number = 1 + sum(holder.startswith(f"[{kind}") for holder in self._held.values())
            self._held[words] = f"[{kind}{number}]"
        return self._held[words]


class Privacy:
    """Finds names and addresses; made once, serves all threads."""

    def __init__(self, path: Path = PRIVACY) -> None:
        """Read the words; `CatalogError` where the file is wrong."""
        data = read_data(path, _PrivacyData)
        self._not_names = frozenset(data.not_names)
        name = rf"(?P<name>(?:{_any(data.surnames)})[가-힣]{{1,2}})"
        whole = rf"(?P<name>(?:{_any(data.surnames)})[가-힣]{{2}})"
        relative = rf"(?<![가-힣])(?:우리\s?|저희\s?)?(?:{_any(data.relatives)})(?:은|는|이|가)?\s"
        self._names = tuple(
            re.compile(pattern)
            for pattern in (
                rf"(?<![가-힣]){name}\s?(?=(?:{_any(data.titles)})(?:$|[^가-힣]|[은는이가을를의도과와께]))",
                rf"(?<![가-힣]){whole}\s?(?=(?:{_any(data.after)}))",
                rf"(?:{_any(data.before)})\s?(?:은|는|이|가|:)??\s{{0,2}}{whole}{_TAIL}",
                rf"{relative}{whole}(?=\s?(?:{_any(data.introduces)})|,|\s?\()",
            )
        )
        self._addresses = tuple(re.compile(pattern) for pattern in _addresses(data.buildings))

    def veil(self) -> Veil:
        """A fresh veil for one turn."""
        return Veil(self._found)

    def _found(self, text: str) -> list[tuple[int, int, str]]:
        """Where names and addresses stand, in order, none within another."""
        spans = [(*span, "주소") for pattern in self._addresses for span in _spans(pattern, text)]
        for pattern in self._names:
            for found in pattern.finditer(text):
                if not self._known(found["name"]):
                    spans.append((*found.span("name"), "이름"))
        kept: list[tuple[int, int, str]] = []
        for span in sorted(spans, key=lambda one: (one[0], -one[1])):
            if not kept or span[0] >= kept[-1][1]:
                kept.append(span)
        return kept

    def _known(self, word: str) -> bool:
        return (
            any(word.startswith(other) for other in self._not_names if len(other) > 1)
            or word in self._not_names
        )


def _addresses(buildings: list[str]) -> tuple[str, ...]:
    """A road with its number, a lot number, a flat; the city before them stays."""
    flat = r"(?:,?\s?(?:지하\s?)?\d{1,4}(?:동|호|층)){1,3}"
    road = r"[가-힣0-9]{1,12}(?<!으)(?:대로|로|길)(?:\s?\d{1,4}(?:번길|길))?"
    return (
        rf"(?:(?<=시\s)|(?<=군\s)|(?<=구\s)|(?<=읍\s)|(?<=면\s)|(?<=동\s)|(?<=도\s)){road}\s?{_UNIT}(?!\d|\s?(?:만|원|천))(?:{flat})?",
        rf"{road}\s?{_UNIT}(?:번지|{flat})",
        rf"[가-힣]{{1,12}}(?<!으)(?:대로|로|길)\s?\d{{1,4}}(?:번길|길)\s?{_UNIT}(?:{flat})?",
        rf"(?<![가-힣])[가-힣]{{1,6}}\d?(?:동|리|읍|면)\s?(?:산\s?)?(?:\d{{1,4}}-\d{{1,4}}|{_UNIT}번지)(?:\s?번지)?(?:{flat})?",
        rf"(?<![가-힣])[가-힣A-Za-z0-9]{{1,12}}(?:{_any(buildings)})\s?(?:{flat})",
        rf"(?<![가-힣])(?!그대로|이대로|마음대로|맘대로|뜻대로)[가-힣]{{2,8}}대로\s?{_UNIT}(?![\d%]|\s?[만원천년월일명개세시분])",
        r"(?<!\d)\d{1,4}동\s?\d{1,5}호",
        r"지하\s?\d{1,4}호",
    )


def _spans(pattern: re.Pattern[str], text: str) -> Spans:
    return (found.span() for found in pattern.finditer(text))


def _any(words: list[str]) -> str:
    return "|".join(
        r"\s*".join(map(re.escape, word.split())) for word in sorted(words, key=len, reverse=True)
    )
