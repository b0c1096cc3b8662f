"""A mistake in a catalog file is one Korean sentence with its file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from knowledge.cards import load_catalog
from knowledge.errors import CatalogError

Edit = Callable[[str, str, str], Path]
PROGRAM, PARAMETER = "programs/sample.yaml", "parameters/line.yaml"


def failure(folder: Path) -> CatalogError:
    with pytest.raises(CatalogError) as caught:
        load_catalog(builtin=False, extra_dirs=[folder])
    return caught.value


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "says"),
    [
        (PROGRAM, "aliases: [보기]", "alias: [보기]", 3, "모르는 항목 'alias'"),
        (PROGRAM, "name: 견본급여\n", "", 1, "필수 항목 'name'"),
        (PROGRAM, "name: 견본급여", "name: 12", 2, "글이어야 합니다"),
        (PROGRAM, "target: [누구나 받습니다.]", "target: 누구나", 9, "목록이어야"),
        (PROGRAM, "target: [누구나 받습니다.]", "target: []", 9, "비어 있습니다"),
        (PROGRAM, "    source: 법 제1조\n", "", 11, "'criteria.0.source'이(가) 없습니다"),
        (PROGRAM, "confidence: verified", "confidence: sure", 24, "verified, law, single, memory, unsure"),
        (PROGRAM, "unit: person", "unit: planet", 6, "units.yaml에 없습니다"),
        (PROGRAM, "field: seniors", "field: space", 5, "fields.yaml에 없습니다"),
        (PROGRAM, "id: sample", "id: other", 1, "파일 이름은 id와 같아야"),
        (PROGRAM, "central: [line]", "central: [nothing]", 7, "'nothing'이라는 수치가"),
        (PROGRAM, "{{line[1]}}", "{{lime[1]}}", 12, "'lime'이라는 수치가"),
        (PROGRAM, "{{line[1]}}", "{{line}}", 12, "구분 수가 맞지 않습니다"),
        (PROGRAM, "{{line[1]}}", "{{line[9]}}", 12, "어느 기간에도 없습니다"),
        (PROGRAM, "{{line[1]}}", "{{line[1]", 12, "짝이 맞지 않습니다"),
        (PROGRAM, "{{line[1]}}", "{{ 1 + 1 }}", 12, "읽을 수 없습니다"),
        (PROGRAM, "{{table:line}}", "{{table:rate}}", 14, "구분(by)이 없는"),
        (PROGRAM, "{{table:line}}", "{{table:line, rent}}", 14, "같은 구분 하나"),
        (PROGRAM, "{{table:line}}", "{{table:line}} 끝", 14, "맨 끝에 하나만"),
        (PROGRAM, "aliases: [보기]", "aliases: [보기]\nname: 다른이름", 4, "'name'이(가) 두 번"),
        (PROGRAM, "questions:", "related: [unknown-program]\nquestions:", 23, "programs/에 없습니다"),
        (PARAMETER, "unit: percent", "unit: gram", 21, "단위 'gram'"),
        (PARAMETER, "concept: line\n  unit: percent", "concept: nil\n  unit: percent", 20, "'nil'"),
        (PARAMETER, "by: [size]", "by: [sizes]", 5, "dimensions.yaml에 없습니다"),
        (PARAMETER, "{1: 1000, 2: 2000}", "{1: 1000, 8: 2000}", 11, "'8'은(는) '가구원 수'에 없습니다"),
        (PARAMETER, "value: 4.17", "value: '4.17'", 26, "쉼표 없는 수"),
        (PARAMETER, "value: 4.17", "value: true", 26, "쉼표 없는 수"),
        (PARAMETER, "value: {1: 1000, 2: 2000}", "value: 1000", 11, "별로 적어야"),
        (PARAMETER, "from: 2026-01-01", "from: 2025-06-01", 12, "기간이 겹칩니다"),
        (PARAMETER, "to: 2025-12-31", "to: 2024-12-31", 8, "시작하는 날보다 앞섭니다"),
        (PARAMETER, "to: 2025-12-31", "to: 2025-13-31", 8, "없는 날짜"),
        (PARAMETER, "to: 2025-12-31", "to: 9999-12-31", 8, "날짜가 아닙니다"),
        (PARAMETER, "      source: 2025년 고시\n", "", 7, "source'이(가) 없습니다"),
        (PARAMETER, "{3: memory}", "{9: memory}", 17, "confidence_by_key"),
        (PARAMETER, "- id: rate", "- id: line", 18, "'line'이(가) 이미 있습니다"),
        (PARAMETER, "value: 4.17", "value: *alias", 26, "별칭"),
        (PARAMETER, "value: 4.17", "value: !!python/object/apply:os.system [ls]", 26, "태그"),
        (PARAMETER, "value: 4.17", "value: [1", None, "YAML 문법"),
    ],
)
def test_a_mistake_names_its_file_and_line(
    folder: Path, edit: Edit, name: str, old: str, new: str, line: int | None, says: str
) -> None:
    path = edit(name, old, new)
    error = failure(folder)
    assert error.path == path
    assert says in error.problem
    assert line is None or error.line == line


def test_the_small_catalog_is_correct(folder: Path) -> None:
    assert list(load_catalog(builtin=False, extra_dirs=[folder]).programs) == ["sample"]


def test_a_deep_nesting_is_refused(folder: Path) -> None:
    (folder / "terms.yaml").write_text("[" * 100_000, encoding="utf-8")
    assert "너무 깊습니다" in failure(folder).problem


def test_a_large_file_is_refused(folder: Path) -> None:
    (folder / "terms.yaml").write_text("# " + "가" * 400_000, encoding="utf-8")
    assert "너무 큽니다" in failure(folder).problem


def test_a_file_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "terms.yaml").write_bytes("- id: 가".encode("cp949"))
    assert "UTF-8" in failure(folder).problem


@pytest.mark.parametrize("built", ["CSafeLoader", "SafeLoader"])
def test_an_unreadable_character_is_refused_with_libyaml_and_without(
    folder: Path, monkeypatch: pytest.MonkeyPatch, built: str
) -> None:
    monkeypatch.setattr(yaml, "CSafeLoader", getattr(yaml, built, yaml.SafeLoader), raising=False)
    (folder / "terms.yaml").write_text("- \a\n", encoding="utf-8")
    assert "읽을 수 없는 글자" in failure(folder).problem


def test_a_local_program_may_not_replace_a_national_one(folder: Path, edit: Edit) -> None:
    edit(PROGRAM, "id: sample", "id: basic-pension")
    (folder / PROGRAM).rename(folder / "programs" / "basic-pension.yaml")
    for name in ("units.yaml", "fields.yaml", "dimensions.yaml", "terms.yaml"):
        (folder / name).unlink()
    edit(PARAMETER, "by: [size]", "by: [household_size]")
    edit(PARAMETER, "by: [grade, size]", "by: [region_grade, household_size]")
    path = folder / PARAMETER
    text = path.read_text(encoding="utf-8").replace("concept: line", "concept: base_rent")
    path.write_text(
        text.replace("        a: {", "        1: {").replace("        b: {", "        2: {"), encoding="utf-8"
    )
    with pytest.raises(CatalogError, match="'basic-pension'이\\(가\\) 이미 있습니다"):
        load_catalog(extra_dirs=[folder])


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="폴더가 없습니다"):
        load_catalog(extra_dirs=[tmp_path / "none"])
