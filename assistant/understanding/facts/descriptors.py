"""Ages, school years and dates of birth, and which of several people each belongs to.

5살 3살 애 둘 · 집사람 서른아홉, 아들 열 살 · 애가 셋이에요. 중2, 초5, 그리고 여섯 살 · 자녀 2명(10세, 7세)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.understanding.facts.people import Mention
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words
from knowledge.language.dates import Toward, said_days
from knowledge.language.numbers import native_number, small_number

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
_SCHOOL = Words("descriptors.school")
_DAYCARE = Words("descriptors.daycare")
_LEVEL = {"초": "elementary", "중": "middle", "고": "high"}
_SEPARATOR = Words("descriptors.separator")
_ADJACENT = Words("descriptors.adjacent")
_COUNTED_CHILDREN = Words("descriptors.counted_children")
_STRANGER = Words("descriptors.stranger")
_NO_STRANGER = Words("descriptors.no_stranger")
_RULE_AFTER = Words("descriptors.rule_after")
_SOON = Words("descriptors.soon")
_BECOMES = Words("descriptors.becomes")


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A property with its place: `fact` is age, student …; `child`: only a child can have it."""

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
    if _SOON.search(scene.text[clause.start : one.start]) and _BECOMES.match(scene.text[one.end :]):
        return False
    if not clause.asks:
        return scene.told(clause)
    mention = scene.following(one.end)
    return mention is not None and not mention.role.minor and mention.role.words[0] != "자녀"


def _found(scene: Scene) -> list[Descriptor]:
    found: list[Descriptor] = []
    for one in (
        *_birth_days(scene),
        *_ages(scene.text),
        *_babies(scene.text),
        *_schools(scene.text),
        *_daycare(scene),
    ):
        if not any(other.start < one.end and one.start < other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


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
        if said.exact and (asked or _BORN_DAY.match(after.lstrip()) or re.search(r"생(?:일|년월일)", before)):
            yield Descriptor("birth_date", said.day.isoformat(), said.start, said.end)
    for match in _BORN_YEAR.finditer(scene.text):
        year = int(match["y"])
        if year < 100:
            year += 2000 if 2000 + year <= scene.as_of.year else 1900
        yield Descriptor(
            "age", _age(date(year, 7, 1), scene.as_of), match.start(), match.end(), doubtful=True
        )


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
            level = (
                "graduate"
                if word.startswith("대학원")
                else "university"
                if word.startswith("대")
                else _LEVEL[word[0]]
            )
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
        text, at = self._scene.text, mention.start
        run: list[Descriptor] = []
        for one in reversed([one for one in self._descriptors if one.end <= mention.start]):
            glue = _SEPARATOR if run else _ADJACENT
            gap = text[one.end : at]
            if (
                not glue.fullmatch(gap)
                or (run and (mention.count or 1) <= len(run))
                or (not run and "," in gap)
            ):
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
        if before[-1].particle in ("은", "는") and mention.particle in ("은", "는", "도"):
            return True
        follows = [one for one in self._descriptors if one.start >= mention.stop]
        return (
            bool(follows)
            and not scene.text[mention.stop : follows[0].start].strip()
            and not mention.predicate
        )

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
        scene = self._scene
        clause = scene.clause_at(one.start)
        if (member := scene.one_of_them(clause, one.start)) is not None:
            return [(member, False)]
        for mention in reversed([m for m in scene.mentions if m.stop <= one.start]):
            refs = self._people(mention)
            if not refs or (mention.companion and not _child(refs[0]) and mention.start < clause.start):
                continue
            if not self._fits(one, refs[0]):
                continue
            if mention.role.role == "self":
                break
            return self._among(one, mention, refs, taken)
        return self._unnamed(one, taken)

    def _people(self, mention: Mention) -> tuple[str, ...]:
        """The people of a mention; 애들이 초등학교 2학년, 유치원생 are as many as are described."""
        scene, refs = self._scene, self._scene.cast.refs(mention)
        told = scene.told(scene.clause_at(mention.start))
        if refs or not mention.plural or mention.role.role != "child" or not told:
            return refs
        return scene.cast.group(mention, sum(1 for one in self._descriptors if one.start >= mention.stop))

    def _unnamed(self, one: Descriptor, taken: dict[str, set[str]]) -> list[tuple[str, bool]]:
        """Whose a descriptor is in an utterance that names nobody for it."""
        scene, cast = self._scene, self._scene.cast
        if _COUNTED_CHILDREN.match(scene.text[one.end :]) and one.fact == "student":
            return self._counted(one)
        if one.child:
            return [(cast.child() or cast.new_child(), False)]
        asked = scene.context.asked
        if asked is not None and asked.member is not None:
            return [(asked.member, False)]
        children = [
            ref for ref in cast.children() if "age" not in taken.get(ref, set()) and ref not in scene.ages
        ]
        if scene.context.topic == "age" and scene.context.focus and not scene.mentions:
            return [(scene.context.focus, False)]
        if one.fact == "age" and isinstance(one.value, int) and one.value < 14:
            return [(children[0], False)] if children else []
        member, doubtful = scene.owner(one.start, one.end)
        if self._of_stranger(one) or (member != scene.head and not self._fits(one, member)):
            return []
        return [(member, doubtful)]

    def _of_stranger(self, one: Descriptor) -> bool:
        """Whether it is of somebody whom no word here names (엄니가 아흔), or no pupil's."""
        before = self._scene.text[: one.start]
        known = any(mention.stop <= one.start <= mention.stop + 1 for mention in self._scene.mentions)
        if _STRANGER.search(before) and not known and not _NO_STRANGER.search(before):
            return True
        said = self._scene.text[one.start : one.end + 6]
        return one.value in ("elementary", "middle") and not re.search(
            r"학생(?:인데|이에요|입니다|이고|이야)", said
        )

    def _among(
        self, one: Descriptor, mention: Mention, refs: tuple[str, ...], taken: dict[str, set[str]]
    ) -> list[tuple[str, bool]]:
        """One of the people of a mention: the next one without such a property."""
        cast = self._scene.cast
        doubtful = mention.start in cast.doubtful
        if len(refs) > 1:
            rest = [ref for ref in refs if one.fact not in taken.get(ref, set())]
            rest = [ref for ref in rest if not taken.get(ref)] or rest
            behind = [other for other in self._descriptors if other.start >= mention.stop]
            alone = sum((other.fact == "age") == (one.fact == "age") for other in behind) == 1
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
        return one.fact != "student" or one.value == "university" or _child(ref)


def _child(ref: str) -> bool:
    return ref.rstrip("0123456789") in ("child", "grandchild", "sibling")
