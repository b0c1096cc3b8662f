"""`ieum trace`: what an answer was made from, down to the line of each figure."""

from datetime import date
from typing import Annotated, Any

import typer

from connectors.app import Services, open_services
from connectors.cli.output import fail, out, print_json
from connectors.clock import SEOUL
from knowledge.records import Role


def trace(
    turn_id: Annotated[str, typer.Argument(help="답의 번호(앞부분만 적어도 됩니다)")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로")] = False,
) -> None:
    """답 하나가 어떤 구절과 수치에서 나왔는지 봅니다."""
    with open_services() as services:
        turn = services.store.turn(turn_id)
        if turn is None:
            raise fail(f"'{turn_id}'로 시작하는 답이 없거나 여럿입니다. 번호를 더 길게 적어 주세요.", 1)
        sources = [_source(services, citation, turn.as_of) for citation in turn.reply["citations"]]
        result = {
            "turn_id": turn.id,
            "at": turn.at.astimezone(SEOUL),
            "role": turn.role.value,
            "as_of": turn.as_of,
            "knowledge_revision": turn.revision,
            "question": turn.text,
            "status": turn.reply["status"],
            "sources": sources,
        }
    if as_json:
        print_json(result)
    else:
        _show(result)


def _source(services: Services, citation: dict[str, Any], as_of: date) -> dict[str, Any]:
    passage = services.library.passage(citation["passage_id"], Role.STAFF)
    figures = services.catalog.trace(passage.document_id, as_of) if passage else []
    said = passage.text if passage else ""
    return {
        "n": citation["n"],
        "passage_id": citation["passage_id"],
        "document": citation["document"],
        "breadcrumb": citation["breadcrumb"],
        "current": passage.current if passage else False,
        "figures": [
            {
                "parameter": figure.parameter,
                "key": figure.key,
                "shown": figure.shown,
                "place": f"{figure.file}:{figure.line}",
                "source": figure.source,
                "confidence": figure.confidence,
            }
            for figure in figures
            if figure.shown in said
        ],
    }


def _show(result: dict[str, Any]) -> None:
    out.print(f"{result['question']}", style="bold", markup=False)
    out.print(
        f"{result['at']:%Y-%m-%d %H:%M} · {result['role']} · 기준일 {result['as_of']} · "
        f"지식 {result['knowledge_revision']}판 · {result['status']}",
        style="dim",
        highlight=False,
    )
    for source in result["sources"]:
        place = " › ".join([source["document"], *source["breadcrumb"]])
        stale = "" if source["current"] else " (그 뒤 고치거나 뺀 구절)"
        out.print(f"[{source['n']}] {place}{stale}", markup=False, highlight=False)
        for figure in source["figures"]:
            out.print(
                f"    {figure['shown']} ← {figure['place']} ({figure['confidence']}) {figure['source']}",
                markup=False,
                highlight=False,
            )
