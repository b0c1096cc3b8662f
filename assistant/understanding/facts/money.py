"""What each amount of money in an utterance is, and whose: 월급 200, 보증금 3천에 월 40, 빚은 없어요."""

import re

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.lexicon import Lexicon, Topic
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.topics import TopicMention, Topics
from knowledge.language.numbers import Amount, amounts

HOUSEHOLD = frozenset({
    "deposit", "monthly_rent", "home_value", "other_real_estate", "financial_assets", "debts", "medical_cost",
    "private_insurance_paid", "household_income", "recognized_income", "health_insurance_premium", "total_assets",
    "vehicle_value",
})  # fmt: skip
"""Money facts of the household; the others are a member's."""

MEMBER = frozenset({
    "earned_income", "business_income", "property_income", "transfer_income", "pension_income", "basic_pension_income",
    "excluded_transfer_income", "average_daily_wage", "previous_average_income", "ordinary_wage", "gross_pay_year",
    "tuition_semester",
})  # fmt: skip
_SUMMED = frozenset({"financial_assets", "debts", "other_real_estate"})
_STOCKS = _SUMMED | {"total_assets", "home_value", "vehicle_value", "medical_cost", "private_insurance_paid"}
_MONTHLY = re.compile(r"(?:(?<![가-힣\d])월|매달|매월|한\s*달에?|다달이|(?<![가-힣])달에|달마다|월에)\s*(?:약|한|평균|총)?\s*$")
_PAIR = re.compile(r"\s*(?:짜리)?\s*(?:에|/)\s*(?:월세|월|달세|달)?\s*")
_PAIR_HOME = re.compile(r"월|원룸|투룸|방|살|사[는세]|내[요고는]|빌라|보증금|오피스텔|자취|짜리|집|/")
_BEHIND = re.compile(r"\s*(?:만\s*원|원)?\s*(?:짜리|씩|정도|쯤|가량|의|을|를|이|가|은|인)?\s*(?:넘게|조금\s*넘게|더)?\s*(?:빌린|남은|되는)?\s*")
_DENIED = re.compile(r"\s*(?:원|만원)?\s*(?:이|가)?\s*아니(?:라|고|구|에요|예요)")
_MARKET = re.compile(r"시세|시가(?!지)|매매가|호가")
_BUSINESS = re.compile(r"장사|가게|사업|프리랜서|자영업|농사|식당을|운영")
_PAST = re.compile(r"이었|였(?:어|고|는|습)|벌었|받았|받던|벌던")
_ONE_YEAR = re.compile(r"1년|일\s*년|한\s*해|12개월|열두\s*달|지난해|연간")
_RATIO = re.compile(r"중위\s*소득(?:의|은|이|대비)?\s*(?:약\s*)?(?P<n>\d{1,3})\s*(?:%|퍼센트|프로)(?!\s*(?:이하|이상|초과|미만|까지|가|면))")
_NO_INCOME = re.compile(r"무소득")
_HOME_CUE = re.compile(r"보증금|월세|전세|고시원|고시텔|쪽방|달방|여관|원룸|임대|사글세|방세|투룸|반지하")
_DAILY = re.compile(r"(?:하루|일당|시급|주급|일급)\s*(?:에|로)?\s*(?:약|한)?\s*$")


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
            if not scene.told(clause) or amount.threshold or amount.ranged or _DENIED.match(scene.text[amount.end :]):
                continue
            if self._pair(scene, found, at):
                last = None
                continue
            if at and self._pair(scene, found, at - 1):
                continue
            topic = self._topic(scene, clause, topics, amount, found, used, last)
            if topic is not None:
                last = topic.topic
                self._note(scene, clause, topic, amount)
        self._nones(scene, topics)
        self._ratio(scene)
        _tenure(scene)

    def _pair(self, scene: Scene, found: list[Amount], at: int) -> bool:
        """보증금 3천에 월 40, 500에 30짜리, 1000/45: notes both; whether `at` begins such a pair."""
        if at + 1 >= len(found):
            return False
        first, second = found[at], found[at + 1]
        between = scene.text[first.end : second.start]
        if not _PAIR.fullmatch(between) or second.won >= max(first.won, 1) or second.won > 5_000_000:
            return False
        clause = scene.clause_at(first.start)
        asked = scene.context.asked.fact if scene.context.asked else ""
        if not _PAIR_HOME.search(scene.sentence(clause) + between) and asked not in ("deposit", "monthly_rent"):
            return False
        if not scene.has("deposit"):
            scene.add("deposit", None, first.won, first.start, first.end, doubtful=first.approximate)
            scene.add("monthly_rent", None, second.won, second.start, second.end, doubtful=second.approximate)
            scene.topic = "monthly_rent"
        return True

    def _topic(
        self,
        scene: Scene,
        clause: Clause,
        topics: list[TopicMention],
        amount: Amount,
        found: list[Amount],
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
        """What an amount is by what was said before it: 회사 다니고 250 받아요, 땅이 있는데 공시지가 1200만원."""
        monthly = bool(_MONTHLY.search(scene.text[: amount.start]))
        earlier = [one for one in topics if one.end <= clause.start]
        here = (amount.start, amount.end)
        asked = scene.context.asked
        if monthly and _HOME_CUE.search(scene.text[: amount.start]) and not re.search("벌|받", clause.text):
            return TopicMention(Topic(fact="monthly_rent", words=["월"]), *here)
        if earlier and (last is None or last is not earlier[-1].topic or last.fact in _SUMMED):
            return TopicMention(earlier[-1].topic, *here)
        if asked is not None and asked.fact in HOUSEHOLD | MEMBER:
            return TopicMention(Topic(fact=asked.fact, words=["?"]), *here)
        works = any(fact.id == "works" and fact.value is True for fact in scene.facts)
        if works and re.match(r"\s*(?:만\s*)?(?:원)?\s*(?:정도|쯤|씩)?\s*(?:을|를)?\s*(?:받|벌|가져)", scene.text[amount.end :]):
            return TopicMention(Topic(fact="earned_income", words=["받"]), *here)
        if scene.topic in HOUSEHOLD | MEMBER and len(scene.text) < 25 and not earlier and amount.bare | (not monthly):
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
        doubtful = amount.approximate
        if fact == "home_value":
            doubtful |= bool(_MARKET.search(clause.text)) or "공시" not in scene.text
        if fact == "medical_cost":
            doubtful |= not _ONE_YEAR.search(scene.sentence(clause))
        if fact == "deposit" and re.search("못\s*받|사기", clause.text):
            doubtful = True
        old = next((one for one in scene.facts if one.id == fact and one.member is None), None)
        if old is not None and isinstance(old.value, int):
            if fact not in _SUMMED:
                return
            scene.facts.remove(old)
            scene.add(fact, None, old.value + amount.won, amount.start, amount.end, doubtful=doubtful or not old.sure)
            return
        scene.add(fact, None, amount.won, amount.start, amount.end, doubtful=doubtful)

    def _member(
        self, scene: Scene, clause: Clause, topic: Topic, fact: str, amount: Amount, start: int, end: int
    ) -> None:
        given = fact == "transfer_income" and bool(self._given.search(clause.text[amount.end - clause.start :]))
        member, doubtful = scene.owner(start, end, adult=True, given=given)
        won, doubtful = amount.won, doubtful or amount.approximate or topic.doubtful
        if fact == "yearly_pay":
            fact, won, doubtful = "earned_income", won // 12, True
        if fact == "earned_income":
            fact, doubtful = self._earned(scene, clause, topic, fact, doubtful, amount)
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
        scene.add(fact, member, won, start, end, doubtful=doubtful)
        if topic.pension_type and not topic.doubtful:
            scene.add("pension_type", member, topic.pension_type, start, end)
        if topic.status and not any(one.id == "statuses" and one.member == member for one in scene.facts):
            scene.add("statuses", member, (topic.status,), start, end)

    def _earned(
        self, scene: Scene, clause: Clause, topic: Topic, fact: str, doubtful: bool, amount: Amount
    ) -> tuple[str, bool]:
        """Income of unnamed kind is business income where a business was named in the sentence."""
        if (topic.after or topic.doubtful) and _BUSINESS.search(scene.sentence(clause)):
            return "business_income", amount.approximate
        return fact, doubtful

    def _nones(self, scene: Scene, topics: list[TopicMention]) -> None:
        """빚은 없고, 소득이 하나도 없어요, 재산 없음."""
        for mention in topics:
            clause = scene.clause_at(mention.start)
            fact = mention.topic.fact
            if fact is None or not scene.told(clause) or clause.past:
                continue
            if not self._none.match(scene.text[mention.end : mention.end + 16]):
                continue
            if fact in HOUSEHOLD - {"vehicle_value", "medical_cost", "household_income", "private_insurance_paid"}:
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
        facts = ("earned_income", "business_income") if fact == "earned_income" and topic.doubtful else (fact,)
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
