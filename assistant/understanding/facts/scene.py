"""An utterance with its clauses and people, and whose a fact is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.understanding.facts.cast import Cast
from assistant.understanding.facts.clauses import Clause, clauses
from assistant.understanding.facts.lexicon import Lexicon
from assistant.understanding.facts.model import HEAD, Confidence, Context, Fact, Value
from assistant.understanding.facts.people import Mention, Mentions
from assistant.understanding.facts.text import Said
from assistant.understanding.facts.words import Words

_GLUE = Words("scene.glue")
_ONE_OF_THEM = Words("scene.one_of_them")
_HONORIFIC = Words("scene.honorific")
_EXISTENCE = Words("scene.existence")
_ENDED = Words("scene.ended")
_BOTH = Words("scene.both")
_OWN = Words("scene.own")
_NAME_AND_AGE = Words("scene.name_and_age")
_AWAY = Words("scene.away")
_FOUND_OUT = Words("scene.found_out")
RECEIVING = ("한테", "에게")
"""The particles of who is given something."""
_TOPICAL = ("은", "는", "이", "가", "도")
_CHILDLIKE = ("child", "grandchild", "sibling")


class Scene:
    """What the readers of facts work on; they append to `facts`."""

    def __init__(
        self, said: Said, as_of: date, context: Context, lexicon: Lexicon, mentions: Mentions
    ) -> None:
        """Find clauses and people."""
        self.said, self.text, self.as_of, self.context, self.lexicon = (
            said,
            said.text,
            as_of,
            context,
            lexicon,
        )
        raised = any(one.ref.startswith("grandchild") for one in context.members)
        self.mentions = mentions.found(self.text, raised=raised)
        self.clauses = [self._by_whom(one) for one in clauses(self.text, lexicon.moods)]
        self.cast = Cast(lexicon.people, context)
        self.facts: list[Fact] = []
        self.ages: dict[str, int] = {
            str(fact.member): fact.value
            for fact in context.facts
            if fact.id == "age" and isinstance(fact.value, int)
        }
        self.about = context.about
        self.topic = context.topic
        self.spent: list[tuple[int, int]] = []

    @property
    def head(self) -> str:
        """Who it is about where nobody is named."""
        return self.about or HEAD

    def add(
        self,
        id: str,
        member: str | None,
        value: Value,
        start: int,
        end: int,
        *,
        doubtful: bool = False,
        approximate: bool = False,
        alternatives: tuple[str, ...] = (),
    ) -> None:
        """Note a fact that stands at a place of the text; `approximate` doubts only its exact value."""
        confidence = Confidence.DOUBTFUL if doubtful or approximate else Confidence.SURE
        span = self.said.span(start, end)
        rough = approximate and not doubtful
        self.facts.append(
            Fact(id, member, value, confidence, span, alternatives=alternatives, approximate=rough)
        )

    def has(self, id: str, member: str | None = None) -> bool:
        """Whether the utterance has said that already."""
        return any(fact.id == id and fact.member == member for fact in self.facts)

    def clause_at(self, place: int) -> Clause:
        """The clause of a place."""
        return next((one for one in self.clauses if one.start <= place < one.end), self.clauses[-1])

    def _by_whom(self, clause: Clause) -> Clause:
        """A clause that passes on what somebody else said (사장님은 250 준다고 했는데) is hearsay.

        What the family says of itself is told, and so is what a doctor found.
        """
        if not clause.reported or _FOUND_OUT.search(clause.text):
            return clause
        family = any(
            one.subject and one.role.role not in ("gone", "ex")
            for one in self.people_in(clause.start, clause.end)
        )
        return clause if family else replace(clause, hearsay=True)

    def sentence(self, clause: Clause) -> str:
        """The sentence of a clause."""
        return " ".join(one.text for one in self.clauses if one.sentence == clause.sentence)

    def of_a_rule(self, clause: Clause) -> bool:
        """월급 180 받으면서 신청해도 되나요: whether a sentence may ask about anybody in such a case."""
        if _OWN.search(self.text):
            return False
        return any(one.asks and one.rules and one.sentence == clause.sentence for one in self.clauses)

    def people_in(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions between two places."""
        return (one for one in self.mentions if start <= one.start < end)

    def told(self, clause: Clause) -> bool:
        """Whether a clause says what is so of these people, not what is supposed or of others."""
        if not clause.told:
            return False
        own = clause.of_oneself or any(
            one.subject and one.particle in _TOPICAL and (one.role.role == "self" or one.own)
            for one in self.people_in(clause.start, clause.end)
        )
        return not any(
            one.role.role == "gone" and not one.absent
            for other in self.clauses
            if other.sentence == clause.sentence
            and (other.start == clause.start or (other.start < clause.start and not own))
            for one in self.people_in(other.start, other.end)
            if not (one.companion or one.particle in RECEIVING)
        )

    def spoken(self, place: int) -> bool:
        """Whether what stands at a place is told, or asked about as in 그럼 아내는요?"""
        clause = self.clause_at(place)
        return self.told(clause) or clause.elliptic

    def of_the_gone(self, start: int) -> bool:
        """Whether what stands at a place is said of somebody who is dead or not of the family."""
        clause = self.clause_at(start)
        people = [one for one in self.people_in(clause.start, start) if not (one.companion or one.object)]
        return bool(people) and people[-1].gone

    def following(self, end: int, *, bare: bool = True) -> Mention | None:
        """The person whom the words up to `end` describe: 78세 어머니, 장애가 있는 아들.

        Without `bare` only where a verb joins them (200 버는 남편), not 60만원 아내는.
        """
        for one in self.mentions:
            if one.start >= end:
                between = self.text[end : one.start]
                if not bare and not between.strip():
                    return None
                return one if _GLUE.fullmatch(between) and one.role.role not in ("gone", "ex") else None
        return None

    def owner(
        self, start: int, end: int, *, adult: bool = False, given: bool = False, bare: bool = True
    ) -> tuple[str, bool]:
        """Whose a fact from `start` to `end` is, and whether that is doubtful.

        The person described (장애가 있는 아들), else the last one named before in the clause, else who was
        spoken of before, else the person the conversation is about. `adult`: a small child cannot have it.
        """
        clause = self.clause_at(start)
        if (mention := self.following(end, bare=bare)) is not None and mention.start < clause.end:
            refs = self.cast.refs(mention)
            if refs and self._may(refs[0], adult):
                return refs[0], mention.start in self.cast.doubtful
        if (member := self.one_of_them(clause, start)) is not None:
            return member, False
        named = [one for one in self.people_in(clause.start, start) if one.subject]
        if given:
            named = []
        for one in reversed(named):
            refs = self.cast.refs(one)
            if refs and self._may(refs[0], adult):
                return refs[0], one.start in self.cast.doubtful or len(refs) > 1
        if given:
            return self.head, False
        return self._carried(clause, adult)

    def meant(self, clause: Clause, member: str, start: int) -> tuple[str, ...]:
        """부모님은 일을 안 하시고, 둘 다 아파서: what is said of a pair is said of both."""
        if _BOTH.search(clause.text[: start - clause.start]):
            named = [one for one in self.mentions if one.start < start and self.spoken(one.start)]
            everybody = [ref for one in named for ref in self.cast.refs(one)]
            pair = tuple(dict.fromkeys([*reversed(everybody), self.head]))[:2]
            if len(pair) > 1:
                return pair
        for mention in self.people_in(clause.start, start):
            refs = self.cast.refs(mention)
            if member in refs and mention.role.role in self.lexicon.people.pairs:
                return refs
        return (member,)

    def one_of_them(self, clause: Clause, place: int) -> str | None:
        """Who is meant by 하나는 in a clause: 아이가 둘인데 하나는 군대 갔고 하나는 대학생."""
        if not any(clause.start <= one.start() < place for one in _ONE_OF_THEM.finditer(self.text)):
            return None
        count = sum(1 for one in _ONE_OF_THEM.finditer(self.text) if one.start() < place)
        return self.cast.one_of(count - 1)

    def _carried(self, clause: Clause, adult: bool) -> tuple[str, bool]:
        """Who a clause that names nobody is about."""
        if (postposed := self._postposed(clause)) is not None and self._may(postposed, adult):
            return postposed, False
        honorific = bool(_HONORIFIC.search(clause.text))
        for one in reversed([one for one in self.mentions if one.start < clause.start]):
            if not self.spoken(one.start):
                continue
            refs = self.cast.refs(one)
            if not refs or not self._may(refs[0], adult) or _AWAY.match(self.text[one.stop :]):
                continue
            if one.role.role == "self":
                return self.head, False
            if self._continues(one, refs, honorific, adult):
                return refs[0], False
        return self._default(honorific, adult)

    def _postposed(self, clause: Clause) -> str | None:
        """Who comes after all: 1급 와상 환자세요, 저희 아버지가."""
        inside = list(self.people_in(clause.start, clause.end))
        if (
            len(inside) == 1
            and not self.text[inside[0].stop : clause.end].strip(" .!~")
            and not inside[0].companion
        ):
            before = self.text[clause.start : inside[0].start].rstrip(" 우리울저희제")
            refs = self.cast.refs(inside[0])
            if refs and _ENDED.search(before):
                return refs[0]
        after = next((one for one in self.clauses if one.start >= clause.end), None)
        if after is None or after is not self.clauses[-1]:
            return None
        people = list(self.people_in(after.start, after.end))
        if len(people) != 1:
            return None
        rest = after.text.replace(self.text[people[0].start : people[0].stop], "").strip(" .!")
        refs = self.cast.refs(people[0])
        bare = rest in ("", "저희", "우리", "제")
        with_age = not people[0].particle and _NAME_AND_AGE.fullmatch(rest) is not None
        return refs[0] if refs and (bare or with_age) else None

    def _continues(self, one: Mention, refs: tuple[str, ...], honorific: bool, adult: bool) -> bool:
        """Whether a clause without a person goes on about one who was named before."""
        if one.companion or one.object or len(refs) > 1:
            return honorific and refs[0].rstrip("0123456789") not in _CHILDLIKE
        if adult and not self._earns(refs[0]):
            return False
        exists = bool(_EXISTENCE.match(self.text[one.stop :]))
        return honorific or not adult or not (exists or one.predicate)

    def _earns(self, ref: str) -> bool:
        """Whether money that names nobody may be a child's: only of one that is grown or works."""
        if ref.rstrip("0123456789") not in _CHILDLIKE:
            return True
        works = any(fact.key == (ref, "works") for fact in self.facts)
        return works or self.ages.get(ref, 0) >= 19

    def _default(self, honorific: bool, adult: bool) -> tuple[str, bool]:
        asked, focus = self.context.asked, self.context.focus
        if asked is not None and asked.member is not None:
            return asked.member, False
        if focus is not None and focus != self.head and self._may(focus, adult):
            childlike = focus.rstrip("0123456789") in _CHILDLIKE
            if honorific and not childlike:
                return focus, False
            if not adult or not childlike:
                return focus, False
        return self.head, False

    def _may(self, ref: str, adult: bool) -> bool:
        """Whether a person may have what only grown people have."""
        if not adult:
            return True
        if ref in self.cast.minors and self.ages.get(ref, 0) < 15:
            return False
        return self.ages.get(ref, 99) >= 15
