"""The words that describe a person: ages, school years, daycare and dates of birth, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words
from knowledge.language.dates import SaidDay, Toward, said_days
from knowledge.language.numbers import NATIVE, native_number, small_number

_AGE = Words("descriptors.age")
_DIMENSION = Words("descriptors.dimension")
_NATIVE_AGE = Words("descriptors.native_age")
_BIRTHDAYS = Words("descriptors.birthdays")
_FIRST_BIRTHDAY = Words("descriptors.first_birthday")
_MONTHS = Words("descriptors.months")
_NEWBORN = Words("descriptors.newborn")
_ROUND = Words("descriptors.round")
_BORN_YEAR = Words("descriptors.born_year")
_BORN_DAY = Words("descriptors.born_day")
_BIRTHDAY = re.compile("생(?:일|년월일|신)")
_SCHOOL = Words("descriptors.school")
_DAYCARE = Words("descriptors.daycare")
_ROUGHLY = Words("descriptors.roughly")
_DENIED = Words("descriptors.denied")
_DAYS_OLD = Words("descriptors.days_old")
_NOTED = Words("descriptors.noted")
_LISTED = Words("descriptors.listed")
_BRACKETED = Words("descriptors.bracketed")
_INSTEAD = Words("descriptors.instead")
_BESIDE_A_CHILD = re.compile(r"\s*[,·/]\s*자녀?\s")
_COUNTED_AGE = Words("descriptors.counted_age")
_FULL_AGE = Words("descriptors.full_age")
_SMALL_AGE = Words("descriptors.small_age")
_LEVEL = {"초": "elementary", "중": "middle", "고": "high"}
_BESIDE_A_DAY = 6
MINOR = 14
"""Who is younger speaks for no household."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A property with its place: `fact` is age, student …; `child`: only a child can have it."""

    fact: str
    value: int | str
    start: int
    end: int
    doubtful: bool = False
    child: bool = False


def found(scene: Scene) -> list[Descriptor]:
    """All descriptors of an utterance, in order; none lies over another."""
    every: list[Descriptor] = []
    for one in (
        *_birth_days(scene),
        *_ages(scene.text),
        *_noted(scene.text),
        *_babies(scene.text),
        *_schools(scene.text),
        *_daycare(scene),
    ):
        if not any(other.start < one.end and one.start < other.end for other in every):
            every.append(one)
    every.sort(key=lambda one: one.start)
    return [one for at, one in enumerate(every) if not _taken_back(scene.text, every[at : at + 2])]


def _taken_back(text: str, pair: list[Descriptor]) -> bool:
    """여섯 살 아니 일곱 살: whether the first of two was a slip of the tongue."""
    if len(pair) < 2 or pair[0].fact != pair[1].fact:
        return False
    return _INSTEAD.fullmatch(text[pair[0].end : pair[1].start]) is not None


def _birth_days(scene: Scene) -> Iterator[Descriptor]:
    asked = scene.context.asked is not None and scene.context.asked.fact == "birth_date"
    for said in said_days(scene.text, scene.as_of, Toward.PAST):
        sentence = scene.clause_at(said.start).sentence
        before = "".join(
            scene.text[one.start : min(one.end, said.start)]
            for one in scene.clauses
            if one.sentence == sentence and one.start < said.start
        )
        after = scene.text[said.end : said.end + 8]
        if said.exact and (
            (asked and stands_for_itself(scene.text, said))
            or _BORN_DAY.match(after.lstrip())
            or _BIRTHDAY.search(before)
        ):
            yield Descriptor("birth_date", said.day.isoformat(), said.start, said.end)
    for match in _BORN_YEAR.finditer(scene.text):
        year = int(match["y"])
        if year < 100:
            year += 2000 if 2000 + year <= scene.as_of.year else 1900
        yield Descriptor(
            "age", _age(date(year, 7, 1), scene.as_of), match.start(), match.end(), doubtful=True
        )


def stands_for_itself(text: str, said: SaidDay) -> bool:
    """Whether a day answers a question for one: by its numbers, or said alone (어제요)."""
    if re.search(r"\d", text[said.start : said.end]):
        return True
    rest = re.sub(r"[\s.,!?~]", "", text[: said.start] + text[said.end :])
    return len(rest) <= _BESIDE_A_DAY


