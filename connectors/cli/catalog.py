"""`ieum catalog check`: what in the catalog is wrong, stale or unsure."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from connectors.app import open_services, shipped_vectors
from connectors.cli.output import bring_up, day_of, out, print_json, progress_bar
from connectors.clock import today
from connectors.settings import Settings, read_settings
from knowledge.cards import load_catalog
from knowledge.library.embedders.vector_file import write_vector_file
from knowledge.rules import Rules

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
    day = day_of(as_of, today())
    problems = catalog.problems(day)
    rules = Rules.load(catalog if settings.builtin_catalog else None, settings.catalog_dirs)
    coverage = {**_coverage(rules), "days": _compile(rules, day)}
    if as_json:
        for problem in problems:
            place = f"{problem.path}:{problem.line}"
            print_json({"kind": problem.kind.value, "place": place, "text": problem.text})
        print_json({"kind": "coverage", **coverage})
        return
    for problem in problems:
        out.print(str(problem), highlight=False, markup=False)
    out.print(f"사업 {len(catalog.programs)}개, 수치 {len(catalog.parameters)}개, 살필 곳 {len(problems)}곳")
    out.print(
        f"판정하는 사업 {coverage['deciding_programs']}개: "
        f"when이 있는 기준 {coverage['criteria_with_when']}개, "
        f"설명하는 기준 {coverage['criteria_that_explain']}개, "
        f"담당자에게 맡긴 것(not_modelled) {coverage['not_modelled']}개. "
        f"{day}과 그 뒤 규칙이 바뀌는 날까지 {coverage['days']}일을 살폈습니다.",
        soft_wrap=True,
    )


def _compile(rules: Rules, day: date) -> int:
    """The rules of a day and of every later one on which they change: a mistake in next year's is found now.

    Returns how many days that were; `CatalogError` for the first mistake.
    """
    days = [day, *(change for change in rules.days if change > day)]
    with progress_bar("규칙을 살피는 중") as bar:
        for one in bar.track(days):
            rules.snapshot(one)
    return len(days)


def _coverage(rules: Rules) -> dict[str, int]:
    """How many programs and criteria decide, only explain, or are left to officials."""
    cards = [program.card for program in rules.sources.programs.values()]
    return {
        "deciding_programs": len(cards),
        "criteria_with_when": sum(bool(c.when) for card in cards for c in (*card.criteria, *card.conditions)),
        "criteria_that_explain": sum(bool(c.explains) for card in cards for c in card.criteria),
        "not_modelled": sum(len(card.not_modelled) for card in cards),
    }


@app.command()
def vectors(
    path: Annotated[Path | None, typer.Argument(help="쓸 파일. 없으면 카탈로그와 함께 배포되는 자리")] = None,
) -> None:
    """내장 카탈로그의 문장 벡터를 미리 만들어, 설치한 뒤 첫 색인이 금방 끝나게 합니다."""
    target = path or shipped_vectors()
    with (
        tempfile.TemporaryDirectory() as folder,
        open_services(Settings(home=Path(folder), catalog_dirs=(), database_url=None)) as services,
    ):
        bring_up(services)
        embedder = services.library.embedder.identity
        made = services.store.vectors.all_of(embedder)
    write_vector_file(target, embedder, made)
    out.print(f"{target}: 벡터 {len(made):,}개", highlight=False, markup=False)
