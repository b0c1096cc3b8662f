"""Who is spoken of: every mention of a person in an utterance, with its particle and its count."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.understanding.facts.lexicon import People, Role, one_of
from assistant.understanding.facts.words import Words
from knowledge.language.numbers import small_number

_NUMBER = (
    r"하나|둘|셋|넷|다섯|여섯|한\s*명|두\s*명|세\s*명|네\s*명|다섯\s*명|\d\s*명|\d\s*남매|삼\s*남매|남매"
)
_AGED = Words("people.aged")
_IS = Words("people.is")
_LISTED = 3
"""So many named one after another are counted together."""
_COUNT = Words("people.count")
_ABSENT = Words("people.absent")
_UNBORN = Words("people.unborn")
_PLACE = Words("people.place")
_OBLIGOR = Words("people.obligor")
_OF_THE_RAISED = Words("people.of_the_raised")
_PARTED = Words("people.parted")
_OBJECT = Words("people.object")
_OF_ANOTHER = Words("people.of_another")
_ATTRIBUTIVE = Words("people.attributive")
_SHORTHAND = Words("people.shorthand")
_DIED = Words("people.died")
_NOT_OURS = Words("people.not_ours")
_AMONG = Words("people.among")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named from `start` to `stop`, with particle and count to `end`.

    `companion`: only somebody the subject is with (아내랑); `absent`: dead, parted, not there at all or only
    a place (이모네 집); `gone`: dead or not there;
    `predicate`: what somebody is (엄마예요); `own`: said to be the speaker's (우리 남편).
    """

    role: Role
    start: int
    stop: int
    end: int
    particle: str
    plural: bool
    count: int | None
    companion: bool
    object: bool
    absent: bool
    predicate: bool
    gone: bool = False
    own: bool = False

    @property
    def subject(self) -> bool:
        """Whether what follows may be said of this person."""
        return not (self.companion or self.object or self.absent)


class Mentions:
    """Finds mentions; made once."""

    def __init__(self, people: People) -> None:
        """Compile the words."""
        self._people = people
        self._companion, self._object = set(people.companion), set(people.object)
        words = [word for role in people.roles for word in role.words]
        long, short = [w for w in words if len(w) > 1], [w for w in words if len(w) == 1]
        particles = one_of([*people.companion, *people.object, *people.subject, *people.copula])
        self._pattern = re.compile(
            rf"(?<![가-힣A-Za-z])(?:(?:우리|울|저희|제|내|친|저의|나의)\s*)?"
            rf"(?:(?P<word>{one_of(long)})(?:님|분)?(?P<plural>들)?(?P<particle>{particles})?(?:께서)?"
            rf"(?=[^가-힣]|$|혼자|{_NUMBER}|모시)"
            rf"|(?P<one>{one_of(short)})(?P<plural1>들)?(?P<particle1>{particles})?(?=[^가-힣]|$|혼자|{_NUMBER}))"
        )

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return self._people.by_word

    def found(self, text: str, *, raised: bool = False) -> list[Mention]:
        """The mentions in order. `raised`: a grandchild is known, so that 애 엄마 is no spouse."""
        found = [
            one for match in self._pattern.finditer(text) if (one := self._mention(match, text)) is not None
        ]
        found += self._shorthand(text)
        found.sort(key=lambda one: one.start)
        found = [_of_others(one, found[at - 1] if at else None, text) for at, one in enumerate(found)]
        found = [_of_all(at, found, text) for at in range(len(found))]
        if raised or any(one.role.role == "grandchild" for one in found):
            found = _without_the_parents(found, text)
            found = _of_the_raised(found)
        return found

    def _mention(self, match: re.Match[str], text: str) -> Mention | None:
        word = (match["word"] or match["one"]).replace(" ", "")
        particle = match["particle"] or match["particle1"] or ""
        plural = bool(match["plural"] or match["plural1"])
        role = self._roles[word]
        after = text[match.end() :]
        if not _plausible(word, particle, text[: match.start()], after):
            return None
        predicate = particle.replace(" ", "") in self._people.copula
        if predicate and role.role == "child" and _AMONG.search(text[: match.start()]):
            return None  # 저는 외동이에요
        start = match.start("word") if match["word"] else match.start("one")
        if self._of_oneself(word, predicate, match, text):
            role = self._roles["저"]
        companion = particle in self._companion or word.endswith("부부")
        divorced = role.role in ("mother", "father", "parents", "spouse") and _PARTED.match(after) is not None
        uncounted = companion or role.role == "self" or particle == "까지"
        number = None if uncounted else _COUNT.match(after)
        gone = role.role != "self" and (_ABSENT.match(after) is not None or self._died(after))
        if role.role != "self" and _NOT_OURS.search(text[: match.start()]):
            role = self._roles["남들"]  # 같은 동 할머니, 자기 아들: somebody else's
        count = _number(number["count"]) if number else None
        end = match.end() + (number.end() if number else 0)
        return Mention(
            role=role,
            start=start,
            stop=match.end(),
            end=end,
            particle=particle,
            plural=plural,
            count=count if count is not None else (role.count if role.count > 1 else None),
            companion=companion,
            object=particle in self._object or (not particle and _OBJECT.match(after) is not None),
            absent=divorced
            or (role.role != "self" and _OBLIGOR.match(after) is not None)
            or (role.role == "child" and _UNBORN.match(after) is not None)
            or gone
            or _PLACE.match(particle + after) is not None,
            predicate=predicate,
            gone=gone,
            own=match[0][0] in "우울저제내친" and start > match.start(),
        )

    def _died(self, after: str) -> bool:
        """남편이 한국 사람인데 작년에 사고로 죽었어요: whether it is said further on, of nobody else."""
        died = _DIED.match(after)
        return died is not None and self._pattern.search(died["before"]) is None

    def _of_oneself(self, word: str, predicate: bool, match: re.Match[str], text: str) -> bool:
        """Whether somebody says what they are: 아들 둘 키우는 엄마예요, 시각장애 엄마인데."""
        if not predicate or match[0][0] in "우울저제내친":
            return False
        before = text[: match.start()].rstrip(" ")
        if word in self._people.elders:
            return _AGED.search(before) is not None
        if word not in self._people.parents_of_children:
            return False
        if before.endswith("신"):  # 받고 계신 어머니: nobody speaks of themselves so
            return False
        return bool(_ATTRIBUTIVE.search(before)) or re.search(r"[가-힣]$", before) is not None

    def _shorthand(self, text: str) -> list[Mention]:
        """부 45세, 모 42세: how officials note parents; the first of them is the head."""
        found: list[Mention] = []
        called: dict[str, str] = {}
        for match in _SHORTHAND.finditer(text):
            if match["again"] and match["again"] not in called:
                continue
            word = called.setdefault(match["who"] or match["again"], "배우자" if called else "저")
            found.append(
                Mention(
                    self._roles[word],
                    match.start(),
                    match.end(),
                    match.end(),
                    "",
                    False,
                    None,
                    False,
                    False,
                    False,
                    False,
                )
            )
        return found


