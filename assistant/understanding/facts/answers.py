"""Short answers to the question that was just asked: 네, 없어요, 200이요, 셋이요, 모르겠어요."""

import re
from datetime import date

from assistant.understanding.facts.lexicon import Answers
from assistant.understanding.facts.model import Answer, Asked
from assistant.understanding.facts.money import HOUSEHOLD, MEMBER
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words
from knowledge.language.dates import Toward, said_days
from knowledge.language.numbers import NATIVE, small_number

_Value = bool | int | str | tuple[str, ...] | None
_YES_NO = frozenset({"pregnant", "works", "military", "imprisoned", "lives_with_household"})
_NOTHING = {
    "vehicles": (),
    "statuses": (),
    "crisis": (),
    "disability": "none",
    "illness": "none",
    "ltc_grade": "none",
    "student": "none",
    "leave_type": "none",
    "pension_type": "none",
    "support_obligor": "none",
}
_DATES = frozenset(
    {
        "birth_date",
        "due_date",
        "gave_birth_on",
        "unemployed_since",
        "protected_until",
        "discharged_on",
        "leave_start",
    }
)
_ECHO = Words("answers.echo")
_COUNT = re.compile(rf"(?P<n>\d{{1,2}}|{NATIVE})\s*(?:명|식구|인|이|사람)?")
_GRADE = re.compile(r"(?P<n>[1-5])\s*(?:등급|급)?")


class AnswerReader:
    """Reads answers; made once."""

    def __init__(self, data: Answers) -> None:
        """Compile the patterns."""
        names = ("affirmed", "denied", "none", "unknown", "refused", "correction")
        self._patterns = {name: re.compile("|".join(getattr(data, name))) for name in names}
        self._choices = {
            fact: {value: re.compile(words) for value, words in choices.items()}
            for fact, choices in data.choices.items()
        }

    def corrects(self, text: str) -> bool:
        """Whether somebody says that something was wrong: 아니, 정정할게요."""
        return bool(self._patterns["correction"].search(text))

    def read(self, scene: Scene) -> Answer | None:
        """Note the value that answers the question, where nothing else did; how it was declined otherwise."""
        asked = scene.context.asked
        if asked is None or any(fact.key == (asked.member, asked.fact) for fact in scene.facts):
            return None
        if self._patterns["unknown"].search(scene.text):
            return Answer.UNKNOWN
        if self._patterns["refused"].search(scene.text):
            return Answer.REFUSED
        echo = _ECHO.match(scene.text)
        start = echo.end() if echo else 0
        if any(clause.asks and clause.end > start + 1 for clause in scene.clauses) or len(scene.text) > 40:
            return None
        value = self._value(scene.text[start:], asked, scene.as_of, bool(scene.facts))
        if value is not None:
            scene.add(asked.fact, asked.member, value, 0, len(scene.text))
        return None

    def _value(self, text: str, asked: Asked, as_of: date, told: bool) -> _Value:
        no = bool(self._patterns["denied"].search(text))
        nothing = no or bool(self._patterns["none"].search(text))
        if asked.fact in HOUSEHOLD | MEMBER or asked.fact == "home_value":
            return 0 if nothing and not re.search(r"\d", text.replace("0원", "")) else None
        if asked.fact in _YES_NO:
            if no or nothing:
                return False
            return True if self._patterns["affirmed"].search(text) else None
        if nothing and asked.fact in _NOTHING and not told:
            nothing_value = _NOTHING[asked.fact]
            return nothing_value if isinstance(nothing_value, str) else ()
        return self._said(asked.fact, text, as_of)

    def _said(self, fact: str, text: str, as_of: date) -> _Value:
        if fact in _DATES:
            toward = Toward.FUTURE if fact == "due_date" else Toward.PAST
            days = said_days(text, as_of, toward)
            return days[0].day.isoformat() if days and days[0].exact else None
        if fact in self._choices:
            said = tuple(value for value, words in self._choices[fact].items() if words.search(text))
            return (said or None) if fact == "statuses" else (said[0] if said else None)
        if fact == "ltc_grade" and (match := _GRADE.search(text)):
            return match["n"]
        if fact == "household_size":
            return 1 if "혼자" in text else self._count(text)
        if fact == "age":
            return self._count(text)
        return None

    def _count(self, text: str) -> int | None:
        match = _COUNT.search(text)
        return small_number(match["n"]) if match else None
