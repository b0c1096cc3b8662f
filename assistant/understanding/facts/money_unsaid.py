"""Amounts that are no fact of these people: so before, promised, spent, of others, of a day."""

import re

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.money_facts import MONTHLY
from assistant.understanding.facts.scene import RECEIVING, Scene
from assistant.understanding.facts.topics import TopicMention
from assistant.understanding.facts.words import Words
from knowledge.language.numbers import Amount

_CHANGED = Words("money.changed")
_DAILY = Words("money.daily")
_DENIED = Words("money.denied")
_DIFFERENCE = Words("money.difference")
_FOR_OTHERS = Words("money.for_others")
_INSTEAD = Words("money.instead")
_MONTH = Words("money.month")
_NOT_YET = Words("money.not_yet")
_NOW = Words("money.now")
_OTHER_PERIOD = Words("money.other_period")
_WAS = Words("money.was")
_WAS_HAD = Words("money.was_had")
_GROWN = 19


def replaced(scene: Scene, found: list[Amount], at: int) -> bool:
    """Whether an amount was so before and the next one is so now: 38이었는데 43으로 올랐어요."""
    if at + 1 >= len(found):
        return False
    one, other = found[at], found[at + 1]
    between = scene.text[one.end : other.start]
    if _INSTEAD.fullmatch(between) or _WAS_HAD.match(between):
        return True
    return (
        _CHANGED.match(scene.text[one.end : other.start].lstrip(" 만원")) is not None
        and _NOW.match(scene.text[other.end :]) is not None
    )


def unsaid(amount: Amount, after: str) -> bool:
    """Whether an amount is no fact by what follows: 받기로 했어요, 올려 달래요, 제가 내줘요."""
    if amount.threshold or amount.ranged:
        return True
    return any(one.match(after) is not None for one in (_DENIED, _NOT_YET, _DIFFERENCE, _FOR_OTHERS, _WAS))


def of_another_period(scene: Scene, clause: Clause, amount: Amount, fact: str) -> bool:
    """하루에 두 시간 일하고 3만원: whether what comes in is not said by the month."""
    before = scene.text[clause.start : amount.start]
    if _DAILY.search(scene.text[: amount.start]):
        return True
    if fact not in MONTHLY or scene.context.asked is not None:
        return False
    at = scene.clauses.index(scene.clause_at(clause.start))
    if at and scene.clauses[at - 1].sentence == clause.sentence:
        before = scene.clauses[at - 1].text + before
    periods = list(_OTHER_PERIOD.finditer(before))
    return bool(periods) and _MONTH.search(before[periods[-1].end() :]) is None


def spends(scene: Scene, topic: TopicMention) -> bool:
    """병원비로 다 쓰고 지금은 200 남았어요: whether a word only says what money went to."""
    return re.match(r"으?로\s", scene.text[topic.end :]) is not None


def of_a_list(scene: Scene, clause: Clause, amount: Amount) -> bool:
    """신청인 38세, 배우자 35세, 월 소득 230: whether money behind a list is nobody's alone."""
    if clause.start == 0 or scene.text[: clause.start].rstrip()[-1:] not in (",", "/"):
        return False
    if any(True for _ in scene.people_in(clause.start, clause.end)):
        return False
    grown = {
        ref
        for one in scene.people_in(0, amount.start)
        for ref in scene.cast.refs(one)
        if one.subject and scene.ages.get(ref, 0) >= _GROWN
    }
    return len(grown) > 1


def to_others(scene: Scene, clause: Clause, amount: Amount) -> bool:
    """아들한테 매달 용돈 20만원 줘요: whether the money is given away."""
    return any(
        one.particle in RECEIVING and one.role.role != "self"
        for one in scene.people_in(clause.start, amount.start)
    ) and not any(
        one.subject and one.role.role != "self" and one.particle not in RECEIVING
        for one in scene.people_in(clause.start, amount.start)
    )


def rest_of_sentence(scene: Scene, clause: Clause, amount: Amount) -> str:
    """What follows an amount in its sentence."""
    last = [one for one in scene.clauses if one.sentence == clause.sentence][-1]
    return scene.text[amount.end : last.end]
