"""Amounts of money in an utterance, each noted of whose it is: 월급 200, 보증금 3천에 월 40."""

import re
from dataclasses import replace

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.lexicon import Lexicon, Topic
from assistant.understanding.facts.model import Confidence, Fact
from assistant.understanding.facts.money_facts import HOUSEHOLD, INCOMING, MONTHLY, OF_BEFORE, STOCKS, SUMMED
from assistant.understanding.facts.money_none import NoMoneyReader
from assistant.understanding.facts.money_topic import topic_of
from assistant.understanding.facts.money_unsaid import (
    of_a_list,
    of_another_period,
    replaced,
    rest_of_sentence,
    spends,
    to_others,
    unsaid,
)
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.topics import TopicMention, Topics
from assistant.understanding.facts.words import Words
from knowledge.language.numbers import Amount, amounts

_MONTHLY = Words("money.monthly")
_TOTAL = Words("money.total")
_PAIR = Words("money.pair")
_PAIR_HOME = Words("money.pair_home")
_MARKET = Words("money.market")
_BUSINESS = Words("money.business")
_PAST = Words("money.past")
_ONE_YEAR = Words("money.one_year")
_RATIO = Words("money.ratio")
_BOTH_HAVE = Words("money.both_have")
_PAID_BACK = Words("money.paid_back")
_LEFT_OVER = Words("money.left_over")
_OUTGOING = Words("money.outgoing")
_PREMISES = Words("money.premises")
_LANDLORD = Words("money.landlord")
_PARTLY = Words("money.partly")
_YEARLY = Words("money.yearly")
_SPENT_SINCE = Words("money.spent")


_LEAST_PAY = 100_000
"""Won a month: pay below this may be a day's."""


