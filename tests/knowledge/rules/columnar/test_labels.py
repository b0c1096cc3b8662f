"""A word is the same by its id, by its Korean label, and with a proof beside it, in every executor."""

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from knowledge.rules import Rules
from knowledge.rules.columnar import Kernel
from knowledge.rules.facts import Fact
from knowledge.rules.kinds import Kind

sys.path.insert(0, str(Path(__file__).parent))  # what draws and compares lies beside the test
from fuzz import Fuzz, differences, shown
from household_records import records

DAY = date(2026, 6, 1)
WORDS = (Kind.CHOICE, Kind.SET)
Spell = Callable[[Fact, Any], Any]


def labelled(fact: Fact, value: Any) -> Any:
    """A value with the labels of its words."""
    if isinstance(value, list):
        return [fact.options.labels[word] for word in value]
    return fact.options.labels[value] if fact.type.kind is Kind.CHOICE else value


def proven(_: Fact, value: Any) -> Any:
    """A value with its proof."""
    return {"value": value, "evidence": "document"}


def spelled(rules: Rules, household: dict[str, Any], spell: Spell) -> dict[str, Any]:
    """A household with every word of its people and cars, and of itself, told in another way."""
    facts = rules.sources.facts.by_entity

    def each(entity: str, data: dict[str, Any]) -> dict[str, Any]:
        known = facts[entity]
        return {n: spell(known[n], v) if n in known and v is not None else v for n, v in data.items()}

    house = each("household", household["household"])
    if "vehicles" in house:
        house["vehicles"] = [each("vehicle", vehicle) for vehicle in house["vehicles"]]
    stated = each("stated", household["stated"])
    return household | {
        "household": house,
        "stated": stated,
        "members": [each("member", member) for member in household["members"]],
    }


def households(rules: Rules, count: int) -> Iterator[dict[str, Any]]:
    fuzz = Fuzz(rules, 4, 0.3, DAY)
    homes, members = fuzz.frames(count)
    wrong = set(Kernel(rules, DAY).judge(homes, members)[1]["household_id"])
    yield from (one for one in records(homes, members, fuzz.shape) if one["id"] not in wrong)


@pytest.mark.parametrize("spell", [labelled, proven])
def test_the_one_by_one_executor_reads_words_in_every_spelling(rules: Rules, spell: Spell) -> None:
    for household in households(rules, 12):
        wanted = rules.check(household, DAY)
        assert rules.check(spelled(rules, household, spell), DAY) == wanted


def test_a_file_reads_labels_as_ids(rules: Rules) -> None:
    facts = rules.sources.facts.by_entity
    homes, members = Fuzz(rules, 4, 0.3, DAY).frames(40)
    wanted, _ = Kernel(rules, DAY).judge(homes, members)
    found, _ = Kernel(rules, DAY).judge(
        _labelled(homes, facts["household"] | facts["stated"]), _labelled(members, facts["member"])
    )
    assert differences(shown(found), shown(wanted)) == []
    assert len(wanted) > 1000


def _labelled(frame: pl.DataFrame, facts: dict[str, Fact]) -> pl.DataFrame:
    columns = []
    for name, fact in facts.items():
        if name not in frame.columns or fact.type.kind not in WORDS:
            continue
        column, labels = pl.col(name), fact.options.labels
        if fact.type.kind is Kind.CHOICE:
            columns.append(column.replace(labels))
        else:
            columns.append(column.list.eval(pl.element().replace(labels)))
    return frame.with_columns(columns)


def test_a_head_by_label_leads_the_household(rules: Rules) -> None:
    people = [{"id": "c", "relation": "자녀"}, {"id": "a", "relation": "가구주"}]
    run, _ = rules.run({"members": people}, DAY)
    assert [person.id for person in run.people] == ["a", "c"]
