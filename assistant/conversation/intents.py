"""What moves a conversation besides facts: 왜?, 내년엔?, 처음부터, 다른 민원인. The words: intents.yaml."""

import re
from enum import StrEnum
from pathlib import Path

from pydantic import Field, RootModel, field_validator

from assistant.understanding.patterns import all_regular
from knowledge.language.datafile import DataModel, read_data

INTENTS = Path(__file__).with_name("intents.yaml")
_LEAD = re.compile(r"^(?:그럼|그러면|그런데|근데|아 참|아참|참|저기|혹시)[,. ]*")


class Intent(StrEnum):
    """The closed list of what somebody may want of the conversation."""

    START_OVER = "start_over"
    OTHER_CLIENT = "other_client"
    BACK_TO_CLIENT = "back_to_client"
    DELETE = "delete"
    FORGET = "forget"
    RESULTS = "results"
    MORE = "more"
    WHY = "why"
    HOW_FAR = "how_far"
    NEXT_YEAR = "next_year"
    DOCUMENTS = "documents"
    WHERE = "where"
    PERIOD = "period"
    ELIGIBILITY = "eligibility"
    NONE = "none"
    REST_NONE = "rest_none"
    NEVER = "never"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    YES = "yes"
    NO = "no"


class _Entry(DataModel):
    whole: bool
    say: list[str] = Field(min_length=1)

    _patterns = field_validator("say")(all_regular)


class _IntentData(RootModel[dict[Intent, _Entry]]):
    @field_validator("root")
    @classmethod
    def _complete(cls, entries: dict[Intent, _Entry]) -> dict[Intent, _Entry]:
        if missing := [intent.value for intent in Intent if intent not in entries]:
            raise ValueError(f"없는 항목: {', '.join(missing)}")
        return entries


class Intents:
    """Recognises intents; made once."""

    def __init__(self, path: Path = INTENTS) -> None:
        """Read the words; `CatalogError` with file and line where they are wrong."""
        entries = read_data(path, _IntentData).root
        self._whole = {intent: entry.whole for intent, entry in entries.items()}
        self._patterns = {
            intent: re.compile("|".join(f"(?:{_loose(one)})" for one in entry.say))
            for intent, entry in entries.items()
        }

    def match(self, intent: Intent, text: str) -> re.Match[str] | None:
        """Where the text says so; None where it does not."""
        said = _LEAD.sub("", text.strip()) or text.strip()
        if self._whole[intent]:
            return self._patterns[intent].fullmatch(said.rstrip("?!. "))
        return self._patterns[intent].search(said)

    def says(self, intent: Intent, text: str) -> bool:
        """Whether the text says so."""
        return self.match(intent, text) is not None

    def first(self, text: str, *intents: Intent) -> Intent | None:
        """The first of these that the text says."""
        return next((intent for intent in intents if self.says(intent, text)), None)


def _loose(pattern: str) -> str:
    """A space in the file is optional and may be long in the text."""
    return re.sub(r" \??", r"\\s*", pattern)
