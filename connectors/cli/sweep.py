"""`ieum sweep`: the rules over millions of households in files."""

import sys
import time
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from connectors.cli.check import load_rules
from connectors.cli.output import day_of, err, out, print_json, progress_bar
from connectors.clock import today
from connectors.settings import read_settings
from knowledge.errors import InputError
from knowledge.rules import Rules

if TYPE_CHECKING:  # Polars takes a third of a second to load, which no other command should wait for
    from knowledge.rules.sweep import Population, Swept
    from knowledge.rules.sweep.sweep import Engine

EVERY_SECONDS = 10
ENGINES = ("local", "spark")
_LABELS = {
    "households": "가구",
    "rows": "판정",
    "eligible": "받을 수 있음",
    "ineligible": "받을 수 없음",
    "unknown": "더 알아야 함",
    "changed": "지난번과 달라짐",
    "problems": "판정하지 못한 가구",
}


def sweep(
    source: Annotated[Path, typer.Argument(metavar="IN", help="households/와 members/가 있는 폴더")],
    target: Annotated[Path | None, typer.Argument(metavar="OUT", help="결과를 쓸 폴더")] = None,
    as_of: Annotated[str | None, typer.Option(help="기준일(2026-11-24). 없으면 오늘")] = None,
    engine: Annotated[str, typer.Option(help="local이나 spark")] = "local",
    strict: Annotated[bool, typer.Option("--strict", help="아무것도 짐작하지 않습니다")] = False,
    count: Annotated[
        int | None, typer.Option("--generate", min=1, help="먼저 이만큼의 가상 가구를 IN에 만듭니다")
    ] = None,
    unknown: Annotated[float, typer.Option(min=0, max=1, help="가상 가구의 모르는 사실의 몫")] = 0.0,
    seed: Annotated[int, typer.Option(min=0, help="가상 가구의 씨앗. 같으면 같은 가구가 나옵니다")] = 0,
    bucket: Annotated[
        int | None, typer.Option(min=1, help="가상 가구의 파일 하나에 담을 가구 수. 없으면 알맞게")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="요약을 JSON으로")] = False,
) -> None:
    """가구 파일 전체를 모든 사업으로 판정해 Parquet으로 씁니다. 끊기면 이어서 합니다."""
    if engine not in ENGINES:
        raise InputError(f"--engine '{engine}'은(는) 없습니다. local이나 spark를 적어 주세요.")
    if count is None and target is None:
        raise InputError("결과를 쓸 OUT 폴더를 적어 주세요. 예: ieum sweep 가구 결과")
    if count is None and (unknown or seed or bucket):
        raise InputError(
            "--unknown, --seed, --bucket은 --generate와 함께 씁니다. 빼거나 --generate를 더해 주세요."
        )
    day = day_of(as_of, today()) if as_of else today()
    rules = load_rules(read_settings().catalog_dirs)
    if count is not None:
        from knowledge.rules.sweep import Population

        _generate(Population(rules.sources.facts, day, seed, unknown), source, count, bucket)
    if target is not None:
        _show(*_sweep(rules, source, target, day, strict, engine), as_json)


def _generate(population: "Population", folder: Path, count: int, bucket: int | None) -> None:
    from knowledge.rules.sweep.generate import BUCKET, generate

    folder.mkdir(parents=True, exist_ok=True)
    with progress_bar("가상 가구 만드는 중") as bar:
        task = bar.add_task("generate", total=None)
        generate(
            population,
            folder,
            count,
            bucket or BUCKET,
            lambda n, total: bar.update(task, completed=n, total=total),
        )
    err.print(f"{folder}에 가상 가구 {count:,}가구를 만들었습니다. 실제 사람이 아닙니다.", highlight=False)


def _sweep(
    rules: Rules, source: Path, target: Path, day: date, strict: bool, engine: str
) -> tuple["Swept", float]:
    from knowledge.rules.sweep import sweep as run_sweep

    start = time.monotonic()
    with progress_bar("판정하는 중") as bar:
        task = bar.add_task("sweep", total=None)
        lines = _Lines(start)

        def progress(done: int, total: int, counts: Counter[str]) -> None:
            bar.update(task, completed=done, total=total)
            lines.tell(done, total, counts)

        found = run_sweep(rules, source, target, day, strict, _engine(engine), progress)
    return found, time.monotonic() - start


def _engine(name: str) -> "Engine":
    if name == "local":
        from knowledge.rules.sweep.local import run as run_locally

        return run_locally
    from knowledge.rules.sweep.spark import run_on_spark  # an extra

    return partial(run_on_spark, extra_dirs=read_settings().catalog_dirs)


class _Lines:
    """Progress as lines, where standard error is no terminal: one every few seconds."""

    def __init__(self, start: float) -> None:
        self.start = self.told = start
        self.before: int | None = None

    def tell(self, done: int, total: int, counts: Counter[str]) -> None:
        now = time.monotonic()
        if self.before is None:
            self.before = counts["households"]
            if done:
                sys.stderr.write(f"이미 끝난 버킷 {done}/{total}개를 건너뜁니다.\n")
            return
        if err.is_terminal or (now - self.told < EVERY_SECONDS and done < total):
            return
        self.told = now
        speed = (counts["households"] - self.before) / max(now - self.start, 0.001)
        sys.stderr.write(f"버킷 {done}/{total} · {counts['households']:,}가구 · 초당 {speed:,.0f}가구\n")
        sys.stderr.flush()


def _show(found: "Swept", seconds: float, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "sweep": found.sweep,
                "buckets": found.buckets,
                "resumed": found.resumed,
                "seconds": round(seconds, 3),
                **{name: found.counts[name] for name in _LABELS},
            }
        )
        return
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, label in _LABELS.items():
        table.add_row(label, f"{found.counts[name]:,}")
    table.add_row("걸린 시간", f"{seconds:,.1f}초")
    out.print(table)
    if found.counts["problems"]:
        err.print(
            "판정하지 못한 가구와 까닭은 OUT의 problems/에 있습니다. 고쳐서 다시 해 주세요.",
            highlight=False,
        )
