"""`ieum ask`: a question in, a cited Reply out."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markdown import Markdown
from rich.panel import Panel

from assistant.reply import Reply, Turn
from connectors.app import Services, open_services
from connectors.cli.lines import read_lines
from connectors.cli.output import bring_up, day_of, out, print_json
from knowledge.errors import InputError
from knowledge.records import Role


def ask(
    question: Annotated[str | None, typer.Argument(help="물을 말")] = None,
    questions: Annotated[Path | None, typer.Option(help="JSONL 파일: 줄마다 id와 question")] = None,
    role: Annotated[Role, typer.Option(help="누구로서 물을지")] = Role.STAFF,
    as_of: Annotated[str | None, typer.Option(help="기준일(2026-11-24)")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로")] = False,
) -> None:
    """묻고, 근거가 달린 답을 받습니다."""
    if (question is None) == (questions is None):
        raise InputError("물을 말이나 --questions 파일 가운데 하나만 적어 주세요.")
    asked = (
        [{"question": question}]
        if question is not None
        else list(read_lines(Path(str(questions)), ("id", "question")))
    )
    with open_services() as services:
        day = day_of(as_of, services.today())
        turns = [(one, _turn(services, one, role, day)) for one in asked]
        bring_up(services)
        for one, turn in turns:
            reply = services.assistant.answer(turn)
            services.record_turn(turn, reply)
            if as_json:
                named = {"id": one["id"]} if "id" in one else {}
                print_json({**named, **reply.model_dump(mode="json")})
            else:
                show(reply)


def _turn(services: Services, asked: dict[str, Any], role: Role, day: date) -> Turn:
    """A line's own role and day go before the command's."""
    turn_id = services.new_turn_id()
    try:
        own_role = Role(asked.get("role", role))
    except ValueError as error:
        raise InputError(
            f"{asked['id']}: role '{asked['role']}'은(는) 없습니다. staff나 citizen으로 적어 주세요."
        ) from error
    return Turn(turn_id, turn_id, own_role, asked["question"], day_of(asked.get("as_of"), day))


def show(reply: Reply) -> None:
    """A reply on the terminal."""
    for notice in reply.notices:
        out.print(Panel(notice.text, border_style="yellow"))
    out.print(Markdown(reply.text))
    for citation in reply.citations:
        place = " › ".join([citation.document, *citation.breadcrumb])
        page = f", {citation.page}쪽" if citation.page else ""
        since = f", {citation.effective_from:%Y. %-m. %-d.}부터" if citation.effective_from else ""
        out.print(f"[{citation.n}] {place}{page}{since}", style="dim", markup=False, highlight=False)
    for suggestion in reply.suggestions:
        out.print(f"→ {suggestion.name}: {suggestion.why}", markup=False, highlight=False)
    out.print(f"이 답의 근거 살펴보기: ieum trace {reply.turn_id}", style="dim", highlight=False)
