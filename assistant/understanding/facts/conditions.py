"""What a phrase says by itself, from conditions.yaml: illnesses, statuses held, work, tenure, crises."""

import re

from assistant.understanding.facts.clauses import Clause
from assistant.understanding.facts.lexicon import Condition, Conditions
from assistant.understanding.facts.scene import Scene

_DENIED_HOLDING = re.compile(r"(?:못|안)\s*(?:받|타)|(?:수급자|대상|차상위)[는은가이도]?\s*아니|탈락|끊겼|끝났|신청|떨어졌|받으려|받고\s*싶")
_NOTHING_HELD = re.compile(
    r"(?:받(?:고\s*있)?는|받던|타는|나오는)\s*(?:지원|혜택|급여|복지|돈)?(?:은|는|이|건|게|거)?\s*(?:하나도|아무것도|전혀)?\s*없|아무것도\s*안\s*받"
)
_BOTH_WORK = re.compile(r"맞벌이")
_LIVE = re.compile(r"\s*(?:같이\s*|함께\s*)?(?:살(?!림)|사[는세시]|삽)")


class ConditionReader:
    """Reads conditions; made once."""

    def __init__(self, data: Conditions) -> None:
        """Compile the patterns."""
        self._negation = re.compile(data.negation)
        self._patterns = [(one, re.compile("|".join(one.says))) for one in data.conditions]

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
        if not self._holds(scene, clause, condition, start, end):
            return
        value = condition.value
        if condition.deniable and self._negation.match(scene.text[end : clause.end + 6]):
            if condition.negated is None:
                return
            value = condition.negated
        if condition.household:
            self._add(scene, condition, None, value, start, end, condition.doubtful)
            return
        member, unsure = scene.owner(start, end, adult=condition.adult)
        if condition.only and member not in condition.only:
            return
        if condition.own and not self._owned(scene, condition, start):
            return
        if condition.own:
            member = scene.head
        if condition.fact == "lives_with_household":
            self._together(scene, clause, start, end)
            return
        self._add(scene, condition, member, value, start, end, condition.doubtful or unsure)

    def _holds(self, scene: Scene, clause: Clause, condition: Condition, start: int, end: int) -> bool:
        """Whether the phrase is said of these people and its clause has what it needs and nothing it must not."""
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
        return not condition.needs or re.search(condition.needs, text) is not None

    def _described(self, scene: Scene, end: int) -> bool:
        """In a question only what describes a relative counts: 치매 걸린 어머니 모시는데 지원 있나요."""
        mention = scene.following(end)
        return mention is not None and mention.role.role in ("mother", "father", "spouse", "grandmother", "grandfather")

    def _owned(self, scene: Scene, condition: Condition, start: int) -> bool:
        """Whether something said of oneself (이혼했고, 여자예요) is not said of a parent or a child."""
        clause = scene.clause_at(start)
        people = [one for one in scene.people_in(clause.start, start) if not one.companion]
        if not people:
            people = [one for one in scene.mentions if one.start < clause.start and one.role.role == "self"]
        others = [one for one in people if one.role.role not in ("self", "spouse", "gone", "child", "sibling")]
        if condition.fact == "sex":
            return all(one.role.role == "self" for one in people)
        return not others

    def _together(self, scene: Scene, clause: Clause, start: int, end: int) -> None:
        others = [one for one in scene.mentions if one.start < end and one.role.role not in ("self", "gone", "ex")]
        people = [one for one in others if one.start >= clause.start] or others
        for one in people[-1:]:
            for ref in scene.cast.refs(one):
                scene.add("lives_with_household", ref, True, start, end)

    def _living_with(self, scene: Scene, clause: Clause) -> None:
        """엄마랑 살아요: who is named with the person lives in the household."""
        if not scene.told(clause) or clause.past:
            return
        for one in scene.people_in(clause.start, clause.end):
            match = _LIVE.match(scene.text[one.stop :]) if one.companion and one.role.role != "self" else None
            for ref in scene.cast.refs(one) if match else ():
                if not scene.has("lives_with_household", ref):
                    scene.add("lives_with_household", ref, True, one.start, one.stop)

    def _add(
        self, scene: Scene, condition: Condition, member: str | None, value: object, start: int, end: int, doubtful: bool
    ) -> None:
        if condition.element:
            self._grow(scene, condition.fact, member, str(value), start, end, doubtful)
        elif not scene.has(condition.fact, member) and (value is None or isinstance(value, (bool, int, str))):
            scene.add(condition.fact, member, value, start, end, doubtful=doubtful)

    def _grow(
        self, scene: Scene, fact: str, member: str | None, value: str, start: int, end: int, doubtful: bool
    ) -> None:
        if any(one.id == fact and one.member == member and one.value == (value,) for one in scene.facts):
            return
        scene.add(fact, member, (value,), start, end, doubtful=doubtful)

    def _whole(self, scene: Scene, clause: Clause) -> None:
        """What a clause says as a whole: nothing held, both work."""
        if not scene.told(clause):
            return
        if (match := _NOTHING_HELD.search(clause.text)) and not scene.has("statuses", scene.head):
            place = clause.start + match.start()
            scene.add("statuses", scene.head, (), place, clause.start + match.end())
        if match := _BOTH_WORK.search(clause.text):
            place = clause.start + match.start()
            for member in (scene.head, "spouse"):
                if not scene.has("works", member):
                    scene.add("works", member, True, place, place + 3)
