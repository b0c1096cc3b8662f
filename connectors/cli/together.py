"""What granted programs do to each other, for a person at a terminal."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from knowledge.rules.consequences import Scenario


def together(scenarios: Sequence[Scenario]) -> RenderableType | None:
    """The scenarios between programs that are all granted; None where there is none."""
    settled = [scenario for scenario in scenarios if scenario.settled]
    if not settled:
        return None
    lines = []
    for scenario in settled:
        line = Text(scenario.name, style="bold")
        line.append(f"\n  {scenario.text or scenario.rule}", style="not bold")
        lines.append(line)
    return Group(Text("함께 받을 때", style="bold"), Padding(Group(*lines), (0, 0, 0, 2)))
