"""`ieum catalog check`: what in the catalog is wrong, stale or unsure."""

from typing import Annotated

import typer

from connectors.cli.output import day_of, out, print_json
from connectors.clock import today
from connectors.settings import read_settings
from knowledge.cards import load_catalog

app = typer.Typer(help="사업 카드와 수치를 살핍니다.", no_args_is_help=True)


@app.callback()
def _catalog() -> None:
    """사업 카드와 수치를 살핍니다."""


@app.command()
def check(
    as_of: Annotated[str | None, typer.Option(help="기준일(2026-11-24)")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로")] = False,
) -> None:
    """카탈로그를 읽어, 틀린 곳에서 멈추고 낡거나 확인이 필요한 곳을 알립니다."""
    settings = read_settings()
    catalog = load_catalog(builtin=settings.builtin_catalog, extra_dirs=settings.catalog_dirs)
    problems = catalog.problems(day_of(as_of, today()))
    if as_json:
        for problem in problems:
            print_json({"kind": problem.kind, "place": f"{problem.file}:{problem.line}", "text": problem.text})
        return
    for problem in problems:
        out.print(f"{problem.file}:{problem.line}: {problem.text}", highlight=False, markup=False)
    out.print(f"사업 {len(catalog.programs)}개, 수치 {len(catalog.parameters)}개, 살필 곳 {len(problems)}곳")
