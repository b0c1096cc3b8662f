"""What each amount of money in an utterance is, and whose: 월급 200, 보증금 3천에 월 40, 빚은 없어요."""

import re

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.lexicon import Lexicon, Topic
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.topics import TopicMention, Topics
from assistant.understanding.facts.words import Words
from knowledge.language.numbers import Amount, amounts

HOUSEHOLD = frozenset(
    {
        "deposit",
        "monthly_rent",
        "home_value",
        "other_real_estate",
        "financial_assets",
        "debts",
        "medical_cost",
        "private_insurance_paid",
        "household_income",
        "recognized_income",
        "health_insurance_premium",
        "total_assets",
        "vehicle_value",
    }
)
"""Money facts of the household."""

MEMBER = frozenset(
    {
        "earned_income",
        "business_income",
        "property_income",
        "transfer_income",
        "pension_income",
        "basic_pension_income",
        "excluded_transfer_income",
        "average_daily_wage",
        "previous_average_income",
        "ordinary_wage",
        "gross_pay_year",
        "tuition_semester",
    }
)
"""Money facts of a member."""

_SUMMED = frozenset({"financial_assets", "debts", "other_real_estate"})
_STOCKS = _SUMMED | {"total_assets", "home_value", "vehicle_value", "medical_cost", "private_insurance_paid"}
_MONTHLY = Words("money.monthly")
_TOTAL = Words("money.total")
_PAIR = Words("money.pair")
_PAIR_HOME = Words("money.pair_home")
_BEHIND = Words("money.behind")
_DENIED = Words("money.denied")
_MARKET = Words("money.market")
_BUSINESS = Words("money.business")
_PAST = Words("money.past")
_ONE_YEAR = Words("money.one_year")
_RATIO = Words("money.ratio")
_NO_INCOME = Words("money.no_income")
_HOME_CUE = Words("money.home_cue")
_DAILY = Words("money.daily")


