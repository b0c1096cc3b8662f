"""Determinations for a person at a terminal: a table of all, and what no reader of it may overlook."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from connectors.cli.labels import VERDICTS, Labels, amount, plain
from knowledge.cards.schema import Confidence

_ORDER = list(VERDICTS)
MOST_NEEDS = 4
MAY_APPLY = (
    "받을 수 없다고 나온 사업도 신청할 수 있습니다. 결정은 신청을 받은 기관이 합니다. "
    "이 판정은 적힌 사실과 규칙만으로 셈한 것입니다."
)


def verdict(found: str) -> Text:
    """A verdict in its colour."""
    name, colour = VERDICTS[found]
    return Text(name, style=colour)


def overview(determinations: Sequence[dict[str, Any]], day: date, labels: Labels) -> RenderableType:
    """All determinations of a household as a table, and below it what they leave open."""
    counts = Counter(found["verdict"] for found in determinations)
    head = Text(f"기준일 {day:%Y. %-m. %-d.} · 판정 {len(determinations)}건", style="bold")
    for name in _ORDER:
        head.append(" · ", style="dim").append(verdict(name)).append(f" {counts[name]}")
    looked_at = [found for found in determinations if not _nobody(found)]
    nobody = [found["name"] for found in determinations if _nobody(found)]
    parts: list[RenderableType] = [head, _table(looked_at, labels)] if looked_at else [head]
    if nobody:
        parts.append(Text(f"가구에 대상이 될 사람이 없음: {', '.join(nobody)}", style="dim"))
    return Group(*parts, *_footnotes(determinations, labels))


def _nobody(found: dict[str, Any]) -> bool:
    return found["verdict"] == "ineligible" and [c["id"] for c in found["criteria"]] == ["applies_to"]


def _table(determinations: Iterable[dict[str, Any]], labels: Labels) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("사업", ratio=3)
    table.add_column("대상", ratio=1)
    table.add_column("판정", no_wrap=True)
    table.add_column("금액", justify="right", ratio=3)
    table.add_column("까닭과 더 알아야 할 것", ratio=6)
    for found in sorted(determinations, key=lambda d: _ORDER.index(d["verdict"])):
        table.add_row(
            Text(found["name"]),
            Text(", ".join(map(plain, found["members"]))),
            verdict(found["verdict"]),
            Text(paid_in(found)),
            _why(found, labels),
        )
    return table


def paid_in(found: dict[str, Any]) -> str:
    """The amount of a determination (or of a side of a comparison); nothing where it is refused."""
    return "" if found["verdict"] == "ineligible" else amount(found["amount"])


def _why(found: dict[str, Any], labels: Labels) -> Text:
    """Which criterion fails, or which facts are missing; then whether somebody has to confirm it."""
    text = Text()
    if found["verdict"] == "ineligible":
        failed = [c["text"] for c in found["criteria"] if c["result"] is False]
        text.append(failed[0] if failed else "")
    elif needs := needed(found["missing"] or found["amount_missing"], labels):
        text.append("" if found["missing"] else "금액: ").append(needs)
    elif found["unpublished"]:
        text.append("아직 고시되지 않은 수치가 있음")
    if Confidence(found["confidence"]).needs_check:
        text.append(" " if text else "").append("[확인 필요]", style="magenta")
    return text


def needed(needs: Sequence[dict[str, Any]], labels: Labels) -> str:
    """The missing facts by name, the first few."""
    names = list(dict.fromkeys(labels.fact(need["fact"], need["member"]) for need in needs))
    more = f" 외 {len(names) - MOST_NEEDS}가지" if len(names) > MOST_NEEDS else ""
    return ", ".join(names[:MOST_NEEDS]) + more


def _footnotes(determinations: Sequence[dict[str, Any]], labels: Labels) -> list[RenderableType]:
    found: list[RenderableType] = [Text()]
    if assumed := sorted({labels.fact(fact) for d in determinations for fact in d["assumed"]}):
        found.append(
            Text(
                f"말하지 않아 짐작한 것: {', '.join(assumed)} (--strict이면 짐작하지 않습니다)",
                style="yellow",
            )
        )
    if any(Confidence(d["confidence"]).needs_check for d in determinations):
        found.append(
            Text(
                "[확인 필요]: 출처로 확인되지 않은 수치나 해석을 썼습니다. 원문을 확인하십시오.",
                style="magenta",
            )
        )
    if left := _left_to_officials(determinations):
        found += [Text("규칙이 셈하지 않아 담당자가 확인할 것", style="bold"), left]
    if any(d["verdict"] == "ineligible" for d in determinations):
        found.append(Text(MAY_APPLY))
    return found


def _left_to_officials(determinations: Iterable[dict[str, Any]]) -> RenderableType | None:
    """What is not modelled of the programs that are open or granted; a refusal has its own line."""
    notes: dict[str, list[str]] = {}
    for found in determinations:
        if found["verdict"] != "ineligible" and found["not_modelled"]:
            notes[found["name"]] = found["not_modelled"]
    if not notes:
        return None
    lines = [Text(f"{name}: {' '.join(texts)}", style="dim") for name, texts in notes.items()]
    return Padding(Group(*lines), (0, 0, 0, 2))


def question(asked: dict[str, Any] | None) -> Text:
    """The next question with its choices."""
    if asked is None:
        return Text("더 물을 것이 없습니다.")
    text = Text("다음에 물을 것: ", style="bold")
    text.append(asked["text"], style="not bold")
    if asked["member"]:
        text.append(f" (누구: {plain(asked['member'])})", style="not bold")
    if asked["choices"]:
        text.append(f" [{', '.join(choice['label'] for choice in asked['choices'])}]", style="dim")
    return text
