"""The built-in programs as documents."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from knowledge.aspects import Aspect
from knowledge.cards import Catalog, ProblemKind, load_catalog
from knowledge.records import Audience, DocumentDraft, DocumentKind, PassageKind

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).parents[3]
PROGRAMS = sorted((ROOT / "knowledge" / "catalog" / "programs").glob("*.yaml"))
WON = re.compile(r"\d{1,3}(,\d{3})+\s*원|\d+\s*[만억]\s*원")
SECTIONS = set(Aspect) - {Aspect.COMPARISON}


def in_force(catalog: Catalog, day: date) -> dict[str, DocumentDraft]:
    return {
        draft.identity: draft
        for draft in catalog.drafts()
        if (draft.effective_from is None or draft.effective_from <= day)
        and (draft.effective_to is None or day <= draft.effective_to)
    }


def test_the_twelve_programs_are_there(builtin: Catalog) -> None:
    assert len(builtin.programs) >= 12
    assert {"livelihood-benefit", "basic-pension", "unemployment-benefit"} <= set(builtin.programs)


def test_every_program_has_every_section_today(builtin: Catalog) -> None:
    today = in_force(builtin, TODAY)
    for name in builtin.programs:
        draft = today[f"program:{name}"]
        assert {section.aspect for section in draft.sections} == {aspect.value for aspect in SECTIONS}
        assert all(section.passages for section in draft.sections)
        assert (draft.kind, draft.audience, draft.program) == (DocumentKind.PROGRAM, Audience.PUBLIC, name)


def test_every_passage_names_its_program_and_is_short(builtin: Catalog) -> None:
    for draft in builtin.drafts():
        if draft.kind is not DocumentKind.PROGRAM:
            continue
        for section in draft.sections:
            for passage in section.passages:
                assert draft.title in passage.text.splitlines()[0]
                assert "{{" not in passage.text
                limit = 1200 if passage.kind is PassageKind.TABLE else 700
                assert len(passage.text) <= limit


def _of_officials(draft: DocumentDraft) -> str:
    notes = next(section for section in draft.sections if section.aspect == Aspect.NOTES.value)
    lead = f"{draft.title}: 담당자가 살피는 것"
    return "\n".join(passage.text for passage in notes.passages if passage.text.startswith(lead))


def test_what_the_rules_leave_to_an_official_is_told_under_the_notes(builtin: Catalog) -> None:
    today = in_force(builtin, TODAY)
    for name, card in builtin.programs.items():
        text = _of_officials(today[f"program:{name}"])
        assert bool(text) == bool(card.not_modelled)
    text = _of_officials(today["program:livelihood-benefit"])
    assert "- 근로능력 평가와 조건부과는 담당자가 판단합니다." in text


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_no_amount_stands_in_a_program_file(path: Path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    data.pop("questions")  # people say amounts
    data.pop("tests", None)  # and worked cases are about them
    assert not WON.search(str(data))


def test_questions_are_enough_and_of_one_program_only(builtin: Catalog) -> None:
    seen: set[str] = set()
    for card in builtin.programs.values():
        assert len(card.questions) >= 12
        assert not seen & set(card.questions)
        seen |= set(card.questions)


def test_the_edition_follows_the_year(builtin: Catalog) -> None:
    for year, amount in ((2024, "713,102원"), (2025, "765,444원"), (2026, "820,556원"), (2027, "875,533원")):
        draft = in_force(builtin, date(year, 7, 1))["program:livelihood-benefit"]
        text = "\n".join(passage.text for section in draft.sections for passage in section.passages)
        assert amount in text
        assert f"({year}년)" in text


def test_a_year_that_nobody_published_says_so(builtin: Catalog) -> None:
    draft = in_force(builtin, date(2027, 7, 1))["program:basic-pension"]
    text = "\n".join(passage.text for section in draft.sections for passage in section.passages)
    assert "아직 고시되지 않음" in text
    assert "2,470,000원" not in text


def test_the_support_cost_is_gone_in_2026(builtin: Catalog) -> None:
    def criteria(year: int) -> str:
        draft = in_force(builtin, date(year, 7, 1))["program:medical-benefit"]
        section = next(section for section in draft.sections if section.aspect == Aspect.CRITERIA)
        return "\n".join(passage.text for passage in section.passages)

    assert "10%" in criteria(2025)
    assert "없어져" in criteria(2026)
    assert "10%" not in criteria(2026)


def test_an_unconfirmed_value_is_marked_where_it_is_shown(builtin: Catalog) -> None:
    draft = in_force(builtin, TODAY)["program:single-parent-family"]
    text = "\n".join(passage.text for section in draft.sections for passage in section.passages)
    assert "370,000원(확인 필요)" in text


def test_each_figure_is_traced_to_its_line(builtin: Catalog) -> None:
    traces = builtin.trace("program:livelihood-benefit", TODAY)
    found = next(trace for trace in traces if (trace.parameter, trace.key) == ("livelihood_line", "4"))
    assert found.shown == "2,078,316원"
    line = (ROOT / found.file).read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert "2078316" in line
    assert found.source
    assert builtin.trace("glossary", TODAY) == []


def test_the_glossary_holds_every_concept(builtin: Catalog) -> None:
    assert {parameter.concept for parameter in builtin.parameters.values()} <= set(builtin.terms)
    glossary = in_force(builtin, TODAY)["glossary"]
    assert len(glossary.sections) == len(builtin.terms) >= 40


def test_every_parameter_is_shown_somewhere(builtin: Catalog) -> None:
    used = {name for loaded in builtin.cards.values() for name in loaded.parameters}
    texts = [*builtin.guides.values(), *builtin.life_events.values()]
    blocks = [block for text in texts for block in text.blocks]
    blocks += [entry.block for entry in builtin.exclusions.entries]
    used |= {parameter.id for block in blocks for parameter in block.template.parameters}
    # Figures that only rules read stand in files of their own; tests/knowledge/rules holds them.
    used |= {p.id for p in builtin.parameters.values() if p.file.path.name.startswith("rule_")}
    assert set(builtin.parameters) - used == {"unemployment_base_cap"}


def test_problems_name_what_lapses_and_what_is_unsure(builtin: Catalog) -> None:
    problems = builtin.problems(TODAY)
    kinds = {problem.kind for problem in problems}
    assert kinds >= {ProblemKind.EXPIRING, ProblemKind.UNSURE}
    assert any("basic_pension_line" in str(problem) and "2026-12-31" in str(problem) for problem in problems)
    lapsed = {
        p.text.split("(")[1].split(")")[0] for p in builtin.problems(date(2027, 1, 1)) if p.kind == "missing"
    }
    assert "basic_pension_line" in lapsed
    assert "livelihood_line" not in lapsed


def test_the_hash_changes_with_any_file(folder: Path) -> None:
    before = load_catalog(builtin=False, extra_dirs=[folder]).revision_hash
    with (folder / "terms.yaml").open("a", encoding="utf-8") as file:
        file.write("# 덧붙임\n")
    assert load_catalog(builtin=False, extra_dirs=[folder]).revision_hash != before
