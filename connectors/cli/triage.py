"""`ieum triage`: applications sorted into automatic approval, proposed rejection and investigation."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from connectors.cli.applications import Rows
from connectors.cli.check import load_rules
from connectors.cli.labels import BANDS, Labels, amount, plain
from connectors.cli.output import day_of, out, print_json, progress_bar
from connectors.clock import today
from connectors.settings import read_settings
from knowledge.errors import IeumError, InputError
from knowledge.rules import HouseholdError
from knowledge.rules.triage import Application, Decision, Lane, Triage, load_settings

SHOWN = 20
MOST_ITEMS = 3
LANES = {
    Lane.INVESTIGATE: ("조사 필요", "yellow"),
    Lane.REJECT: ("탈락 제안(담당자 확인 필요)", "red"),
    Lane.APPROVE: ("자동 승인", "green"),
}
NOBODY_REJECTS = (
    "탈락은 제안일 뿐입니다. 담당자가 이름을 적고 확인해야 결정이 되며, 신청인은 이의신청할 수 있습니다."
)


def triage(
    file: Annotated[Path, typer.Argument(help="신청 파일(.csv, .parquet). 한 행이 신청 하나")],
    as_of: Annotated[str | None, typer.Option(help="기준일(2026-11-24). 없으면 행의 as_of, 오늘")] = None,
    seed: Annotated[
        str | None, typer.Option(help="무작위 점검을 뽑는 씨앗. 같은 씨앗이면 같은 신청이 뽑힙니다")
    ] = None,
    settings: Annotated[Path | None, typer.Option(help="반자동 결정의 설정 파일(triage.yaml 꼴)")] = None,
    to: Annotated[Path | None, typer.Option("--out", help="결과를 쓸 .csv나 .parquet 파일")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="한 줄에 결정 하나씩 JSON으로")] = False,
) -> None:
    """신청을 자동 승인, 탈락 제안, 조사 필요로 나누고 까닭과 확인할 것을 알립니다."""
    if to is not None and to.suffix.lower() not in (".csv", ".parquet"):
        raise InputError(f"{to}: 결과 파일은 .csv나 .parquet으로 적어 주세요.")
    day = day_of(as_of, today()) if as_of else None
    rules = load_rules(read_settings().catalog_dirs)
    chosen = load_settings(rules.catalog.programs, _readable(settings))
    sorter = Triage.of(rules, seed or today().isoformat(), chosen)
    rows = Rows(rules, file, day, today())
    decisions = _decided(sorter, rows.read(), rows)
    if rows.problems:
        raise InputError("\n".join(rows.problems))
    if to is not None:
        _write(to, decisions)
    if as_json:
        for decision in decisions:
            print_json(decision.as_json())
    else:
        out.print(overview(decisions, sorter, day or today()))


def _readable(path: Path | None) -> Path | None:
    if path is not None and not path.is_file():
        raise InputError(f"{path}: 설정 파일이 없습니다. 경로를 확인해 주세요.")
    return path


def _decided(sorter: Triage, applications: Sequence[Application], rows: Rows) -> list[Decision]:
    """All decisions; what is wrong with a household joins the problems of its row."""
    found: list[Decision] = []
    with progress_bar("나누는 중") as bar:
        task = bar.add_task("triage", total=len(applications))
        for application in applications:
            try:
                found += sorter.decide(application)
            except HouseholdError as error:
                rows.problems += [rows.line(rows.numbers[application.id], one) for one in error.problems]
            except InputError as error:
                rows.problems.append(rows.line(rows.numbers[application.id], str(error)))
            bar.advance(task)
    return found


def overview(decisions: Sequence[Decision], sorter: Triage, day: date) -> RenderableType:
    """How many lie where, then each lane with its reasons and what would have to be checked."""
    counts = Counter(decision.lane for decision in decisions)
    drawn = sum(decision.set_aside for decision in decisions)
    head = Text(f"신청의 판정 {len(decisions):,}건", style="bold")
    for lane, (name, colour) in LANES.items():
        head.append(" · ", style="dim").append(name, style=colour).append(f" {counts[lane]:,}")
    lines: list[RenderableType] = [head]
    if drawn:
        lines.append(
            Text(f"자동 승인 가운데 {drawn:,}건은 무작위 점검 대상입니다(씨앗 {plain(sorter.seed)}).")
        )
    labels = Labels(sorter.rules, day)
    for lane in LANES:
        lying = [decision for decision in decisions if decision.lane is lane]
        if lying:
            lines += ["", _table(lane, lying, labels)]
    if counts[Lane.REJECT]:
        lines += ["", Text(NOBODY_REJECTS)]
    return Group(*lines)


def _table(lane: Lane, decisions: Sequence[Decision], labels: Labels) -> RenderableType:
    name, colour = LANES[lane]
    table = Table(
        title=Text(name, style=f"bold {colour}"), title_justify="left", box=None, header_style="bold"
    )
    for heading, ratio in (
        ("신청", 2),
        ("사업", 3),
        ("대상", 1),
        ("구간", 2),
        ("금액", 2),
        ("까닭과 확인할 것", 8),
    ):
        table.add_column(heading, ratio=ratio)
    for decision in decisions[:SHOWN]:
        found = decision.determination
        table.add_row(
            Text(plain(decision.application.id)),
            Text(found["name"]),
            Text(", ".join(map(plain, found["members"]))),
            Text(BANDS.get(found["band"], "")),
            Text(amount(found["amount"]) if found["verdict"] == "eligible" else ""),
            _why(decision, labels),
        )
    if len(decisions) <= SHOWN:
        return table
    return Group(
        table, Text(f"… 외 {len(decisions) - SHOWN:,}건. --out이나 --json으로 모두 봅니다.", style="dim")
    )


def _why(decision: Decision, labels: Labels) -> Text:
    text = Text(" ".join(reason.text for reason in decision.reasons))
    if checks := checked(decision, labels):
        more = f" 외 {len(checks) - MOST_ITEMS}가지" if len(checks) > MOST_ITEMS else ""
        text.append(f" 확인: {', '.join(checks[:MOST_ITEMS])}{more}", style="cyan")
    return text


def checked(decision: Decision, labels: Labels) -> list[str]:
    """What would have to be checked, each once: facts by name, the rest by its text."""
    names = (
        labels.fact(item.fact, item.member) if item.fact else plain(item.text) for item in decision.items
    )
    return list(dict.fromkeys(names))


def _flat(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """A row each for a table file. The official who confirms a rejection writes their name in it."""
    return [
        {
            "id": found["id"],
            "program": found["program"],
            "name": found["name"],
            "members": ", ".join(found["members"]),
            "as_of": found["as_of"],
            "lane": found["lane"],
            "set_aside": found["set_aside"],
            "needs_person": found["needs_person"],
            "verdict": found["verdict"],
            "band": found["band"] or "",
            "won": (found["amount"] or {}).get("won"),
            "per": (found["amount"] or {}).get("per") or "",
            "reasons": " ".join(reason["text"] for reason in found["reasons"]),
            "items": json.dumps(found["items"], ensure_ascii=False),
            "confirmed_by": decision.application.confirmed_by or "",
            "decided_by": "",
            "definitions": found["definitions"],
        }
        for decision in decisions
        for found in (decision.as_json(),)
    ]


def _write(path: Path, decisions: Sequence[Decision]) -> None:
    rows = _flat(decisions)
    try:
        if path.suffix.lower() == ".parquet":
            import polars

            polars.DataFrame(rows, infer_schema_length=None).write_parquet(path)
            return
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]) if rows else ["id"])
            table.writeheader()
            table.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    except OSError as error:
        raise IeumError(f"{path}: 쓸 수 없습니다({error.strerror}). 다른 곳을 적어 주세요.") from error


def _harmless(value: Any) -> Any:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value
