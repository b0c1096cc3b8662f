"""Money that there is none of: 빚은 없고, 소득이 하나도 없어요, 저는 안 벌어요."""

import re

from assistant.understanding.facts.lexicon import Money, Topic
from assistant.understanding.facts.money_facts import HOUSEHOLD
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.topics import TopicMention
from assistant.understanding.facts.words import Words

_NO_INCOME = Words("money.no_income")
_LANDLORD = Words("money.landlord")
_EVERYBODY = Words("money.everybody")
_EARNS_NOTHING = Words("money.earns_nothing")
_HOUSEHOLD = HOUSEHOLD - {"vehicle_value", "medical_cost", "household_income", "private_insurance_paid"}
"""Facts of the household that may be none."""


class NoMoneyReader:
    """Reads what is none; made once."""

    def __init__(self, money: Money) -> None:
        """Compile the words."""
        self._none = re.compile("|".join(money.none))

    def read(self, scene: Scene, topics: list[TopicMention]) -> None:
        """빚은 없고, 소득이 하나도 없어요, 재산 없음."""
        for mention in topics:
            clause = scene.clause_at(mention.start)
            fact = mention.topic.fact
            if fact is None or not mention.topic.deniable or not scene.told(clause) or clause.past:
                continue
            if not self._none.match(scene.text[mention.end : mention.end + 16]):
                continue
            if fact == "earned_income" and _EVERYBODY.search(scene.text[clause.start : mention.start]):
                continue  # 집에 소득이 없어요: said of nobody alone
            if fact == "monthly_rent" and _LANDLORD.search(scene.text):
                continue  # 세입자가 월세를 안 내요
            if fact in _HOUSEHOLD and not scene.has(fact):
                scene.add(fact, None, 0, mention.start, mention.end)
            elif fact in ("earned_income", "business_income", "pension_income", "property_income"):
                self._no_income(scene, mention.topic, fact, mention.start, mention.end)
        self._earners(scene)

    def _earners(self, scene: Scene) -> None:
        """저는 안 벌어요, 배우자 무소득."""
        for match in _EARNS_NOTHING.finditer(scene.text):
            if scene.told(scene.clause_at(match.start())):
                nothing = Topic(fact="earned_income", words=["벌"])
                self._no_income(scene, nothing, "earned_income", match.start(), match.end())
        for match in _NO_INCOME.finditer(scene.text):
            if scene.told(scene.clause_at(match.start())):
                generic = Topic(fact="earned_income", words=["소득"], doubtful=True)
                self._no_income(scene, generic, "earned_income", match.start(), match.end())

    def _no_income(self, scene: Scene, topic: Topic, fact: str, start: int, end: int) -> None:
        member, doubtful = scene.owner(start, end, adult=True)
        facts = (
            ("earned_income", "business_income") if fact == "earned_income" and topic.doubtful else (fact,)
        )
        for whose in scene.meant(scene.clause_at(start), member, start):
            for one in facts:
                if not scene.has(one, whose):
                    scene.add(one, whose, 0, start, end, doubtful=doubtful)
