"""`ieum chat`: a conversation, an utterance a line in and a Reply a line out."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.reply import Reply, Turn
from connectors.app import Services, open_services
from connectors.cli.ask import show
from connectors.cli.lines import numbered_lines
from connectors.cli.output import bring_up, day_of, err, out, print_json
from knowledge.errors import InputError
from knowledge.records import Role

_LEAVE = frozenset({"끝", "그만", "종료", "exit", "quit"})


def chat(
    conversations: Annotated[Path | None, typer.Option(help="JSONL 파일: 줄마다 id와 turns")] = None,
    role: Annotated[Role, typer.Option(help="누구로서 말할지")] = Role.STAFF,
    as_of: Annotated[str | None, typer.Option(help="기준일(2026-11-24)")] = None,
    resume: Annotated[str | None, typer.Option("--conversation", help="이어 갈 상담의 번호")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로")] = False,
) -> None:
    """이야기를 나눕니다. 한 줄에 한 마디씩 읽습니다."""
    scripts = list(_scripts(conversations)) if conversations is not None else []
    with open_services() as services:
        day = day_of(as_of, services.today())
        talks = [_Talk(services, services.new_turn_id(), role, day).of(script) for script in scripts]
        bring_up(services)
        if conversations is not None:
            for script, talk in zip(scripts, talks, strict=True):
                talk.play(script, as_json)
            return
        _listen(_Talk(services, resume or services.new_turn_id(), role, day), as_json)


class _Talk:
    """One conversation at the terminal."""

    def __init__(self, services: Services, conversation: str, role: Role, day: date) -> None:
        self.services, self.conversation, self.role, self.day = services, conversation, role, day

    def of(self, script: dict[str, Any]) -> "_Talk":
        """With the role and the day of a script; `InputError` where they are wrong."""
        try:
            self.role = Role(script.get("role", self.role))
        except ValueError as error:
            raise InputError(
                f"{script['id']}: role '{script['role']}'은(는) 없습니다. staff나 citizen으로 적어 주세요."
            ) from error
        self.day = day_of(script.get("as_of"), self.day)
        return self

    def answer(self, text: str) -> Reply:
        """The reply to an utterance, kept on record."""
        turn = Turn(self.services.new_turn_id(), self.conversation, self.role, text, self.day)
        reply = self.services.conversation.answer(turn)
        self.services.record_turn(turn, reply)
        return reply

    def play(self, script: dict[str, Any], as_json: bool) -> None:
        """A script from its first turn to its last."""
        for number, text in enumerate(script["turns"], start=1):
            reply = self.answer(text)
            if as_json:
                print_json({"id": script["id"], "turn": number, **reply.model_dump(mode="json")})
            else:
                out.print(f"> {text}", style="bold", markup=False, highlight=False)
                show(reply)


def _listen(talk: _Talk, as_json: bool) -> None:
    """Utterances from standard input, until it ends."""
    person = sys.stdin.isatty()
    if person:
        err.print(f"상담 {talk.conversation}. 끝내려면 ‘끝’이라고 적습니다.", style="dim", highlight=False)
    for line in sys.stdin:
        text = line.strip()
        if not text:
            continue
        if person and text in _LEAVE:
            return
        reply = talk.answer(text)
        if as_json:
            print_json(reply.model_dump(mode="json"))
        else:
            show(reply)


def _scripts(path: Path) -> Iterator[dict[str, Any]]:
    """The conversations of a JSONL file; `InputError` names the line that is wrong."""
    for number, script in numbered_lines(path, ("id",)):
        turns = script.get("turns")
        if not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns) or not turns:
            raise InputError(f"{path}:{number}: 'turns'가 없습니다. 한 말을 글자의 목록으로 적어 주세요.")
        yield script