class MoneyReader:
    """Reads money; made once."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the topics."""
        self._topics = Topics(lexicon.money, lexicon.vehicles)
        self._none = re.compile("|".join(lexicon.money.none))
        self._given = re.compile("|".join(lexicon.money.given_by_others))

    def read(self, scene: Scene) -> None:
        """Note amounts, what is none, and the tenure that a rent tells."""
        topics = self._topics.found(scene.text)
        found = [one for one in amounts(scene.text) if not _spent(scene, one)]
        used: set[int] = set()
        last: Topic | None = None
        for at, amount in enumerate(found):
            clause = scene.clause_at(amount.start)
            if (
                not scene.told(clause)
                or amount.threshold
                or amount.ranged
                or _DENIED.match(scene.text[amount.end :])
            ):
                continue
            if self._pair(scene, topics, found, at):
                last = None
                continue
            if at and self._pair(scene, topics, found, at - 1):
                continue
            topic = self._topic(scene, clause, topics, amount, used, last)
            if topic is not None:
                last = topic.topic
                self._note(scene, clause, topic, amount)
        if not found and topics and scene.told(scene.clause_at(topics[-1].start)):
            scene.topic = topics[-1].topic.fact or scene.topic
        self._nones(scene, topics)
        self._ratio(scene)
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
        if not _PAIR_HOME.search(scene.sentence(clause) + between) and asked not in (
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

    def _topic(
        self,
        scene: Scene,
        clause: Clause,
        topics: list[TopicMention],
        amount: Amount,
        used: set[int],
        last: Topic | None,
    ) -> TopicMention | None:
        """The word that says what an amount is."""
        before = [one for one in topics if clause.start <= one.start and one.end <= amount.start]
        behind = next((one for one in topics if one.start >= amount.end), None)
        if behind is not None and not _BEHIND.fullmatch(scene.text[amount.end : behind.start]):
            behind = None
        nearest = before[-1] if before else None
        fresh = nearest is not None and nearest.start not in used
        if nearest is not None and fresh and not (nearest.topic.after and behind):
            used.add(nearest.start)
            return nearest
        if behind is not None:
            used.add(behind.start)
            return behind
        if nearest is not None and nearest.topic.fact in (*_SUMMED, "deposit"):
            return nearest
        if nearest is not None:
            return None
        return self._carried(scene, clause, topics, amount, last)

    def _carried(
        self, scene: Scene, clause: Clause, topics: list[TopicMention], amount: Amount, last: Topic | None
    ) -> TopicMention | None:
        """What an amount is by what was said before: 땅이 있는데 공시지가 1200만원."""
        monthly = bool(_MONTHLY.search(scene.text[: amount.start]))
        earlier = [one for one in topics if one.end <= clause.start]
        here = (amount.start, amount.end)
        asked = scene.context.asked
        if monthly and _HOME_CUE.search(scene.text[: amount.start]) and not re.search("벌|받", clause.text):
            return TopicMention(Topic(fact="monthly_rent", words=["월"]), *here)
        other = any(one.subject for one in scene.people_in(clause.start, amount.start))
        if earlier and (other or last is None or last is not earlier[-1].topic or last.fact in _SUMMED):
            return TopicMention(earlier[-1].topic, *here)
        if asked is not None and asked.fact in HOUSEHOLD | MEMBER:
            return TopicMention(Topic(fact=asked.fact, words=["?"]), *here)
        works = any(fact.id == "works" and fact.value is True for fact in scene.facts)
        if works and re.match(
            r"\s*(?:만\s*)?(?:원)?\s*(?:정도|쯤|씩)?\s*(?:을|를)?\s*(?:받|벌|가져)", scene.text[amount.end :]
        ):
            return TopicMention(Topic(fact="earned_income", words=["받"]), *here)
        later = [one for one in topics if one.start >= clause.end and one.topic.after]
        if monthly and later and scene.clause_at(later[0].start).sentence == clause.sentence:
            return TopicMention(later[0].topic, *here)
        if (
            scene.topic in HOUSEHOLD | MEMBER
            and len(scene.text) < 25
            and not earlier
            and amount.bare | (not monthly)
        ):
            return TopicMention(Topic(fact=scene.topic, words=["?"]), *here)
        return None

    def _note(self, scene: Scene, clause: Clause, mention: TopicMention, amount: Amount) -> None:
        topic, fact = mention.topic, mention.topic.fact
        monthly = bool(_MONTHLY.search(scene.text[: amount.start]))
        if fact == "deposit" and monthly:
            fact = "monthly_rent"
        if fact is None or (fact in _STOCKS and monthly) or fact == "hourly_pay":
            return
        if _DAILY.search(scene.text[: amount.start]) and fact not in ("average_daily_wage",):
            return
        start, end = min(mention.start, amount.start), max(mention.end, amount.end)
        scene.topic = fact
        if fact in HOUSEHOLD:
            self._household(scene, clause, fact, amount)
            return
        self._member(scene, clause, topic, fact, amount, start, end)

    def _household(self, scene: Scene, clause: Clause, fact: str, amount: Amount) -> None:
        doubtful = False
        if fact == "home_value":
            doubtful |= bool(_MARKET.search(clause.text)) or "공시" not in scene.text
        if fact == "medical_cost":
            doubtful |= not _ONE_YEAR.search(scene.sentence(clause))
        if fact == "deposit" and re.search(r"못\s*받|사기", clause.text):
            doubtful = True
        old = next((one for one in scene.facts if one.id == fact and one.member is None), None)
        if old is not None and isinstance(old.value, int):
            if fact not in _SUMMED:
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
        member, doubtful = scene.owner(start, end, adult=True, given=given, bare=False)
        doubtful = doubtful or topic.doubtful or bool(_TOTAL.search(scene.text[: amount.start]))
        won = amount.won
        if fact == "yearly_pay":
            fact, won, doubtful = "earned_income", won // 12, True
        if fact == "earned_income":
            fact, doubtful = self._earned(scene, clause, topic, fact, doubtful)
        if fact == "earned_income" and _PAST.search(scene.text[amount.end : amount.end + 6]):
            if not (scene.has("separation", member) or scene.context.fact("separation", member)):
                return
            fact = "previous_average_income"
        old = next((one for one in scene.facts if one.key == (member, fact)), None)
        if old is not None:
            if fact in ("earned_income", "business_income") and isinstance(old.value, int) and old.value:
                scene.facts.remove(old)
                scene.add(fact, member, old.value + won, start, end, doubtful=True)
            return
        scene.add(fact, member, won, start, end, doubtful=doubtful, approximate=amount.approximate)
        if topic.pension_type and not topic.doubtful:
            scene.add("pension_type", member, topic.pension_type, start, end)
        if topic.status and not any(one.id == "statuses" and one.member == member for one in scene.facts):
            scene.add("statuses", member, (topic.status,), start, end)

    def _earned(
        self, scene: Scene, clause: Clause, topic: Topic, fact: str, doubtful: bool
    ) -> tuple[str, bool]:
        """Income of unnamed kind is business income where a business was named in the sentence."""
        if (topic.after or topic.doubtful) and _BUSINESS.search(scene.sentence(clause)):
            return "business_income", False
        return fact, doubtful

    def _nones(self, scene: Scene, topics: list[TopicMention]) -> None:
        """빚은 없고, 소득이 하나도 없어요, 재산 없음."""
        for mention in topics:
            clause = scene.clause_at(mention.start)
            fact = mention.topic.fact
            if fact is None or not mention.topic.deniable or not scene.told(clause) or clause.past:
                continue
            if not self._none.match(scene.text[mention.end : mention.end + 16]):
                continue
            if fact in HOUSEHOLD - {
                "vehicle_value",
                "medical_cost",
                "household_income",
                "private_insurance_paid",
            }:
                if not scene.has(fact):
                    scene.add(fact, None, 0, mention.start, mention.end)
            elif fact in ("earned_income", "business_income", "pension_income", "property_income"):
                self._no_income(scene, mention.topic, fact, mention.start, mention.end)
        for match in _NO_INCOME.finditer(scene.text):
            if scene.told(scene.clause_at(match.start())):
                generic = Topic(fact="earned_income", words=["소득"], doubtful=True)
                self._no_income(scene, generic, "earned_income", match.start(), match.end())

    def _no_income(self, scene: Scene, topic: Topic, fact: str, start: int, end: int) -> None:
        member, doubtful = scene.owner(start, end, adult=True)
        facts = (
            ("earned_income", "business_income") if fact == "earned_income" and topic.doubtful else (fact,)
        )
        for one in facts:
            if not scene.has(one, member):
                scene.add(one, member, 0, start, end, doubtful=doubtful)

    def _ratio(self, scene: Scene) -> None:
        for match in _RATIO.finditer(scene.text):
            if scene.told(scene.clause_at(match.start())):
                scene.add("median_ratio", None, int(match["n"]), match.start(), match.end())


def _spent(scene: Scene, amount: Amount) -> bool:
    return any(start < amount.end and amount.start < end for start, end in scene.spent)


def _tenure(scene: Scene) -> None:
    """A rent says that the home is rented by the month, unless another tenure is said or known."""
    rent = next((one for one in scene.facts if one.id == "monthly_rent"), None)
    if rent is None or not rent.value or scene.has("housing_tenure") or scene.context.fact("housing_tenure"):
        return
    scene.facts.append(type(rent)("housing_tenure", None, "monthly_rent", span=rent.span))
