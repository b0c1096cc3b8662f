"""The worked example of docs/rules.md runs as it stands there."""

import re
from collections.abc import Callable
from pathlib import Path

import yaml

from knowledge.rules import Rules

DOCUMENT = Path(__file__).parents[3] / "docs" / "rules.md"


def test_the_example_passes_its_own_cases(local: Callable[..., Path]) -> None:
    parameters, rule_part = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)[
        :2
    ]
    card = (Path(__file__).with_name("conftest.py")).read_text(encoding="utf-8")
    old = re.search(r"criteria:\n.*?1000000\n", card, re.DOTALL)
    assert old
    folder = local(
        ("unit: person\n", ""),
        (old[0], rule_part),
        parameters__rule_our_city=parameters,
    )
    rules = Rules.load(extra_dirs=[folder])
    tests = yaml.safe_load(rule_part)["tests"]
    assert len(tests) == 2
    for case in tests:
        (got,) = rules.check(case["given"], as_of=case["as_of"], program="city-gift")
        assert got["verdict"] == case["expect"]["verdict"]
        assert got["amount"] is None or got["amount"]["won"] == case["expect"].get("amount")
