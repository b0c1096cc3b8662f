"""Short answers to the question that was just asked: 네, 없어요, 200이요, 셋이요, 모르겠어요."""

import re
from datetime import date

from assistant.understanding.facts.described import stands_for_itself
from assistant.understanding.facts.lexicon import Answers
from assistant.understanding.facts.model import HEAD, Answer, Asked
from assistant.understanding.facts.money_facts import HOUSEHOLD, MEMBER
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
_COUNT = re.compile(
    rf"(?P<n>\d{{1,3}}|{NATIVE}|[이삼사오육칠팔구]?십[일이삼사오육칠팔구]?)\s*(?:명|식구|인|이|사람)?(?!\s*(?:학년|개월|월|일|년|반|만|원|돌|번))"
    r"(?!\s*(?:이?었|였|이?다가))"
)
_SENTENCE_END = re.compile(r"[.!,]\s+")
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
        self._note(scene, asked, start)
        return None

    def _note(self, scene: Scene, asked: Asked, start: int) -> None:
        """Note what an answer says, from its place after the question was repeated (차요? 없어요)."""
        if asked.fact == "spouse" and not scene.facts and self._patterns["affirmed"].search(scene.text):
            scene.cast.spouse()
        elif asked.fact == "household_size" and any(one.count for one in scene.mentions):
            people = {ref for one in scene.mentions for ref in scene.cast.refs(one)} | {HEAD}
            scene.add("household_size", None, len(people), 0, len(scene.text), doubtful=True)
        elif (own := _part_of_the_asked(scene, asked)) is not None:
            self._add(scene, asked, *own, told=False)
        else:
            self._add(scene, asked, start, len(scene.text), told=bool(scene.facts))

    def _add(self, scene: Scene, asked: Asked, start: int, end: int, *, told: bool) -> None:
        text = scene.text[start:end].lstrip()
        value, exact = self._value(text, asked, told), True
        if value is None and asked.fact in _DATES:
            value, exact = _day(asked.fact, text, scene.as_of)
        if value is not None:
            scene.add(asked.fact, asked.member, value, start, end, approximate=not exact)

    def _value(self, text: str, asked: Asked, told: bool) -> _Value:
        no = bool(self._patterns["denied"].search(text))
        nothing = no or bool(self._patterns["none"].search(text))
        if asked.fact in HOUSEHOLD | MEMBER:
            return 0 if nothing and not re.search(r"\d", text.replace("0원", "")) else None
        if asked.fact in _YES_NO:
            if no or nothing:
                return False
            return True if self._patterns["affirmed"].search(text) else None
        if nothing and asked.fact in self._choices and (other := self._instead(asked.fact, text)):
            return other
        if nothing and asked.fact in _NOTHING and not told:
            nothing_value = _NOTHING[asked.fact]
            return nothing_value if isinstance(nothing_value, str) else ()
        return self._said(asked.fact, text)

    def _instead(self, fact: str, text: str) -> _Value:
        """아니에요. 생계급여요: what is so instead, after what was denied."""
        _, _, rest = _SENTENCE_END.sub("\n", text, count=1).partition("\n")
        denies = self._patterns["denied"].search(rest) or self._patterns["none"].search(rest)
        return None if denies else self._said(fact, rest)

    def _said(self, fact: str, text: str) -> _Value:
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
        found = list(_COUNT.finditer(text))  # 서류로는 셋인데 실제로는 둘이에요: what is said last is so
        return small_number(found[-1]["n"]) if found else None


def _part_of_the_asked(scene: Scene, asked: Asked) -> tuple[int, int] | None:
    """남편은 300인데 저는 없어요: the part of the answer that is of the person asked about."""
    others = any(one.subject and one.role.role != "self" for one in scene.mentions)
    own = [one for one in scene.mentions if one.role.role == "self" and one.subject]
    if not (others and own and asked.member == HEAD):
        return None
    return own[-1].stop, scene.clause_at(own[-1].start).end


def _day(fact: str, text: str, as_of: date) -> tuple[str | None, bool]:
    """The day that answers a question for one, and whether it was said exactly."""
    days = said_days(text, as_of, Toward.FUTURE if fact == "due_date" else Toward.PAST)
    days = [day for day in days if stands_for_itself(text, day)]
    if not days or (fact == "birth_date" and not days[0].exact):
        return None, False
    return days[0].day.isoformat(), days[0].exact
