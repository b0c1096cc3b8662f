"""Ages, school years and dates of birth, each noted of the person it belongs to.

5살 3살 애 둘 · 집사람 서른아홉, 아들 열 살 · 애가 셋이에요. 중2, 초5, 그리고 여섯 살 · 자녀 2명(10세, 7세)
"""

from assistant.understanding.facts.described import Descriptor, found
from assistant.understanding.facts.owners import Owners
from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words

_RULE_AFTER = Words("descriptors.rule_after")
_SOON = Words("descriptors.soon")
_BORN_SO = Words("descriptors.born_so")
_BECOMES = Words("descriptors.becomes")
_NEXT_YEAR = Words("descriptors.next_year")


def read_descriptors(scene: Scene) -> None:
    """Note ages, school years and dates of birth."""
    told = [one for one in found(scene) if _counts(scene, one)]
    taken: dict[str, set[str]] = {}
    queue = Owners(scene, told)
    for one in told:
        for ref, doubtful in queue.owners(one, taken):
            if (one.fact, one.value) in ((f.id, f.value) for f in scene.facts if f.member == ref):
                continue
            taken.setdefault(ref, set()).add(one.fact)
            if one.fact == "age" and isinstance(one.value, int):
                scene.ages[ref] = one.value
                scene.topic = "age"
            scene.add(one.fact, ref, one.value, one.start, one.end, doubtful=doubtful or one.doubtful)
        scene.spent.append((one.start, one.end))


def _counts(scene: Scene, one: Descriptor) -> bool:
    """Whether it is said of somebody: not in a rule, a supposition, or a question that names no relative."""
    clause = scene.clause_at(one.start)
    if one.fact == "birth_date" and clause.hearsay and _BORN_SO.match(scene.text, one.end):
        return not (clause.hypothetical or clause.asks)
    if one.fact in ("student", "daycare") and clause.past:
        return False
    if clause.hypothetical or clause.hearsay or clause.plan or _RULE_AFTER.match(scene.text[one.end :]):
        return False
    if _NEXT_YEAR.search(scene.text[: one.start]):
        return False
    if _SOON.search(scene.text[clause.start : one.start]) and _BECOMES.match(scene.text[one.end :]):
        return False
    if not clause.asks:
        return scene.told(clause)
    mention = scene.following(one.end)
    return mention is not None and not mention.role.minor and mention.role.words[0] != "자녀"
