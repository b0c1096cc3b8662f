"""The fixed sentences of every answer, from messages.yaml: 해요체 for citizens, 합니다체 for officials."""

from pathlib import Path

from pydantic import model_validator

from assistant.by_role import PLACE, Text, said, wordings
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role

MESSAGES = Path(__file__).with_name("messages.yaml")
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


class _MessageData(DataModel):
    unpublished_marks: list[str]
    messages: dict[str, Text]

    @model_validator(mode="after")
    def _complete(self) -> "_MessageData":
        if missing := sorted(_NEEDED.keys() - self.messages.keys()):
            raise ValueError(f"문장이 없습니다: {', '.join(missing)}")
        if unknown := sorted(self.messages.keys() - _NEEDED.keys()):
            raise ValueError(f"모르는 문장입니다: {', '.join(unknown)}. 철자를 확인하거나 지우세요.")
        for name, wording in self.messages.items():
            places = {place for text in wordings([wording]) for place in PLACE.findall(text)}
            if wrong := sorted(places - _NEEDED[name]):
                raise ValueError(f"'{name}'에 쓸 수 없는 자리가 있습니다: {', '.join(wrong)}")
        return self


class Messages:
    """Says a fixed sentence to a role."""

    def __init__(self, path: Path = MESSAGES) -> None:
        """Read the sentences; `CatalogError` where one is missing, unknown or has a wrong place."""
        data = read_data(path, _MessageData)
        self._messages = data.messages
        self.unpublished_marks = tuple(data.unpublished_marks)
        self.all_texts = "\n".join(wordings(self._messages.values()))

    def say(self, name: str, role: Role, **values: object) -> str:
        """The sentence of that name with its places filled and particles fitted to the words before them."""
        return said(self._messages[name], role, **values)
