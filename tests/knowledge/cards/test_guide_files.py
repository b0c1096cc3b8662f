"""Guides, exclusions and life events in a small folder: what they become, and what is wrong with them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from knowledge.cards import Catalog, ExclusionKind, load_catalog
from knowledge.errors import CatalogError
from knowledge.records import Audience, DocumentDraft, DocumentKind, Passage

Edit = Callable[[str, str, str], Path]
GUIDE, EVENTS, EXCLUSIONS = "guides/sample-guide.yaml", "life_events.yaml", "exclusions.yaml"
FILES = {
    GUIDE: """\
        id: sample-guide
        title: 견본 안내
        aliases: [보기 안내]
        summary: [이 안내는 보기입니다.]
        sections:
          - heading: 금액
            lines:
              - text: 1명은 {{line[1]}}입니다.
                source: 법 제1조
              - "가구원 수별 금액 {{table:line}}"
          - heading: 차례
            numbered: true
            lines: [신청합니다., {text: 올해만 이렇습니다., from: 2026-01-01, to: 2026-12-31}]
        law: [{name: 법, articles: [제1조]}]
        related: [sample, 이웃급여]
        questions: [어떻게 계산해요?]
        confidence: verified
        """,
    EVENTS: """\
        - id: childbirth
          name: 출산
          title: 아이가 태어났을 때
          phrases: [아기를 낳았어요]
          summary: [신청할 것이 여럿입니다.]
          deadlines:
            - {text: 60일 안에 신청합니다., source: 법 제2조}
          programs:
            - {id: sample, text: "1명이면 {{line[1]}}을 받습니다.", confidence: single}
          also: [출생신고를 합니다.]
        """,
    EXCLUSIONS: """\
        - id: sample_neighbour
          programs: [sample]
          others: [이웃급여, 먼급여]
          kind: reduces
          text: 견본급여에서 {{line[1]}}을 뺍니다.
          source: 법 제3조
          confidence: single
        - id: sample_neighbour_old
          programs: [이웃급여]
          others: [sample]
          kind: not_together
          text: 함께 받을 수 없었습니다.
          to: 2025-12-31
        """,
}


@pytest.fixture
def guided(folder: Path) -> Path:
    """The small catalog with a guide, a life event and two exclusions."""
    for name, text in FILES.items():
        target = folder / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(dedent(text), encoding="utf-8")
    return folder


def loaded(folder: Path) -> Catalog:
    return load_catalog(builtin=False, extra_dirs=[folder])


def on(catalog: Catalog, identity: str, day: date) -> DocumentDraft:
    return next(
        draft
        for draft in catalog.drafts()
        if draft.identity == identity
        and (draft.effective_from is None or draft.effective_from <= day)
        and (draft.effective_to is None or day <= draft.effective_to)
    )


def texts(draft: DocumentDraft) -> list[str]:
    return [passage.text for section in draft.sections for passage in section.passages]


def test_a_guide_is_a_public_document_for_each_period(guided: Path) -> None:
    draft = on(loaded(guided), "guide:sample-guide", date(2026, 5, 1))
    assert (draft.kind, draft.audience, draft.title) == (DocumentKind.GUIDE, Audience.PUBLIC, "견본 안내")
    assert [s.title for s in draft.sections] == ["한눈에 보기", "금액", "차례", "근거 법령", "함께 볼 사업"]
    assert texts(draft)[:3] == [
        "견본 안내\n\n이 안내는 보기입니다.\n\n다른 이름: 보기 안내",
        "견본 안내: 금액(2026년)\n\n- 1명은 1,100원입니다. (법 제1조)",
        "견본 안내: 금액(2026년) - 가구원 수별 금액\n\n| 가구원 수 | 2026년 |\n| --- | ---: |\n"
        "| 1명 | 1,100원 |\n| 2명 | 2,200원 |\n| 3명 | 3,300원(확인 필요) |",
    ]
    assert texts(draft)[3] == "견본 안내: 차례(2026년)\n\n1. 신청합니다.\n2. 올해만 이렇습니다."
    assert texts(draft)[-1] == "견본 안내: 함께 볼 사업\n\n- 견본급여\n- 이웃급여"


def test_a_guide_of_last_year_has_last_years_lines(guided: Path) -> None:
    said = "\n".join(texts(on(loaded(guided), "guide:sample-guide", date(2025, 5, 1))))
    assert "1,000원" in said
    assert "올해만" not in said


def test_figures_of_all_of_them_are_traced(guided: Path) -> None:
    catalog, day = loaded(guided), date(2026, 5, 1)
    for identity in ("guide:sample-guide", "life-event:childbirth", "exclusions"):
        found = catalog.trace(identity, day)[0]
        assert (found.parameter, found.shown, found.line) == ("line", "1,100원", 16)
    assert catalog.trace("guide:nothing", day) == []


def test_a_life_event_lists_deadlines_and_programs_in_order(guided: Path) -> None:
    catalog = loaded(guided)
    draft = on(catalog, "life-event:childbirth", date(2026, 5, 1))
    assert (draft.title, draft.questions) == ("아이가 태어났을 때", ("아기를 낳았어요",))
    assert texts(draft)[1:] == [
        "아이가 태어났을 때: 때를 놓치면 안 되는 일\n\n- 60일 안에 신청합니다. (법 제2조)",
        "아이가 태어났을 때: 살펴볼 사업(2026년)\n\n1. 견본급여: 1명이면 1,100원을 받습니다. (확인 필요)",
        "아이가 태어났을 때: 함께 챙길 일\n\n- 출생신고를 합니다.",
    ]
    assert catalog.life_events["childbirth"].programs == ("sample",)


def test_exclusions_are_found_in_either_order_and_for_their_days(guided: Path) -> None:
    exclusions = loaded(guided).exclusions
    for pair in (("sample", "이웃급여"), ("이웃급여", "sample")):
        kinds = [found.kind for found in exclusions.between(*pair, date(2025, 5, 1))]
        assert kinds == [ExclusionKind.REDUCES, ExclusionKind.NOT_TOGETHER]
        assert [found.kind for found in exclusions.between(*pair, date(2026, 5, 1))] == [
            ExclusionKind.REDUCES
        ]
    assert exclusions.between("이웃급여", "먼급여", date(2026, 5, 1)) == []
    assert len(exclusions.of("sample", date(2025, 5, 1))) == 2


def test_an_exclusion_comes_with_the_passage_to_cite(guided: Path) -> None:
    catalog, day = loaded(guided), date(2026, 5, 1)
    draft = on(catalog, "exclusions", day)
    assert draft.sections[0].title == "견본급여 · 이웃급여, 먼급여"
    stored = [
        Passage(
            id=f"p{at}",
            document_key="k",
            document_id="exclusions",
            document=draft.title,
            document_kind=draft.kind,
            audience=draft.audience,
            section_id="s",
            breadcrumb=(section.title,),
            kind=passage.kind,
            text=passage.text,
            ordinal=at,
        )
        for at, section in enumerate(draft.sections)
        for passage in section.passages
    ]
    ((found, text, passage),) = catalog.exclusions.cited("이웃급여", "sample", day, stored)
    assert found.entry.id == "sample_neighbour"
    assert text == "견본급여에서 1,100원을 뺍니다. (법 제3조) (확인 필요)"
    assert passage.id == "p0"
    other = [replace(passage, text="다른 글") for passage in stored]
    assert catalog.exclusions.cited("이웃급여", "sample", day, other) == []


def test_unsure_lines_of_all_of_them_are_problems(guided: Path) -> None:
    found = {(str(p.path.name), p.line) for p in loaded(guided).problems(date(2026, 5, 1))}
    assert {("life_events.yaml", 9), ("exclusions.yaml", 1)} <= found


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "says"),
    [
        (GUIDE, "aliases:", "alias:", 3, "모르는 항목 'alias'"),
        (GUIDE, "id: sample-guide", "id: other", 1, "파일 이름은 id와 같아야"),
        (GUIDE, "heading: 차례", "heading: 금액", 11, "'금액'이(가) 두 번"),
        (GUIDE, "{{line[1]}}", "{{lime[1]}}", 8, "'lime'이라는 수치가"),
        (GUIDE, "questions: [어떻게 계산해요?]", "questions: []", 16, "비어 있습니다"),
        (GUIDE, "related: [sample,", "related: [unknown-program,", 15, "programs/에 없습니다"),
        (EVENTS, "id: sample,", "id: unknown-program,", 9, "programs/에 없습니다"),
        (EVENTS, "phrases: [아기를 낳았어요]", "phrases: []", 4, "비어 있습니다"),
        (EVENTS, "{{line[1]}}", "{{line}}", 9, "구분 수가 맞지 않습니다"),
        (EXCLUSIONS, "programs: [sample]", "programs: [unknown-program]", 2, "programs/에 없습니다"),
        (EXCLUSIONS, "kind: reduces", "kind: lowers", 4, "not_together, reduces, choose_one, allowed"),
        (EXCLUSIONS, "id: sample_neighbour_old", "id: sample_neighbour", 8, "이미 있습니다"),
        (EXCLUSIONS, "others: [이웃급여, 먼급여]", "others: [sample]", 1, "양쪽에 다 있습니다"),
    ],
)
def test_a_mistake_names_its_line(
    guided: Path, edit: Edit, name: str, old: str, new: str, line: int, says: str
) -> None:
    edit(name, old, new)
    with pytest.raises(CatalogError) as caught:
        loaded(guided)
    assert says in str(caught.value)
    assert caught.value.line == line
