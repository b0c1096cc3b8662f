"""Disability and care grades: 심한 지체장애, 자폐 2급, 시각장애 6급, 장기요양 3등급, 인지지원등급.

The grades 1 to 3 of before July 2019 are 심한 장애, 4 to 6 심하지 않은 장애 (장애인복지법 시행규칙 별표 1).
"""

import re

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words

_TYPE = Words("disability.type")
_DISABLED = Words("disability.disabled")
_NOT_DISABILITY = Words("disability.not_disability")
_MILD = Words("disability.mild")
_SEVERE = Words("disability.severe")
_NONE = Words("disability.none")
_CARE = Words("disability.care")
_CARED = Words("disability.cared")
_CARE_NONE = Words("disability.care_none")
_ILL = Words("disability.ill")
_SHORT = 25


def read_disability(scene: Scene) -> None:
    """Note disability, its type, and the grade of long-term care."""
    for clause in scene.clauses:
        if not scene.told(clause) and not _describes(scene, clause.start, clause.end):
            continue
        asked = scene.context.asked.fact if scene.context.asked else ""
        if match := _NONE.search(clause.text):
            _add(scene, clause, "disability", "none", match, None)
            continue
        _kind_and_degree(scene, clause, asked)
        _care(scene, clause, asked)


def _kind_and_degree(scene: Scene, clause: Clause, asked: str) -> None:
    text, at = clause.text, _described_at(scene, clause.start, clause.end)
    kinds = list(_TYPE.finditer(text))
    for match in kinds:
        _add(scene, clause, "disability_type", match.lastgroup or "other", match, at)
    named = [one for one in _DISABLED.finditer(text) if not _NOT_DISABILITY.search(text[: one.start()])]
    before = _DISABLED.search(scene.text[: clause.end])
    if not (named or asked == "disability" or before or _degree_anew(scene)):
        return
    mild, severe = _MILD.search(text), _SEVERE.search(text)
    if mild is None and severe is None and kinds:
        mild = kinds[0] if _MILD.search(scene.sentence(clause)) else None
    place = mild or severe
    if place is not None and not named and not kinds and asked != "disability":
        _degree_of_the_known(scene, clause, "mild" if mild else "severe", place)
    elif place is not None:
        _add(scene, clause, "disability", "mild" if mild else "severe", named[0] if named else place, at)


def _degree_of_the_known(scene: Scene, clause: Clause, degree: str, match: re.Match[str]) -> None:
    """언어장애 있는 동생이랑 사는데 경증이에요: the degree is of the one whose disability was named."""
    known = [
        one.member
        for one in (*scene.context.facts, *scene.facts)
        if one.id == "disability_type" or (one.id == "disability" and one.value != "none")
    ]
    if known and known[-1] and not list(scene.people_in(clause.start, clause.end)):
        if not scene.has("disability", known[-1]):
            start = clause.start + match.start()
            scene.add("disability", known[-1], degree, start, clause.start + match.end())
        return
    _add(scene, clause, "disability", degree, match, None)


def _degree_anew(scene: Scene) -> bool:
    """아니 중증이 아니고 경증이래요: whether a degree that is known is only said otherwise."""
    known = any(one.id == "disability" and one.value != "none" for one in scene.context.facts)
    return known and len(scene.text) <= _SHORT and not _ILL.search(scene.text)


def _care(scene: Scene, clause: Clause, asked: str) -> None:
    dementia = [
        one.member
        for one in (*scene.context.facts, *scene.facts)
        if (one.id, one.value) == ("illness", "dementia")
    ]
    none = _CARE_NONE.search(clause.text)
    if none and ("요양" in none[0] or asked == "ltc_grade" or dementia):
        _add(scene, clause, "ltc_grade", "none", none, None)
        return
    for match in _CARE.finditer(clause.text):
        known = match["named"] or match["cognitive"] or asked == "ltc_grade" or dementia
        if known or _CARED.search(clause.text[: match.start()]):
            _add(scene, clause, "ltc_grade", match["n"] or "cognitive", match, None)


def _add(
    scene: Scene, clause: Clause, fact: str, value: str, match: re.Match[str], described: int | None
) -> None:
    start, end = clause.start + match.start(), clause.start + match.end()
    member, doubtful = scene.owner(start, end if described is None else max(described, end))
    if not scene.has(fact, member):
        scene.add(fact, member, value, start, end, doubtful=doubtful)


def _described_at(scene: Scene, start: int, end: int) -> int | None:
    """The end of the last words on a disability before a person: 시각장애 심한 장애 있는 어머니."""
    ends = [match.end() for match in _DISABLED.finditer(scene.text, start, end)]
    return next((one for one in reversed(ends) if scene.following(one) is not None), None)


def _describes(scene: Scene, start: int, end: int) -> bool:
    """In a question, a disability that describes a relative: 뇌병변 장애가 있는 아들은 뭐 받나요."""
    clause = scene.clause_at(start)
    if clause.hypothetical or clause.hearsay or clause.plan:
        return False
    for match in _DISABLED.finditer(scene.text, start, end):
        mention = scene.following(match.end())
        if mention is not None and not mention.role.minor and mention.role.words[0] != "자녀":
            return True
    return False
