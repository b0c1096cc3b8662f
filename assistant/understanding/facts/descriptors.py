"""Ages, school years and dates of birth, and which of several people each belongs to.

5살 3살 애 둘 · 집사람 서른아홉, 아들 열 살 · 애가 셋이에요. 중2, 초5, 그리고 여섯 살 · 자녀 2명(10세, 7세)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.understanding.facts.people import Mention
from assistant.understanding.facts.scene import Scene
from knowledge.language.dates import Toward, said_days
from knowledge.language.numbers import NATIVE, native_number, small_number

_SINO = r"[일이삼사오육칠팔구]?십[일이삼사오육칠팔구]?"
_AGE = re.compile(
    rf"(?:만\s*)?(?<![\d,.~])(?P<n>\d{{1,3}}|{NATIVE}|{_SINO})\s*(?:살|세(?![후전금대배입상월식]|\s*(?:받|내고))|쨀)(?!\s*(?:이상|이하|미만|초과|까지|부터|터울|넘|차이|연상|연하|짜리가|넘으))"
)
_DIMENSION = re.compile(
    rf"(?<![가-힣])(?:올해|이제|나이|나이는|나이가|연세는|연세가|나인|만)\s*(?:이제|올해|만)?\s*(?P<n>\d{{1,3}}|{NATIVE}|{_SINO})(?=\s*(?:이|예|인|입|요|여|이요|이고|고|,|$|세요))"
)
_NATIVE_AGE = re.compile(
    r"(?<![가-힣])(?P<n>(?:스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)?"
    r"|[이삼사오육칠팔구]십(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)|열(?:여섯|일곱|여덟|아홉|다섯|넷|셋|둘|하나))(?!\s*(?:살|세|명|개|번|평|시간|달|가지|만원|만\s))"
)
_BIRTHDAYS = re.compile(r"(?P<n>한|두|세|\d)\s*돌(?=\s*(?:됐|되|지|이|짜|된|아))")
_FIRST_BIRTHDAY = re.compile(r"(?<![가-힣])돌\s*(?:이?\s*)?(?P<how>지났|지나|지난|됐|된|안\s*됐|안\s*된|전|도\s*안)")
_MONTHS = re.compile(r"(?:생후\s*(?P<n>\d{1,2})\s*개월|(?P<m>\d{1,2})\s*개월\s*(?:됐|된|짜리|아기|아가|애기|아이|차\s*아기|인\s*아))(?!\s*전)")
_NEWBORN = re.compile(r"갓난|신생아|백일\s*(?:된|됐|지난|아기)")
_ROUND = re.compile(r"(?:(?P<sixty>환갑|회갑)|(?P<seventy>칠순|고희)|(?P<eighty>팔순))")
_BORN_YEAR = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2}|\d{2})\s*년\s*(?:도\s*)?생")
_BORN_DAY = re.compile(r"생(?:년월일|일)?(?:이|은|이고|입니다|이에요|인데|$|[,.\s)])|에\s*태어난|출생")
_SCHOOL = re.compile(
    r"(?P<short>초|중|고)(?P<year>[1-6])(?!\d|층)|(?P<name>초등학?교?|중학교?|(?<!중)고등학?교?|대학원|대학교?|유치원|어린이집)\s*(?P<kind>생|학생|[1-6]\s*학년|(?:에\s*)?(?:를\s*|을\s*)?(?:다녀|다니|다닙|보내|재학|[일이삼사]?학년))"
    r"|(?P<uni>(?<!중)(?:대학생|대학원생|초등생|중학생|고등학생|고딩|중딩|초딩))"
)
_DAYCARE = re.compile(
    r"(?P<place>어린이집|유치원)(?:은|는|을|를|에|에는|도)?\s*(?:(?P<not>안\s*(?:다|보|가)|못\s*(?:다|보|가))|다[녀니닙]|보내(?!려)|가[고요]|갑니다|재원|이요|요(?=$|\W)|이에요|있|(?=[,.]|$))"
    r"|(?P<home>가정\s*보육|집에서\s*(?:만\s*)?(?:제가\s*|직접\s*)?(?:키우|키워|돌보|돌봐|보육|애\s*봐|애\s*보|보고))"
)
_LEVEL = {"초": "elementary", "중": "middle", "고": "high"}
_SEPARATOR = re.compile(r"[\s,·/]*(?:그리고|하고|와|과|이랑|랑|,)?[\s,·/(]*(?:하나는|한\s*명은|큰\s*애는|작은\s*애는)?\s*")
_ADJACENT = re.compile(r"\s*(?:된|의|인|짜리|먹은|난|에\s*태어난|이신|되신|되는|넘은|아이|이\s*된)?\s*(?:우리|제|저희|[가-힣]*(?:장애|자폐)\s*|쌍둥이\s*)?")
_COUNTED_CHILDREN = re.compile(r"\s*(?:하나|둘|셋|넷|한\s*명|두\s*명|세\s*명|\d\s*명)\s*(?:이|을)?\s*(?:있|키우|키워|요|예요|이에요|$)")
_RULE_AFTER = re.compile(r"\s*(?:\d+\s*)?(?:원|이상|이하|미만|초과|까지|부터|넘|만\s*원|\d+만|아동|영아|기준|만 되|자녀는)")


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A property with its place: `fact` age, student or birth_date; `child` where it can only be a child's."""

    fact: str
    value: int | str
    start: int
    end: int
    doubtful: bool = False
    child: bool = False


