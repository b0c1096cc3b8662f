"""The built-in guides, life events and exclusions: enough, in force, and only with figures of parameters."""

import re
from datetime import date
from itertools import pairwise, permutations
from pathlib import Path

import pytest
import yaml

from knowledge.cards import Catalog, ExclusionKind
from knowledge.records import Audience, DocumentDraft, DocumentKind, PassageKind

TODAY = date(2026, 11, 24)
CATALOG = Path(__file__).parents[3] / "knowledge" / "catalog"
FILES = [
    *sorted((CATALOG / "guides").glob("*.yaml")),
    CATALOG / "life_events.yaml",
    CATALOG / "exclusions.yaml",
]
WON = re.compile(r"\d{1,3}(,\d{3})+\s*원|\d+\s*[만억]\s*원|\d\s*%")
ASKED = ("questions", "phrases")


def without_questions(data: object) -> object:
    """The data without what people say, who may well name amounts."""
    if isinstance(data, dict):
        return {key: without_questions(value) for key, value in data.items() if key not in ASKED}
    return [without_questions(value) for value in data] if isinstance(data, list) else data


def documents(catalog: Catalog, day: date) -> dict[str, DocumentDraft]:
    return {
        draft.identity: draft
        for draft in catalog.drafts()
        if not draft.program
        and (draft.effective_from is None or draft.effective_from <= day)
        and (draft.effective_to is None or day <= draft.effective_to)
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_amount_or_rate_stands_in_a_file(path: Path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert not WON.search(str(without_questions(data)))


def test_there_are_enough_guides_and_each_is_asked_for_in_its_own_words(builtin: Catalog) -> None:
    assert len(builtin.guides) >= 16
    seen = {question for card in builtin.programs.values() for question in card.questions}
    for loaded in builtin.guides.values():
        assert len(loaded.guide.questions) >= 15, loaded.guide.id
        assert not seen & set(loaded.guide.questions)
        seen |= set(loaded.guide.questions)


def test_all_are_public_documents_today_with_short_passages(builtin: Catalog) -> None:
    today = documents(builtin, TODAY)
    wanted = {f"guide:{name}" for name in builtin.guides} | {f"life-event:{n}" for n in builtin.life_events}
    assert wanted | {"exclusions"} <= set(today)
    for identity in (*wanted, "exclusions"):
        draft = today[identity]
        assert (draft.kind, draft.audience) == (DocumentKind.GUIDE, Audience.PUBLIC)
        for section in draft.sections:
            assert section.passages
            for passage in section.passages:
                assert "{{" not in passage.text
                assert len(passage.text) <= (1300 if passage.kind is PassageKind.TABLE else 760)


@pytest.mark.parametrize(
    ("identity", "year", "says"),
    [
        ("guide:median-income", 2024, "5,729,913원"),
        ("guide:median-income", 2027, "6,929,885원"),
        ("guide:vehicles", 2024, "배기량이 1,600cc 미만"),
        ("guide:vehicles", 2026, "배기량이 2,000cc 미만"),
        ("guide:vehicles", 2026, "7명 이상이 타는 차"),
        ("guide:support-obligor", 2025, "10%를 부양비로"),
        ("guide:support-obligor", 2026, "부양비는 2026년 1월 1일에 없어졌습니다"),
        ("guide:property-conversion", 2026, "| 서울 | 99,000,000원 | 172,000,000원 |"),
        ("exclusions", 2026, "0세 월 416,000원"),
    ],
)
def test_a_year_has_its_own_figures(builtin: Catalog, identity: str, year: int, says: str) -> None:
    draft = documents(builtin, date(year, 7, 1))[identity]
    assert says in "\n".join(passage.text for section in draft.sections for passage in section.passages)


def test_the_support_cost_is_told_only_for_the_years_it_held(builtin: Catalog) -> None:
    draft = documents(builtin, TODAY)["guide:support-obligor"]
    text = "\n".join(passage.text for section in draft.sections for passage in section.passages)
    assert "를 부양비로 보아" not in text


def test_there_are_27_life_events_with_phrases_of_their_own(builtin: Catalog) -> None:
    assert len(builtin.life_events) == 27
    phrases = [phrase for loaded in builtin.life_events.values() for phrase in loaded.event.phrases]
    assert len(phrases) == len(set(phrases))
    assert all(len(loaded.programs) == len(set(loaded.programs)) for loaded in builtin.life_events.values())


def test_nearly_every_program_is_reached_from_a_guide_or_a_life_event(builtin: Catalog) -> None:
    reached = {name for loaded in builtin.life_events.values() for name in loaded.programs}
    reached |= {name for loaded in builtin.guides.values() for name in loaded.guide.related}
    assert len(set(builtin.programs) - reached) <= len(builtin.programs) // 20


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        ("parent-benefit", "home-care-allowance", {ExclusionKind.NOT_TOGETHER}),
        ("parent-benefit", "childcare-voucher", {ExclusionKind.REDUCES}),
        ("child-allowance", "parent-benefit", {ExclusionKind.ALLOWED}),
        ("unemployment-benefit", "national-employment-support", {ExclusionKind.NOT_TOGETHER}),
        ("livelihood-benefit", "basic-pension", {ExclusionKind.REDUCES}),
        ("diaper-formula", "nutrition-plus", {ExclusionKind.CHOOSE_ONE}),
        ("basic-pension", "직역연금", {ExclusionKind.NOT_TOGETHER}),
        ("haetsal-loan", "dream-start", set()),
    ],
)
def test_what_goes_with_what(builtin: Catalog, a: str, b: str, kinds: set[ExclusionKind]) -> None:
    for pair in permutations((a, b)):
        assert {found.kind for found in builtin.exclusions.between(*pair, TODAY)} == kinds


def test_no_two_exclusions_contradict_each_other_on_a_day(builtin: Catalog) -> None:
    exclusions = builtin.exclusions
    for entry in exclusions.entries:
        for a in entry.entry.programs:
            for b in entry.entry.others:
                found = exclusions.between(a, b, TODAY)
                assert all(one.kind is other.kind for one, other in pairwise(found)), (a, b)
