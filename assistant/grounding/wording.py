"""The words by which a text decides, promises, names a law or gives orders; from wording.yaml."""

import re
from itertools import product
from pathlib import Path

from pydantic import Field, field_validator

from assistant.understanding.cues import Cues, checked
from knowledge.language.datafile import DataModel, read_data

WORDING = Path(__file__).with_name("wording.yaml")
_WHO = (
    "가구|사람|분|아동|아이|자녀|가정|세대|노인|어르신|청년|장애인|여성|임산부|부모|배우자|수급자|근로자|"
    "학생|자"
)
_CATEGORY = re.compile(
    rf"(?:인|은|는|한|던|된|운|둔|할|을|의)\s(?:{_WHO})(?:들)?(?:이|가|은|는|에게|도|만|께|과|와|이나)"
)


class _WordingData(DataModel):
    verdicts: list[str] = Field(min_length=1)
    endings: list[str] = Field(min_length=1)
    finite: list[str]
    conditions: list[str]
    empty: list[str]
    reasons: list[str]
    promises: list[str]
    giving: list[str]
    everyone: list[str]
    denials: list[str]
    discourages: list[str]
    secrets: list[str]
    asking: list[str]
    laws: list[str] = Field(min_length=1)
    not_laws: list[str]
    speaking: list[str]
    commands: list[str]
    orders: list[str]

    _cues = field_validator(
        "verdicts", "endings", "finite", "conditions", "empty", "reasons", "promises", "giving", "everyone",
        "denials", "discourages", "secrets", "asking", "speaking", "commands", "orders",
    )(checked)  # fmt: skip


class Wording:
    """Reads a sentence for what it claims; made once, serves all threads."""

    def __init__(self, path: Path = WORDING) -> None:
        """Read the words; `CatalogError` with file and line where one is wrong."""
        data = read_data(path, _WordingData)
        said = ["".join(pair) for pair in product(data.verdicts, data.endings)]
        self._verdicts = Cues.of([*said, *data.finite])
        self._conditions, self._empty = Cues.of(data.conditions), Cues.of(data.empty)
        self._reasons, self._everyone = Cues.of(data.reasons), Cues.of(data.everyone)
        self._promises, self._giving = Cues.of(data.promises), Cues.of(data.giving)
        self._denials, self._discourages = Cues.of(data.denials), Cues.of(data.discourages)
        self._secrets, self._asking = Cues.of(data.secrets), Cues.of(data.asking)
        commands = ["".join(pair) for pair in product(data.speaking, data.commands)]
        self._orders = Cues.of([*commands, *data.orders])
        self._not_laws = frozenset(data.not_laws)
        ends = "|".join(sorted(data.laws, key=len, reverse=True))
        self._law = re.compile(rf"(?P<name>[가-힣]{{1,20}}(?:{ends}))(?=$|[^가-힣]|[에의은는을과와상]|제\d)")

    def decides(self, sentence: str) -> bool:
        """Whether it says outright that somebody does or does not get something."""
        return self._verdicts.any(sentence)

    def conditional(self, sentence: str) -> bool:
        """Whether it speaks of whoever meets a condition, not of this person."""
        rest = self._empty.without(sentence)
        return not self._reasons.any(rest) and bool(self._conditions.any(rest) or _CATEGORY.search(rest))

    def promises(self, sentence: str) -> bool:
        """Whether it promises a benefit, or gives it to everybody."""
        return self._everyone.any(sentence) or (self._promises.any(sentence) and self._giving.any(sentence))

    def denies(self, text: str) -> bool:
        """Whether it speaks of not getting something."""
        return self._denials.any(text)

    def denial(self, sentence: str) -> bool:
        """Whether it says outright that somebody does not get something."""
        return any(self._denials.any(found) for found in self._verdicts.found(sentence))

    def discourages(self, sentence: str) -> bool:
        """Whether it keeps somebody from applying."""
        return self._discourages.any(sentence)

    def asks_for_secrets(self, sentence: str) -> bool:
        """Whether it asks for a number that nobody should tell a machine."""
        return self._secrets.any(sentence) and self._asking.any(sentence)

    def orders(self, text: str) -> bool:
        """Whether it tells a machine what to do."""
        return self._orders.any(text)

    def laws(self, text: str) -> list[str]:
        """The last words of names of laws."""
        return [found["name"] for found in self._law.finditer(text) if found["name"] not in self._not_laws]
