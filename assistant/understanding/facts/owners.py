"""Whose a descriptor is of several people: the one described, the last named, or the next of a group."""

import re
from collections import Counter
from datetime import date

from assistant.understanding.facts.described import MINOR, Descriptor
from assistant.understanding.facts.model import HEAD
from assistant.understanding.facts.people import Mention
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words
from knowledge.language.numbers import small_number

_SEPARATOR = Words("descriptors.separator")
_JUST_BORN = Words("descriptors.just_born")
_ABOVE = Words("descriptors.above")
_SIDE_BY_SIDE = Words("descriptors.side_by_side")
_ADJACENT = Words("descriptors.adjacent")
_COUNTED_CHILDREN = Words("descriptors.counted_children")
_STRANGER = Words("descriptors.stranger")
_NO_STRANGER = Words("descriptors.no_stranger")
_GOES_ON = Words("descriptors.goes_on")
_SPEAKER = Words("descriptors.speaker")
_ATTRIBUTE = Words("descriptors.attribute")
_BOTH = Words("descriptors.both")
_YOUNGEST = {
    "spouse": 17, "mother": 30, "father": 30, "mother_in_law": 33, "father_in_law": 33,
    "grandmother": 45, "grandfather": 45,
}  # fmt: skip
"""An age below these is somebody else's."""


_CHILDREN_LISTED = 6


