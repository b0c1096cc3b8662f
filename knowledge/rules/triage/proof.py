"""A household as far as it is proven: what was only declared is left out, so that it counts as unknown.

A verdict that stays settled without a fact does not rest on that fact, whatever the rules read.
"""

from collections.abc import Collection, Mapping
from typing import Any

_LINKS = ("spouse", "parents")
_APPLIES = ("head", "가구주")
"""How the person who applies is written, by id and by label."""


def proven(household: Mapping[str, Any], proof: Collection[str], default: str) -> dict[str, Any]:
    """The household without the facts whose evidence is not among `proof`.

    `default` is the evidence of what names none; who belongs to the household and how they are related
    (`members_complete`, `spouse`, `parents`, `relation`) has always that one. The given mapping stays as it
    was; it must be one that the rules have read without a mistake.
    """
    sure = default in proof
    found = {name: value for name, value in household.items() if name in ("id", "as_of")}
    if sure and "members_complete" in household:
        found["members_complete"] = household["members_complete"]
    for part in ("household", "stated"):
        if part in household:
            found[part] = _facts(household[part], proof, default)
    if "members" in household:
        found["members"] = [_member(member, proof, default, sure) for member in household["members"]]
    return found


def _facts(data: Mapping[str, Any], proof: Collection[str], default: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, given in data.items():
        evidence = _evidence(given, default)
        if evidence not in proof:
            continue
        found[name] = given
        if name == "vehicles":
            found[name] = [_facts(vehicle, proof, evidence) for vehicle in _value(given)]
    return found


def _member(member: Mapping[str, Any], proof: Collection[str], default: str, sure: bool) -> dict[str, Any]:
    found = _facts({k: v for k, v in member.items() if k not in ("id", "relation", *_LINKS)}, proof, default)
    if "id" in member:
        found["id"] = member["id"]
    if sure:
        found |= {name: member[name] for name in ("relation", *_LINKS) if name in member}
    elif _value(member.get("relation")) in _APPLIES:
        found["relation"] = "head"  # who applies is no matter of proof
    return found


def _value(given: Any) -> Any:
    return given.get("value") if isinstance(given, Mapping) else given


def _evidence(given: Any, default: str) -> str:
    if isinstance(given, Mapping):
        return str(given.get("evidence", "declared"))
    return default
