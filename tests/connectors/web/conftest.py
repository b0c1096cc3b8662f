"""A small library of real records, an assistant that makes real replies, and the web face over both."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.testclient import TestClient

from assistant.reply import Citation, Notice, Reply, Status, Suggestion, Turn
from connectors.web.app import create_web_app
from connectors.web.settings import WebSettings
from knowledge.records import (
    Audience,
    DocumentKind,
    DocumentSummary,
    Hit,
    Passage,
    PassageKind,
    Role,
    StoredDocument,
    StoredSection,
)

TODAY = date(2026, 11, 22)
SECRET = "내부지침암호"
HOSTILE = '<script>alert(1)</script> <img src=x onerror="alert(2)"> [여기](javascript:alert(3)) ![그림](x)'
INCOME = (
    "생계급여는 소득인정액이 기준 중위소득의 32% 이하인 가구가 받아요.\n\n"
    "| 가구원 수 | 기준 금액 |\n|---|---|\n| 1명 | 820,556원 |\n| 2명 | 1,343,773원 |\n| 4명 | 2,078,316원 |"
)
ANSWER = (
    "생계급여는 **소득인정액**이 기준 중위소득의 32% 이하인 가구가 받아요. [1]\n\n"
    "## 기준 금액\n\n"
    "| 가구원 수 | 기준 금액(2026년) |\n|---|---|\n| 1명 | 820,556원 |\n| 4명 | 2,078,316원 |\n\n"
    "## 신청하는 곳\n\n- 읍·면·동 행정복지센터에서 신청해요. [2]\n- 복지로 누리집에서도 신청할 수 있어요. [2]"
)


FACT = {
    "id": "housing_tenure", "member": None, "value": "monthly_rent", "source": "said",
    "confidence": "doubtful", "label": "주거 형태", "shown": "<b>월세</b>",
}  # fmt: skip
QUESTION = {
    "fact": "monthly_rent", "member": None, "text": "월세를 한 달에 얼마 내시나요?", "kind": "fact",
    "choices": [], "facts": [{"fact": "monthly_rent", "member": None}],
}  # fmt: skip
DETERMINATION = {
    "program": "livelihood-benefit", "name": "생계급여", "unit": "benefit_household", "members": ["self"],
    "verdict": "eligible", "band": "clear", "pay_from": None,
    "amount": {"won": 278_316, "min": None, "max": None, "per": "month", "rounding": "verified"},
    "criteria": [{
        "id": "income", "text": "소득인정액이 기준 이하여야 합니다.", "result": True,
        "left": 1_800_000, "right": 2_078_316, "source": "국민기초생활 보장법 제8조제2항",
    }],
    "missing": [], "amount_missing": [], "unpublished": [], "assumed": ["support_obligor"],
    "not_modelled": ["근로능력은 담당자가 판단합니다."], "confidence": "verified", "definitions": "sha256:0",
}  # fmt: skip


def make_document(
    key: str,
    title: str,
    sections: list[tuple[str, int, list[str]]],
    kind: DocumentKind = DocumentKind.PROGRAM,
    audience: Audience = Audience.PUBLIC,
    start: date | None = date(2026, 1, 1),
    end: date | None = None,
    program: str | None = None,
    current: bool = True,
) -> StoredDocument:
    """A stored edition; each section is title, depth, texts."""
    stored, ordinal = [], 0
    for number, (heading, depth, texts) in enumerate(sections):
        passages = []
        for text in texts:
            table = PassageKind.TABLE if text.startswith("|") else PassageKind.TEXT
            passages.append(
                Passage(
                    id=f"{key}-{ordinal:05d}",
                    document_key=key,
                    document_id=f"source-{key}",
                    document=title,
                    document_kind=kind,
                    audience=audience,
                    section_id=f"{key}-s{number:05d}",
                    breadcrumb=(title, heading),
                    kind=table,
                    text=text,
                    ordinal=ordinal,
                    program=program,
                    page_from=number + 1,
                    effective_from=start,
                    effective_to=end,
                    current=current,
                )
            )
            ordinal += 1
        stored.append(StoredSection(f"{key}-s{number:05d}", heading, "", depth, None, tuple(passages)))
    summary = DocumentSummary(
        key, f"source-{key}", title, kind, audience, start, end, program, None, ordinal, current
    )
    return StoredDocument(summary, tuple(stored))


def all_documents() -> list[StoredDocument]:
    """Public and staff documents: a program, a statute in parts, an edition to come, a hostile text."""
    articles = [(f"제{n}조(정의 {n})", n % 2 + 1, [f"제{n}조의 내용이에요."] * 4) for n in range(1, 61)]
    return [
        make_document(
            "livelihood",
            "생계급여",
            [
                (
                    "지원대상",
                    0,
                    [INCOME, "부양의무자가 있어도 소득과 재산이 아주 많지 않으면 받을 수 있어요."],
                ),
                ("신청방법", 0, ["읍·면·동 행정복지센터에 신청해요.<br>복지로에서도 신청할 수 있어요."]),
            ],
            program="livelihood-benefit",
        ),
        make_document(
            "housing", "주거급여", [("지원대상", 0, ["소득인정액이 48% 이하예요."])], program="housing"
        ),
        make_document("act", "국민기초생활 보장법", [("제1장 총칙", 0, []), *articles], DocumentKind.STATUTE),
        make_document("next", "내년 기초연금", [("지원대상", 0, ["내년부터예요."])], start=date(2027, 1, 1)),
        make_document("hostile", "<b>나쁜 제목</b>", [("<i>제목</i>", 0, [HOSTILE])], DocumentKind.TEXT),
        make_document(
            "manual",
            f"{SECRET} 지침",
            [(f"{SECRET} 절", 0, [f"{SECRET} 생계급여 조사 요령"])],
            DocumentKind.GUIDELINE,
            Audience.STAFF,
            program="staff-program",
        ),
    ]


class SmallLibrary:
    """A library in memory. `leaky` ignores the role, to show that the web face looks again."""

    def __init__(self, leaky: bool = False) -> None:
        self.leaky = leaky
        self.state: dict[str, Any] = {
            "database": True,
            "lexical": True,
            "vectors": False,
            "vectors_left": 7,
            "revision": 12,
        }
        self.items = {found.summary.key: found for found in all_documents()}

    def _reads(self, role: Role, audience: Audience) -> bool:
        return self.leaky or audience in role.audiences

    def documents(self, role: Role, as_of: date) -> list[DocumentSummary]:
        return [
            found.summary
            for found in self.items.values()
            if self._reads(role, found.summary.audience)
            and (found.summary.effective_from or date.min)
            <= as_of
            <= (found.summary.effective_to or date.max)
        ]

    def document(self, key: str, role: Role) -> StoredDocument | None:
        found = self.items.get(key)
        return found if found and self._reads(role, found.summary.audience) else None

    def passage(self, passage_id: str, role: Role) -> Passage | None:
        return next((one for one in self._passages(role) if one.id == passage_id), None)

    def search(self, query: str, *, as_of: date, role: Role, top: int) -> list[Hit]:
        found = [one for one in self._passages(role) if query in one.text and one.in_force(as_of)]
        return [Hit(passage, 1.0) for passage in found[:top]]

    def ready(self) -> Mapping[str, Any]:
        return self.state

    def _passages(self, role: Role) -> list[Passage]:
        return [
            passage
            for found in self.items.values()
            for section in found.sections
            for passage in section.passages
            if self._reads(role, passage.audience)
        ]


def cite(number: int, passage: Passage) -> Citation:
    """A citation of a passage as the assistant makes it."""
    return Citation(
        n=number,
        passage_id=passage.id,
        document=passage.document,
        breadcrumb=list(passage.breadcrumb),
        page=passage.page,
        page_exact=passage.page_exact,
        effective_from=passage.effective_from,
        effective_to=passage.effective_to,
        quote=passage.text[:40],
        url=f"/library/passages/{passage.id}",
    )


class SmallAssistant:
    """Chooses a real reply by a word of the question; `pause` makes its stream visible to a person."""

    def __init__(self, library: SmallLibrary, pause: float = 0.0) -> None:
        self.library, self.pause = library, pause
        self.gate: threading.Event | None = None
        self.closed = threading.Event()

    def answer(self, turn: Turn) -> Reply:
        if "고장" in turn.text:
            raise RuntimeError(turn.text)

        def reply(status: Status, text: str, **more: Any) -> Reply:
            return Reply(
                turn_id=turn.id,
                conversation=turn.conversation,
                knowledge_revision=12,
                as_of=turn.as_of,
                status=status,
                text=text,
                **more,
            )

        nearby = [
            Suggestion(
                program="livelihood-benefit", name="생계급여", why="소득이 적은 가구의 생활비를 지원해요."
            ),
            Suggestion(program="housing", name="주거급여", why="월세를 지원해요.", verdict="unknown"),
        ]
        if "죽고" in turn.text:
            call = "혼자 견디지 마세요. 자살예방상담전화 109에 지금 전화해 주세요."
            return reply(
                Status.CRISIS, call, notices=[Notice(kind="crisis", text="위급하면 112로 전화하세요.")]
            )
        if "우주" in turn.text:
            return reply(Status.NO_SOURCE, "우주여행 지원은 자료에 없어요.", suggestions=nearby)
        if "위험" in turn.text:
            return reply(Status.ANSWERED, HOSTILE + f"\n\n{turn.text}")
        if "상담" in turn.text or "결과" in turn.text:
            return reply(
                Status.NEEDS_FACTS if "상담" in turn.text else Status.ANSWERED,
                "월세를 한 달에 얼마 내시나요?" if "상담" in turn.text else "살펴본 결과예요.",
                facts=[FACT],
                determinations=[DETERMINATION],
                suggestions=nearby,
                next_question=QUESTION if "상담" in turn.text else None,
            )
        passages = self.library._passages(turn.role)
        return reply(
            Status.ANSWERED,
            ANSWER,
            citations=[cite(1, passages[0]), cite(2, passages[2])],
            suggestions=nearby[1:],
            notices=[Notice(kind="year", text="2026년 기준으로 답했어요.")],
        )

    def stream(self, turn: Turn) -> Iterator[Mapping[str, Any]]:
        try:
            yield {"event": "step", "text": "자료를 찾고 있어요"}
            reply = self.answer(turn)
            for start in range(0, len(reply.text), 24):
                if self.gate:
                    self.gate.wait(5)
                time.sleep(self.pause)
                yield {"event": "text", "delta": reply.text[start : start + 24]}
            yield {"event": "reply", "reply": reply}
        finally:
            self.closed.set()


@dataclass
class SmallServices:
    """What the composition gives."""

    library: SmallLibrary
    assistant: SmallAssistant
    today: Callable[[], date] = lambda: TODAY
    turns: list[tuple[Turn, Reply]] = field(default_factory=list)

    @property
    def conversation(self) -> SmallAssistant:
        return self.assistant

    def record_turn(self, turn: Turn, reply: Reply) -> None:
        self.turns.append((turn, reply))

    def new_turn_id(self) -> str:
        return f"turn-{len(self.turns)}"


@pytest.fixture
def services() -> SmallServices:
    library = SmallLibrary()
    return SmallServices(library, SmallAssistant(library))


@pytest.fixture
def secret() -> str:
    """A word that stands only in staff documents."""
    return SECRET


@pytest.fixture
def open_client() -> Iterator[Callable[..., TestClient]]:
    """Opens a client over given services and settings, as a browser on this machine."""
    opened: list[TestClient] = []

    def open_one(services: SmallServices, **settings: Any) -> TestClient:
        app = create_web_app(services, WebSettings(**settings))
        client = TestClient(
            app,
            base_url="http://127.0.0.1:8300",
            headers={"Accept": "text/html"},
            raise_server_exceptions=False,
        )
        opened.append(client.__enter__())
        return opened[-1]

    yield open_one
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(services: SmallServices, open_client: Callable[..., TestClient]) -> TestClient:
    return open_client(services)


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Serves given services on a free loopback port; gives the address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def serve_one(services: SmallServices, **settings: Any) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            create_web_app(services, WebSettings(**settings)), log_config=None, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        running.append((server, thread))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield serve_one
    for server, _ in running:
        server.should_exit = True
    for _, thread in running:
        thread.join(5)


_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 375, "height": 812}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. A module's own, because Playwright's loop stands in the way of `asyncio.run`."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium이 없어 브라우저 시험을 건너뜁니다: apt install chromium fonts-noto-cjk")
    fonts = shutil.which("fc-list")
    if fonts and not subprocess.run([fonts, ":lang=ko"], capture_output=True, check=True).stdout:
        pytest.skip("한글 글꼴이 없어 브라우저 시험을 건너뜁니다: apt install fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page at an address; at the end nothing may have run from a text or broken the policy."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(address: str, viewport: Any = None, **options: Any) -> Page:
        options = {"viewport": viewport or DESK, "locale": "ko-KR", "reduced_motion": "reduce"} | options
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if "Content Security" in message.text else None,
        )
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def viewport(request: pytest.FixtureRequest) -> Any:
    return request.param
