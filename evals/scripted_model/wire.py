"""Moves as bodies of the chat-completions protocol, whole or as server-sent events."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from evals.scripted_model.moves import Call, Refuse, Say

_PIECE = 12  # characters that are sent at once


def completion(move: Say | Call | Refuse, number: int) -> bytes:
    """The whole answer as one body."""
    message: dict[str, Any] = {"role": "assistant", "content": None}
    finish = "stop"
    match move:
        case Say():
            message["content"], finish = move.text, move.finish
        case Refuse():
            message["refusal"] = move.text
        case Call():
            message["tool_calls"], finish = [_call(move, number)], "tool_calls"
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    return json.dumps(_named(number, "chat.completion", choices=[choice], usage=usage)).encode()


def chunks(move: Say | Call | Refuse, number: int) -> Iterator[bytes]:
    """The answer in pieces, each a server-sent event; the last says that it is done."""
    yield _event(number, {"role": "assistant", "content": ""})
    finish = "stop"
    match move:
        case Say():
            finish = move.finish
            for at in range(0, len(move.text), _PIECE):
                yield _event(number, {"content": move.text[at : at + _PIECE]})
        case Refuse():
            yield _event(number, {"refusal": move.text})
        case Call():
            finish = "tool_calls"
            call = _call(move, number)
            arguments = call["function"]["arguments"]
            first = {**call, "index": 0, "function": {"name": move.tool, "arguments": ""}}
            yield _event(number, {"tool_calls": [first]})
            for at in range(0, len(arguments), _PIECE):
                part = {"index": 0, "function": {"arguments": arguments[at : at + _PIECE]}}
                yield _event(number, {"tool_calls": [part]})
    yield _event(number, {}, finish)
    yield b"data: [DONE]\n\n"


def _call(move: Call, number: int) -> dict[str, Any]:
    written = move.arguments if isinstance(move.arguments, str) else json.dumps(dict(move.arguments))
    return {
        "id": f"call_{number}",
        "type": "function",
        "function": {"name": move.tool, "arguments": written},
    }


def _event(number: int, delta: Mapping[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": dict(delta), "finish_reason": finish}
    return f"data: {json.dumps(_named(number, 'chat.completion.chunk', choices=[choice]))}\n\n".encode()


def _named(number: int, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": f"scripted-{number}", "object": kind, "created": 0, "model": "scripted", **more}