class MoneyReader:
    """Reads money; made once."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the topics."""
        self._topics = Topics(lexicon.money, lexicon.vehicles)
        self._nothing = NoMoneyReader(lexicon.money)
        self._given = re.compile("|".join(lexicon.money.given_by_others))

    def read(self, scene: Scene) -> None:
        """Note amounts, what is none, and the tenure that a rent tells."""
        topics = self._topics.found(scene.text)
        found = [one for one in amounts(scene.text) if not _spent(scene, one)]
        used: set[int] = set()
        last: Topic | None = None
        before: TopicMention | None = None
        for at, amount in enumerate(found):
            clause = scene.clause_at(amount.start)
            if not (scene.told(clause) or _wondered(scene, clause)):
                continue
            if replaced(scene, found, at):
                before = topic_of(scene, clause, topics, amount, used, last)
                continue
            if unsaid(amount, scene.text[amount.end :]):
                continue
            if self._pair(scene, topics, found, at):
                last = None
                continue
            if at and self._pair(scene, topics, found, at - 1):
                continue
            topic = topic_of(scene, clause, topics, amount, used, last)
            if before and not _named_anew(scene, topic, amount):
                topic = before
            if topic is not None:
                last = None if clause.past else topic.topic
                amount = replace(amount, approximate=amount.approximate or _wondered(scene, clause))
                self._note(scene, replace(clause, past=False) if before else clause, topic, amount)
            before = None
        if not found:
            _only_named(scene, topics)
        self._nothing.read(scene, topics)
        _ratio(scene)
        _tenure(scene)

    def _pair(self, scene: Scene, topics: list[TopicMention], found: list[Amount], at: int) -> bool:
        """보증금 3천에 월 40, 500에 30짜리, 1000/45: notes both; whether `at` begins such a pair."""
        if at + 1 >= len(found):
            return False
        first, second = found[at], found[at + 1]
        between = scene.text[first.end : second.start]
        if not _PAIR.fullmatch(between) or second.won >= max(first.won, 1) or second.won > 5_000_000:
            return False
        clause = scene.clause_at(first.start)
        named = [one.topic.fact for one in topics if clause.start <= one.start and one.end <= first.start]
        if named and named[-1] not in ("deposit", "monthly_rent"):
            return False
        asked = scene.context.asked.fact if scene.context.asked else ""
        if _LANDLORD.search(scene.text):
            return True
        if not _PAIR_HOME.search(scene.text) and asked not in (
            "deposit",
            "monthly_rent",
        ):
            return False
        if not scene.has("deposit"):
            scene.add("deposit", None, first.won, first.start, first.end, approximate=first.approximate)
            scene.add(
                "monthly_rent", None, second.won, second.start, second.end, approximate=second.approximate
            )
            scene.topic = "monthly_rent"
        return True

    def _note(self, scene: Scene, clause: Clause, mention: TopicMention, amount: Amount) -> None:
        topic, fact = mention.topic, mention.topic.fact
        if scene.of_a_rule(clause) and scene.context.asked is None:
            amount = replace(amount, approximate=True)
        monthly = bool(_MONTHLY.search(scene.text[: amount.start]))
        if fact == "deposit" and monthly:
            fact = "monthly_rent"
        if fact is None or (fact in STOCKS and monthly) or fact == "hourly_pay":
            return
        if clause.past and fact not in OF_BEFORE:
            return
        if fact in ("deposit", "monthly_rent") and (
            _PREMISES.search(scene.sentence(clause)) or _LANDLORD.search(scene.text)
        ):
            return
        if fact in INCOMING and _OUTGOING.match(scene.text[amount.end :]):
            return
        if fact != "average_daily_wage" and of_another_period(scene, clause, amount, fact):
            return
        if fact == "financial_assets" and _SPENT_SINCE.search(rest_of_sentence(scene, clause, amount)):
            return
        start, end = min(mention.start, amount.start), max(mention.end, amount.end)
        scene.topic = fact
        if fact in HOUSEHOLD:
            self._household(scene, clause, fact, amount)
            return
        self._member(scene, clause, topic, fact, amount, start, end)

    def _household(self, scene: Scene, clause: Clause, fact: str, amount: Amount) -> None:
        doubtful = fact == "deposit" and _PARTLY.match(scene.text[amount.end :]) is not None
        if fact == "debts" and _PAID_BACK.match(scene.text[amount.end :]):
            _doubt(scene, fact)  # 원래 3천인데 1천 갚았어요
            return
        if fact == "home_value":
            doubtful |= bool(_MARKET.search(clause.text)) or "공시" not in scene.text
        if fact == "medical_cost":
            doubtful |= not _ONE_YEAR.search(scene.sentence(clause))
        if fact == "deposit" and re.search(r"못\s*(?:돌려\s*)?받|사기|날[려렸]|떼[여였이인]", clause.text):
            doubtful = True
        old = next((one for one in scene.facts if one.id == fact and one.member is None), None)
        if (
            old is not None
            and fact == "debts"
            and _LEFT_OVER.match(scene.text[amount.end :])
            and not old.sure
        ):
            scene.facts.remove(old)  # 2천 중에 800 갚고 1,200 남았어요
            old = None
        better = fact == "home_value" and "공시" in clause.text[: amount.start - clause.start]
        if old is not None and better and not doubtful and not old.sure:
            scene.facts.remove(old)
            old = None
        if old is not None and isinstance(old.value, int):
            if fact not in SUMMED:
                return
            scene.facts.remove(old)
            rough = amount.approximate or old.approximate
            doubtful = doubtful or not (old.sure or old.approximate)
            won = old.value + amount.won
            scene.add(fact, None, won, amount.start, amount.end, doubtful=doubtful, approximate=rough)
            return
        scene.add(
            fact,
            None,
            amount.won,
            amount.start,
            amount.end,
            doubtful=doubtful,
            approximate=amount.approximate,
        )

    def _member(
        self, scene: Scene, clause: Clause, topic: Topic, fact: str, amount: Amount, start: int, end: int
    ) -> None:
        given = fact == "transfer_income" and bool(
            self._given.search(clause.text[amount.end - clause.start :])
        )
        if given and to_others(scene, clause, amount):
            return
        named = [one for one in scene.people_in(start, amount.start) if one.subject]
        start = amount.start if named and not given else start
        if topic.doubtful and not named and of_a_list(scene, clause, amount):
            return
        member, doubtful = scene.owner(start, end, adult=True, given=given, bare=False)
        total = bool(_TOTAL.search(scene.text[: amount.start]))
        if total and _BOTH_HAVE.search(scene.sentence(clause)):
            return
        doubtful = doubtful or topic.doubtful or total or _like_a_day(scene, fact, amount)
        if fact == "yearly_pay":
            fact, amount, doubtful = "earned_income", replace(amount, won=amount.won // 12), True
        elif fact in MONTHLY and _YEARLY.search(scene.text[clause.start : amount.start]):
            amount = replace(amount, won=amount.won // 12, approximate=True)
        if fact == "earned_income":
            fact, doubtful = self._earned(scene, clause, topic, fact, doubtful)
        if fact == "earned_income" and _PAST.search(scene.text[amount.end : amount.end + 6]):
            if not (scene.has("separation", member) or scene.context.fact("separation", member)):
                return
            fact = "previous_average_income"
        if (old := next((one for one in scene.facts if one.key == (member, fact)), None)) is not None:
            _added_up(scene, old, amount, start, end)
            return
        scene.add(fact, member, amount.won, start, end, doubtful=doubtful, approximate=amount.approximate)
        _known_with(scene, topic, member, start, end)

    def _earned(
        self, scene: Scene, clause: Clause, topic: Topic, fact: str, doubtful: bool
    ) -> tuple[str, bool]:
        """Income of unnamed kind is business income where a business was named in the sentence."""
        if (topic.after or topic.doubtful) and _BUSINESS.search(scene.sentence(clause)):
            return "business_income", False
        return fact, doubtful


def _like_a_day(scene: Scene, fact: str, amount: Amount) -> bool:
    """Whether a month's pay is so small that it may be a day's."""
    return fact == "earned_income" and scene.context.asked is None and 0 < amount.won < _LEAST_PAY


def _known_with(scene: Scene, topic: Topic, member: str | None, start: int, end: int) -> None:
    """What a word tells beside the amount: 국민연금 is a kind of pension, who gets 기초연금 holds it."""
    if topic.pension_type and not topic.doubtful:
        scene.add("pension_type", member, topic.pension_type, start, end)
    if topic.status and not any(one.id == "statuses" and one.member == member for one in scene.facts):
        scene.add("statuses", member, (topic.status,), start, end)


def _wondered(scene: Scene, clause: Clause) -> bool:
    """한 천오백? 정확히는 몰라요: an answer that asks itself."""
    return scene.context.asked is not None and clause.elliptic


def _doubt(scene: Scene, fact: str) -> None:
    """What was said of a fact of the household no longer holds as it was said."""
    scene.facts = [
        replace(one, confidence=Confidence.DOUBTFUL) if one.id == fact and one.member is None else one
        for one in scene.facts
    ]


def _added_up(scene: Scene, old: Fact, amount: Amount, start: int, end: int) -> None:
    """식당에서 140, 주말 알바 30: two jobs' pay together, to be asked."""
    if old.id in ("earned_income", "business_income") and isinstance(old.value, int) and old.value:
        scene.facts.remove(old)
        scene.add(old.id, old.member, old.value + amount.won, start, end, doubtful=True)


def _only_named(scene: Scene, topics: list[TopicMention]) -> None:
    """보증금은요: what is named without an amount is what is talked about."""
    answers = scene.context.asked is not None
    if topics and (answers or scene.told(scene.clause_at(topics[-1].start))):
        scene.topic = topics[-1].topic.fact or scene.topic


def _named_anew(scene: Scene, topic: TopicMention | None, amount: Amount) -> bool:
    """Whether what is so now is said to be something else than what was so before."""
    if topic is None or topic.topic.after or topic.start >= amount.start:
        return False
    return not spends(scene, topic)


def _spent(scene: Scene, amount: Amount) -> bool:
    return any(start < amount.end and amount.start < end for start, end in scene.spent)


def _tenure(scene: Scene) -> None:
    """A rent says that the home is rented by the month, an assessed value that it is owned.

    Not where another tenure is said or known.
    """
    if scene.has("housing_tenure") or scene.context.fact("housing_tenure"):
        return
    home = next((one for one in scene.facts if one.id == "home_value"), None)
    if home is not None and home.value and "공시" in scene.text and not scene.has("monthly_rent"):
        scene.facts.append(type(home)("housing_tenure", None, "own", span=home.span))
        return
    rent = next((one for one in scene.facts if one.id == "monthly_rent"), None)
    if rent is None or not rent.value:
        return
    scene.facts.append(type(rent)("housing_tenure", None, "monthly_rent", span=rent.span))


def _ratio(scene: Scene) -> None:
    for match in _RATIO.finditer(scene.text):
        if scene.told(scene.clause_at(match.start())):
            rough = match["rough"] is not None
            scene.add("median_ratio", None, int(match["n"]), match.start(), match.end(), approximate=rough)
