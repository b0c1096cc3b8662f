"""Short answers to the question that was just asked: 네, 없어요, 200이요, 셋이요, 모르겠어요."""

import re
from datetime import date

from assistant.understanding.facts.lexicon import Answers
from assistant.understanding.facts.model import Answer, Asked
from assistant.understanding.facts.money import HOUSEHOLD, MEMBER
from assistant.understanding.facts.scene import Scene
from knowledge.language.dates import Toward, said_days
from knowledge.language.numbers import NATIVE, small_number

_YES_NO = frozenset({"pregnant", "works", "military", "imprisoned", "lives_with_household"})
_NOTHING = {
    "vehicles": (), "statuses": (), "crisis": (), "disability": "none", "illness": "none", "ltc_grade": "none",
    "student": "none", "leave_type": "none", "pension_type": "none", "support_obligor": "none",
}  # fmt: skip
_DATES = frozenset({"birth_date", "due_date", "gave_birth_on", "unemployed_since", "protected_until", "discharged_on",
                    "leave_start"})  # fmt: skip
_TENURES = (
    ("public_rental", r"임대|LH"), ("jeonse", r"전세"), ("monthly_rent", r"월세|사글세|고시원"), ("own", r"자가|제\s*집|내\s*집|우리\s*집"),
    ("free", r"무상|공짜|얹혀|(?:부모|아들|딸|형|누나|친척|언니|오빠)\S{0,3}\s*(?:네)?\s*집"), ("facility", r"시설|쉼터|요양원"),
)  # fmt: skip
_DAYCARE = (("daycare", r"어린이집"), ("kindergarten", r"유치원"), ("home", r"집에서|가정\s*보육|집에"))
_SEPARATIONS = (
    ("involuntary", r"잘렸|잘린|잘려|해고|권고|나가라"), ("contract_end", r"계약|기간"), ("retirement", r"정년"),
    ("voluntary", r"제가|스스로|자진|그만"), ("closure", r"망|폐업|문\s*닫|부도"),
)  # fmt: skip
_STATUSES = (
    ("near_poor", r"차상위"), ("livelihood", r"생계"), ("medical", r"의료"), ("housing", r"주거"), ("education", r"교육"),
    ("basic_pension", r"기초\s*연금"), ("disability_pension", r"장애인\s*연금"), ("single_parent", r"한부모"),
)  # fmt: skip
_CHOICES = {"housing_tenure": _TENURES, "daycare": _DAYCARE, "separation": _SEPARATIONS}
_COUNT = re.compile(rf"(?P<n>\d{{1,2}}|{NATIVE})\s*(?:명|식구|인|이|사람)?")
_GRADE = re.compile(r"(?P<n>[1-5])\s*(?:등급|급)?")


class AnswerReader:
    """Reads answers; made once."""

    def __init__(self, data: Answers) -> None:
        """Compile the patterns."""
        self._patterns = {name: re.compile("|".join(getattr(data, name))) for name in type(data).model_fields}

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
        if any(clause.asks for clause in scene.clauses) or len(scene.text) > 40:
            return None
        value = self._value(scene, asked)
        if value is not None:
            scene.add(asked.fact, asked.member, value, 0, len(scene.text))
        return None

    def _value(self, scene: Scene, asked: Asked) -> bool | int | str | tuple[str, ...] | None:
        text = scene.text
        no = bool(self._patterns["denied"].search(text))
        nothing = no or bool(self._patterns["none"].search(text))
        if asked.fact in HOUSEHOLD | MEMBER or asked.fact == "home_value":
            return 0 if nothing and not re.search(r"\d", text.replace("0원", "")) else None
        if asked.fact in _YES_NO:
            if no or nothing:
                return False
            return True if self._patterns["affirmed"].search(text) else None
        if nothing and asked.fact in _NOTHING and not scene.facts:
            nothing_value = _NOTHING[asked.fact]
            return nothing_value if isinstance(nothing_value, str) else ()
        return self._said(scene, asked.fact, text, scene.as_of)

    def _said(self, scene: Scene, fact: str, text: str, as_of: date) -> bool | int | str | tuple[str, ...] | None:
        if fact in _DATES:
            toward = Toward.FUTURE if fact == "due_date" else Toward.PAST
            days = said_days(text, as_of, toward)
            return days[0].day.isoformat() if days and days[0].exact else None
        if fact in _CHOICES:
            return next((value for value, words in _CHOICES[fact] if re.search(words, text)), None)
        if fact == "statuses":
            return tuple(value for value, words in _STATUSES if re.search(words, text)) or None
        if fact == "nationality":
            return "korean" if re.search("한국|대한민국", text) else None
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
