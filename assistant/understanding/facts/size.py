"""How many live together, and whose household it is: 네 식구, 둘이 살아요, 혼자 사는 어머니."""

import re

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.people import Mention
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words
from knowledge.language.numbers import small_number

_N = r"(?P<n>\d{1,2}|하나|둘|셋|넷|다섯|여섯|일곱|한|두|세|네)"
_SIZES = (
    re.compile(
        rf"(?<![가-힣\d]){_N}\s*(?:인\s*가구|인\s*가족|식구|인가구|가족)(?![가-힣]*\s*(?:기준|생계|중위|이상|이하))"
    ),
    re.compile(r"(?<![가-힣\d])(?P<n>\d)\s*인(?=\s*(?:,|\.|$|/|\(|가구|이고|이며|입니다|이에요))"),
    re.compile(rf"식구(?:가|는)?\s*{_N}(?:\s*(?:명|이|예|입))"),
    re.compile(
        rf"(?:세대원|가구원|가구원수|식구|가족)\s*(?:수)?\s*(?:은|는|이|가|:)?\s*(?:저까지|저\s*포함|모두|총|전부|다\s*해서)*\s*"
        rf"{_N}(?=\s*(?:명|인|식구|사람|,|\.|/|\(|$))"
    ),
    re.compile(
        rf"(?:이렇게|모두|전부|다\s*해서|총|합쳐서|해서|까지|포함해서|포함)\s*(?:해서|모두|총|합쳐)?\s*{_N}\s*(?:명|이|식구)?"
        rf"(?=\s*(?:이|살|사|예|입|에요|요|네|$))(?!\s*(?:번|만|개|천|백))"
    ),
    re.compile(
        r"(?<![가-힣\d])(?:단\s?)?(?P<n>(?:하나|둘|셋|넷|다섯|여섯|일곱)|(?:\d{1,2}|한|두|세|네|다섯|여섯|일곱)\s*(?:명|사람|분))\s*"
        r"(?:이|이서|이서만|이서만요|만|분만|이만)\s*(?:같이\s*|함께\s*|한집에\s*)?(?:살|사[는세시]|삽|지내|거주|있어|있습|남았|남아|요\s*$|요[.\s]*$)"
    ),
    re.compile(
        r"(?<![가-힣\d])(?P<n>둘|셋|넷|다섯|여섯|일곱)(?=(?:이에요|입니다|이요|이야|이네|이네요)[.!~ ]*$)"
    ),
    re.compile(rf"[,\s]{_N}\s*명이\s*(?:같이\s*|함께\s*)?(?:살|사[는세시]|삽|지내|거주)"),
)
_ALONE = Words("size.alone")
_TOGETHER = Words("size.together")
_APART = Words("size.apart")
_ELDERS = frozenset({"mother", "father", "grandmother", "grandfather", "mother_in_law", "father_in_law"})
_RULE = Words("size.rule")
_DENIED = Words("size.denied")
_PAPER = Words("size.paper")
_MYSELF = Words("size.myself")
_COUPLE = re.compile(r"(?<![가-힣])부부\s*(?:가구|세대)(?![가-힣])")
_TOPIC = ("은", "는")
_TOGETHER_AT = 5  # the pattern of 둘이 살아요, where 한 is no number
_PREDICATE_AT = 6  # the pattern of 아버지 어머니 저 동생 넷이에요, which needs people


def read_size(scene: Scene) -> None:
    """Note the household's size, whose household it is, and who lives elsewhere."""
    for clause in scene.clauses:
        if not scene.told(clause) and not _elder_alone(scene, clause):
            continue
        _alone(scene, clause)
        _couple(scene, clause)
        if not scene.has("household_size"):
            _size(scene, clause)
        if scene.told(clause):
            _apart(scene, clause)


def _elder_alone(scene: Scene, clause: Clause) -> bool:
    """Even in a question: 혼자 사는 78세 어머니도 되나요?"""
    match = _ALONE.search(clause.text)
    return clause.asks and not clause.hypothetical and match is not None and _elder(scene, clause) is not None


def _alone(scene: Scene, clause: Clause) -> None:
    text = clause.text
    match = next((one for one in _ALONE.finditer(text) if not _unsaid(text[one.end() :])), None)
    if match is None or clause.past or scene.has("household_size"):
        return
    myself = _MYSELF.search(text) is not None
    if (elder := _elder(scene, clause)) and not myself:
        scene.about = elder
    elif not elder and not myself and _somebody_before(scene, clause, clause.start + match.start()):
        return
    on_paper = _PAPER.search(text) is not None
    place = clause.start + match.start(), clause.start + match.end()
    scene.add("household_size", None, 1, *place, doubtful=on_paper)


