"""What an amount is: by the word beside it, or by what was said or asked before."""

import re

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.lexicon import Topic
from assistant.understanding.facts.money_facts import HOUSEHOLD, MEMBER, SUMMED
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.topics import TopicMention
from assistant.understanding.facts.words import Words
from knowledge.language.numbers import Amount

_MONTHLY = Words("money.monthly")
_BEHIND = Words("money.behind")
_HOME_CUE = Words("money.home_cue")
_GIVEN = Words("money.given")
_ENDS = Words("money.ends")
_JOB = Words("money.job")
_DEDUCTED = Words("money.deducted")
_WORKPLACE = Words("money.workplace")
_PAID = Words("money.paid")


def topic_of(
    scene: Scene,
    clause: Clause,
    topics: list[TopicMention],
    amount: Amount,
    used: set[int],
    last: Topic | None,
) -> TopicMention | None:
    """The word that says what an amount is."""
    before = [
        one
        for one in topics
        if clause.start <= one.start
        and one.end <= amount.start
        and not (one.topic.fact is None and _DEDUCTED.search(scene.text[one.end : amount.start]))
    ]
    behind = next((one for one in topics if one.start >= amount.end), None)
    if behind is not None and not _BEHIND.fullmatch(scene.text[amount.end : behind.start]):
        behind = None
    nearest = before[-1] if before else None
    if len(before) > 1 and before[-1].topic.fact == "household_income" and before[-2].topic.fact in MEMBER:
        return None  # 기초연금 둘이 합쳐 54만: nobody's alone
    fresh = nearest is not None and nearest.start not in used
    if nearest is not None and fresh and not (nearest.topic.after and behind):
        used.add(nearest.start)
        return nearest
    if behind is not None:
        used.add(behind.start)
        return behind
    if nearest is not None and nearest.topic.fact in (*SUMMED, "deposit"):
        return nearest
    if nearest is not None:
        return None
    return _carried(scene, clause, topics, amount, last)


def _carried(
    scene: Scene, clause: Clause, topics: list[TopicMention], amount: Amount, last: Topic | None
) -> TopicMention | None:
    """What an amount is by what was said before: 땅이 있는데 공시지가 1200만원."""
    monthly = bool(_MONTHLY.search(scene.text[: amount.start]))
    earlier = [
        one
        for one in topics
        if one.end <= clause.start
        and scene.spoken(one.start)
        and not (one.topic.fact is None and _DEDUCTED.search(scene.text[one.end : clause.start]))
    ]
    here = (amount.start, amount.end)
    asked = scene.context.asked
    others = [one for one in scene.people_in(clause.start, amount.start) if one.role.role != "self"]
    if others and _GIVEN.match(scene.text[amount.end :]):
        return TopicMention(Topic(fact="transfer_income", words=["줘"]), *here)
    if monthly and _HOME_CUE.search(scene.text[: amount.start]) and not re.search("벌|받", clause.text):
        return TopicMention(Topic(fact="monthly_rent", words=["월"]), *here)
    if monthly and _JOB.search(clause.text) and not _HOME_CUE.search(clause.text):
        return TopicMention(Topic(fact="earned_income", words=["월"]), *here)
    other = any(one.subject for one in scene.people_in(clause.start, amount.start))
    if earlier and (other or last is None or last is not earlier[-1].topic or last.fact in SUMMED):
        return TopicMention(earlier[-1].topic, *here)
    if asked is not None and asked.fact in HOUSEHOLD | MEMBER:
        return TopicMention(Topic(fact=asked.fact, words=["?"]), *here)
    works = any(fact.id == "works" and fact.value is True for fact in scene.facts)
    if (works or _WORKPLACE.search(clause.text)) and _PAID.match(scene.text[amount.end :]):
        return TopicMention(Topic(fact="earned_income", words=["받"]), *here)
    if works and monthly and _ENDS.match(scene.text[amount.end :]):
        return TopicMention(Topic(fact="earned_income", words=["월"]), *here)
    later = [one for one in topics if one.start >= clause.end and one.topic.after]
    if monthly and later and scene.clause_at(later[0].start).sentence == clause.sentence:
        return TopicMention(later[0].topic, *here)
    if (
        scene.topic in HOUSEHOLD | MEMBER
        and asked is None
        and len(scene.text) < 25
        and not earlier
        and amount.bare | (not monthly)
    ):
        return TopicMention(Topic(fact=scene.topic, words=["?"]), *here)
    return None
