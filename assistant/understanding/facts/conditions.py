"""What a phrase says by itself, from conditions.yaml: illnesses, statuses held, work, tenure, crises."""

import re

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.lexicon import Condition, Conditions
from assistant.understanding.facts.people import Mention
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words

_DENIED_HOLDING = Words("conditions.denied_holding")
_NOTHING_HELD = Words("conditions.nothing_held")
_BOTH_WORK = Words("conditions.both_work")
_LIVE = Words("conditions.live")
_MARRIED_TO = Words("conditions.married_to")
_WAS = Words("conditions.was")
_SOMEBODY = Words("conditions.somebody")
_RECEIVED = Words("conditions.received")


class ConditionReader:
    """Reads conditions; made once."""

    def __init__(self, data: Conditions) -> None:
        """Compile the patterns."""
        self._negation = re.compile(data.negation)
        self._topical, self._named = re.compile(data.topical), re.compile(data.named)
        self._patterns = [(one, data.pattern(one)) for one in data.conditions]

    def read(self, scene: Scene) -> None:
        """Note what each clause says."""
        for clause in scene.clauses:
            for condition, pattern in self._patterns:
                for match in pattern.finditer(clause.text):
                    self._note(scene, clause, condition, match)
            self._whole(scene, clause)
            self._living_with(scene, clause)

    def _note(self, scene: Scene, clause: Clause, condition: Condition, match: re.Match[str]) -> None:
        start, end = clause.start + match.start(), clause.start + match.end()
        if not self._holds(scene, clause, condition, end) or self._of_a_program(scene, condition, end):
            return
        value = condition.value
        if condition.deniable and self._negation.match(scene.text[end : clause.end + 6]):
            if condition.negated is None:
                return
            value = condition.negated
        if condition.household and value == "job_loss" and _of_others(scene, clause, start):
            return
        if not condition.past and _WAS.match(scene.text[end:]):
            return  # 원래는 정규직이었는데
        if value == "free" and _comes_to_us(scene, clause, start):
            return
        if condition.household:
            self._add(scene, condition, None, value, start, end, condition.doubtful)
        else:
            self._of_people(scene, clause, condition, value, start, end)

    def _of_people(
        self, scene: Scene, clause: Clause, condition: Condition, value: object, start: int, end: int
    ) -> None:
        """Note what a phrase says of whom it is said of."""
        if scene.of_the_gone(start) and condition.fact != "spouse":
            return
        if _SOMEBODY.match(scene.text[end:]):
            return  # 노인정에서 일하시는 분이
        member, unsure = scene.owner(start, end, adult=condition.adult)
        if condition.only and member not in condition.only:
            return
        if (
            condition.fact == "statuses"
            and _childlike(member)
            and not list(scene.people_in(clause.start, end))
        ):
            member = scene.head
        if condition.fact == "lives_with_household":
            self._together(scene, clause, start, end)
        elif not condition.own:
            for one in scene.meant(clause, member, start):
                self._add(scene, condition, one, value, start, end, condition.doubtful or unsure)
        elif self._owned(scene, condition, start, end):
            self._add(scene, condition, scene.head, value, start, end, condition.doubtful or unsure)

    def _of_a_program(self, scene: Scene, condition: Condition, end: int) -> bool:
        """Whether the phrase only names a program or whom it is for: 암 환자 지원, 차상위도 돼요."""
        rest = scene.text[end:]
        if condition.household:
            return False
        said_alone = condition.needs is None and self._topical.match(rest) is not None
        return said_alone or self._named.match(rest) is not None

    def _holds(self, scene: Scene, clause: Clause, condition: Condition, end: int) -> bool:
        """Whether the phrase is said of these people, and its clause has what it needs."""
        if clause.hypothetical or clause.hearsay or clause.plan or (clause.past and not condition.past):
            return False
        if clause.asks and not self._described(scene, end):
            return False
        if not clause.asks and not scene.told(clause):
            return False
        text = clause.text
        if condition.unless and re.search(condition.unless, text):
            return False
        if condition.sentence and not re.search(condition.sentence, scene.sentence(clause)):
            return False
        if condition.fact == "statuses" and _DENIED_HOLDING.search(text):
            return False
        if condition.unless_sentence and re.search(condition.unless_sentence, scene.sentence(clause)):
            return False
        return not condition.needs or re.search(condition.needs, self._with_verb(scene, clause)) is not None

    def _with_verb(self, scene: Scene, clause: Clause) -> str:
        """The clause with the one that has its verb: 할머니는 기초연금, 할아버지는 보훈급여 받으세요."""
        if not clause.text.rstrip().endswith(","):
            return clause.text
        return clause.text + next((one.text for one in scene.clauses if one.start >= clause.end), "")

    def _described(self, scene: Scene, end: int) -> bool:
        """In a question only what describes a relative counts: 치매 걸린 어머니 모시는데 지원 있나요."""
        mention = scene.following(end)
        return mention is not None and mention.role.role in (
            "mother",
            "father",
            "spouse",
            "grandmother",
            "grandfather",
        )

    def _owned(self, scene: Scene, condition: Condition, start: int, end: int) -> bool:
        """Whether something said of oneself (이혼했고, 여자예요) is not said of a parent or a child."""
        clause, described = scene.clause_at(start), scene.following(end)
        if described is not None and described.role.role != "self" and condition.fact != "spouse":
            return False
        people = [one for one in scene.people_in(clause.start, start) if not one.companion]
        if not people:
            people = [one for one in scene.mentions if one.start < clause.start and one.role.role == "self"]
        others = [
            one for one in people if one.role.role not in ("self", "spouse", "gone", "child", "sibling")
        ]
        if condition.fact == "sex":
            return all(one.role.role == "self" for one in people)
        return not others

    def _together(self, scene: Scene, clause: Clause, start: int, end: int) -> None:
        others = [
            one for one in scene.mentions if one.start < end and one.role.role not in ("self", "gone", "ex")
        ]
        people = [one for one in others if one.start >= clause.start] or others
        for one in _chain(scene, people):
            for ref in scene.cast.refs(one):
                if not scene.has("lives_with_household", ref):
                    scene.add("lives_with_household", ref, True, start, end)

    def _living_with(self, scene: Scene, clause: Clause) -> None:
        """엄마랑 살아요: who is named with the person lives in the household."""
        if not scene.told(clause) or clause.past:
            return
        people = list(scene.people_in(clause.start, clause.end))
        for at, last in enumerate(people):
            if scene.text[last.start : last.stop].startswith("부부"):
                continue
            if not (last.companion and last.role.role != "self" and _LIVE.match(scene.text[last.stop :])):
                continue
            for one in _chain(scene, people[: at + 1]):
                for ref in scene.cast.refs(one):
                    if not scene.has("lives_with_household", ref):
                        scene.add("lives_with_household", ref, True, one.start, one.stop)

    def _add(
        self,
        scene: Scene,
        condition: Condition,
        member: str | None,
        value: object,
        start: int,
        end: int,
        doubtful: bool,
    ) -> None:
        if condition.element:
            self._grow(scene, condition.fact, member, str(value), start, end, doubtful)
            return
        if condition.fact == "student":  # 중학생 딸이 학교를 안 다녀요: the school year alone is not enough
            scene.facts[:] = [one for one in scene.facts if one.key != (member, "student")]
        old = next((one for one in scene.facts if one.key == (member, condition.fact)), None)
        if old is not None and not old.sure and not doubtful and old.value != value:
            scene.facts.remove(old)  # 미국 사람인데 귀화했어요: the sure one is meant
            old = None
        if old is None and (value is None or isinstance(value, (bool, int, str))):
            scene.add(condition.fact, member, value, start, end, doubtful=doubtful)

    def _grow(
        self, scene: Scene, fact: str, member: str | None, value: str, start: int, end: int, doubtful: bool
    ) -> None:
        for old in [one for one in scene.facts if one.key == (member, fact) and one.value == (value,)]:
            if old.sure or doubtful:
                return
            scene.facts.remove(old)
        scene.add(fact, member, (value,), start, end, doubtful=doubtful)

    def _whole(self, scene: Scene, clause: Clause) -> None:
        """What a clause says as a whole: nothing held, both work."""
        if not scene.told(clause):
            return
        match = _NOTHING_HELD.search(clause.text)
        if match and not (
            _RECEIVED.search(clause.text[: match.start()]) or scene.has("statuses", scene.head)
        ):
            place = clause.start + match.start()
            scene.add("statuses", scene.head, (), place, clause.start + match.end())
        if _MARRIED_TO.search(clause.text):
            scene.cast.spouse()
        if match := _BOTH_WORK.search(clause.text):
            place = clause.start + match.start()
            for member in (scene.head, "spouse"):
                if not scene.has("works", member):
                    scene.add("works", member, True, place, place + 3)


def _of_others(scene: Scene, clause: Clause, place: int) -> bool:
    """Whether a clause is about a relative who is seldom of the household: 이모부가 잘렸는데."""
    people = [one for one in scene.people_in(clause.start, place) if one.subject]
    return bool(people) and people[-1].role.role in ("other", "sibling")


def _comes_to_us(scene: Scene, clause: Clause, place: int) -> bool:
    """처남이 얹혀살아요: whether it is a relative who lives here for nothing, not the speaker."""
    people = [one for one in scene.people_in(clause.start, place) if one.particle in ("이", "가")]
    return bool(people) and people[-1].role.role in ("other", "sibling", "child", "grandchild")


def _childlike(ref: str) -> bool:
    return ref.startswith(("child", "grandchild"))


def _chain(scene: Scene, people: list[Mention]) -> list[Mention]:
    """The last person with those joined to it: 할아버지 할머니랑, 아내와 아들이랑."""
    chain = people[-1:]
    for one in reversed(people[:-1]):
        if scene.text[one.end : chain[0].start].strip(" ,") or one.role.role == "self":
            break
        chain.insert(0, one)
    return chain