def _of_all(at: int, found: list[Mention], text: str) -> Mention:
    """아버지 어머니 저 동생 넷이에요: the last of a list is counted with all of them."""
    one, people = found[at], 1
    if one.count is None or one.stop == one.end:
        return one
    if one.count < _LISTED:
        before = found[at - 1] if at else None
        pair = before is not None and before.role.role == one.role.role and not before.count
        joined = before is not None and not text[before.end : one.start].strip(" ,")
        return replace(one, count=None, end=one.stop) if pair and joined else one
    for before, after in zip(reversed(found[:at]), reversed(found[1 : at + 1]), strict=True):
        if text[before.end : after.start].strip(" ,") or before.count:
            break
        people += 1
    all_of_them = people == one.count and _IS.match(text[one.end :]) is not None
    return replace(one, count=None, end=one.stop) if all_of_them else one


def _of_others(one: Mention, before: Mention | None, text: str) -> Mention:
    """동생네 애, 친구 아들, 남편 형: a relative of a relative is not of this family."""
    if before is None or before.count or before.plural:
        return one
    if before.particle not in ("", "의") and not before.particle.startswith("네"):
        return one
    if not _OF_ANOTHER.fullmatch(text[before.stop : one.start]):
        return one
    child_of = before.role.role in ("sibling", "other", "gone", "ex") and one.role.role == "child"
    in_law = before.role.role == "spouse" and one.role.role == "sibling" and one.role.words[0] != "동생"
    return replace(one, absent=True, gone=True) if child_of or in_law else one


def _of_the_raised(found: list[Mention]) -> list[Mention]:
    """손주 셋을 키우는데 큰애는 중2, 막내는 초3: the eldest and the youngest are of those raised."""
    children = [one for one in found if one.role.role == "child"]
    if not children or not all(one.role.order for one in children):
        return found
    kind = {"role": "grandchild", "relation": "grandchild"}
    return [replace(one, role=one.role.model_copy(update=kind)) if one in children else one for one in found]


def _without_the_parents(found: list[Mention], text: str) -> list[Mention]:
    """손주를 키워요. 애 엄마 아빠는 연락이 안 돼요: they are the grandchild's, not of the household."""
    kept: list[Mention] = []
    for one in found:
        of_the_raised = _OF_THE_RAISED.match(text, one.start) is not None
        parents = kept and kept[-1].gone and one.role.role in ("mother", "father", "spouse")
        joined = parents and not text[kept[-1].stop : one.start].strip(" ,")
        gone = of_the_raised or joined
        kept.append(replace(one, absent=True, gone=True) if gone else one)
    return kept


def _plausible(word: str, particle: str, before: str, after: str) -> bool:
    """Whether a short word is a person here: 내고 (내다), 자 (시작하는 말), 애고 are not."""
    if word == "전":
        return particle == "" and re.match(r"\s+\d{2}\s*[세살]", after) is not None
    if word in ("제", "내"):
        return particle == "가" or (particle == "" and after.startswith(" "))
    if word in ("저", "나"):
        return particle not in ("가", "와", "을", "를", "이", "께서", "네", "여", "야", "고요") or after == ""
    if word == "자":
        return particle == "" and bool(re.match(r"\s*(?:\d|[초중고대][1-6]|\()", after))
    if word in ("막내", "첫째", "둘째", "셋째", "장남", "장녀"):
        return _AMONG.search(before) is None
    if word in ("조부모", "외조부모"):
        return particle in ("랑", "이랑", "와", "하고") or after.lstrip().startswith("모시")
    if word == "처":
        note = re.match(r"\s+(?:\d|무직|근로|소득|월)|[,:]", after)
        return particle in ("가", "는", "의", "도") or note is not None
    if word == "영아":
        return particle == "" and re.match(r"\s*\(?\d", after) is not None
    if word == "애":
        return particle not in ("고", "고요", "이고")
    return True


def _number(word: str) -> int | None:
    word = re.sub(r"\s|명", "", word)
    if word.endswith("남매"):
        return {"": 2, "삼": 3}.get(word.removesuffix("남매")) or int(word[0])
    return small_number(word)
