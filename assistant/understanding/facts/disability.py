"""Disability and care grades: 심한 지체장애, 자폐 2급, 시각장애 6급, 장기요양 3등급, 인지지원등급.

The grades 1 to 3 of before July 2019 are 심한 장애, 4 to 6 심하지 않은 장애 (장애인복지법 시행규칙 별표 1).
"""

import re

from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words

_TYPE = Words("disability.type")
_DISABLED = Words("disability.disabled")
_NOT_DISABILITY = Words("disability.not_disability")
_MILD = Words("disability.mild")
_SEVERE = Words("disability.severe")
_NONE = Words("disability.none")
_CARE = Words("disability.care")


def read_disability(scene: Scene) -> None:
    """Note disability, its type, and the grade of long-term care."""
    for clause in scene.clauses:
        if not scene.told(clause) and not _describes(scene, clause.start, clause.end):
            continue
        text, asked = clause.text, scene.context.asked.fact if scene.context.asked else ""
        if match := _NONE.search(text):
            _add(scene, "disability", "none", clause.start + match.start(), clause.start + match.end())
            continue
        kinds = list(_TYPE.finditer(text))
        for match in kinds:
            _add(
                scene,
                "disability_type",
                match.lastgroup or "other",
                clause.start + match.start(),
                clause.start + match.end(),
            )
        mention = next(
            (m for m in _DISABLED.finditer(text) if not _NOT_DISABILITY.search(text[: m.start()])), None
        )
        around = scene.sentence(clause) if mention else text
        spoken = (
            mention is not None or asked == "disability" or bool(_DISABLED.search(scene.text[: clause.end]))
        )
        degree = "mild" if _MILD.search(text) else "severe" if _SEVERE.search(text) else None
        if degree is None and mention is not None and kinds:
            degree = "mild" if _MILD.search(around) else None
        if spoken and degree:
            place = mention or _MILD.search(text) or _SEVERE.search(text) or re.match("", text)
            if place is not None:
                _add(scene, "disability", degree, clause.start + place.start(), clause.start + place.end())
        _care(scene, clause.start, text, asked)


def _care(scene: Scene, start: int, text: str, asked: str) -> None:
    for match in _CARE.finditer(text):
        known = match["named"] or match["cognitive"] or asked == "ltc_grade"
        guessed = not known and re.search(r"치매|요양", text[: match.start()])
        if known or guessed:
            value = match["n"] or "cognitive"
            _add(scene, "ltc_grade", value, start + match.start(), start + match.end())


def _add(scene: Scene, fact: str, value: str, start: int, end: int) -> None:
    member, doubtful = scene.owner(start, end)
    if not scene.has(fact, member):
        scene.add(fact, member, value, start, end, doubtful=doubtful)


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
