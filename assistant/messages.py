"""The fixed sentences of every answer, from messages.yaml: 해요체 for citizens, 합니다체 for officials."""

import re
from pathlib import Path

from pydantic import Field, model_validator

from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

MESSAGES = Path(__file__).with_name("messages.yaml")
_PLACE = re.compile(r"\{([a-z_]*)\}")
_NEEDED: dict[str, frozenset[str]] = {
    name: frozenset(places.split())
    for name, places in {
        "greeting": "", "thanks": "", "empty": "", "senseless": "", "foreign": "", "too_long": "limit",
        "which_program": "aspect", "out_of_scope": "", "others_data": "",
        "no_source": "", "no_aspect": "program aspect",
        "no_program": "program",
        "year_coming": "program year current", "year_gone": "program year current", "year_notice": "day",
        "stale_notice": "", "unpublished_notice": "", "unsure": "", "mentioned": "program",
        "privacy_notice": "", "crisis_notice": "calls", "crisis": "", "crisis_only": "", "closing": "",
        "overview_more": "", "found": "", "support": "", "compared_programs": "left right",
        "compared_years": "program left right", "rows_left_out": "shown", "unconfirmed_figure": "figure",
        "too_many_questions": "programs", "why_related": "section", "why_event": "", "why_other_year": "year",
        "error": "", "step_understand": "", "step_search": "", "step_compose": "", "step_ground": "",
    }.items()
}  # fmt: skip


class _Wording(DataModel):
    citizen: str = Field(min_length=1)
    staff: str = Field(min_length=1)


class _MessageData(DataModel):
    unpublished_marks: list[str]
    messages: dict[str, _Wording | str]

    @model_validator(mode="after")
    def _complete(self) -> "_MessageData":
        if missing := sorted(_NEEDED.keys() - self.messages.keys()):
            raise ValueError(f"문장이 없습니다: {', '.join(missing)}")
        if unknown := sorted(self.messages.keys() - _NEEDED.keys()):
            raise ValueError(f"모르는 문장입니다: {', '.join(unknown)}. 철자를 확인하거나 지우세요.")
        for name, wording in self.messages.items():
            texts = [wording] if isinstance(wording, str) else [wording.citizen, wording.staff]
            if wrong := sorted({place for text in texts for place in _PLACE.findall(text)} - _NEEDED[name]):
                raise ValueError(f"'{name}'에 쓸 수 없는 자리가 있습니다: {', '.join(wrong)}")
        return self


class Messages:
    """Says a fixed sentence to a role."""

    def __init__(self, path: Path = MESSAGES) -> None:
        """Read the sentences; `CatalogError` where one is missing, unknown or has a wrong place."""
        data = read_data(path, _MessageData)
        self._messages = data.messages
        self.unpublished_marks = tuple(data.unpublished_marks)
        said = (
            [wording] if isinstance(wording, str) else [wording.citizen, wording.staff]
            for wording in self._messages.values()
        )
        self.all_texts = "\n".join(text for texts in said for text in texts)

    def say(self, name: str, role: Role, **values: object) -> str:
        """The sentence of that name with its places filled and particles fitted to the words before them."""
        wording = self._messages[name]
        text = wording if isinstance(wording, str) else getattr(wording, role.value)
        return fit_particles(_PLACE.sub(lambda place: str(values[place[1]]), text))


_PARTICLES = {"이(가)": ("이", "가"), "와(과)": ("과", "와"), "을(를)": ("을", "를"), "은(는)": ("은", "는")}
_PARTICLE = re.compile(r"([가-힣0-9%])(" + "|".join(re.escape(particle) for particle in _PARTICLES) + ")")
_CLOSED = frozenset("013678")  # read 영, 일, 삼, 육, 칠, 팔: with a final consonant


def fit_particles(text: str) -> str:
    """이(가), 와(과), 을(를), 은(는) as the syllable, digit or % before them asks; else they stay."""
    return _PARTICLE.sub(lambda m: m[1] + _PARTICLES[m[2]][0 if _closed(m[1]) else 1], text)


def _closed(last: str) -> bool:
    return (ord(last) - 0xAC00) % 28 > 0 if last >= "가" else last in _CLOSED
