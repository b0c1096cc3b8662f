"""What docs/triage.md says holds as it stands there."""

import re
from pathlib import Path
from typing import Any

from knowledge.rules.triage import Code, Lane

DOCUMENT = Path(__file__).parents[4] / "docs" / "triage.md"


def test_the_documented_program_runs_and_says_what_it_says() -> None:
    program = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert program
    names: dict[str, Any] = {}
    exec(program[1], names)
    assert names["decision"].lane is Lane.INVESTIGATE
    assert {item["kind"] for item in names["decision"].as_json()["items"]} == {"not_modelled"}


def test_every_lane_and_reason_is_documented() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert not [word.value for word in (*Lane, *Code) if f"`{word.value}`" not in text]
