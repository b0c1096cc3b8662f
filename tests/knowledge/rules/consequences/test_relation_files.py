"""A wrong relations.yaml is told with file and line; a local one adds to the built-in."""

from pathlib import Path
from textwrap import dedent

import pytest

from knowledge.errors import CatalogError
from knowledge.rules import Rules
from knowledge.rules.consequences import Relations


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.load()


REDUCTION = "reductions:\n- {{exclusion: {}, reduced: {}, by: basic-pension}}"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("held:\n  livelihod: livelihood-benefit", 2, "'livelihod'이라는 자격"),
        ("held:\n  single_parent: single-parent-family", 1, "이미 있습니다"),
        ("held:\n  multicultural: no-such", 2, "'no-such'이라는 사업"),
        ("opens:\n- {program: no-such, criterion: x, statuses: [medical]}", 2, "판정하는 사업이 아닙니다"),
        ("opens:\n- {program: energy-voucher, criterion: x, statuses: [medical]}", 2, "기준 'x'"),
        ("opens:\n- {program: energy-voucher, criterion: recipient, statuses: [poor]}", 2, "'poor'이라는"),
        ("opens:\n- {program: energy-voucher, criterion: recipient, statuses: []}", 2, "비어 있습니다"),
        (
            REDUCTION.format("x", "livelihood-benefit"),
            2,
            "exclusions.yaml에",
        ),
        (
            REDUCTION.format("livelihood_emergency", "livelihood-benefit"),
            2,
            "reduces가 아닙니다",
        ),
        (
            REDUCTION.format("livelihood_basic_pension", "medical-benefit"),
            2,
            "사이의 규칙이 아닙니다",
        ),
        ("opnes: []", 1, "모르는 항목"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    rules: Rules, tmp_path: Path, text: str, line: int, says: str
) -> None:
    path = tmp_path / "relations.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=says) as error:
        Relations.load(rules, [tmp_path])
    assert str(error.value).startswith(f"{path}:{line}:")


def test_a_local_file_adds(rules: Rules, tmp_path: Path) -> None:
    text = """\
        opens:
          - {program: energy-voucher, criterion: trait, statuses: [single_parent]}
        """
    (tmp_path / "relations.yaml").write_text(dedent(text), encoding="utf-8")
    built_in, more = Relations.load(rules), Relations.load(rules, [tmp_path])
    assert more.data.opens[:-1] == built_in.data.opens
    assert more.data.held == built_in.data.held
