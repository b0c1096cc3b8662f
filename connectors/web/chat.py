"""The chat: a page, a form that works without JavaScript, a stream, and JSON for programs."""

import re
import secrets
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, StrictStr, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from assistant.reply import Reply, Turn
from connectors.web.access import current_role
from connectors.web.answering import Answering
from connectors.web.events import EventShape, answer_html, failed
from connectors.web.forms import form_fields
from connectors.web.guard import log_failure
from connectors.web.pages import Pages
from connectors.web.ports import WebServices
from connectors.web.settings import WebSettings
from knowledge.errors import IeumError
from knowledge.records import Role

CurrentRole = Annotated[Role, Depends(current_role)]
CONVERSATION = re.compile(r"^[A-Za-z0-9_-]{22}$")
_RETRY = {"Retry-After": "5"}


class Question(BaseModel):
    """What a client sends. Anything else in the body, a role for instance, is ignored."""

    text: StrictStr
    conversation: StrictStr | None = None


def chat_router(
    services: WebServices, answering: Answering, pages: Pages, settings: WebSettings
) -> APIRouter:
    """`GET /`, `POST /chat` (form or JSON) and `POST /chat/stream`."""
    router = APIRouter()
    limit = settings.question_limit

    def turn_of(question: Question, role: Role) -> Turn:
        if answering.full:
            raise HTTPException(503, headers=_RETRY)
        text = checked(question.text, limit)
        conversation = question.conversation or ""
        if not CONVERSATION.match(conversation):
            conversation = new_conversation()
        return Turn(services.new_turn_id(), conversation, role, text, services.today())

    def page(request: Request, turn: Turn | None = None, reply: Reply | None = None) -> Response:
        return pages.page(
            request,
            "chat.html",
            conversation=turn.conversation if turn else new_conversation(),
            question=turn.text if turn else "",
            answer=answer_html(pages, reply) if reply else "",
            examples=pages.texts.examples,
            limit=limit,
        )

    @router.get("/", include_in_schema=False)
    def chat(request: Request) -> Response:
        return page(request)

    @router.post("/chat")
    async def ask(request: Request, role: CurrentRole) -> Response:
        body = await request.body()
        as_form = request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
        turn = turn_of(form_question(body) if as_form else json_question(body), role)
        reply = await answering.answer(turn)
        response = page(request, turn, reply) if as_form else JSONResponse(reply.model_dump(mode="json"))
        response.headers["Cache-Control"] = "no-store"
        return response

    @router.post("/chat/stream")
    async def stream(request: Request, role: CurrentRole) -> Response:
        turn = turn_of(json_question(await request.body()), role)
        events = events_of(answering, turn, EventShape(pages))
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    return router


async def events_of(answering: Answering, turn: Turn, shape: EventShape) -> AsyncIterator[bytes]:
    """The stream, ended by a `failed` event where the assistant could not finish."""
    stream = answering.stream(turn, shape)
    try:
        async for event in stream:
            yield event
    except IeumError as error:
        log_failure("answer", error)
        yield failed(str(error))
    except Exception as error:  # the response has begun, so it must end in words
        log_failure("answer", error)
        yield failed("답변을 만들다가 문제가 생겼어요. 질문은 그대로 있으니 다시 보내 주세요.")
    finally:
        await stream.aclose()


def new_conversation() -> str:
    """An id nobody can guess: 128 random bits. A page keeps it, so a new page is a new conversation."""
    return secrets.token_urlsafe(16)


def form_question(body: bytes) -> Question:
    """The question of a form that a browser sent without JavaScript."""
    fields = form_fields(body)
    return Question(text=fields.get("text", ""), conversation=fields.get("conversation"))


def json_question(body: bytes) -> Question:
    """The question of a program or of our script."""
    try:
        return Question.model_validate_json(body)
    except ValidationError as error:
        message = '{"text": "질문"} 모양의 JSON으로 다시 보내 주세요.'
        raise HTTPException(422, message) from error


def checked(text: str, limit: int) -> str:
    """The question without blank ends; 422 where there is none, 413 where it is too long."""
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise HTTPException(422, "질문이 비어 있어요. 궁금한 점을 써서 다시 보내 주세요.")
    if len(text) > limit:
        raise HTTPException(413, f"질문은 {limit:,}자까지 쓸 수 있어요. 줄여서 다시 보내 주세요.")
    return text
