"""A small library of real records: what anybody may read, what only staff may, and hostile texts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

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
