"""Why a verdict came about, for a person at a terminal: 근거 and 계산 과정 as trees; what would change it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from connectors.cli.determinations import MAY_APPLY, needed, paid_in, verdict
from connectors.cli.labels import BANDS, Labels, amount, plain
from knowledge.cards.schema import Confidence

_MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "yellow")}


def grounds(found: dict[str, Any], labels: Labels, explained: dict[str, Any] | None = None) -> Tree:
    """A determination criterion by criterion; with its explanation also how each value was computed."""
    title = Text(found["name"], style="bold")
    title.append(
        f" ({', '.join(map(plain, found['members']))}) " if found["members"] else " ", style="not bold"
    )
    title.append(verdict(found["verdict"]))
    if paid := paid_in(found):
        title.append(f" · {paid}", style="not bold")
    if found["pay_from"]:
        title.append(f" · {found['pay_from']}부터", style="not bold")
    tree = Tree(title)
    computed = {entry["id"]: entry for entry in (explained or {}).get("criteria", ())}
    shown: set[tuple[str, str | None]] = set()
    for criterion in found["criteria"]:
        branch = tree.add(_criterion(criterion))
        if entry := computed.get(criterion["id"]):
            branch.add(Text(f"식: {entry['formula']}", style="cyan"))
            _values(branch, entry["values"], labels, shown)
    if explained and "amount" in explained:
        branch = tree.add(Text(f"금액: {amount(found['amount'])}"))
        branch.add(Text(f"식: {explained['amount']['formula']}", style="cyan"))
        _values(branch, explained["amount"]["values"], labels, shown)
    _notes(tree, found, labels)
    return tree


def _criterion(criterion: dict[str, Any]) -> Text:
    mark, colour = _MARKS[criterion["result"]]
    text = Text(f"{mark} ", style=colour)
    text.append(criterion["text"], style="default")
    if criterion["left"] is not None and criterion["right"] is not None:
        text.append(f" ({_side(criterion['left'])} ↔ {_side(criterion['right'])})", style="cyan")
    return text.append(f" — {criterion['source']}", style="dim")


def _side(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:,}"


def _values(
    tree: Tree, values: Iterable[dict[str, Any]], labels: Labels, shown: set[tuple[str, str | None]]
) -> None:
    """The values that were used; what has been told above is not told again."""
    for value in values:
        if value["kind"] == "figure":
            tree.add(_figure(value, labels))
        elif value["kind"] == "fact":
            tree.add(_fact(value, labels))
        else:
            key = (value["id"], value["member"])
            again = key in shown and bool(value.get("values"))
            branch = tree.add(_variable(value, again, labels))
            if not again:
                shown.add(key)
                _values(branch, value.get("values", ()), labels, shown)


def _variable(value: dict[str, Any], again: bool, labels: Labels) -> Text:
    text = Text(value["name"].replace("_", " "))
    text.append(f"({plain(value['member'])})" if value["member"] else "", style="dim")
    bounds = f"({value['min']:,}~{value['max']:,})" if value["value"] is None and "min" in value else ""
    text.append(f" = {labels.computed(value['id'], value['value'], value['unit'])}{bounds}", style="bold")
    if value["stated"]:
        return text.append(" 말한 값", style="green")
    if again:
        return text.append(" 위와 같음", style="dim")
    if "formula" in value:
        text.append(f"  {value['formula']}", style="cyan")
    return text.append(f" — {value['source']}", style="dim")


def _fact(value: dict[str, Any], labels: Labels) -> Text:
    text = Text(labels.fact(value["id"], value["member"]))
    text.append(f" = {labels.fact_value(value['id'], value['value'])}", style="bold")
    return text.append(" 짐작함" if value["presumed"] else "", style="yellow")


def _figure(value: dict[str, Any], labels: Labels) -> Text:
    text = Text(value["name"])
    text.append(f"[{labels.figure_key(value['name'], value['key'])}]" if value["key"] else "")
    text.append(f" = {labels.figure_value(value['name'], value['value'])}", style="bold")
    text.append(f" — {value['source']}" if value["source"] else "", style="dim")
    unsure = value["confidence"] and Confidence(value["confidence"]).needs_check
    return text.append(" [확인 필요]" if unsure else "", style="magenta")


def _notes(tree: Tree, found: dict[str, Any], labels: Labels) -> None:
    """What stands beside the verdict: its band, what is missing or presumed, what is left to an official."""
    lines = (
        ("반자동 결정의 구간", BANDS[found["band"]] if found["band"] else "", "default"),
        ("더 알아야 할 것", needed(found["missing"], labels), "yellow"),
        ("금액에 더 필요한 것", needed(found["amount_missing"], labels), "yellow"),
        ("고시되지 않은 수치", ", ".join(map(labels.figure, found["unpublished"])), "yellow"),
        ("짐작한 것", ", ".join(map(labels.fact, found["assumed"])), "yellow"),
        ("[확인 필요]", " ".join(_unsure(found)), "magenta"),
    )
    for name, text, style in lines:
        if text:
            tree.add(Text(f"{name}: {text}", style=style))
    if found["not_modelled"]:
        branch = tree.add(Text("담당자가 확인할 것"))
        for note in found["not_modelled"]:
            branch.add(Text(note))
    if found["verdict"] == "ineligible":
        tree.add(Text(MAY_APPLY, style="dim"))


def _unsure(found: dict[str, Any]) -> Iterator[str]:
    if Confidence(found["confidence"]).needs_check:
        yield "출처로 확인되지 않은 수치나 해석을 썼습니다."
    if found["amount"] and Confidence(found["amount"]["rounding"]).needs_check:
        yield "금액의 끝수 처리가 확실하지 않습니다."


def changes(found: Sequence[dict[str, Any]], names: dict[str, str]) -> Table | Text:
    """What-if as a table: the programs whose verdict or amount would change."""
    if not found:
        return Text("그렇게 바꾸어도 달라지는 판정이나 금액이 없습니다.")
    table = Table("사업", "대상", "지금", "바꾸면", box=None, pad_edge=False, header_style="bold")
    for one in found:
        who = ", ".join(map(plain, one["members"]))
        table.add_row(Text(names[one["program"]]), Text(who), _state(one["before"]), _state(one["after"]))
    return table


def _state(found: dict[str, Any] | None) -> Text:
    if found is None:
        return Text("대상 아님", style="dim")
    paid = paid_in(found)
    return verdict(found["verdict"]).append(f" {paid}" if paid else "", style="default")


def limits(found: Sequence[dict[str, Any]], names: dict[str, str], labels: Labels) -> Table | Text:
    """How far a fact may go, for each program on which it has an influence."""
    shown = [one for one in found if one["direction"] != "none"]
    if not shown:
        return Text("그 사실은 판정에 영향을 주지 않습니다.")
    table = Table("사업", "사실", "한도", box=None, pad_edge=False, header_style="bold")
    for one in shown:
        table.add_row(
            Text(names[one["program"]]), Text(labels.fact(one["fact"], one["member"])), _limit(one, labels)
        )
    return table


def _limit(one: dict[str, Any], labels: Labels) -> Text:
    limit, direction = one["limit"], one["direction"]
    if direction == "unknown":
        return Text("다른 사실을 먼저 알아야 합니다.", style="yellow")
    if direction == "mixed":
        return Text("한쪽으로만 움직이지 않아 한도를 말할 수 없습니다.", style="yellow")
    if limit is None:
        return Text("이 값이 얼마여도 받을 수 없습니다.", style="red")
    reached = "까지 받을 수 있습니다." if direction == "falls" else "부터 받을 수 있습니다."
    return Text(labels.fact_value(one["fact"], limit) + reached, style="green")
