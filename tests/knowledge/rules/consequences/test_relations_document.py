"""What docs/relations.md says holds as it stands there."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

from knowledge.rules.consequences import Scenario

TEXT = (Path(__file__).parents[4] / "docs" / "relations.md").read_text(encoding="utf-8")


def test_the_documented_program_runs_and_says_what_it_says() -> None:
    program = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert program
    names: dict[str, Any] = {}
    exec(program[1], names)
    said = re.search(r'\.text  # "(.*?) …"', TEXT)
    assert said
    assert names["scenarios"][0].text.startswith(said[1])


def test_every_key_of_a_scenario_is_documented() -> None:
    assert not [field.name for field in fields(Scenario) if f"`{field.name}`" not in TEXT]
