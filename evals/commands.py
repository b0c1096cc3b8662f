"""`ieum evals run NAME`: the command line of the evaluations.

Every `ieum` command loads this module, so what an evaluation needs is imported when it runs.
"""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from connectors.clock import SEOUL, today
from evals.answers.kinds import Part
from knowledge.errors import IeumError, InputError

if TYPE_CHECKING:
    from evals.results import Result

NAMES = {
    "retrieval": "검색",
    "answers": "답변",
    "teaching": "가르치기",
    "speed": "속도",
    "facts": "사실 읽기",
    "dialogues": "대화",
    "listening": "알아듣기",
    "safety": "안전",
    "model": "설정한 모형",
    "mutation": "규칙을 틀리게 하기",
    "rules": "판정 규칙",
}

PARTED = ("answers", "facts", "dialogues", "listening")
"""The evaluations whose questions are parted into those tuned on and those held apart."""

app = typer.Typer(help="검색, 답변, 대화, 속도 들을 재어 표와 보고서로 냅니다.", no_args_is_help=True)


@app.callback()
def evals() -> None:
    """검색, 답변, 대화, 속도 들을 재어 표와 보고서로 냅니다."""


@app.command()
def run(
    name: Annotated[
        str,
        typer.Argument(
            help="retrieval(검색), answers(답변), teaching(가르치기), speed(속도), facts(사실), "
            "dialogues(대화), listening(알아듣기), safety(안전), model(설정한 모형), "
            "mutation(규칙을 틀리게 하기), "
            "rules(판정 규칙) 가운데 하나."
        ),
    ],
    queries: Annotated[
        Path | None,
        typer.Option(
            help="문항 파일. 검색은 JSONL이나 corpus.jsonl·queries.jsonl이 든 폴더, 가르치기는 JSONL, "
            "답변·속도·사실·대화·알아듣기·안전은 YAML이나 그런 파일이 든 폴더."
        ),
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, help="문항을 이만큼만 뽑아 잽니다. 속도에서는 검색할 글의 수.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="표준 출력에 JSON만 씁니다.")] = False,
    part: Annotated[
        Part | None,
        typer.Option(
            help="답변·사실·대화·알아듣기 문항 가운데 고치며 본 것(dev)이나 따로 둔 것(held)만. 기본은 둘 다."
        ),
    ] = None,
    taught: Annotated[
        bool,
        typer.Option("--taught", help="검색에서, 문항의 절반을 예시 질문으로 가르치고 나머지를 묻습니다."),
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="보고서를 둘 폴더. 기본은 데이터 폴더의 reports 아래.")
    ] = None,
) -> None:
    """평가 하나를 실행합니다."""
    try:
        _show(_measured(name, queries, sample, part, taught), as_json, out or _default_folder(name))
    except IeumError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2 if isinstance(error, InputError) else 1) from error


@app.command()
def tune(
    services: Annotated[
        Path, typer.Option(help="공공서비스 JSONL(gov24). 학습 질문이 가리키는 서비스의 글입니다.")
    ],
    everything: Annotated[
        bool, typer.Option("--all", help="따로 둔 서비스까지 모두 배웁니다. 배포할 때 씁니다.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="쓸 파일. 기본은 함께 배포되는 자리입니다.")] = None,
) -> None:
    """우리가 쓴 질문으로 질문을 읽는 모형을 배우게 합니다(추가 꾸러미 models가 있어야 합니다)."""
    try:
        from evals.tuning.tune import tune as learn
    except ImportError as error:
        typer.echo("학습에는 torch가 필요합니다. `pip install 'ieum[models]'`로 설치해 주십시오.", err=True)
        raise typer.Exit(1) from error
    from connectors.settings import read_settings
    from knowledge.library.embedders.e5_adapter import FILE

    home = read_settings().home / "tuning"
    home.mkdir(parents=True, exist_ok=True)
    try:
        learn(
            services,
            home,
            out or FILE,
            everything=everything,
            as_of=today(),
            tell=lambda text: typer.echo(text, err=True),
        )
    except IeumError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2 if isinstance(error, InputError) else 1) from error


@app.command()
def hear() -> None:
    """낱말 없이 말한 위기를 알아듣는 무게를 보기(alike.yaml)에서 다시 배웁니다."""
    from connectors.settings import read_settings
    from evals.listening.learn import learn
    from knowledge.library.embedders import open_embedder

    settings = read_settings()
    try:
        count = learn(open_embedder(settings.embedding, settings.home / "models"))
    except IeumError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2 if isinstance(error, InputError) else 1) from error
    typer.echo(f"말 {count:,}개로 다시 배웠습니다. `ieum evals run listening`으로 재어 보십시오.", err=True)


def _measured(
    name: str, queries: Path | None, sample: int | None, part: Part | None, taught: bool
) -> "Result":
    if name not in NAMES:
        known = ", ".join(f"{one}({term})" for one, term in NAMES.items())
        raise InputError(f"'{name}'이라는 평가는 없습니다. {known} 가운데 하나를 적어 주십시오.")
    if part is not None and name not in PARTED:
        parted = ", ".join(f"{NAMES[one]}({one})" for one in PARTED)
        raise InputError(f"--part는 {parted} 평가에만 씁니다. 빼고 다시 실행해 주십시오.")
    if taught and name != "retrieval":
        raise InputError("--taught는 검색(retrieval) 평가에만 씁니다. 빼고 다시 실행해 주십시오.")
    from evals.suites import SUITES, Asked

    return SUITES[name](Asked(queries, sample, part, taught))


def _show(result: "Result", as_json: bool, folder: Path) -> None:
    from rich.console import Console

    from evals.report import print_result, write_report

    data, page = write_report(result, folder)
    if as_json:
        sys.stdout.write(json.dumps(result.as_json(), ensure_ascii=False) + "\n")
    else:
        print_result(result, Console())
    typer.echo(f"보고서: {page}, {data}", err=True)


def _default_folder(name: str) -> Path:
    from connectors.settings import read_settings

    stamp = datetime.now(SEOUL).strftime("%Y%m%d-%H%M%S")
    return read_settings().home / "reports" / f"{name}-{stamp}"
