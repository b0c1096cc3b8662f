"""A text for each role: its places filled, its particles fitted."""

import pytest

from assistant.by_role import ByRole, fit_particles, said, wordings
from knowledge.records import Role

BOTH = ByRole(citizen="{fact}을(를) 알려 주세요.", staff="{fact}을(를) 입력해 주십시오.")


def test_each_role_is_spoken_to_in_its_own_words():
    assert said(BOTH, Role.CITIZEN, fact="월세") == "월세를 알려 주세요."
    assert said(BOTH, Role.STAFF, fact="보증금") == "보증금을 입력해 주십시오."


def test_a_text_without_roles_is_everybodys():
    assert {said("네", role) for role in Role} == {"네"}
    assert wordings(["네", BOTH]) == ["네", BOTH.citizen, BOTH.staff]


@pytest.mark.parametrize(
    ("text", "fitted"),
    [("32%이(가)", "32%가"), ("6와(과)", "6과"), ("Ieum은(는)", "Ieum은(는)"), ("급여은(는)", "급여는")],
)
def test_particles_fit_the_word_before_them(text: str, fitted: str):
    assert fit_particles(text) == fitted
