"""The record of a conversation (상담 기록) for the counter: a page to print, and the same as a PDF.

The conversation is named in the body of a POST, so that it stands in no address and no log.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assistant.reply import Reply, Turn
from connectors.web.access import current_role
from connectors.web.answering import Answering
from connectors.web.chat import CONVERSATION
from connectors.web.forms import form_fields
from connectors.web.pages import Pages
from connectors.web.ports import WebServices
from connectors.web.verdicts import verdicts
from knowledge.records import Role

SHOW = "결과 보여 주세요"
SOURCES = {"said": "말씀하심", "asked": "여쭤봄", "document": "서류", "staff": "담당자 확인"}


def record_router(services: WebServices, answering: Answering, pages: Pages) -> APIRouter:
    """`POST /chat/record` and `POST /chat/record.pdf`, both with the conversation's id."""
    router = APIRouter(include_in_schema=False)

    async def told(request: Request, role: Role) -> Reply:
        conversation = form_fields(await request.body()).get("conversation", "")
        if not CONVERSATION.match(conversation):
            raise HTTPException(422, "어느 대화인지 알 수 없어요. 대화 화면에서 다시 눌러 주세요.")
        if answering.full:
            raise HTTPException(503, headers={"Retry-After": "5"})
        turn = Turn(services.new_turn_id(), conversation, role, SHOW, services.today(), keeps=False)
        reply = await answering.answer(turn)
        return reply if reply.facts else replace_text(reply)

    @router.post("/chat/record")
    async def page(request: Request, role: Annotated[Role, Depends(current_role)]) -> Response:
        reply = await told(request, role)
        response = pages.page(
            request,
            "record.html",
            reply=reply,
            shown_verdicts=verdicts(reply, role),
            sources_of_facts=SOURCES,
        )
        response.headers["Cache-Control"] = "no-store"
        return response

    @router.post("/chat/record.pdf")
    async def pdf(request: Request, role: Annotated[Role, Depends(current_role)]) -> Response:
        reply = await told(request, role)
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": "attachment; filename=ieum-record.pdf",
        }
        # Loading what writes PDFs takes a tenth of a second, which no start of the server should wait for.
        from connectors.web.record_pdf import pdf_of

        content = pdf_of(reply, verdicts(reply, role), SOURCES)
        return Response(content, media_type="application/pdf", headers=headers)

    return router


def replace_text(reply: Reply) -> Reply:
    """The reply of a conversation in which nothing was told yet."""
    return reply.model_copy(update={"text": "아직 살펴본 것이 없어요.", "citations": [], "suggestions": []})
