"""Where applications lie: nothing is automatic on what is unknown, only said, unsure or left to people."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rules import Rules
from knowledge.rules.triage import Application, Decision, Lane, Triage, load_settings

DAY = date(2026, 6, 1)
LINE = 820_556
BUILT_IN = Path(__file__).parents[4] / "knowledge" / "catalog" / "triage.yaml"


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.load()


@pytest.fixture(scope="module")
def triage(rules: Rules) -> Triage:
    return Triage.of(rules, "씨앗")


@pytest.fixture(scope="module")
def lenient(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Triage:
    """With every source good enough, so that the bands alone decide."""
    settings = yaml.safe_load(BUILT_IN.read_text(encoding="utf-8")) | {"certain": "unsure", "set_aside": 0}
    path = tmp_path_factory.mktemp("settings") / "triage.yaml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return Triage.of(rules, "씨앗", load_settings(rules.catalog.programs, path))


def pensioner(born: str = "1955-03-02", **more: Any) -> dict[str, Any]:
    return {
        "members_complete": True,
        "members": [{"id": "a", "relation": "head", "birth_date": born, **more}],
    }


def poor(income: int) -> dict[str, Any]:
    known = {"spouse": None, "lives_with_household": True, "military": False, "imprisoned": False}
    stated = {"recognized_income": income, "support_obligor": "none"}
    return {**pensioner("1981-03-15", nationality="korean", **known), "stated": stated}


def apply(household: dict[str, Any], program: str = "senior-discount", **more: Any) -> Application:
    chosen = {"evidence": "official", "confirmed_by": "김주무", **more}
    return Application("1", program, household, DAY, **chosen)


def one(triage: Triage, application: Application) -> Decision:
    (found,) = triage.decide(application)
    return found


def codes(decision: Decision) -> list[str]:
    return [reason.code.value for reason in decision.reasons]


def test_a_proven_and_confirmed_application_is_approved(triage: Triage) -> None:
    found = one(triage, apply(pensioner()))
    assert (found.lane, codes(found)[:2], found.items) == (Lane.APPROVE, ["proven", "confirmed"], ())


def test_what_the_rules_leave_to_an_official_waits_for_a_named_one(triage: Triage) -> None:
    found = one(triage, apply(pensioner(), confirmed_by=None))
    assert (found.lane, codes(found)) == (Lane.INVESTIGATE, ["not_modelled"])
    assert [item.text for item in found.items] == found.determination["not_modelled"]


def test_a_fact_that_was_only_said_is_to_be_checked(triage: Triage) -> None:
    household = pensioner()
    household["members"][0]["birth_date"] = {"value": "1955-03-02", "evidence": "declared"}
    found = one(triage, apply(household))
    assert (found.lane, codes(found)) == (Lane.INVESTIGATE, ["unproven"])
    assert [(item.fact, item.member) for item in found.items] == [("birth_date", "a")]


def test_a_fact_that_decides_nothing_needs_no_proof(triage: Triage) -> None:
    said = {"value": 900_000, "evidence": "declared"}
    assert one(triage, apply(pensioner(earned_income=said))).lane is Lane.APPROVE


def test_an_unknown_fact_is_told_apart_from_an_unproven_one(triage: Triage) -> None:
    household = pensioner()
    del household["members"][0]["birth_date"]
    found = one(triage, apply(household))
    assert (found.lane, codes(found)) == (Lane.INVESTIGATE, ["unknown"])


def test_nothing_is_presumed(triage: Triage, rules: Rules) -> None:
    household = poor(0)
    del household["stated"]["support_obligor"]
    assert rules.check(household, DAY, "livelihood-benefit")[0]["verdict"] == "eligible"
    found = one(triage, apply(household, "livelihood-benefit"))
    assert (found.lane, found.determination["assumed"]) == (Lane.INVESTIGATE, [])
    assert "obligor_property" in {item.fact for item in found.items}


def test_an_unsure_source_is_looked_into(triage: Triage) -> None:
    found = one(triage, apply(poor(0), "livelihood-benefit"))
    assert (found.lane, "unsure_source" in codes(found)) == (Lane.INVESTIGATE, True)


@pytest.mark.parametrize(
    ("income", "lane", "reason", "band"),
    [
        (LINE * 7 // 10, Lane.APPROVE, "proven", "clear"),
        (LINE * 7 // 10 + 1, Lane.INVESTIGATE, "near", "near"),
        (LINE, Lane.INVESTIGATE, "near", "near"),
        (LINE + 1, Lane.INVESTIGATE, "over", "over"),
        (LINE * 3 // 2, Lane.INVESTIGATE, "over", "over"),
        (LINE * 3 // 2 + 1, Lane.REJECT, "fails", "far_over"),
    ],
)
def test_the_bands_decide_at_their_edges(
    lenient: Triage, income: int, lane: Lane, reason: str, band: str
) -> None:
    found = one(lenient, apply(poor(income), "livelihood-benefit"))
    assert (found.lane, codes(found)[0], found.determination["band"]) == (lane, reason, band)


def test_a_rejection_is_proposed_and_waits_for_a_person(triage: Triage) -> None:
    found = one(triage, apply(pensioner("1995-03-02")))
    assert (found.lane, found.as_json()["needs_person"]) == (Lane.REJECT, True)
    assert not found.set_aside


def test_no_rejection_is_proposed_on_what_was_only_said(triage: Triage) -> None:
    assert one(triage, apply(pensioner("1995-03-02"), evidence="declared")).lane is Lane.INVESTIGATE


def test_an_open_list_of_people_proposes_no_rejection(triage: Triage) -> None:
    household = pensioner("1995-03-02") | {"members_complete": False}
    assert one(triage, apply(household)).lane is Lane.INVESTIGATE


@given(
    st.dictionaries(
        st.sampled_from(["birth_date", "sex", "works"]), st.sampled_from(["declared", "official"])
    )
)
def test_an_approval_rests_on_proof_alone(triage: Triage, evidence: dict[str, str]) -> None:
    values = {"birth_date": "1955-03-02", "sex": "female", "works": False}
    facts = {n: {"value": v, "evidence": evidence.get(n, "document")} for n, v in values.items()}
    household = {"members_complete": True, "members": [{"id": "a", "relation": "head", **facts}]}
    expected = Lane.APPROVE if evidence.get("birth_date") != "declared" else Lane.INVESTIGATE
    assert one(triage, apply(household)).lane is expected


def test_a_twentieth_of_the_approvals_is_set_aside_and_the_same_ones_again(triage: Triage) -> None:
    application = apply(pensioner())
    first, second = (
        [one(triage, replace(application, id=str(n))).set_aside for n in range(1000)] for _ in range(2)
    )
    other = [
        one(replace(triage, seed="다른"), replace(application, id=str(n))).set_aside for n in range(1000)
    ]
    assert first == second != other
    assert 25 <= sum(first) <= 75


def test_one_set_aside_waits_for_a_person(triage: Triage) -> None:
    application = apply(pensioner())
    drawn = next(
        found for n in range(1000) if (found := one(triage, replace(application, id=str(n)))).set_aside
    )
    assert (drawn.lane, drawn.as_json()["needs_person"], codes(drawn)[-1]) == (Lane.APPROVE, True, "sample")


def test_each_person_is_decided_for_themselves_or_the_one_asked_for(triage: Triage) -> None:
    household = pensioner()
    household["members"].append({"id": "b", "relation": "spouse", "birth_date": "1954-01-01"})
    assert [found.determination["members"] for found in triage.decide(apply(household))] == [["a"], ["b"]]
    assert one(triage, apply(household, member="b")).determination["members"] == ["b"]


def test_the_household_is_left_as_it_was(triage: Triage) -> None:
    household = poor(0)
    before = yaml.safe_dump(household)
    triage.decide(apply(household, "livelihood-benefit", evidence="declared"))
    assert yaml.safe_dump(household) == before