class Owners:
    """Hands descriptors to people: the one described, the last named, or the next of a group (애 둘)."""

    def __init__(self, scene: Scene, descriptors: list[Descriptor]) -> None:
        self._scene, self._descriptors = scene, descriptors
        self._last: tuple[int, str] | None = None
        self._runs = self._ahead()

    def _ahead(self) -> dict[int, tuple[Mention, int]]:
        """For descriptors right before a person (5살 3살 애 둘): that person and the place in the run."""
        runs: dict[int, tuple[Mention, int]] = {}
        for mention in self._scene.mentions:
            if mention.role.role in ("gone",) or mention.absent:
                continue
            run = self._run_before(mention)
            if run and not self._belongs_behind(run[0], mention):
                seen: Counter[str] = Counter()
                for one in run:
                    runs.setdefault(one.start, (mention, seen[one.fact]))
                    seen[one.fact] += 1
        return runs

    def _run_before(self, mention: Mention) -> list[Descriptor]:
        text, at = self._scene.text, mention.start
        run: list[Descriptor] = []
        for one in reversed([one for one in self._descriptors if one.end <= mention.start]):
            glue = _SEPARATOR if run else _ADJACENT
            gap = text[one.end : at]
            if (
                not glue.fullmatch(gap)
                or (run and _GOES_ON.search(text[one.start : one.end]))
                or _most(mention) <= sum(other.fact == one.fact for other in run)
                or (not run and "," in gap)
            ):
                break
            run.insert(0, one)
            at = one.start
        return run

    def _belongs_behind(self, first: Descriptor, mention: Mention) -> bool:
        """아들 5살 딸 3살, 아들은 5살 딸은 3살: the age is of the person before it."""
        scene = self._scene
        before = [one for one in scene.mentions if one.end <= first.start]
        if not before or before[-1].absent or scene.text[before[-1].stop : first.start].strip(" :은는이가"):
            return False
        if before[-1].particle == "" and before[-1].role.role != "self":
            return True
        if before[-1].particle in ("은", "는") and mention.particle in ("은", "는", "도"):
            return True
        follows = [one for one in self._descriptors if one.start >= mention.stop]
        return (
            bool(follows)
            and not scene.text[mention.stop : follows[0].start].strip()
            and not mention.predicate
        )

    def owners(self, one: Descriptor, taken: dict[str, set[str]]) -> list[tuple[str, bool]]:
        """The people a descriptor belongs to, each with whether that is doubtful."""
        found = self._older_than_the_newborn(one, taken) or self._found(one, taken)
        self._last = (one.end, found[0][0]) if len(found) == 1 else None
        return found

    def _older_than_the_newborn(
        self, one: Descriptor, taken: dict[str, set[str]]
    ) -> list[tuple[str, bool]] | None:
        """셋째를 낳았어요. 위로 초2랑 유치원 다니는 다섯 살: who goes to school was not born just now.

        What stands side by side (유치원 다니는 다섯 살) is said of one child.
        """
        scene, cast = self._scene, self._scene.cast
        if one.fact not in ("age", "student", "daycare") or (one.fact == "age" and int(one.value) < 1):
            return None
        before = [mention for mention in scene.mentions if mention.stop <= one.start]
        if not before or not _JUST_BORN.match(scene.text[before[-1].stop :]):
            return None
        if not _ABOVE.search(scene.text[before[-1].stop : one.start]):
            return None
        if (
            self._last
            and one.fact not in taken.get(self._last[1], set())
            and _SIDE_BY_SIDE.fullmatch(scene.text[self._last[0] : one.start])
        ):
            return [(self._last[1], False)]
        return [(cast.new_child(), False)]

    def _found(self, one: Descriptor, taken: dict[str, set[str]]) -> list[tuple[str, bool]]:
        cast = self._scene.cast
        if one.start in self._runs:
            mention, place = self._runs[one.start]
            size = 1 + max(place for other, place in self._runs.values() if other is mention)
            refs = cast.refs(mention)
            if size > len(refs) > 0:
                refs = cast.group(mention, size)
            if not refs:
                return []
            ref = refs[min(place, len(refs) - 1)]
            if size == 1 and one.fact in taken.get(ref, set()) and _child(ref):
                ref = cast.another(mention)
            return [(ref, mention.start in cast.doubtful)]
        return self._behind(one, taken)

    def _behind(self, one: Descriptor, taken: dict[str, set[str]]) -> list[tuple[str, bool]]:
        scene = self._scene
        clause = scene.clause_at(one.start)
        if (member := scene.one_of_them(clause, one.start)) is not None:
            return [(member, False)]
        if scene.of_the_gone(one.start):
            return []
        if one.fact in ("age", "birth_date") and self._of_the_speaker(one):
            return [(scene.head, False)]
        for mention in reversed([m for m in scene.mentions if m.stop <= one.start]):
            refs = self._people(mention)
            if not refs or (mention.companion and not _child(refs[0]) and mention.start < clause.start):
                continue
            if mention.role.role == "self":
                if _grown(one) and not self._scene.text[mention.stop : one.start].strip(" :,"):
                    return [(refs[0], False)]
                break
            if not self._fits(one, refs[0]):
                continue
            couple = "부부" in scene.text[mention.start : mention.stop] and "age" not in taken.get(
                scene.head, ()
            )
            if couple and one.fact == "age":
                return [(scene.head, False)]
            return self._among(one, mention, refs, taken)
        return self._unnamed(one, taken)

    def _of_the_speaker(self, one: Descriptor) -> bool:
        """홀어머니 모시고 사는 서른여덟 미혼이에요: what somebody calls themselves follows the age."""
        scene = self._scene
        if not _SPEAKER.match(scene.text[one.end :]):
            return False
        clause = scene.clause_at(one.start)
        named = [m for m in scene.people_in(clause.start, one.start) if m.role.role != "self"]
        return not named or _ATTRIBUTE.search(scene.text[named[-1].stop : one.start]) is not None

    def _people(self, mention: Mention) -> tuple[str, ...]:
        """The people of a mention; 애들이 초등학교 2학년, 유치원생 are as many as are described."""
        scene, refs = self._scene, self._scene.cast.refs(mention)
        told = scene.told(scene.clause_at(mention.start))
        if refs or not mention.plural or mention.role.role != "child" or not told:
            return refs
        return scene.cast.group(mention, sum(1 for one in self._descriptors if one.start >= mention.stop))

    def _unnamed(self, one: Descriptor, taken: dict[str, set[str]]) -> list[tuple[str, bool]]:
        """Whose a descriptor is in an utterance that names nobody for it."""
        scene, cast = self._scene, self._scene.cast
        if _COUNTED_CHILDREN.match(scene.text[one.end :]) and one.fact == "student":
            return self._counted(one)
        if one.child:
            return [(cast.child() or cast.new_child(), False)]
        asked = scene.context.asked
        if asked is not None and asked.member is not None:
            return [(asked.member, False)]
        children = [
            ref for ref in cast.children() if "age" not in taken.get(ref, set()) and ref not in scene.ages
        ]
        if scene.context.topic == "age" and scene.context.focus and not scene.mentions:
            return [(scene.context.focus, False)]
        if one.fact == "age" and isinstance(one.value, int) and one.value < MINOR:
            if not children and self._goes_on_from_a_child(one, taken):
                children = [cast.new_child()]
            return [(children[0], False)] if children else []
        if one.fact == "birth_date" and scene.head == HEAD and self._too_young(one):
            return [(cast.child() or cast.new_child(), False)]
        member, doubtful = scene.owner(one.start, one.end)
        if self._of_stranger(one):
            return []
        if member != scene.head and not self._fits(one, member):
            return [(scene.head, True)] if one.fact == "age" else []
        return [(member, doubtful)]

    def _too_young(self, one: Descriptor) -> bool:
        """2018년 3월 5일생인데 아동수당: who speaks for a household was not born so late."""
        born = date.fromisoformat(str(one.value))
        return (self._scene.as_of - born).days < MINOR * 365

    def _goes_on_from_a_child(self, one: Descriptor, taken: dict[str, set[str]]) -> bool:
        """네 살이랑 두 살인데: whether the age right before is a child's."""
        before = [other for other in self._descriptors if other.end <= one.start and other.fact == "age"]
        if not before or not any(_child(ref) and "age" in facts for ref, facts in taken.items()):
            return False
        gap = self._scene.text[before[-1].end : one.start]
        return (
            _SEPARATOR.fullmatch(gap) is not None
            and isinstance(before[-1].value, int)
            and before[-1].value < MINOR
        )

    def _of_stranger(self, one: Descriptor) -> bool:
        """Whether it is of somebody whom no word here names (엄니가 아흔), or no pupil's."""
        before = self._scene.text[: one.start]
        known = any(mention.stop <= one.start <= mention.stop + 1 for mention in self._scene.mentions)
        if _STRANGER.search(before) and not known and not _NO_STRANGER.search(before):
            return True
        said = self._scene.text[one.start : one.end + 6]
        return one.value in ("elementary", "middle") and not re.search(
            r"학생(?:인데|이에요|입니다|이고|이야)", said
        )

    def _among(
        self, one: Descriptor, mention: Mention, refs: tuple[str, ...], taken: dict[str, set[str]]
    ) -> list[tuple[str, bool]]:
        """One of the people of a mention: the next one without such a property."""
        cast = self._scene.cast
        doubtful = mention.start in cast.doubtful
        if len(refs) > 1:
            if _BOTH.search(self._scene.text[mention.stop : one.start]):
                return [(ref, doubtful) for ref in refs]
            rest = [ref for ref in refs if one.fact not in taken.get(ref, set())]
            rest = [ref for ref in rest if not taken.get(ref)] or rest
            behind = [other for other in self._descriptors if other.start >= mention.stop]
            alone = sum((other.fact == "age") == (one.fact == "age") for other in behind) == 1
            if (mention.plural or mention.role.count > 1) and alone:
                return [(ref, doubtful) for ref in refs]
            return [(rest[0], doubtful)] if rest else []
        ref = refs[0]
        if one.fact in taken.get(ref, set()) and _child(ref):
            ref = cast.group(mention, 2)[-1] if mention.role.sex is None else cast.another(mention)
        return [(ref, doubtful)]

    def _counted(self, one: Descriptor) -> list[tuple[str, bool]]:
        match = _COUNTED_CHILDREN.match(self._scene.text[one.end :])
        word = re.match(r"\s*(하나|둘|셋|넷|\d|한|두|세)", match[0]) if match else None
        count = (small_number(word[1]) if word else 1) or 1
        return [(self._scene.cast.new_child(), False) for _ in range(count)]

    def _fits(self, one: Descriptor, ref: str) -> bool:
        """A grown person's age is not a small child's; a school year is not a parent's."""
        if one.child and not _child(ref):
            return False
        if one.fact == "age" and isinstance(one.value, int):
            if ref in self._scene.cast.minors and one.value > 25:
                return False
            return one.value >= _YOUNGEST.get(ref, 0)
        return one.fact != "student" or one.value == "university" or _child(ref) or ref.startswith("other")


def _most(mention: Mention) -> int:
    """How many people the words before a mention may describe: 중1, 초4 자녀 are as many as are named."""
    return mention.count or (_CHILDREN_LISTED if mention.role.words[0] == "자녀" else 1)


def _grown(one: Descriptor) -> bool:
    """Whether a descriptor is of somebody who may speak for a household."""
    return not one.child and (one.fact != "age" or not isinstance(one.value, int) or one.value >= MINOR)


def _child(ref: str) -> bool:
    return ref.rstrip("0123456789") in ("child", "grandchild", "sibling")
