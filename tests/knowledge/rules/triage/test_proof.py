"""What is left of a household when only what is proven counts."""

from typing import Any

import pytest

from knowledge.rules.triage.proof import proven


@pytest.mark.parametrize("head", ["head", "가구주", {"value": "가구주", "evidence": "document"}])
def test_who_applies_is_no_matter_of_proof(head: Any) -> None:
    people = [{"id": "b", "relation": "child"}, {"id": "a", "relation": head, "earned_income": 1}]
    found = proven({"members": people}, ("document",), "declared")
    assert found == {"members": [{"id": "b"}, {"id": "a", "relation": "head"}]}