def _ages(text: str) -> Iterator[Descriptor]:
    for pattern in (_AGE, _DIMENSION, _NATIVE_AGE):
        for match in pattern.finditer(text):
            value = native_number(match["n"]) if not match["n"].isdecimal() else None
            value = small_number(match["n"]) if value is None else value
            if value is None or value > 115 or (pattern is _DIMENSION and value < MINOR):
                continue
            if _DENIED.match(text[match.end() :]):
                continue
            counted = _COUNTED_AGE.search(text[: match.start()])
            if counted and _FULL_AGE.search(text):
                continue
            rough = _ROUGHLY.match(text[match.end() :]) is not None or counted is not None
            yield Descriptor("age", value, match.start(), match.end(), doubtful=rough)
    yield from _listed(text)
    yield from _small(text)
    for match in _ROUND.finditer(text):
        value = 60 if match["sixty"] else 70 if match["seventy"] else 80
        yield Descriptor("age", value, match.start(), match.end(), doubtful=True)


def _small(text: str) -> Iterator[Descriptor]:
    """딸은 열하나 아들은 여덟이요: a child's age without 살 beside another's, where it can be no count."""
    found = list(_SMALL_AGE.finditer(text))
    if len(found) > 1 or (found and _NATIVE_AGE.search(text)):
        for match in found:
            value = native_number(match["n"])
            if value is not None:
                yield Descriptor("age", value, match.start("n"), match.end("n"))


def _noted(text: str) -> Iterator[Descriptor]:
    """본인 44, 처 41, 자 12: how officials note the ages of a household that begins with the applicant."""
    found = list(_NOTED.finditer(text))
    if (
        found
        and found[0][0].startswith(("본인", "신청인", "민원인", "부", "모"))
        and (len(found) > 1 or _BESIDE_A_CHILD.match(text, found[0].end()))
    ):
        for match in found:
            yield Descriptor("age", int(match["n"]), match.start("n"), match.end("n"))


def _listed(text: str) -> Iterator[Descriptor]:
    """자녀(17, 14), 아들 셋이에요 열셋 열하나 여덟: ages without 살, one after another."""
    for match in _BRACKETED.finditer(text):
        for number in re.finditer(r"\d+", match["list"]):
            start = match.start("list") + number.start()
            yield Descriptor("age", int(number[0]), start, start + len(number[0]))
    for match in _LISTED.finditer(text):
        for word in re.finditer(NATIVE, match["list"]):
            start = match.start("list") + word.start()
            value = native_number(word[0])
            if value is not None:
                yield Descriptor("age", value, start, start + len(word[0]))


def _babies(text: str) -> Iterator[Descriptor]:
    for match in _BIRTHDAYS.finditer(text):
        yield Descriptor("age", small_number(match["n"]) or 1, match.start(), match.end(), child=True)
    for match in _FIRST_BIRTHDAY.finditer(text):
        young = "안" in match["how"] or match["how"] == "전"
        yield Descriptor("age", 0 if young else 1, match.start(), match.end(), doubtful=not young, child=True)
    for match in _MONTHS.finditer(text):
        name = next(one for one in ("n", "m", "b") if match[one])
        end = text.index("개월", match.end(name)) + len("개월")
        yield Descriptor("age", int(match[name]) // 12, match.start(name), end, child=True)
    for match in _DAYS_OLD.finditer(text):
        if int(match["n"]) < 365:
            yield Descriptor("age", 0, match.start("n"), match.end(), child=True)
    for match in _NEWBORN.finditer(text):
        yield Descriptor("age", 0, match.start(), match.start() + 2, child=True)


def _schools(text: str) -> Iterator[Descriptor]:
    for match in _SCHOOL.finditer(text):
        if match["short"]:
            if re.search(r"[가-힣]$", text[: match.start()]):
                continue
            level = _LEVEL[match["short"]]
        else:
            word = match["uni"] or match["name"]
            if word.startswith(("유치", "어린이")):
                continue
            level = (
                "graduate"
                if word.startswith(("대학원", "석사", "박사"))
                else _LEVEL.get(word[0], "university")
            )
        if not _DENIED.match(text[match.end() :]):
            yield Descriptor("student", level, match.start(), match.end())


def _daycare(scene: Scene) -> Iterator[Descriptor]:
    for match in _DAYCARE.finditer(scene.text):
        home = match["home"] or match["not"]
        value = "home" if home else "daycare" if match["place"].startswith("어린이") else "kindergarten"
        if home and not (match["not"] or scene.cast.children()):
            continue
        yield Descriptor("daycare", value, match.start(), match.end(), child=True)


def _age(born: date, as_of: date) -> int:
    return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