def read_descriptors(scene: Scene) -> None:
    """Note ages, school years and dates of birth."""
    found = [one for one in _found(scene) if _counts(scene, one)]
    taken: dict[str, set[str]] = {}
    queue = _Groups(scene, found)
    for one in found:
        for ref, doubtful in queue.owners(one, taken):
            if (one.fact, one.value) in ((f.id, f.value) for f in scene.facts if f.member == ref):
                continue
            taken.setdefault(ref, set()).add(one.fact)
            if one.fact == "age" and isinstance(one.value, int):
                scene.ages[ref] = one.value
                scene.topic = "age"
            scene.add(one.fact, ref, one.value, one.start, one.end, doubtful=doubtful or one.doubtful)
        scene.spent.append((one.start, one.end))


def _counts(scene: Scene, one: Descriptor) -> bool:
    """Whether it is said of somebody: not in a rule, a supposition, or a question that names no relative."""
    clause = scene.clause_at(one.start)
    if clause.hypothetical or clause.hearsay or clause.plan or _RULE_AFTER.match(scene.text[one.end :]):
        return False
    if not clause.asks:
        return scene.told(clause)
    mention = scene.following(one.end)
    return mention is not None and not mention.role.minor and mention.role.words[0] != "자녀"


def _found(scene: Scene) -> list[Descriptor]:
    found: list[Descriptor] = []
    for one in (*_birth_days(scene), *_ages(scene.text), *_babies(scene.text), *_schools(scene.text), *_daycare(scene)):
        if not any(other.start < one.end and one.start < other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _birth_days(scene: Scene) -> Iterator[Descriptor]:
    asked = scene.context.asked is not None and scene.context.asked.fact == "birth_date"
    for said in said_days(scene.text, scene.as_of, Toward.PAST):
        before, after = scene.text[max(0, said.start - 8) : said.start], scene.text[said.end : said.end + 8]
        if said.exact and (asked or _BORN_DAY.match(after.lstrip()) or re.search(r"생(?:일|년월일)\S{0,2}\s*$", before)):
            yield Descriptor("birth_date", said.day.isoformat(), said.start, said.end)
    for match in _BORN_YEAR.finditer(scene.text):
        year = int(match["y"])
        if year < 100:
            year += 2000 if 2000 + year <= scene.as_of.year else 1900
        yield Descriptor("age", _age(date(year, 7, 1), scene.as_of), match.start(), match.end(), doubtful=True)


def _ages(text: str) -> Iterator[Descriptor]:
    for pattern in (_AGE, _DIMENSION, _NATIVE_AGE):
        for match in pattern.finditer(text):
            value = native_number(match["n"]) if not match["n"].isdecimal() else None
            value = small_number(match["n"]) if value is None else value
            if value is not None and value <= 115 and not (pattern is _DIMENSION and value < 14):
                yield Descriptor("age", value, match.start(), match.end())
    for match in _ROUND.finditer(text):
        value = 60 if match["sixty"] else 70 if match["seventy"] else 80
        yield Descriptor("age", value, match.start(), match.end(), doubtful=True)


def _babies(text: str) -> Iterator[Descriptor]:
    for match in _BIRTHDAYS.finditer(text):
        yield Descriptor("age", small_number(match["n"]) or 1, match.start(), match.end(), child=True)
    for match in _FIRST_BIRTHDAY.finditer(text):
        young = "안" in match["how"] or match["how"] == "전"
        yield Descriptor("age", 0 if young else 1, match.start(), match.end(), doubtful=not young, child=True)
    for match in _MONTHS.finditer(text):
        end = match.end("n") if match["n"] else match.end("m")
        months = int(match["n"] or match["m"])
        yield Descriptor("age", months // 12, match.start(), end + len("개월"), child=True)
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
            level = "graduate" if word.startswith("대학원") else "university" if word.startswith("대") else _LEVEL[word[0]]
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


class _Groups:
    """Hands descriptors to people: the one described, the last named, or the next of a group (애 둘)."""

    def __init__(self, scene: Scene, descriptors: list[Descriptor]) -> None:
        self._scene, self._descriptors = scene, descriptors
        self._runs = self._ahead()

    def _ahead(self) -> dict[int, tuple[Mention, int]]:
        """For descriptors right before a person (5살 3살 애 둘): that person and the place in the run."""
        runs: dict[int, tuple[Mention, int]] = {}
        for mention in self._scene.mentions:
            if mention.role.role in ("gone",) or mention.absent:
                continue
            run = self._run_before(mention)
            if run and not self._belongs_behind(run[0], mention):
                for place, one in enumerate(run):
                    runs.setdefault(one.start, (mention, place))
        return runs

    def _run_before(self, mention: Mention) -> list[Descriptor]:
        text, run, at = self._scene.text, [], mention.start
        for one in reversed([one for one in self._descriptors if one.end <= mention.start]):
            glue = _SEPARATOR if run else _ADJACENT
            gap = text[one.end : at]
            if not glue.fullmatch(gap) or (run and (mention.count or 1) <= len(run)) or (not run and "," in gap):
                break
            run.insert(0, one)
            at = one.start
        return run

    def _belongs_behind(self, first: Descriptor, mention: Mention) -> bool:
        """아들 5살 딸 3살, 아들은 5살 딸은 3살: the age is of the person before it."""
        scene = self._scene
        before = [one for one in scene.mentions if one.end <= first.start]
        if not before or before[-1].absent or scene.text[before[-1].stop : first.start].strip(" :은는이가"):
            return False
        if before[-1].particle == "" and before[-1].role.role != "self":
            return True
        follows = [one for one in self._descriptors if one.start >= mention.stop]
        return bool(follows) and not scene.text[mention.stop : follows[0].start].strip() and not mention.predicate

    def owners(self, one: Descriptor, taken: dict[str, set[str]]) -> list[tuple[str, bool]]:
        """The people a descriptor belongs to, each with whether that is doubtful."""
        cast = self._scene.cast
        if one.start in self._runs:
            mention, place = self._runs[one.start]
            size = sum(1 for other in self._runs.values() if other[0] is mention)
            refs = cast.refs(mention)
            if size > len(refs) > 0:
                refs = cast.group(mention, size)
            if not refs:
                return []
            ref = refs[min(place, len(refs) - 1)]
            if size == 1 and one.fact in taken.get(ref, set()) and _child(ref):
                ref = cast.another(mention)
            return [(ref, mention.start in cast.doubtful)]
        return self._behind(one, taken)

    def _behind(self, one: Descriptor, taken: dict[str, set[str]]) -> list[tuple[str, bool]]:
        scene, cast = self._scene, self._scene.cast
        clause = scene.clause_at(one.start)
        for mention in reversed([m for m in scene.mentions if m.stop <= one.start]):
            refs = cast.refs(mention)
            if not refs or (mention.companion and not _child(refs[0]) and mention.start < clause.start):
                continue
            if not self._fits(one, refs[0]):
                continue
            if mention.role.role == "self":
                break
            return self._among(one, mention, refs, taken)
        if _COUNTED_CHILDREN.match(scene.text[one.end :]) and one.fact == "student":
            return self._counted(one)
        if one.child:
            return [(cast.child() or cast.new_child(), False)]
        asked = scene.context.asked
        if asked is not None and asked.member is not None:
            return [(asked.member, False)]
        children = [ref for ref in cast.children() if "age" not in taken.get(ref, set()) and ref not in scene.ages]
        correcting = scene.context.topic == "age" and scene.context.focus and scene.mentions == []
        if correcting and scene.context.focus:
            return [(scene.context.focus, False)]
        if one.fact == "age" and isinstance(one.value, int) and one.value < 14:
            return [(children[0], False)] if children else []
        return [scene.owner(one.start, one.end)]

    def _among(
        self, one: Descriptor, mention: Mention, refs: tuple[str, ...], taken: dict[str, set[str]]
    ) -> list[tuple[str, bool]]:
        """One of the people of a mention: the next one without such a property."""
        cast = self._scene.cast
        doubtful = mention.start in cast.doubtful
        if len(refs) > 1:
            rest = [ref for ref in refs if not taken.get(ref)]
            alone = sum(1 for other in self._descriptors if other.start >= mention.stop) == 1
            if (mention.plural or mention.role.words[0] == "쌍둥이") and alone:
                return [(ref, doubtful) for ref in refs]
            return [(rest[0], doubtful)] if rest else []
        ref = refs[0]
        if one.fact in taken.get(ref, set()) and _child(ref):
            ref = cast.group(mention, 2)[-1] if mention.role.sex is None else cast.another(mention)
        return [(ref, doubtful)]

    def _counted(self, one: Descriptor) -> list[tuple[str, bool]]:
        match = _COUNTED_CHILDREN.match(self._scene.text[one.end :])
        word = re.match(r"\s*(하나|둘|셋|넷|\d|한|두|세)", match[0]) if match else None
        count = (small_number(word[1]) if word else 1) or 1
        return [(self._scene.cast.new_child(), False) for _ in range(count)]

    def _fits(self, one: Descriptor, ref: str) -> bool:
        """A grown person's age is not a small child's; a school year is not a parent's."""
        if one.child and not _child(ref):
            return False
        if one.fact == "age" and isinstance(one.value, int):
            if ref in self._scene.cast.minors and one.value > 25:
                return False
            return not (ref in ("mother", "father", "spouse") and one.value < 16)
        if one.fact == "student" and one.value != "university" and not _child(ref):
            return False
        return True


def _child(ref: str) -> bool:
    return ref.rstrip("0123456789") in ("child", "grandchild", "sibling")
