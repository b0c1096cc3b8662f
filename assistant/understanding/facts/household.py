"""Facts that were understood as the household of the contract, ready for the rules."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from assistant.understanding.facts.model import HEAD, Context, Fact, Member

STATED = frozenset({
    "recognized_income", "household_income", "median_ratio", "health_insurance_premium", "gross_income_year",
    "total_assets", "support_obligor", "basic_pension_recognized_income",
})  # fmt: skip
"""Facts that are values of the computation, stated by who knows them."""

_PARENTS = ("mother", "father")
_PARENTS_IN_LAW = ("mother_in_law", "father_in_law")


def household(context: Context, as_of: date, *, doubtful: bool = False) -> dict[str, Any]:
    """The household JSON of the contract; what is not known is left out.

    Sure facts and those said roughly go in; the others only with `doubtful`. Where the conversation is about
    a relative who lives alone, that relative is the head and the only member.
    """
    facts = [fact for fact in context.facts if fact.sure or fact.approximate or doubtful]
    members = _members(context)
    size = next((fact.value for fact in facts if fact.id == "household_size"), None)
    ours = {fact.id: _plain(fact) for fact in facts if fact.member is None}
    people = [_person(member, members, facts) for member in members]
    home = [one for one in people if one.get("lives_with_household") is not False]
    result: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "household": {id: value for id, value in ours.items() if id not in STATED},
        "members": people,
    }
    if stated := {id: value for id, value in ours.items() if id in STATED}:
        result["stated"] = stated
    if size is not None and size == len(home):
        result["members_complete"] = True
    return result


def _members(context: Context) -> list[Member]:
    """The head and the others, the head first."""
    head = context.about or HEAD
    known = {member.ref: member for member in context.members}
    first = Member(head, "head", known[head].sex if head in known else None)
    if context.about:
        return [first]
    gone = context.fact("spouse", HEAD)
    parted = gone is not None and gone.value is None
    return [first, *(one for ref, one in known.items() if ref != head and not (parted and ref == "spouse"))]


def _person(member: Member, members: list[Member], facts: list[Fact]) -> dict[str, Any]:
    refs = {one.ref for one in members}
    person: dict[str, Any] = {"id": member.ref, "relation": member.relation}
    if member.sex:
        person["sex"] = member.sex
    person |= dict(_ties(member.ref, refs))
    person |= {fact.id: _plain(fact) for fact in facts if fact.member == member.ref}
    if "birth_date" in person:
        person.pop("age", None)
    return person


def _ties(ref: str, refs: set[str]) -> Iterator[tuple[str, Any]]:
    """Who is whose spouse and parent, as far as the words tell."""
    if ref == HEAD and "spouse" in refs:
        yield "spouse", "spouse"
    if ref == "spouse":
        yield "spouse", HEAD
    parents = [one for one in _parents(ref) if one in refs]
    if parents:
        yield "parents", parents


def _parents(ref: str) -> tuple[str, ...]:
    if ref == HEAD:
        return _PARENTS
    if ref == "spouse":
        return _PARENTS_IN_LAW
    return (HEAD, "spouse") if ref.startswith("child") else ()


def _plain(fact: Fact) -> Any:
    if not isinstance(fact.value, (list, tuple)):
        return fact.value
    return [dict(one) if isinstance(one, Mapping) else one for one in fact.value]
