"""A result as tables on the terminal, as JSON, and as one self-contained HTML page with its plots."""

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evals.charts import interval_plot, latency_plot
from evals.results import PERCENT, Failure, Measure, Result
from knowledge.errors import IeumError

SHOWN_FAILURES = 20
"""How many failures the terminal shows; the files hold all of them, and what came instead."""

_STYLE = """
body{font:16px/1.6 system-ui,'Noto Sans KR',sans-serif;color:#1b1f24;background:#fff;max-width:60rem;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem}
table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #ccd2d9;padding:.35rem .6rem;text-align:left;vertical-align:top}
td.figure{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
svg{width:100%;height:auto;font:13px system-ui,'Noto Sans KR',sans-serif;margin:.8rem 0}
.grid{stroke:#d9dee4}.bar{fill:#1d5fa8}.whisker{stroke:#1b1f24;stroke-width:1.5;fill:none}
"""


def figure(measure: Measure) -> str:
    """A measure's value as a person reads it."""
    return "–" if measure.value is None else _amount(measure.value, measure.unit)


def interval(measure: Measure) -> str:
    """A measure's 95 % interval as a person reads it, empty where there is none."""
    if measure.low is None or measure.high is None:
        return measure.note
    return f"{_amount(measure.low, measure.unit)} – {_amount(measure.high, measure.unit)}"


def print_result(result: Result, console: Console) -> None:
    """Print every group as a table, then the first failures."""
    console.print(f"\n[bold]{result.title}[/bold]  이음 {result.version} · {result.machine}")
    for group in result.groups:
        table = Table(title=group.title, title_justify="left", expand=False)
        for heading, right in (("항목", False), ("값", True), ("95% 신뢰구간", True), ("건수", True)):
            table.add_column(heading, justify="right" if right else "left")
        for measure in group.measures:
            table.add_row(measure.label, figure(measure), interval(measure), f"{measure.n:,}")
        console.print(table)
    if result.failures:
        shown = result.failures[:SHOWN_FAILURES]
        table = Table(
            title=f"맞지 않은 문항 {len(result.failures):,}건 가운데 {len(shown):,}건", title_justify="left"
        )
        for heading in ("번호", "질문", "판정", "기대"):
            table.add_column(heading, overflow="fold")
        for failure in shown:
            table.add_row(*(_plain(text) for text in _cells(failure)[:-1]))
        console.print(table)


def write_report(result: Result, folder: Path) -> tuple[Path, Path]:
    """Write `result.json` and `report.html` into the folder, which is made; returns both paths."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        data, page = folder / "result.json", folder / "report.html"
        data.write_text(json.dumps(result.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        page.write_text(html_report(result), encoding="utf-8")
    except OSError as error:
        raise IeumError(
            f"{folder}에 보고서를 쓸 수 없습니다({error.strerror}). --out으로 다른 폴더를 정해 주십시오."
        ) from error
    return data, page


def html_report(result: Result) -> str:
    """The whole report as one HTML page that loads nothing from elsewhere."""
    body = [
        f"<h1>{escape(result.title)}</h1>",
        f"<p>이음 {escape(result.version)} · {escape(result.made)} · {escape(result.machine)}</p>",
    ]
    for group in result.groups:
        rows = (
            (measure.label, figure(measure), interval(measure), f"{measure.n:,}")
            for measure in group.measures
        )
        body += [
            f"<h2>{escape(group.title)}</h2>",
            interval_plot(group.measures, group.title),
            _table(("항목", "값", "95% 신뢰구간", "건수"), rows, figures={1, 2, 3}),
        ]
    for curve in result.curves:
        body += [f"<h2>{escape(curve.title)}</h2>", latency_plot(curve.series, curve.title)]
    body += [
        "<h2>설정</h2>",
        _table(("설정", "값"), ((key, str(value)) for key, value in result.config.items())),
    ]
    if result.failures:
        body.append(f"<h2>맞지 않은 문항 {len(result.failures):,}건</h2>")
        body.append(_table(("번호", "질문", "판정", "기대", "실제"), map(_cells, result.failures)))
    return (
        '<!doctype html><html lang="ko"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(result.title)}</title><style>{_STYLE}</style></head><body><main>"
        f"{''.join(body)}</main></body></html>\n"
    )


def _amount(value: float, unit: str) -> str:
    return (
        f"{value * 100:.1f}%"
        if unit == PERCENT
        else f"{value:,.3f}".rstrip("0").rstrip(".") + f" {unit}".rstrip()
    )


def _cells(failure: Failure) -> tuple[str, ...]:
    return failure.id, failure.question, failure.kind, failure.expected, failure.got


def _plain(text: str, limit: int = 80) -> str:
    # rich would read [1] in an answer as markup.
    return (text if len(text) <= limit else text[: limit - 1] + "…").replace("[", r"\[")


def _table(
    headings: Iterable[str], rows: Iterable[Iterable[str]], figures: frozenset[int] | set[int] = frozenset()
) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    lines = (
        "".join(
            f'<td class="figure">{escape(cell)}</td>' if column in figures else f"<td>{escape(cell)}</td>"
            for column, cell in enumerate(row)
        )
        for row in rows
    )
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll" tabindex="0">{table}</div>'
