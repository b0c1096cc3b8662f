"""`ieum search`: the passages nearest to a query."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from connectors.app import Services, open_services
from connectors.cli.lines import read_lines
from connectors.cli.output import bring_up, day_of, out, print_json
from knowledge.errors import InputError
from knowledge.language.masking import mask_persons
from knowledge.records import Hit, Role

_TEXT_SHOWN = 160


def search(
    query: Annotated[str | None, typer.Argument(help="찾을 말")] = None,
    queries: Annotated[Path | None, typer.Option(help="JSONL 파일: 줄마다 id와 query")] = None,
    top: Annotated[int, typer.Option(min=1, max=100, help="몇 개까지")] = 10,
    as_of: Annotated[str | None, typer.Option(help="기준일(2026-11-24)")] = None,
    role: Annotated[Role, typer.Option(help="누구로서 찾을지")] = Role.STAFF,
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로")] = False,
) -> None:
    """말이나 뜻이 가까운 구절을 찾습니다."""
    if (query is None) == (queries is None):
        raise InputError("찾을 말이나 --queries 파일 가운데 하나만 적어 주세요.")
    asked = [{"query": query}] if query is not None else list(read_lines(Path(str(queries)), ("id", "query")))
    with open_services() as services:
        day = day_of(as_of, services.today())
        bring_up(services)
        for one in asked:
            result = _search(services, one, day, role, top)
            if as_json:
                print_json(result)
            else:
                _show(result)


def _search(services: Services, asked: dict[str, Any], day: date, role: Role, top: int) -> dict[str, Any]:
    hits = services.library.search(asked["query"], as_of=day, role=role, top=top)
    named = {"id": asked["id"]} if "id" in asked else {}
    results = [_result(rank, hit) for rank, hit in enumerate(hits, start=1)]
    return {**named, "query": asked["query"], "results": results}


def _result(rank: int, hit: Hit) -> dict[str, Any]:
    passage = hit.passage
    return {
        "rank": rank,
        "score": round(hit.score, 4),
        "passage_id": passage.id,
        "document_id": passage.document_id,
        "document": passage.document,
        "breadcrumb": list(passage.breadcrumb),
        "page": passage.page,
        "text": mask_persons(passage.text),
    }


def _show(result: dict[str, Any]) -> None:
    table = Table(title=result["query"], show_lines=True)
    for heading in ("순위", "점수", "어디", "구절"):
        table.add_column(heading, justify="right" if heading in ("순위", "점수") else "left")
    for row in result["results"]:
        place = " › ".join([row["document"], *row["breadcrumb"]])
        page = f"\n{row['page']}쪽" if row["page"] else ""
        table.add_row(str(row["rank"]), f"{row['score']:.2f}", place + page, row["text"][:_TEXT_SHOWN])
    out.print(table if result["results"] else f"'{result['query']}'에 맞는 구절이 없습니다.")
