"""`ieum ingest` and `ieum withdraw`: documents into the library, and out of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from connectors.app import Services, open_services
from connectors.cli.output import day_of, err, fail, out, print_json, progress_bar
from ingest.options import ReadOptions
from ingest.sources.folder import find_files, relative_name
from ingest.worker import ReaderPool
from knowledge.errors import InputError, UnreadableDocument
from knowledge.records import Audience
from knowledge.store.writing import Added, Outcome

_SAID = {
    Outcome.ADDED: "새로 넣음",
    Outcome.CORRECTED: "고침",
    Outcome.EDITION: "새 판",
    Outcome.UNCHANGED: "그대로",
}


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="파일이나 폴더")],
    source: Annotated[str | None, typer.Option(help="문서의 이름표. 같은 이름표는 같은 문서입니다")] = None,
    title: Annotated[str | None, typer.Option(help="제목")] = None,
    effective_from: Annotated[str | None, typer.Option(help="시행일(2026-01-01)")] = None,
    effective_to: Annotated[str | None, typer.Option(help="끝나는 날")] = None,
    audience: Annotated[Audience, typer.Option(help="public이면 시민에게도 보입니다")] = Audience.STAFF,
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로")] = False,
) -> None:
    """문서를 읽어 자료실에 넣습니다. 못 읽은 파일은 이유를 말하고 나머지를 넣습니다."""
    options = ReadOptions(
        source=source,
        title=title,
        effective_from=_day(effective_from),
        effective_to=_day(effective_to),
        audience=audience,
    )
    if options.effective_from and options.effective_to and options.effective_to < options.effective_from:
        raise InputError("끝나는 날이 시행일보다 빠릅니다. 두 날짜를 확인해 주세요.")
    files = {path: relative_name(path, paths) for path in find_files(paths)}
    if (source or title) and len(files) > 1:
        raise InputError("--source와 --title은 파일 하나에만 씁니다. 파일마다 따로 넣어 주세요.")
    with open_services() as services:
        rejected = _take_in(services, files, options, as_json)
        _index(services)
    if rejected:
        raise typer.Exit(1)


def _day(text: str | None) -> date | None:
    return None if text is None else day_of(text, date.min)


def _take_in(services: Services, files: Mapping[Path, str], options: ReadOptions, as_json: bool) -> int:
    """Reads and stores each file; returns how many were rejected."""
    rejected = 0
    with ReaderPool() as readers, progress_bar("읽는 중") as bar:
        task = bar.add_task("read", total=len(files))
        for path, name in files.items():
            try:
                added = services.store.add(readers.read(path, replace(options, name=name)))
            except UnreadableDocument as error:
                rejected += 1
                err.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
                if as_json:
                    print_json({"file": str(path), "status": "rejected", "error": str(error)})
            else:
                _report(path, added, as_json)
            bar.advance(task)
    return rejected


def _report(path: Path, added: Sequence[Added], as_json: bool) -> None:
    if as_json:
        documents = [{"document_id": a.identity, "outcome": a.outcome.value} for a in added]
        print_json({"file": str(path), "status": "ingested", "documents": documents})
        return
    counts = Counter(a.outcome for a in added)
    said = ", ".join(f"{_SAID[outcome]} {number}건" for outcome, number in counts.items())
    out.print(f"{path.name}: {said}", highlight=False, markup=False)


def _index(services: Services) -> None:
    with progress_bar("색인 만드는 중") as bar:
        task = bar.add_task("index", total=None)
        mine = services.library.catch_up(lambda done, total: bar.update(task, completed=done, total=total))
    if not mine:
        err.print("켜져 있는 서버가 곧 색인합니다.", style="dim")


def withdraw(
    document: Annotated[str, typer.Argument(help="문서의 이름표(--source나 JSONL의 id)")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로")] = False,
) -> None:
    """문서를 자료실에서 뺍니다. 기록은 감사를 위해 남습니다."""
    with open_services() as services:
        editions = services.store.withdraw(document)
        services.library.catch_up()
    if not editions:
        raise fail(f"'{document}'이라는 문서가 없습니다. 이름표를 확인해 주세요.", 1)
    if as_json:
        print_json({"document_id": document, "withdrawn": editions})
    else:
        out.print(f"{document}: {editions}개 판을 뺐습니다.", highlight=False, markup=False)