def _couple(scene: Scene, clause: Clause) -> None:
    """부부가구: two, of whom one is the spouse."""
    match = _COUPLE.search(clause.text)
    if (
        match is None
        or not scene.told(clause)
        or scene.has("household_size")
        or _RULE.match(clause.text[match.end() :])
    ):
        return
    scene.cast.spouse()
    scene.add("household_size", None, 2, clause.start + match.start(), clause.start + match.end())


def _unsaid(rest: str) -> bool:
    """Whether a size is denied (1인 가구가 아니라) or a rule's (단독가구 선정기준)."""
    return bool(_DENIED.match(rest) or _RULE.match(rest))


def _somebody_before(scene: Scene, clause: Clause, place: int) -> bool:
    """Whether somebody else is the one who lives alone: 아들은 서울에서 혼자 살아요."""
    begins = next(one.start for one in scene.clauses if one.sentence == clause.sentence)
    named = [one for one in scene.people_in(begins, place) if one.subject and not one.predicate]
    here = [one for one in named if one.start >= clause.start]
    if not here and named and named[-1].particle not in _TOPIC:
        return False
    return any(one.role.role != "self" and scene.cast.refs(one) for one in here or named[-1:])


def _elder(scene: Scene, clause: Clause) -> str | None:
    """The older relative who lives alone by this clause or the one before it."""
    earlier = [
        one for one in scene.mentions if one.start < clause.end and not one.companion and not one.object
    ]
    inside = [one for one in earlier if one.start >= clause.start]
    if any(one.role.role == "self" for one in inside):
        return None
    for one in reversed(inside or earlier[-1:]):
        refs = scene.cast.refs(one)
        if len(refs) == 1 and refs[0] in _ELDERS:
            return refs[0]
    match = _ALONE.search(clause.text)
    described = scene.following(clause.start + match.end()) if match else None
    refs = scene.cast.refs(described) if described is not None and not described.role.minor else ()
    return refs[0] if len(refs) == 1 and refs[0] not in ("self", "spouse") else None


def _size(scene: Scene, clause: Clause) -> None:
    if not scene.told(clause):
        return
    for at, pattern in enumerate(_SIZES):
        for match in pattern.finditer(clause.text):
            rest, value = clause.text[match.end() :], small_number(re.sub(r"\s|명|사람|분", "", match["n"]))
            if _RULE.match(rest) or _RULE.match(clause.text[match.end("n") :]) or _DENIED.match(rest):
                continue
            if not value or (value == 1 and at == _TOGETHER_AT):
                continue
            start = clause.start + match.start("n")
            if at == _PREDICATE_AT and not list(scene.people_in(clause.start, start)):
                continue
            if any(one.count and one.stop <= start < one.end for one in scene.mentions):
                continue
            place = clause.start + match.start(), clause.start + match.end()
            doubtful = _TOGETHER.search(clause.text) is not None
            scene.add("household_size", None, value, *place, doubtful=doubtful)
            return


def _named_before(scene: Scene, clause: Clause) -> list[Mention]:
    """시부모님은 여든이 넘으셨고 시골에 따로 사세요: the subject of the sentence so far."""
    earlier = [
        one
        for one in scene.mentions
        if one.start < clause.start and scene.clause_at(one.start).sentence == clause.sentence
    ]
    return (
        earlier[-1:]
        if earlier and earlier[-1].subject and earlier[-1].role.role not in ("self", "gone")
        else []
    )


def _apart(scene: Scene, clause: Clause) -> None:
    match = _APART.search(clause.text)
    if match is None or clause.past:
        return
    start = clause.start + match.start()
    people = [
        one
        for one in scene.people_in(clause.start, start)
        if one.role.role not in ("self", "gone") and not one.absent
    ]
    described = scene.following(clause.start + match.end())
    if not people and described is not None and described.role.role not in ("self", "gone"):
        people = [described]
    if not people:
        people = _named_before(scene, clause)
    if not people:
        return
    home = re.search(r"(?:네|의)?\s*집에서\s*나와", clause.text)
    one_of_them = scene.one_of_them(clause, start)
    for ref in (one_of_them,) if one_of_them else scene.cast.refs(people[-1]):
        if not home:
            scene.add("lives_with_household", ref, False, start, clause.start + match.end())
